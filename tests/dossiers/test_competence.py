"""Competence at every act: who stands in, who must keep out, what a refusal names, and that the journal tells it all."""

from datetime import timedelta

import pytest

from motcua.dossiers import actions
from motcua.dossiers.models import Task
from motcua.dossiers.queries.lists import Workplace, my_tasks
from motcua.dossiers.queries.next_acts import next_acts
from motcua.journal.queries import entries
from motcua.organisation import queries as organisation
from motcua.organisation.actions import (
    InterestKind,
    declare_interest,
    end_absence,
    record_absence,
    withdraw_interest,
)
from motcua.organisation.models import Absence, Competence, Officer
from motcua.rules.authority import Capacity, GrantKind, workplaces
from motcua.rules.posts import Duty, PostKind
from motcua.rules.refusal import Refusal
from motcua.rules.states import Event, State
from motcua.ui.refusals import words
from tests import builders

pytestmark = pytest.mark.django_db


def away(small: builders.World, name: str, substitute: Officer | None, days: int = 3) -> Absence:
    """Somebody is away from now on."""
    officer = small.officers[name]
    return record_absence(
        officer, valid_from=small.at, valid_to=small.at + timedelta(days=days), reason="leave", substitute=substitute,
        by=officer.pk, at=small.at,
    )  # fmt: skip


def authorise(small: builders.World, holder: Officer, **changes: object) -> Competence:
    """A written authorisation of the district's leader."""
    told: dict[str, object] = {
        "kind": GrantKind.AUTHORISED.value, "giver": small.officers["district.leader"], "giver_title": "Chủ tịch",
        "holder": holder, "unit": small.district, "capacity": Capacity.TUQ.value, "duties": ["sign"],
        "act_number": "7/UQ", "valid_from": builders.LONG_AGO, "valid_to": small.at + timedelta(days=30),
    }  # fmt: skip
    return Competence.objects.create(**{**told, **changes})


def test_the_substitute_has_the_open_work_and_after_the_absence_it_goes_back() -> None:
    small = builders.world()
    done = builders.to_in_process(small)
    handler = small.officers["district.handler"]
    other = builders.appoint(small, small.district, "district", PostKind.HANDLER, "2")
    with pytest.raises(Refusal, match="not_your_task"):
        actions.submit(done.dossier, draft=builders.DRAFT, by=other.pk, at=small.later())
    one = away(small, "district.handler", other)
    small.later()
    person = organisation.person(other.pk, small.at)
    place = Workplace(
        other.pk,
        tuple(workplaces(person, small.at).items()),
        standing_in=tuple(person.standing_in_for(small.at)),
    )
    assert [task.officer_id for task in my_tasks(place)] == [handler.pk]
    dossier = builders.stored(done)
    offered = {
        act.event for act in next_acts(dossier, list(dossier.tasks.all()), person, small.at) if act.allowed
    }
    assert Event.SUBMIT in offered
    with pytest.raises(Refusal, match="officer_absent"):
        actions.submit(done.dossier, draft=builders.DRAFT, by=handler.pk, at=small.later())
    end_absence(one.pk, by=handler.pk, at=small.later())
    with pytest.raises(Refusal, match="not_your_task"):
        actions.submit(done.dossier, draft=builders.DRAFT, by=other.pk, at=small.later())
    actions.submit(done.dossier, draft=builders.DRAFT, by=handler.pk, at=small.later())


def test_the_journal_names_the_absence_and_whom_the_substitute_stands_in_for() -> None:
    small = builders.world()
    done = builders.to_in_process(small)
    other = builders.appoint(small, small.district, "district", PostKind.RECEIVER, "2")
    one = away(small, "district.handler", other)
    actions.submit(done.dossier, draft=builders.DRAFT, by=other.pk, at=small.later())
    facts = entries(f"dossier/{done.dossier}")[-1].facts
    assert (facts["absence"], facts["instead_of"]) == (one.pk, small.who("district", "handler"))
    assert Task.objects.get(dossier=done.dossier, duty="appraise").closed_by_id == other.pk
    with pytest.raises(Refusal, match="not_your_duty"):
        actions.endorse(done.dossier, by=other.pk, at=small.later())


def test_a_substitute_signs_only_where_a_competence_of_their_own_says_so() -> None:
    small = builders.world()
    done = builders.to_awaiting_signature(small)
    head = small.officers["district.head"]
    away(small, "district.leader", head)
    with pytest.raises(Refusal, match="no_competence"):
        actions.approve(done.dossier, by=head.pk, at=small.later())
    authorise(small, head, only_while_absent=True)
    actions.approve(done.dossier, by=head.pk, at=small.later())
    decision = builders.stored(done).decisions.get()
    assert decision.signing_block == ["TUQ. CHỦ TỊCH", "TRƯỞNG PHÒNG"], (
        "their own title, not the absent one's"
    )


