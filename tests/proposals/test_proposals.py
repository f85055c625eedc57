"""What takes two: one proposes exactly what is done, another confirms; whoever is not that other is refused."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest
from django.db import IntegrityError, connection, transaction

from motcua.catalogue.actions.draft import draft
from motcua.catalogue.actions.publish import publish
from motcua.catalogue.models import ProcedureVersion
from motcua.journal.queries import entries
from motcua.organisation.actions import (
    decide_calendar,
    decide_hours,
    revoke,
)
from motcua.organisation.models import CalendarDecision, Competence, Officer, Tenure
from motcua.organisation.queries import calendar_version, person
from motcua.proposals import queries
from motcua.proposals.actions import (
    confirm,
    decline,
    propose_calendar,
    propose_competence,
    propose_publication,
    withdraw,
)
from motcua.proposals.content import Publication
from motcua.proposals.models import Proposal
from motcua.rules.authority import Capacity, GrantKind
from motcua.rules.posts import PostKind
from motcua.rules.refusal import Refusal
from tests import builders
from tests.procedure import document
from tests.proposals.proposing import CHANGE, DAY, a_draft, controllers, proposed, refusal_of, terms

pytestmark = pytest.mark.django_db
KINDS = ("publication", "competence", "calendar")


@pytest.mark.parametrize("kind", KINDS)
def test_the_act_is_done_by_the_second_official_and_names_both(kind: str) -> None:
    small = builders.world()
    first, second = controllers(small)
    before = (
        ProcedureVersion.objects.filter(state="published").count(),
        Competence.objects.count(),
        calendar_version(),
    )
    one = proposed(small, kind)
    assert before == (
        ProcedureVersion.objects.filter(state="published").count(), Competence.objects.count(), calendar_version()
    ), "a proposal changes nothing"  # fmt: skip
    done = confirm(one.pk, by=second, at=small.later())
    streams = {
        "publication": "procedure/1.001612",
        "competence": small.district.stream,
        "calendar": "calendar",
    }
    made = entries(streams[kind])[-1]
    assert (made.facts["proposed_by"], made.facts["confirmed_by"], made.facts["proposal"]) == (
        first,
        second,
        one.pk,
    )
    assert made.actor == second
    assert [e.kind for e in entries(one.stream)] == ["proposed", "confirmed"]
    if kind == "publication":
        assert ProcedureVersion.objects.get(pk=done.made).is_published
    elif kind == "competence":
        given = Competence.objects.get(pk=done.made)
        assert (given.holder_id, given.giver_id) == (
            small.who("district", "head"),
            small.who("district", "leader"),
        )
        assert (given.procedures, given.law) == (["1.001612"], "NĐ 30/2020 Đ.13(4)")
    else:
        assert CalendarDecision.objects.get(pk=done.made).number == CHANGE.number


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_decides_on_their_own_and_nobody_without_the_duty(kind: str) -> None:
    small = builders.world()
    first, second = controllers(small)
    one = proposed(small, kind)
    at = small.later()
    assert refusal_of(lambda: confirm(one.pk, by=first, at=at)) == "own_proposal"
    assert refusal_of(lambda: decline(one.pk, reason="Không", by=first, at=at)) == "own_proposal"
    for name in ("commune.leader", "district.handler", "commune.receiver", "district.registry"):
        assert refusal_of(partial(confirm, one.pk, by=small.officers[name].pk, at=at)) == "not_your_duty"
    assert refusal_of(lambda: withdraw(one.pk, by=second, at=at)) == "not_your_proposal"
    assert Proposal.objects.get().state == "open"
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=one.pk).update(state="confirmed", decided_by=first, decided_at=at)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("by", ["commune.leader", "district.handler", "district.registry"])
def test_nobody_without_the_duty_proposes_or_declines(kind: str, by: str) -> None:
    small = builders.world()
    stranger = small.officers[by]
    with transaction.atomic():
        one = proposed(small, kind)
        code = refusal_of(partial(decline, one.pk, reason="Không", by=stranger.pk, at=small.at))
        transaction.set_rollback(True)
    assert code == "not_your_duty"
    small.officers["province.controller"] = stranger
    assert refusal_of(partial(proposed, small, kind)) == "not_your_duty"
    assert not Proposal.objects.exists()


def test_a_competence_is_for_the_units_leader_too_but_never_for_its_holder() -> None:
    small = builders.world()
    leader = small.who("district", "leader")
    deputy = builders.appoint(small, small.district, "district", PostKind.LEADER, "2")
    one = propose_competence(
        terms(small, kind=GrantKind.DEVOLVED, capacity=Capacity.KT, holder=deputy, valid_to=None),
        by=small.who("province", "controller"), at=small.at,
    )  # fmt: skip
    assert refusal_of(lambda: confirm(one.pk, by=deputy.pk, at=small.at)) == "own_benefit"
    assert one.pk not in [p.pk for p in queries.waiting_for(person(deputy.pk, small.at), small.at)]
    assert [p.pk for p in queries.waiting_for(person(leader, small.at), small.at)] == [one.pk]
    assert Competence.objects.get(pk=confirm(one.pk, by=leader, at=small.at).made).holder_id == deputy.pk


@pytest.mark.parametrize("kind", KINDS)
def test_a_changed_ground_refuses_what_nobody_looked_at(kind: str) -> None:
    small = builders.world()
    _, second = controllers(small)
    one = proposed(small, kind)
    at = small.later()
    if kind == "publication":
        draft(document(name="Bản khác hẳn"), by=None, at=at)
    elif kind == "calendar":
        decide_calendar("khác", date(2026, 3, 1), [replace(DAY, day=date(2026, 3, 9))], source="thử", at=at)
    else:
        Tenure.objects.filter(officer=small.who("district", "head")).update(valid_to=at)
    assert refusal_of(lambda: confirm(one.pk, by=second, at=at)) == "ground_changed"
    assert Proposal.objects.get(pk=one.pk).state == "open"
    assert decline(one.pk, reason="Đã thay đổi", by=second, at=at).state == "declined"


def test_what_was_changed_from_outside_is_not_done() -> None:
    small = builders.world()
    _, second = controllers(small)
    one = proposed(small, "competence")
    Proposal.objects.filter(pk=one.pk).update(content=one.content.replace("1.001612", "9.999999"))
    assert refusal_of(lambda: confirm(one.pk, by=second, at=small.at)) == "proposal_damaged"
    outsider = small.who("commune", "leader")
    assert refusal_of(lambda: confirm(one.pk, by=outsider, at=small.at)) == "not_your_duty", (
        "and learns no more"
    )


def test_a_proposal_lapses_is_decided_once_and_may_then_be_made_again() -> None:
    small = builders.world()
    first, second = controllers(small)
    one = proposed(small, "calendar")
    assert refusal_of(lambda: propose_calendar(CHANGE, by=second, at=small.at)) == "already_proposed"
    late = small.at + timedelta(days=14)
    assert refusal_of(lambda: confirm(one.pk, by=second, at=late)) == "proposal_expired"
    again = propose_calendar(CHANGE, by=second, at=late)
    assert Proposal.objects.get(pk=one.pk).state == "expired"
    assert confirm(again.pk, by=first, at=late).made
    assert refusal_of(lambda: confirm(again.pk, by=first, at=late)) == "proposal_decided"
    assert refusal_of(lambda: withdraw(again.pk, by=second, at=late)) == "proposal_decided"
    assert refusal_of(lambda: confirm(10**9, by=first, at=late)) == "unknown_proposal"


def test_what_the_act_would_refuse_cannot_even_be_proposed() -> None:
    small = builders.world()
    first, _ = controllers(small)
    asked = {
        "giver_lacks_competence": lambda: propose_competence(
            terms(small, giver=small.officers["commune.head"]), by=first, at=small.at
        ),
        "calendar_empty": lambda: propose_calendar(replace(CHANGE, days=()), by=first, at=small.at),
        "not_your_duty": lambda: propose_calendar(CHANGE, by=small.who("district", "leader"), at=small.at),
        "valid_from_too_early": lambda: propose_publication(
            Publication(a_draft(), date(2017, 1, 1), "2/QĐ"), by=first, at=small.at
        ),
    }  # fmt: skip
    assert {code: refusal_of(act) for code, act in asked.items()} == {code: code for code in asked}
    assert Proposal.objects.count() == 0


def test_nobody_goes_round_it_alone() -> None:
    small = builders.world()
    first, second = controllers(small)
    version = a_draft()
    hours = [[["07:00", "11:00"]]] * 5 + [[], []]
    alone: dict[str, Callable[..., object]] = {
        "publish": partial(publish, version, at=small.at, valid_from=date(2026, 4, 1), decision="2/QĐ"),
        "calendar": partial(decide_calendar, "9", date(2026, 3, 1), [DAY], source="thử", at=small.at),
        "hours": partial(decide_hours, None, hours, valid_from=date(2026, 4, 1), at=small.at),
    }
    assert {name: refusal_of(partial(act, by=first)) for name, act in alone.items()} == dict.fromkeys(
        alone, "two_needed"
    )
    handler = small.who("district", "handler")
    for act in alone.values():
        assert refusal_of(partial(act, by=first, confirmed_by=handler)) == "not_your_duty"
        assert refusal_of(partial(act, by=first, confirmed_by=first)) == "own_proposal"
    Officer.objects.filter(pk__in=[first, second]).update(password="argon2$…")
    assert {name: refusal_of(partial(act, by=None)) for name, act in alone.items()} == dict.fromkeys(
        alone, "two_needed"
    )


@pytest.mark.django_db(transaction=True)
def test_of_two_who_confirm_at_once_one_does_it() -> None:
    small = builders.world()
    one = proposed(small, "competence")
    able = [
        small.who("district", "controller"),
        small.who("commune", "controller"),
        small.who("district", "leader"),
    ]
    before, at = Competence.objects.count(), small.later()
    answers: list[str] = []
    gate = threading.Barrier(len(able))

    def go(by: int) -> None:
        gate.wait()
        try:
            confirm(one.pk, by=by, at=at)
            answers.append("done")
        except Refusal as refusal:
            answers.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=go, args=(by,)) for by in able]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["done", "proposal_decided", "proposal_decided"]
    assert Competence.objects.count() == before + 1
    assert [e.kind for e in entries(one.stream)] == ["proposed", "confirmed"]


def test_whoever_has_left_neither_proposes_nor_decides_nor_takes_a_competence_back() -> None:
    small = builders.world()
    one = proposed(small, "competence")
    given = Competence.objects.filter(unit=small.district).latest("pk")
    gone = small.officers["district.controller"]
    Officer.objects.filter(pk=gone.pk).update(is_active=False)
    for act in (
        partial(confirm, one.pk, by=gone.pk, at=small.at),
        partial(propose_competence, terms(small), by=gone.pk, at=small.at),
        partial(revoke, given.pk, act_number="9/QĐ", by=gone.pk, at=small.at),
    ):  # fmt: skip
        assert refusal_of(act) == "officer_inactive"
