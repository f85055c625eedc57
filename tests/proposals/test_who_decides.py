"""Who decides on a proposal, and who sees it."""

from datetime import timedelta

import pytest

from motcua.organisation.actions import (
    record_absence,
)
from motcua.organisation.models import Officer, Tenure
from motcua.organisation.queries import person
from motcua.proposals import queries
from motcua.proposals.actions import (
    confirm,
    decline,
)
from motcua.rules.refusal import Refusal
from tests import builders
from tests.proposals.proposing import controllers, proposed, refusal_of

pytestmark = pytest.mark.django_db


def test_the_holder_of_a_competence_neither_confirms_nor_declines_it() -> None:
    small = builders.world()
    one = proposed(small, "competence")
    head = small.officers["district.head"]
    Officer.objects.filter(pk=head.pk).update(is_administrator=True)
    at = small.later()
    assert refusal_of(lambda: confirm(one.pk, by=head.pk, at=at)) == "own_benefit"
    assert refusal_of(lambda: decline(one.pk, reason="Không", by=head.pk, at=at)) == "own_benefit"


def test_whoever_leads_a_unit_sees_its_competences_and_nothing_else() -> None:
    small = builders.world()
    _, second = controllers(small)
    one, other = proposed(small, "competence"), proposed(small, "calendar")

    def seen(name: str) -> tuple[list[int], list[int]]:
        asked = person(small.officers[name].pk, small.at)
        found = queries.waiting_for(asked, small.at), queries.decided(asked, small.at)
        return [row.pk for row in found[0]], [row.pk for row in found[1]]

    leader = "district.leader"
    assert seen(leader) == ([one.pk], [])
    assert seen("commune.leader") == seen("district.handler") == ([], [])
    assert sorted(seen("department.controller")[0]) == [one.pk, other.pk]
    with pytest.raises(Refusal, match="unknown_proposal"):
        queries.proposal(10**9, person(second, small.at), small.at)
    absence = record_absence(
        small.officers[leader], valid_from=small.at, valid_to=small.at + timedelta(days=9), reason="leave",
        substitute=small.officers["district.handler"], by=small.officers[leader].pk, at=small.at,
    )  # fmt: skip
    assert seen("district.handler") == ([], []), "whoever stands in works, and confirms nothing"
    absence.delete()
    for row in (one, other):
        decline(row.pk, reason="Không", by=second, at=small.later())
    assert seen(leader) == ([], [one.pk])
    assert seen("commune.leader") == ([], [])
    assert sorted(seen("department.controller")[1]) == [one.pk, other.pk]
    Tenure.objects.filter(officer=small.officers[leader]).update(valid_to=small.at)
    assert seen(leader) == ([], []), "the post has ended"
