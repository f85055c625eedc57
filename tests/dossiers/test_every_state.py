"""Every state a dossier can be stored in is reached by the real acts."""

import pytest

from motcua.rules.states import State
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", builders.WAYS)
def test_the_acts_lead_to_the_state(state: State) -> None:
    small = builders.world()
    done = builders.WAYS[state](small)
    assert done.state == state
    assert builders.stored(done).state == state
