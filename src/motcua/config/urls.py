"""Which address opens which door."""

from django.urls import include, path

urlpatterns = [
    path("i18n/", include("django.conf.urls.i18n")),
    path("desk/", include("motcua.doors.desk.urls")),
    path("", include("motcua.doors.portal.urls")),
]
handler400 = "motcua.config.gate.bad_request"
