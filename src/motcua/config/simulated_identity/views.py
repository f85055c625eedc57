"""Choose who you are: the simulated provider asks no password."""

import json
from typing import Any

from allauth.idp.oidc.models import Client, Token
from allauth.idp.oidc.views import AuthorizationView, TokenView
from django.contrib.auth import login
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from motcua.config.simulated_identity.personas import personas


def choose(request: HttpRequest) -> HttpResponse:
    """The persons to choose from (GET); one of them is signed in and led on inside this site (POST)."""
    leads = request.GET.get("next", "")
    if request.method == "POST":
        user = get_object_or_404(User, username=request.POST.get("person", ""))
        login(request, user, backend="django.contrib.auth.backends.ModelBackend")  # type: ignore[arg-type]  # its own users
        safe = leads.startswith("/") and url_has_allowed_host_and_scheme(leads, allowed_hosts=None)
        return redirect(leads if safe else "account_login")
    return render(request, "simulated_identity/choose.html", {"personas": personas()})


class Authorization(AuthorizationView):
    """Whether the service may learn who it is, asked each time; no code without PKCE, none but to an exact address."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The question, or what is wrong with the request (400)."""
        asked = request.GET
        proven = asked.get("code_challenge") and asked.get("code_challenge_method") == "S256"
        silently = "none" in asked.get("prompt", "")
        leads = Client.objects.filter(pk=asked.get("client_id", "")).values_list("redirect_uris", flat=True)
        known = any(asked.get("redirect_uri") in each.split() for each in leads)
        if not (proven and known) or silently or asked.get("response_mode", "query") != "query":
            return render(request, "idp/oidc/error.html", status=400)
        answer: HttpResponse = super().get(request, *args, **kwargs)
        return answer


class Tokens(TokenView):
    """A code for an ID token and an access token; never a refresh token, which the package adds."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """The tokens, or why not."""
        answer: HttpResponse = super().post(request)
        told = json.loads(answer.content)
        if told.pop("refresh_token", None):
            Token.objects.filter(type=Token.Type.REFRESH_TOKEN).delete()
            answer.content = json.dumps(told).encode()
        return answer


def absent(request: HttpRequest) -> HttpResponse:
    """Nothing is here."""
    raise Http404