def test_an_authorised_official_signs_from_their_own_post_and_sees_the_work() -> None:
    small = builders.world()
    done = builders.to_awaiting_signature(small)
    head = small.officers["district.head"]
    with pytest.raises(Refusal, match="not_your_duty"):
        actions.approve(done.dossier, by=head.pk, at=small.later())
    given = authorise(small, head)
    person = organisation.person(head.pk, small.at)
    assert Duty.SIGN in workplaces(person, small.at)[small.district.pk]
    actions.approve(done.dossier, by=head.pk, at=small.later())
    facts = entries(f"dossier/{done.dossier}")[-1].facts
    assert (facts["competence"], facts["capacity"]) == (given.pk, "TUQ")


def test_an_acting_head_signs_with_the_mark_of_acting() -> None:
    small = builders.world()
    done = builders.to_awaiting_signature(small)
    leader = small.officers["district.leader"]
    leader.tenures.update(kind="acting")
    leader.competences.update(capacity="TM", giver_title="Ủy ban nhân dân")
    actions.approve(done.dossier, by=leader.pk, at=small.later())
    assert builders.stored(done).decisions.get().signing_block == ["TM. ỦY BAN NHÂN DÂN", "Q. PHÓ CHỦ TỊCH"]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_refused_signature_names_what_is_missing_and_who_can_give_it(language: str) -> None:
    small = builders.world()
    done = builders.to_awaiting_signature(small)
    head = small.officers["district.head"]
    authorise(small, head, valid_to=small.at - timedelta(days=1))
    with pytest.raises(Refusal, match="competence_expired") as caught:
        actions.approve(done.dossier, by=head.pk, at=small.later())
    told = words(caught.value, language)
    assert "7/UQ" in told.title
    leader = "Phó Chủ tịch Cán bộ district.leader, Thành phố Hạ Long"
    assert told.do.count(leader) == 2, "may sign now, and may give the power"


def test_where_nobody_in_the_unit_has_the_power_the_unit_above_is_named() -> None:
    small = builders.world()
    done = builders.to_awaiting_signature(small)
    leader = small.officers["district.leader"]
    leader.competences.all().delete()
    with pytest.raises(Refusal, match="no_competence") as caught:
        actions.approve(done.dossier, by=leader.pk, at=small.later())
    assert caught.value.params["signers"] == ()
    assert caught.value.params["grantors"] == ("Phó Chủ tịch Cán bộ province.leader, Tỉnh Quảng Ninh",)
    assert "chưa có ai" in words(caught.value, "vi").do


OWN, RELATIVE = builders.OWNER.id_number, "022 190 000 123"


@pytest.mark.parametrize(
    ("officer", "ready", "act"),
    [
        ("district.handler", builders.to_in_process,
         lambda s, d: actions.submit(d, draft=builders.DRAFT, by=s.who("district", "handler"), at=s.later())),
        ("district.head", builders.to_awaiting_review,
         lambda s, d: actions.endorse(d, by=s.who("district", "head"), at=s.later())),
        ("district.leader", builders.to_awaiting_signature,
         lambda s, d: actions.approve(d, by=s.who("district", "leader"), at=s.later())),
        ("district.leader", builders.to_awaiting_signature,
         lambda s, d: actions.reject(d, reason="Thiếu", by=s.who("district", "leader"), at=s.later())),
        ("district.registry", builders.to_signed,
         lambda s, d: actions.seal(d, by=s.who("district", "registry"), at=s.later())),
    ],
    ids=["appraise", "review", "approve", "reject", "seal"],
)  # fmt: skip
@pytest.mark.parametrize(("kind", "number"), [(InterestKind.SELF, OWN), (InterestKind.RELATIVE, RELATIVE)])
def test_nobody_decides_in_their_own_matter_or_a_declared_relatives(  # type: ignore[no-untyped-def]
    officer: str, ready, act, kind: InterestKind, number: str
) -> None:
    small = builders.world()
    done = ready(small)
    before = builders.stored(done)
    who = small.officers[officer]
    declare_interest(who.pk, kind=kind, number=number, by=who.pk, at=small.at)
    dossier = builders.stored(done)
    person = organisation.person(who.pk, small.at)
    refused = [
        a.refusal.code for a in next_acts(dossier, list(dossier.tasks.all()), person, small.at) if a.refusal
    ]
    assert "conflict_of_interest" in refused, "no button promises what the act refuses"
    with pytest.raises(Refusal, match="conflict_of_interest"):
        act(small, done.dossier)
    assert (builders.stored(done).state, builders.stored(done).seq) == (before.state, before.seq)
    withdraw_interest(who.pk, number=OWN, by=who.pk, at=small.at)
    act(small, done.dossier)


