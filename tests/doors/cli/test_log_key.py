"""The log's key is changed: the old one vouches for the new one, and everybody who checks follows."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings

import verify_journal
from motcua.doors.cli.logkeeper import log_at_work
from motcua.doors.cli.logkey import NAME, NEXT, rotate, signer
from motcua.doors.cli.talk import Trouble
from motcua.journal.actions import record
from motcua.journal.log import export
from motcua.journal.log.check import first_bad
from motcua.journal.log.heads import signers
from tests.tools.exported import asked

AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db(transaction=True)


def something(number: int) -> None:
    record("unit/1", "seen", by=None, at=AT, facts={"n": number})


def test_after_a_change_the_new_key_signs_and_the_old_one_leads_to_it(data_folder: Path) -> None:
    something(1)
    log_at_work(lambda: AT).turn()
    old = signer().public
    new = rotate(AT, log_at_work(lambda: AT).turn)
    assert (new, old.text) == (signer().public, signers()[0].text)
    assert not (Path(settings.KEYS) / NEXT).exists()
    assert (Path(settings.KEYS) / f"{NAME}.{old.id.hex()}").stat().st_mode & 0o077 == 0
    something(2)
    log_at_work(lambda: AT).turn()
    assert [key.text for key in signers()] == [old.text, new.text]
    assert first_bad() is None
    with (data_folder / "x").open("xb") as file:
        export.write(file, settings.LOG_ORIGIN, [])
    assert verify_journal.verify(asked(data_folder / "x", key=[old.text]))["events"] == 3
    something(3)
    late = log_at_work(lambda: AT)
    late.signer = signer(f"{NAME}.{old.id.hex()}")
    late.turn()
    found = first_bad()
    assert found is not None
    assert found.why == "head_unsigned"


def test_nothing_changes_before_a_head_covers_the_change(data_folder: Path) -> None:
    something(1)
    before = signer().public
    with pytest.raises(Trouble):
        rotate(AT, lambda: None)
    assert signer().public == before
    assert rotate(AT, log_at_work(lambda: AT).turn) == signer().public != before
