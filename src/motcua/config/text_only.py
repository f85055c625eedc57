"""Refuses requests whose address or form holds a NUL: no text anybody types does, and PostgreSQL keeps none."""

from collections.abc import Callable

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.request import QueryDict


class TextOnly:
    """Middleware behind the one against forged requests, which reads the form first."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing before the view is known."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: object) -> None:
        """Answered as damaged (400) where there is one; the view is not called.

        Raises:
            SuspiciousOperation: a NUL in the path, the query or a field of the form.
        """
        if "\0" in request.path_info or _holds(request.GET) or _holds(request.POST):
            raise SuspiciousOperation("NUL")


def _holds(sent: QueryDict) -> bool:
    return any("\0" in text for name, values in sent.lists() for text in (name, *values))
