"""The register of dossiers of a desk, by field and year (form 06 of 2018, 07 since 15 September 2025)."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_safe

from motcua.catalogue import queries as catalogue
from motcua.catalogue.models import Field
from motcua.doors.desk.forms import DeskForm, number
from motcua.doors.desk.here import Here, official, page
from motcua.doors.desk.looking import listed
from motcua.doors.desk.pdf import answer, file_name
from motcua.dossiers.queries import lists
from motcua.dossiers.queries.register import register
from motcua.organisation.models import Unit
from motcua.privacy.queries.requests import restricted
from motcua.rules.looking import Purpose
from motcua.rules.refusal import Refusal
from motcua.rules.roles import PAGES, Page

FIRST_YEAR = 2018


class RegisterForm(DeskForm):
    """Which register."""

    unit = forms.ChoiceField(label=gettext_lazy("Nơi tiếp nhận"))
    field = forms.ChoiceField(label=gettext_lazy("Lĩnh vực"))
    year = forms.ChoiceField(label=gettext_lazy("Năm"))


@require_safe
@official(Page.REGISTERS)
def show(request: HttpRequest, here: Here) -> HttpResponse:
    """Choose desk, field and year."""
    form = RegisterForm()
    choices: dict[str, list[tuple[str, str]]] = {
        "unit": [(str(unit.pk), unit.full_name) for unit in desks(here)],
        "field": [
            (str(each.field.pk), f"{each.field.name} ({each.procedures})") for each in catalogue.by_field()
        ],
        "year": [(str(year), str(year)) for year in range(here.at.year, FIRST_YEAR - 1, -1)],
    }
    for name, pairs in choices.items():
        field = form.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = pairs
    return page(request, here, "desk/registers.html", {"form": form, "none": not choices["unit"]})


@require_safe
@official(Page.REGISTERS)
def register_pdf(request: HttpRequest, here: Here) -> HttpResponse:
    """The register as PDF."""
    unit = next((one for one in desks(here) if one.pk == number(request.GET.get("unit"))), None)
    field = Field.objects.filter(pk=number(request.GET.get("field")) or 0).first()
    year = number(request.GET.get("year")) or 0
    if unit is None:
        raise Refusal("not_your_dossier")
    if field is None or not FIRST_YEAR <= year <= here.at.year + 1:
        raise Refusal("bad_text", field="year")
    rows = lists.register_rows(unit.pk, field.pk, year)
    closed = restricted([row.pk for row in rows])
    named = [row.pk for row in rows if row.pk not in closed]
    listed(request, here, f"register/{unit.pk}/{field.pk}/{year}", named, Purpose.REGISTER)
    content = register(rows, unit, field.name, year, here.at, restricted=closed)
    return answer(
        request, content, None, file_name(gettext("Sổ theo dõi") + f" {unit.code} {field.name} {year}")
    )


def desks(here: Here) -> list[Unit]:
    """The one-stop units where the official works at the desk or leads."""
    units = set(here.units(*PAGES[Page.REGISTERS].duties)).intersection(here.place.units)
    found = {
        post.unit_id: post.unit for post in here.posts if post.unit.is_one_stop and post.unit_id in units
    }
    return list(found.values())
