"""Which address opens which door."""

from django.urls import include, path

from motcua.config import openid

urlpatterns = [
    path("i18n/", include("django.conf.urls.i18n")),
    path("desk/", include("motcua.doors.desk.urls")),
    path("desk/", include("motcua.doors.desk.account.urls")),
    path("dinh-danh/<str:provider_id>/login/", openid.login, name="openid_connect_login"),
    path("dinh-danh/<str:provider_id>/login/callback/", openid.callback, name="openid_connect_callback"),
    path("", include("motcua.doors.portal.urls")),
]
handler400 = "motcua.config.gate.bad_request"
handler429 = "motcua.doors.desk.account.views.too_many"
