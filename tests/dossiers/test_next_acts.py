"""The buttons tell the truth: what is offered is not refused for the person, what is not offered is."""

from collections.abc import Mapping

import pytest
from django.db import transaction

from motcua.dossiers.queries.next_acts import next_acts
from motcua.organisation import queries as organisation
from motcua.rules.refusal import Refusal
from motcua.rules.states import Event, State
from tests import builders
from tests.dossiers.test_state_by_event import ACTS
from tests.procedure import document

pytestmark = pytest.mark.django_db

PERSONAL = {
    "not_your_duty", "not_your_unit", "mandate_expired", "no_competence", "competence_expired", "not_your_task",
    "no_open_task", "competence_out_of_scope", "officer_inactive",
}  # fmt: skip


@pytest.mark.parametrize("state", builders.WAYS)
def test_for_everybody_in_every_state(state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    small = builders.world(document_=document(supplement_days=15))
    done = builders.WAYS[state](small)
    small.later()
    dossier = builders.stored(done)
    tasks = list(dossier.tasks.all())
    for name in ("commune.receiver", "commune.head", "district.head", "district.handler", "district.leader",
                 "district.registry", "commune.returner", "district.cashier", "department.handler"):  # fmt: skip
        officer = small.officers[name].pk
        offered = {act.event for act in next_acts(dossier, tasks, organisation.person(officer, small.at), small.at)
                   if act.allowed}  # fmt: skip
        monkeypatch.setattr(builders.World, "who", lambda self, unit, post, pk=officer: pk)
        tried = {event: _tried(small, done.dossier, event) for event in ACTS}
        monkeypatch.undo()
        wrong = {
            event: code for event, code in tried.items()
            if (event in offered and code in PERSONAL | {"wrong_state"}) or (event not in offered and code is None)
        }  # fmt: skip
        assert not wrong, f"{name} in {state}: offered {sorted(offered)}, but {wrong}"


def _tried(small: builders.World, pk: int, event: Event) -> str | None:
    """The code with which the act is refused, or None when it is done (and taken back)."""
    with transaction.atomic():
        try:
            ACTS[event](small, pk)
        except Refusal as refusal:
            return refusal.code
        finally:
            transaction.set_rollback(True)
    return None


def test_what_is_not_offered_says_whose_duty_it_is() -> None:
    small = builders.world()
    done = builders.to_awaiting_signature(small)
    dossier = builders.stored(done)
    person = organisation.person(small.who("commune", "receiver"), small.at)
    acts: Mapping[Event, object] = {
        act.event: (act.duty, act.units, act.allowed)
        for act in next_acts(dossier, list(dossier.tasks.all()), person, small.at)
    }
    assert acts[Event.APPROVE] == ("sign", (small.district.pk,), False)
