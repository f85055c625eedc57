"""What every answer tells the browser about safety: nothing from elsewhere, nothing inline, no spying devices.

Scripts and styles come from our own files only. Whatever may show personal data is never kept by a browser or a proxy:
every answer but static files, and the procedures everybody may read, as long as nobody is signed in.
"""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.signals import user_logged_out
from django.http import HttpRequest, HttpResponse

POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
PERMISSIONS = ", ".join(
    f"{device}=()"
    for device in ("accelerometer", "camera", "geolocation", "gyroscope", "microphone", "payment", "usb")
)
YEAR = 365 * 24 * 3600
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "Permissions-Policy": PERMISSIONS,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Server": "motcua",
}
OVER_TLS = {"Strict-Transport-Security": f"max-age={2 * YEAR}; includeSubDomains"}
PUBLIC = ("/static/", "/thu-tuc/", "/robots.txt")
"""What begins like this shows nobody's data; a view elsewhere may say `public` itself (heads of the journal)."""
LEFT = "motcua.left"

Answer = Callable[[HttpRequest], HttpResponse]


def safe_headers(get_response: Answer) -> Answer:
    """Middleware that stands first, so that files and errors carry the headers too."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in (ALWAYS | OVER_TLS if settings.HTTPS else ALWAYS).items():
            response.headers.setdefault(name, value)
        if not _may_be_kept(request, response):
            response.headers["Cache-Control"] = "no-store"
        if request.META.get(LEFT):
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response

    return middleware


def _may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether a browser or a proxy may keep the answer: it is public, and drawn for nobody in particular."""
    if request.path.startswith("/static/"):
        return True
    user = getattr(request, "user", None)
    if response.status_code >= 400 or (user is not None and user.is_authenticated):
        return False
    return (
        request.path == "/"
        or request.path.startswith(PUBLIC)
        or "public" in response.get("Cache-Control", "")
    )


def _has_left(sender: object, request: HttpRequest | None, **kwargs: object) -> None:
    """Whoever signs out leaves nothing in the browser (ASVS 14.3.1)."""
    if request is not None:
        request.META[LEFT] = "1"


user_logged_out.connect(_has_left, dispatch_uid="motcua.config.headers")
