"""The cells in which lists say where a dossier stands in time."""

from collections.abc import Collection
from datetime import datetime

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from motcua.dossiers.models import Dossier
from motcua.rules.timing import Timing
from motcua.ui.templatetags.ui import language
from motcua.ui.time_states import shape, time_state
from motcua.ui.time_wording import limit
from motcua.ui.wording import short_moment


def when(at: datetime | None) -> str:
    """A moment for a table, or a dash."""
    return short_moment(at, language()) if at else "–"


def state_of_time(timing: Timing | None, left: int | None, due: datetime | None) -> SafeString:
    """Shape and word, then the limit before the date."""
    if timing is None:
        return SafeString("–")
    found = time_state(timing)
    tag = format_html(
        '<strong class="mc-state mc-state--{}">{}{}</strong>', found.key, shape(found), found.word(language())
    )
    if left is None or timing is Timing.STOPPED:
        return tag
    return format_html("{}<br>{} <span class=mc-soft>({})</span>", tag, limit(left, language()), when(due))


def link(dossier: Dossier, act: str = "", **more: str) -> str:
    """The address of a dossier's page, with an act's form open."""
    address = reverse("desk:dossier", args=[dossier.pk])
    query = "&".join(f"{name}={value}" for name, value in {"act": act, **more}.items() if value)
    return f"{address}?{query}#acts" if query else address


def procedure(dossier: Dossier) -> SafeString:
    """The procedure's name, in lists two lines of it."""
    return format_html('<span class="mc-worklist__title">{}</span>', dossier.version.procedure.name)


def owner(dossier: Dossier, named: Collection[int]) -> str:
    """The owner's name for whoever sees the people of dossiers held in `named` units; else a dash (`rules.roles.Sight`)."""
    here = {dossier.unit_id, dossier.holder_unit_id, dossier.competent_unit_id}
    return "–" if here.isdisjoint(named) else dossier.owner.name


def code(dossier: Dossier, act: str = "") -> SafeString:
    """The code as a link; a dossier without one yet is named by its row."""
    return format_html(
        '<a class="govuk-link" href="{}">{}</a>', link(dossier, act), dossier.code or f"#{dossier.pk}"
    )
