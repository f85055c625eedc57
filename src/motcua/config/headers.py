"""What every answer tells the browser about safety: nothing from elsewhere, nothing inline, no spying devices.

`default-src 'self'` leaves no room for inline scripts and styles; pages of the desk, the way to sign in included, show
personal data and are never kept by a browser or a proxy.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
PERMISSIONS = ", ".join(
    f"{device}=()"
    for device in ("accelerometer", "camera", "geolocation", "gyroscope", "microphone", "payment", "usb")
)
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "Permissions-Policy": PERMISSIONS,
    "Cross-Origin-Resource-Policy": "same-origin",
}
NEVER_KEPT = "/desk/"

Answer = Callable[[HttpRequest], HttpResponse]


def safe_headers(get_response: Answer) -> Answer:
    """Middleware that stands first, so that files and errors carry the headers too."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in ALWAYS.items():
            response.headers.setdefault(name, value)
        if request.path.startswith(NEVER_KEPT):
            response.headers["Cache-Control"] = "no-store"
        return response

    return middleware
