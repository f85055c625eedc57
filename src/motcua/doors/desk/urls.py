"""Addresses of this door."""

from allauth.account.views import LogoutView
from django.urls import path
from django.views.decorators.http import require_POST

from motcua.doors.desk import (
    dossier,
    files,
    find,
    looking,
    my_work,
    pdf,
    procedures,
    receive,
    registers,
    unit_work,
)
from motcua.doors.desk.account import views as account
from motcua.doors.desk.data import listing, request, taking
from motcua.doors.desk.power import absences, calendar, competences, granting, proposals

app_name = "desk"
urlpatterns = [
    path("", my_work.show, name="my_work"),
    path("sign-in/", account.SignIn.as_view(), name="sign_in"),
    path("sign-out/", require_POST(LogoutView.as_view()), name="sign_out"),
    path("notices/read/", my_work.read, name="mark_read"),
    path("reception/", receive.reception, name="reception"),
    path("reception/<str:code>/", receive.receive, name="receive"),
    path("dossiers/<int:pk>/", dossier.show, name="dossier"),
    path("dossiers/<int:pk>/received/", receive.received, name="received"),
    path("dossiers/<int:pk>/why/", looking.why, name="why"),
    path("looks/", looking.unusual, name="looks"),
    path("data-requests/", listing.show, name="data_requests"),
    path("data-requests/<int:pk>/", request.show, name="data_request"),
    path("data-requests/<int:pk>/copy/", request.copy, name="data_copy"),
    path("dossiers/<int:pk>/data-request/", taking.show, name="take_data_request"),
    path("dossiers/<int:pk>/files/", files.add, name="add_files"),
    path("files/<int:pk>/", files.show, name="file"),
    path("dossiers/<int:pk>/control.pdf", pdf.control, name="control_pdf"),
    path("slips/<int:pk>.pdf", pdf.slip, name="slip_pdf"),
    path("results/<int:pk>.pdf", pdf.result, name="result_pdf"),
    path("copies/<int:pk>.pdf", pdf.certified_copy, name="copy_pdf"),
    path("registers/", registers.show, name="registers"),
    path("registers/register.pdf", registers.register_pdf, name="register_pdf"),
    path("unit/", unit_work.show, name="unit_work"),
    path("search/", find.show, name="find"),
    path("procedures/", procedures.show, name="procedures"),
    path("competences/", competences.show, name="competences"),
    path("competences/grant/", granting.show, name="granting"),
    path("competences/<int:pk>/", competences.competence, name="competence"),
    path("competences/<int:pk>/act/", competences.scan, name="competence_scan"),
    path("absences/", absences.show, name="absences"),
    path("interests/", absences.interests, name="interests"),
    path("proposals/", proposals.show, name="proposals"),
    path("proposals/<int:pk>/", proposals.proposal, name="proposal"),
    path("calendar/", calendar.show, name="calendar"),
    path("procedures/<str:code>/<int:number>/", procedures.version, name="procedure_version"),
]
