"""What a proposal holds, as plain values and back: a competence's terms, a publication, a decision on the calendar."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from motcua.catalogue.models import ProcedureVersion
from motcua.organisation.actions import DecidedDay, Scan, Terms
from motcua.organisation.models import Officer, Post, Tenure, Unit
from motcua.organisation.queries import calendar_version, person
from motcua.rules.authority import Capacity, GrantKind
from motcua.rules.canonical import Value, canonical, digest
from motcua.rules.hours import DayKind
from motcua.rules.posts import Duty
from motcua.rules.refusal import Refusal

Plain = dict[str, Value]


@dataclass(frozen=True)
class Publication:
    """Publish this version from a day on, under a decision."""

    version: ProcedureVersion
    valid_from: date
    decision: str


@dataclass(frozen=True)
class CalendarChange:
    """Decide these days; with `years` they replace what the years held."""

    number: str
    issued_on: date
    days: tuple[DecidedDay, ...]
    source: str
    years: tuple[int, int] | None = None


def write(content: Plain) -> tuple[str, str]:
    """The canonical text and its hash."""
    return canonical(content).decode(), digest(canonical(content))


def of_publication(wanted: Publication) -> Plain:
    """As plain values; the version by its own hash."""
    version = wanted.version
    return {
        "procedure": version.procedure.code, "number": version.number, "version": version.digest,
        "valid_from": wanted.valid_from.isoformat(), "decision": wanted.decision,
    }  # fmt: skip


def publication(text: str) -> Publication:
    """Back again. Refuses `ground_changed` where the draft is not that one any more."""
    plain = json.loads(text)
    version = ProcedureVersion.objects.select_related("procedure").filter(
        procedure__code=plain["procedure"], number=plain["number"], digest=plain["version"]
    )
    found = version.first()
    if found is None:
        raise Refusal("ground_changed")
    return Publication(found, date.fromisoformat(plain["valid_from"]), plain["decision"])


def publication_ground(wanted: Publication) -> str:
    """The draft's bytes and the versions published before it."""
    known = wanted.version.procedure.versions.filter(state=ProcedureVersion.State.PUBLISHED).order_by(
        "number"
    )
    before: list[Value] = [
        f"{number} {since} {until}" for number, since, until in known.values_list("number", "valid_from", "valid_to")
    ]  # fmt: skip
    state: Plain = {"draft": wanted.version.digest, "state": str(wanted.version.state), "before": before}
    return digest(canonical(state))


def of_terms(terms: Terms) -> Plain:
    """A competence's terms as plain values; people, posts and units by their numbers."""
    officer = terms.holder.pk if isinstance(terms.holder, Officer) else None
    post = terms.holder.pk if isinstance(terms.holder, Post) else None
    scan: Value = None
    if terms.scan:
        scan = {"key": terms.scan.key, "sha256": terms.scan.sha256, "size": terms.scan.size}
    return {
        "kind": terms.kind.value, "capacity": terms.capacity.value, "officer": officer, "post": post,
        "unit": terms.unit.pk, "act_number": terms.act_number, "giver": terms.giver.pk if terms.giver else None,
        "giver_unit": terms.giver_unit.pk if terms.giver_unit else None, "giver_title": terms.giver_title,
        "duties": [duty.value for duty in terms.duties], "procedures": list(terms.procedures),
        "fields": list(terms.fields), "act_date": _iso(terms.act_date), "scan": scan, "scope_text": terms.scope_text,
        "conditions": terms.conditions, "only_while_absent": terms.only_while_absent, "most_days": terms.most_days,
        "valid_from": _iso(terms.valid_from), "valid_to": _iso(terms.valid_to),
    }  # fmt: skip


def terms_in(text: str) -> Terms:
    """Back again. Refuses `ground_changed` where somebody or something named is gone."""
    plain = json.loads(text)
    officers = Officer.objects.in_bulk([pk for pk in (plain["officer"], plain["giver"]) if pk])
    units = Unit.objects.in_bulk([pk for pk in (plain["unit"], plain["giver_unit"]) if pk])
    posts = Post.objects.select_related("unit").filter(pk=plain["post"] or 0)
    holder: Officer | Post | None = officers.get(plain["officer"]) or posts.first()
    if holder is None or plain["unit"] not in units:
        raise Refusal("ground_changed")
    return Terms(
        GrantKind(plain["kind"]), Capacity(plain["capacity"]), holder, units[plain["unit"]], plain["act_number"],
        giver=officers.get(plain["giver"]), giver_unit=units.get(plain["giver_unit"]),
        giver_title=plain["giver_title"], duties=tuple(Duty(duty) for duty in plain["duties"]),
        procedures=tuple(plain["procedures"]), fields=tuple(plain["fields"]),
        act_date=date.fromisoformat(plain["act_date"]) if plain["act_date"] else None,
        scan=Scan(**plain["scan"]) if plain["scan"] else None, scope_text=plain["scope_text"],
        conditions=plain["conditions"], only_while_absent=plain["only_while_absent"], most_days=plain["most_days"],
        valid_from=_moment(plain["valid_from"]), valid_to=_moment(plain["valid_to"]),
    )  # fmt: skip


def terms_ground(terms: Terms, at: datetime) -> str:
    """What the giver held, and which posts the holder sat on, when it was proposed."""
    powers: list[Value] = []
    if terms.giver is not None:
        held = person(terms.giver.pk, at).grants
        powers = [*sorted(f"{one.id} {one.missing_at(at) is None}" for one in held)]
    seats: list[Value] = []
    if isinstance(terms.holder, Officer):
        held_posts = Tenure.objects.filter(officer=terms.holder, valid_from__lte=at).exclude(valid_to__lte=at)
        seats = [str(pk) for pk in held_posts.order_by("pk").values_list("post", flat=True)]
        seats.append(str(terms.holder.is_active))
    state: Plain = {"powers": powers, "seats": seats}
    return digest(canonical(state))


def of_calendar(change: CalendarChange) -> Plain:
    """A decision on the calendar as plain values."""
    days: list[Value] = [[one.day.isoformat(), one.kind.value, one.name, one.source] for one in change.days]
    years: Value = list(change.years) if change.years else None
    return {
        "number": change.number, "issued_on": change.issued_on.isoformat(), "source": change.source, "years": years,
        "days": days,
    }  # fmt: skip


def calendar_in(text: str) -> CalendarChange:
    """Back again."""
    plain = json.loads(text)
    rows: Sequence[Sequence[str]] = plain["days"]
    days = tuple(
        DecidedDay(date.fromisoformat(day), DayKind(kind), name, source) for day, kind, name, source in rows
    )
    years = (plain["years"][0], plain["years"][1]) if plain["years"] else None
    return CalendarChange(
        plain["number"], date.fromisoformat(plain["issued_on"]), days, plain["source"], years
    )


def calendar_ground() -> str:
    """The calendar's version."""
    return calendar_version()


def _iso(moment: date | datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
