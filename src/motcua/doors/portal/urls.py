"""Addresses of this door: Vietnamese, for they are printed on paper and read over the telephone."""

from django.urls import path

from motcua.doors.portal.views import log
from motcua.doors.portal.views.check_document import check_document, checked_document
from motcua.doors.portal.views.health import healthz
from motcua.doors.portal.views.home import home
from motcua.doors.portal.views.journal import journal
from motcua.doors.portal.views.look_up import look_up, look_up_code
from motcua.doors.portal.views.mine import my_dossier, my_dossiers, my_result
from motcua.doors.portal.views.my_data import my_copy, my_data, my_data_request
from motcua.doors.portal.views.notice import procedure_notice
from motcua.doors.portal.views.procedure import procedure
from motcua.doors.portal.views.procedures import procedures
from motcua.doors.portal.views.robots import robots
from motcua.doors.portal.views.sign_in import sign_in, sign_out
from motcua.dossiers.checking_code import PATH

app_name = "portal"
urlpatterns = [
    path("", home, name="home"),
    path("thu-tuc/", procedures, name="procedures"),
    path("thu-tuc/<str:code>/", procedure, name="procedure"),
    path("thu-tuc/<str:code>/niem-yet.pdf", procedure_notice, name="procedure_notice"),
    path("tra-cuu/", look_up, name="look_up"),
    path("tra-cuu/<str:code>/", look_up_code, name="look_up_code"),
    path("dang-nhap/", sign_in, name="sign_in"),
    path("dang-xuat/", sign_out, name="sign_out"),
    path("ho-so-cua-toi/", my_dossiers, name="my_dossiers"),
    path("ho-so-cua-toi/<str:code>/ket-qua/<int:decision>.pdf", my_result, name="my_result"),
    path("ho-so-cua-toi/<str:code>/", my_dossier, name="my_dossier"),
    path("du-lieu-cua-toi/", my_data, name="my_data"),
    path("du-lieu-cua-toi/<int:pk>/", my_data_request, name="my_data_request"),
    path("du-lieu-cua-toi/<int:pk>/ban-sao/", my_copy, name="my_copy"),
    path("nhat-ky/", journal, name="journal"),
    path("nhat-ky/checkpoint", log.checkpoint, name="log_checkpoint"),
    path("nhat-ky/key", log.key, name="log_key"),
    path("nhat-ky/anchor", log.anchor, name="log_anchor"),
    path("nhat-ky/inclusion", log.inclusion, name="log_inclusion"),
    path("nhat-ky/consistency", log.consistency, name="log_consistency"),
    path("nhat-ky/tile/<int:level>/<path:path>", log.tile, name="log_tile"),
    path(f"{PATH}/", check_document, name="check_document"),
    path(f"{PATH}/<str:code>/", checked_document, name="checked_document"),
    path("robots.txt", robots, name="robots"),
    path("healthz", healthz, name="healthz"),
]
