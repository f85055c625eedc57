"""Which address opens which door."""

from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.urls import include, path

urlpatterns = [
    path("i18n/", include("django.conf.urls.i18n")),
    path("desk/", include("motcua.doors.desk.urls")),
    path("desk/", include("motcua.doors.desk.account.urls")),
    path("dinh-danh/<str:provider_id>/login/", openid_connect.login, name="openid_connect_login"),
    path(
        "dinh-danh/<str:provider_id>/login/callback/", openid_connect.callback, name="openid_connect_callback"
    ),
    path("", include("motcua.doors.portal.urls")),
]
handler400 = "motcua.config.gate.bad_request"
handler429 = "motcua.doors.desk.account.views.too_many"
