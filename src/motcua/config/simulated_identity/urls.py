"""Addresses of the simulated provider: what the code flow needs, and nothing else of the package's server."""

from allauth.idp.oidc import views as oidc
from django.urls import include, path

from motcua.config.simulated_identity.views import Authorization, Tokens, absent, choose

openid = [
    path(".well-known/openid-configuration", oidc.configuration, name="configuration"),
    path(".well-known/jwks.json", oidc.jwks, name="jwks"),
    path("identity/o/authorize", Authorization.as_view(), name="authorization"),
    path("identity/o/api/token", Tokens.as_view(), name="token"),
    path("identity/o/api/userinfo", oidc.user_info, name="userinfo"),
    # Named by the package's own description, which the adapter strikes them from.
    path("identity/o/device", absent, name="device_authorization"),
    path("identity/o/logout", absent, name="logout"),
    path("identity/o/api/revoke", absent, name="revoke"),
    path("identity/o/api/device/code", absent, name="device_code"),
]
urlpatterns = [
    path("i18n/", include("django.conf.urls.i18n")),
    path("", choose, name="account_login"),
    path("", include(([path("", include((openid, "oidc")))], "idp"))),
]
