"""Addresses of the simulated provider."""

from django.urls import include, path

from motcua.config.simulated_identity.views import choose

urlpatterns = [
    path("i18n/", include("django.conf.urls.i18n")),
    path("", choose, name="account_login"),
    path("", include("allauth.idp.urls")),
]
