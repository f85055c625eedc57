"""Sign in to the public pages by national identity, and out again. Nothing on them asks for it but one's own dossiers."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from motcua.doors.portal.citizen import leave, signed_in
from motcua.doors.portal.frame import page


@never_cache
@require_safe
def sign_in(request: HttpRequest) -> HttpResponse:
    """What signing in is for, and the way to the identity provider; `next` leads back inside this site only."""
    wanted = request.GET.get("next", "")
    here = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    leads = wanted if here else reverse("portal:my_dossiers")
    if signed_in(request):
        return redirect(leads)
    way = ""
    if settings.IDENTITY_ISSUER:
        login = reverse("openid_connect_login", args=[settings.CITIZENS])
        way = f"{login}?{urlencode({'next': leads})}"
    simulated = settings.IDENTITY_SIMULATED
    return page(request, "portal/sign_in.html", {"way": way, "simulated": simulated})


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Out, to the first page."""
    leave(request)
    return redirect("portal:home")
