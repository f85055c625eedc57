"""A result on the spot is a decision: who gives it at the desk holds a competence to sign (NĐ 61/2018 art. 17(5))."""

from dataclasses import replace
from datetime import timedelta

import pytest

from motcua.applicants.models import Party
from motcua.dossiers import actions
from motcua.dossiers.models import Dossier
from motcua.journal.queries import entries
from motcua.organisation.actions import InterestKind, Terms, declare_interest, grant
from motcua.organisation.models import Competence, Post
from motcua.rules.authority import Capacity, GrantKind
from motcua.rules.posts import PostKind
from motcua.rules.refusal import Refusal
from motcua.rules.states import State
from tests import builders
from tests.procedure import STEPS, document
from tests.world import published

AT_ONCE = "1.000005"
pytestmark = pytest.mark.django_db


@pytest.fixture
def small() -> builders.World:
    """The world with a procedure whose result is given at once."""
    found = builders.world()
    steps = [step for step in STEPS if step["key"] != "return"]
    published(document(code=AT_ONCE, immediate=True, process=steps))
    return found


def authorised(small: builders.World, **changes: object) -> Competence:
    """The ward's leader authorises the receiving post, by the real act."""
    post = Post.objects.get(unit=small.commune, kind=PostKind.RECEIVER)
    terms = Terms(
        GrantKind.AUTHORISED, Capacity.TUQ, post, small.commune, "12/UQ-UBND",
        giver=small.officers["commune.leader"], giver_title="Chủ tịch", procedures=(AT_ONCE,),
        valid_to=small.at + timedelta(days=30),
    )  # fmt: skip
    return grant(replace(terms, **changes), at=small.at)  # type: ignore[arg-type]


def resolve(small: builders.World) -> Dossier:
    """At the ward's desk, by the receiver, now."""
    told = builders.filing(small, procedure=AT_ONCE)
    done = actions.resolve_immediately(told, by=small.who("commune", "receiver"), at=small.later())
    return Dossier.objects.get(pk=done.dossier)


def test_an_authorised_receiver_decides_and_the_journal_keeps_by_what(small: builders.World) -> None:
    given = authorised(small)
    assert given.law == "Luật 72/2025 Đ.14(1)"
    done = resolve(small)
    assert done.state == State.RETURNED
    told = entries(done.stream)[-1].facts
    assert (told["competence"], told["capacity"]) == (given.pk, "TUQ")
    assert told["signed"] == ["TUQ. CHỦ TỊCH", "RECEIVER"]


def test_without_one_it_is_refused_and_nothing_is_written(small: builders.World) -> None:
    with pytest.raises(Refusal, match="not_your_duty") as caught:
        resolve(small)
    assert caught.value.params["grantors"] == ("Phó Chủ tịch Cán bộ commune.leader, Phường Hồng Hải",)
    assert not Dossier.objects.exists()
    assert not Party.objects.exists()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"valid_to": timedelta(minutes=5)}, "competence_expired"),
        ({"valid_from": timedelta(days=2)}, "competence_not_started"),
        ({"procedures": ("1.001612",)}, "competence_out_of_scope"),
    ],
)
def test_an_authorisation_that_does_not_hold_here_and_now_is_none(
    small: builders.World, changes: dict[str, object], code: str
) -> None:
    moments = {
        name: small.at + told if isinstance(told, timedelta) else told for name, told in changes.items()
    }
    authorised(small, **moments)
    with pytest.raises(Refusal, match=code):
        resolve(small)
    assert not Dossier.objects.exists()


def test_nobody_decides_at_once_for_a_relative(small: builders.World) -> None:
    authorised(small)
    by = small.officers["commune.receiver"]
    number = builders.OWNER.id_number
    declare_interest(by.pk, kind=InterestKind.RELATIVE, number=number, by=by.pk, at=small.at)
    with pytest.raises(Refusal, match="conflict_of_interest"):
        resolve(small)


def test_a_leader_who_may_sign_but_does_not_sit_at_the_desk_receives_nothing(small: builders.World) -> None:
    told = builders.filing(small, procedure=AT_ONCE)
    with pytest.raises(Refusal, match="not_your_duty") as caught:
        actions.resolve_immediately(told, by=small.who("commune", "leader"), at=small.later())
    assert caught.value.params["duty"] == "receive"
