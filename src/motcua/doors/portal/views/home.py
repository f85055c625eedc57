"""The first page: one field that finds procedures and dossiers, then the fields."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from motcua.catalogue import queries as catalogue
from motcua.doors.portal.frame import page, today


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Search first; every field with the exact number of its procedures (two reads)."""
    fields = catalogue.by_field(at=today())
    total = sum(each.procedures for each in fields)
    return page(request, "portal/home.html", {"fields": fields, "total": total})
