"""What search engines may read: procedures, never single dossiers or the desk."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """robots.txt: everything but the desk and what lies under the look-up."""
    look_up = reverse("portal:look_up")
    lines = (
        "User-agent: *",
        "Disallow: /desk/",
        f"Disallow: {look_up}?",
        f"Disallow: {look_up}*/",
        "Allow: /",
    )
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
