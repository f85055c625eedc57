"""Who must sign in with a second factor: everybody whose act binds others.

Source: NĐ 85/2016 art. 9 with TCVN 11930:2017 (systems of level 3 ask administrators and privileged users for more than a
password); QĐ 29/2026 on accounts of officials.
"""

from datetime import datetime

from motcua.rules.authority import Person
from motcua.rules.posts import Duty

DECIDING = frozenset({Duty.SIGN, Duty.SEAL, Duty.DECIDE_STOP, Duty.CONFIGURE})
"""To sign a result, to seal it, to stop a dossier, to set the system up."""


def needs_second_factor(person: Person, at: datetime, *, administrator: bool = False) -> bool:
    """Whether this official holds one of the deciding duties at `at`, by post or by competence, or administers."""
    if administrator:
        return True
    by_post = any(not one.duties.isdisjoint(DECIDING) for one in person.mandates if one.holds_at(at))
    return by_post or any(not one.duties.isdisjoint(DECIDING) for one in person.grants if one.holds_at(at))
