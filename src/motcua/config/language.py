"""Vietnamese first: the reader's own choice decides the language, not the language of the reader's device.

Many phones and office computers in the province run in English; their owners still expect Vietnamese. The switch on every
page sets a cookie (`django.views.i18n.set_language`), and that cookie is all this looks at.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

GetResponse = Callable[[HttpRequest], HttpResponse]


def vietnamese_first(get_response: GetResponse) -> GetResponse:
    """Middleware: the language of the cookie if it is one of ours, else Vietnamese."""
    ours = {code for code, _ in settings.LANGUAGES}

    def answer(request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in ours else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Cookie",))
        return response

    return answer
