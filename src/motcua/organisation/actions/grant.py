"""Give the competence to decide: checked against the law, recorded with its act; it takes two officials."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from motcua.journal.actions import record
from motcua.organisation.actions.guard import require_two
from motcua.organisation.models import Competence, Officer, Post, Unit
from motcua.organisation.queries import in_force, person
from motcua.organisation.queries.standing import day_of, giver_party, holder_side
from motcua.rules.authority import Capacity, GrantKind, Matter
from motcua.rules.canonical import Value
from motcua.rules.delegation import Row, rule_for
from motcua.rules.posts import Duty, PostKind
from motcua.rules.refusal import Refusal
from motcua.rules.vietnamese import clean

MOST_DAYS = 366


@dataclass(frozen=True)
class Scan:
    """The scanned act in the store: its key, the hash of its bytes, its size."""

    key: str
    sha256: str
    size: int


@dataclass(frozen=True)
class Terms:
    """What is given: kind and capacity, from whom to whom, for what, on which conditions, by which act, for how long.

    Empty `procedures` and `fields` mean no limit. `giver` is the official who gives it, of `giver_unit` (the unit where
    it is used, unless said otherwise); a competence by law has none. `holder` is an officer or a post.
    """

    kind: GrantKind
    capacity: Capacity
    holder: Officer | Post
    unit: Unit
    act_number: str
    giver: Officer | None = None
    giver_unit: Unit | None = None
    giver_title: str = ""
    duties: tuple[Duty, ...] = (Duty.SIGN,)
    procedures: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    act_date: date | None = None
    scan: Scan | None = None
    scope_text: str = ""
    conditions: str = ""
    only_while_absent: bool = False
    most_days: int | None = None
    valid_from: datetime | None = None
    valid_to: datetime | None = None


def grant(
    terms: Terms,
    *,
    at: datetime,
    by: int | None = None,
    confirmed_by: int | None = None,
    proposal: int | None = None,
) -> Competence:
    """Let the holder decide in the unit, in this capacity and within this scope.

    It takes two officials, or the operator while founding (`guard.require_two`); `proposals` is how two come together.
    The giver must hold what they give, not by authorisation themselves (NĐ 30/2020 art. 13(4); Law 72/2025 art. 14), and
    a rule must let them give it to somebody like the holder (`rules.delegation`). Raises `Refusal`: `two_needed`,
    `own_proposal`, `own_benefit`, `not_your_duty`, `giver_needed`, `authorisation_needs_end`, `giver_lacks_competence`,
    `authorisation_not_passed_on`, `may_not_be_given`, `authorise_oneself`, `capacity_does_not_fit`, `bad_condition`,
    `condition_needs_giver`, `officer_inactive`, `unit_not_in_force`, `ends_before_start`, `post_elsewhere`, and those of
    texts.
    """
    two = require_two(by, confirmed_by, at)
    if isinstance(terms.holder, Officer) and confirmed_by is not None and terms.holder.pk == confirmed_by:
        raise Refusal("own_benefit")
    for one in (by, confirmed_by):
        if one is not None and not may_grant_in(one, terms.unit.pk, at):
            raise Refusal("not_your_duty", duty=Duty.CONFIGURE.value)
    with transaction.atomic():
        return _give(terms, at, by if confirmed_by is None else confirmed_by, {**two, "proposal": proposal})


def rehearse_grant(terms: Terms, *, at: datetime, by: int | None) -> None:
    """Refuse what `grant` would refuse of these terms; nothing is written."""
    with transaction.atomic():
        _give(terms, at, by, {})
        transaction.set_rollback(True)


def revoke(competence_id: int, *, act_number: str, by: int | None = None, at: datetime) -> Competence:
    """Take a competence back from `at` on: at once, by whoever configures or gave it, for safety must not wait for two.

    Raises `Refusal`: `unknown_competence`, `competence_revoked`, `competence_expired`, `not_your_duty`, and of texts.
    """
    act = clean(act_number, 100, field="act_number")
    with transaction.atomic():
        held = Competence.objects.select_for_update(of=("self",)).filter(pk=competence_id).first()
        if held is None:
            raise Refusal("unknown_competence")
        if by is not None and by != held.giver_id and not may_grant_in(by, held.unit_id, at):
            raise Refusal("not_your_duty", duty=Duty.CONFIGURE.value)
        if held.revoked_at is not None:
            raise Refusal("competence_revoked", act=held.act_number)
        if held.valid_to is not None and held.valid_to <= at:
            raise Refusal("competence_expired", act=held.act_number)
        held.revoked_at = at
        held.save(update_fields=["revoked_at"])
        facts: dict[str, Value] = {"competence": held.pk, "holder": held.holder_id, "act": act}
        record(held.unit.stream, "competence_revoked", by=by, at=at, facts=facts)
    return held


def may_grant_in(by: int, unit: int, at: datetime) -> bool:
    """Whether an official may propose, confirm or revoke competences in a unit: whoever configures, the unit's leaders,
    and whoever holds the power there by law. Raises `officer_inactive`, `unknown_officer`."""
    asked = person(by, at)
    if not asked.active:
        raise Refusal("officer_inactive")
    if any(
        m.holds_at(at)
        and m.instead_of is None
        and (Duty.CONFIGURE in m.duties or (m.unit == unit and m.kind is PostKind.LEADER))
        for m in asked.mandates
    ):
        return True
    return Officer.objects.filter(pk=by, is_administrator=True).exists()


def _give(terms: Terms, at: datetime, by: int | None, two: dict[str, Value]) -> Competence:
    since = terms.valid_from or at
    rule = _checked(terms, since, at)
    officer = terms.holder if isinstance(terms.holder, Officer) else None
    post = terms.holder if isinstance(terms.holder, Post) else None
    given = Competence.objects.create(
        kind=terms.kind.value, giver=terms.giver, giver_unit=terms.giver_unit or terms.unit,
        giver_title=clean(terms.giver_title, 200, field="giver_title", optional=True), holder=officer,
        holder_post=post, unit=terms.unit, capacity=terms.capacity.value,
        duties=[duty.value for duty in sorted(set(terms.duties))], procedures=sorted(set(terms.procedures)),
        fields=sorted(set(terms.fields)), act_number=clean(terms.act_number, 100, field="act_number"),
        act_date=terms.act_date, law=rule.law if rule else "",
        scope_text=clean(terms.scope_text, 500, field="scope_text", optional=True),
        conditions=clean(terms.conditions, 1000, field="conditions", optional=True),
        only_while_absent=terms.only_while_absent, most_days=terms.most_days, valid_from=since, valid_to=terms.valid_to,
        scan_key=terms.scan.key if terms.scan else "", scan_sha256=terms.scan.sha256 if terms.scan else "",
        scan_size=terms.scan.size if terms.scan else None,
    )  # fmt: skip
    record(terms.unit.stream, "competence_granted", by=by, at=at, facts={**_facts(given), **two})
    return given


def _checked(terms: Terms, since: datetime, at: datetime) -> Row | None:
    """The rule under which it may be given; None for a competence by law, which nobody gives."""
    if (terms.kind is GrantKind.AUTHORISED) != (terms.capacity is Capacity.TUQ):
        raise Refusal("capacity_does_not_fit", capacity=terms.capacity.value, kind=terms.kind.value)
    if terms.kind is GrantKind.AUTHORISED and terms.valid_to is None:
        raise Refusal("authorisation_needs_end")
    if terms.valid_to is not None and terms.valid_to <= since:
        raise Refusal("ends_before_start")
    if not in_force(terms.unit, since):
        raise Refusal("unit_not_in_force", code=terms.unit.code)
    if isinstance(terms.holder, Post):
        if terms.holder.unit_id != terms.unit.pk:
            raise Refusal("post_elsewhere", post=terms.holder.name)
    elif not terms.holder.is_active:
        raise Refusal("officer_inactive")
    _check_conditions(terms)
    if terms.giver is None:
        if terms.kind is GrantKind.AUTHORISED:
            raise Refusal("giver_needed")
        return None
    return _check_giver(terms, terms.giver, since, at)


def _check_conditions(terms: Terms) -> None:
    if terms.only_while_absent and terms.giver is None:
        raise Refusal("condition_needs_giver")
    if terms.most_days is not None and not (terms.only_while_absent and 1 <= terms.most_days <= MOST_DAYS):
        raise Refusal("bad_condition", most=MOST_DAYS)


def _check_giver(terms: Terms, giver: Officer, since: datetime, at: datetime) -> Row:
    """The giver holds it all, and not by authorisation (no chains); and a rule allows it for this holder."""
    if not giver.is_active:
        raise Refusal("officer_inactive")
    _not_to_oneself(terms, giver, since)
    unit = terms.giver_unit or terms.unit
    held = [one for one in person(giver.pk, at).grants if one.missing_at(at) is None]
    own = [one for one in held if one.kind is not GrantKind.AUTHORISED]
    for matter in _matters(terms, unit.pk):
        if any(one.covers(matter) for one in own):
            continue
        if any(one.covers(matter) for one in held):
            raise Refusal("authorisation_not_passed_on")
        raise Refusal("giver_lacks_competence", unit=unit.code)
    party = giver_party(giver, unit, at)
    refusal: Refusal | None = None
    for standing, relation in holder_side(terms.holder, unit, terms.unit, since):
        try:
            return rule_for(terms.kind, terms.capacity, party, standing, relation, day_of(since))
        except Refusal as said:
            refusal = refusal or said
    raise refusal or Refusal("holder_without_post")


def _not_to_oneself(terms: Terms, giver: Officer, since: datetime) -> None:
    """Nobody authorises themselves, nor a post they sit on."""
    holder = terms.holder
    if isinstance(holder, Officer):
        if holder.pk == giver.pk:
            raise Refusal("authorise_oneself")
        return
    if any(m.post == holder.pk and m.holds_at(since) for m in person(giver.pk, since).mandates):
        raise Refusal("authorise_oneself")


def _matters(terms: Terms, unit: int) -> Iterable[Matter]:
    """Every matter the scope allows, as the giver must be able to decide it; empty names mean any."""
    for duty in sorted(set(terms.duties)):
        for procedure in terms.procedures or ("",):
            for field in terms.fields or ("",):
                yield Matter(duty, unit, procedure, field)


def _facts(given: Competence) -> dict[str, Value]:
    return {
        "competence": given.pk, "kind": given.kind, "capacity": given.capacity, "holder": given.holder_id,
        "holder_post": given.holder_post_id, "giver": given.giver_id, "giver_unit": given.giver_unit_id,
        "unit": given.unit_id, "duties": [str(one) for one in given.duties],
        "procedures": [str(one) for one in given.procedures], "fields": [str(one) for one in given.fields],
        "act": given.act_number, "act_date": given.act_date.isoformat() if given.act_date else None, "law": given.law,
        "scan": given.scan_sha256 or None, "only_while_absent": given.only_while_absent,
        "most_days": given.most_days, "valid_from": given.valid_from.isoformat(),
        "valid_to": given.valid_to.isoformat() if given.valid_to else None,
    }  # fmt: skip