def test_work_is_not_assigned_to_an_official_in_conflict() -> None:
    small = builders.world()
    done = builders.to_handed_over(small)
    head, handler = small.who("district", "head"), small.who("district", "handler")
    actions.take_over(done.dossier, by=head, at=small.later())
    declare_interest(handler, kind=InterestKind.RELATIVE, number=OWN, by=handler, at=small.at)
    with pytest.raises(Refusal, match="officer_in_conflict"):
        actions.assign(done.dossier, officer=handler, by=head, at=small.later())


def test_a_declaration_keeps_no_number_that_anybody_could_read_or_compare() -> None:
    small = builders.world()
    one, other = small.officers["district.leader"], small.officers["district.head"]
    for officer in (one, other):
        assert (
            declare_interest(officer.pk, kind=InterestKind.RELATIVE, number=OWN, by=officer.pk, at=small.at)
            == 1
        )
        assert (
            declare_interest(
                officer.pk, kind=InterestKind.RELATIVE, number=RELATIVE, by=officer.pk, at=small.at
            )
            == 1
        )
        officer.refresh_from_db()
    assert one.interests[0]["mark"] != other.interests[0]["mark"]
    written = [str(e.facts) for o in (one, other) for e in entries(f"officer/{o.pk}")]
    assert len(written) == 2
    assert OWN not in str([one.interests, other.interests, written])
    with pytest.raises(Refusal, match="not_your_declaration"):
        declare_interest(one.pk, kind=InterestKind.SELF, number=OWN, by=other.pk, at=small.at)
    with pytest.raises(Refusal, match="bad_id_number"):
        declare_interest(one.pk, kind=InterestKind.SELF, number="không có", by=one.pk, at=small.at)


def test_an_absence_is_one_at_a_time_with_a_colleague_who_is_there() -> None:
    small = builders.world()
    handler, head = small.officers["district.handler"], small.officers["district.head"]
    first = away(small, "district.handler", head)

    def told(**changes: object) -> str:
        kept: dict[str, object] = {
            "valid_from": small.at, "valid_to": small.at + timedelta(days=1), "reason": "leave", "substitute": None,
            "by": head.pk, "at": small.at,
        }  # fmt: skip
        officer = changes.pop("officer", head)
        try:
            record_absence(officer, **{**kept, **changes})  # type: ignore[arg-type]
        except Refusal as refusal:
            return refusal.code
        return "recorded"

    assert told(officer=handler) == "absence_overlaps"
    assert told(substitute=handler) == "substitute_absent"
    assert told(substitute=head) == "substitute_of_oneself"
    assert told(substitute=small.officers["commune.head"]) == "substitute_elsewhere"
    assert told(by=small.who("commune", "head")) == "not_your_unit"
    assert told(by=small.who("district", "registry")) == "not_your_unit"
    assert told(reason="sick") == "unknown_reason"
    assert told(valid_to=small.at) == "ends_before_start"
    assert told(valid_to=small.at + timedelta(days=400)) == "absence_too_long"
    assert (
        told(by=small.who("district", "leader"), substitute=small.officers["district.leader"]) == "recorded"
    )
    end_absence(first.pk, by=small.who("district", "leader"), at=small.at)
    assert Absence.objects.get(pk=first.pk).cancelled_at == small.at
    with pytest.raises(Refusal, match="absence_over"):
        end_absence(first.pk, by=handler.pk, at=small.at)


def test_every_signature_by_a_substitute_or_not_keeps_post_unit_competence_and_capacity() -> None:
    small = builders.world()
    done = builders.to_returned(small)
    officials = [e for e in entries(f"dossier/{done.dossier}") if e.actor]
    assert [e.kind for e in officials if not {"post", "unit"} <= e.facts.keys()] == []
    (signed,) = [e for e in officials if e.kind == "approve"]
    assert {"competence", "capacity"} <= signed.facts.keys()
    assert builders.stored(done).state == State.RETURNED


def test_an_unknown_official_declares_nothing() -> None:
    small = builders.world()
    with pytest.raises(Refusal, match="unknown_officer"):
        declare_interest(10**9, kind=InterestKind.RELATIVE, number="022190000123", at=small.at)
