"""Choose who you are: the simulated provider asks no password."""

from django.contrib.auth import login
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
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
