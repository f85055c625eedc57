"""Signing and sealing electronically: the file, its signatures, its journal; crashes, races, refusals."""

import hashlib
import shutil
import subprocess
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from motcua.certificates.models import Certificate
from motcua.dossiers import actions
from motcua.dossiers.actions import electronic
from motcua.dossiers.models import Counter, Decision, Dossier
from motcua.gateways import seal as seals
from motcua.gateways import storage, timestamp
from motcua.journal import queries as journal
from motcua.organisation.models import Competence
from motcua.rules.refusal import Refusal
from tests import builders
from tests.signing import enrolled, pdfsig

pytestmark = pytest.mark.django_db


def kinds(decision: Decision) -> list[str]:
    return [entry.kind for entry in journal.entries(decision.stream)]


def checked(data: bytes, small: builders.World) -> seals.Checked:
    return seals.check(data, seals.trust(timestamp.configured(lambda: small.at), small.at), small.at)


def issued() -> tuple[builders.World, Decision, bytes]:
    small = builders.world()
    enrolled(small)
    done = builders.to_issued(small)
    decision = Decision.objects.get(dossier=done.dossier)
    return small, decision, storage.get(decision.file_key)


def test_a_result_signed_and_sealed_electronically_has_both_signatures_sound_trusted_and_locked() -> None:
    small, decision, data = issued()
    assert hashlib.sha256(data).hexdigest() == decision.file_sha256
    assert len(data) == decision.file_size
    found = checked(data, small)
    assert found.certified
    assert found.good(seals.PERSON, seals.SEAL)
    assert [mark.locks for mark in found.marks] == [False, True]
    assert [mark.stamped_at is not None for mark in found.marks] == [True, True]
    assert kinds(decision) == ["sign_intended", "signed", "seal_intended", "sealed"]


def test_the_signed_file_still_has_its_text_its_number_and_one_family_of_letters(tmp_path: Path) -> None:
    _, decision, data = issued()
    path = tmp_path / "result.pdf"
    path.write_bytes(data)
    text = subprocess.run(
        ["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True
    ).stdout
    assert decision.symbol in text
    assert "Hạ Long, ngày 02 tháng 3 năm 2026" in text
    assert "KT. CHỦ TỊCH" in text
    fonts = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout
    assert {"Tinos" in line for line in fonts.splitlines()[2:]} == {True}


@pytest.mark.skipif(not shutil.which("certutil"), reason="apt-get install libnss3-tools")
def test_pdfsig_too_finds_both_signatures_valid_and_trusted_and_neither_after_one_flipped_byte(
    tmp_path: Path,
) -> None:
    small, _, data = issued()
    assert pdfsig(data, tmp_path) == (2, 2)
    first = checked(data, small)
    assert first.good(seals.PERSON, seals.SEAL)
    for place in (600, 5_000, 20_000):
        broken = bytearray(data)
        broken[place] ^= 1
        assert pdfsig(bytes(broken), tmp_path)[0] == 0, place
        after = checked(bytes(broken), small)
        assert not after.good(seals.PERSON), place
        assert not after.good(seals.SEAL), place


def test_without_a_certificate_the_decision_is_on_paper_as_before() -> None:
    small = builders.world()
    done = builders.to_issued(small)
    decision = Decision.objects.get(dossier=done.dossier)
    assert (decision.file_key, decision.code, decision.number) == ("", "", 1)
    assert journal.entries(decision.stream) == ()


def test_a_repeated_click_signs_once() -> None:
    small = builders.world()
    enrolled(small)
    done = builders.to_awaiting_signature(small)
    by, at = small.who("district", "leader"), small.later()
    actions.approve(done.dossier, by=by, at=at, key="k1")
    again = actions.approve(done.dossier, by=by, at=at, key="k1")
    assert again.repeated
    assert kinds(Decision.objects.get(dossier=done.dossier)) == ["sign_intended", "signed"]


class Crash(BaseException):
    """The machine stops."""


def _stop(*_: object, **__: object) -> None:
    raise Crash


STAGES = ("_intend", "_used", "put", "_take_file")
SEAL_STAGES = ("_intent", "_used", "put", "_take_file")


def _crash_at(patch: pytest.MonkeyPatch, stage: str) -> None:
    if stage == "put":
        patch.setattr(storage, "put", _stop)
    else:
        patch.setattr(electronic, stage, _stop)


@pytest.mark.parametrize("stage", STAGES)
def test_after_a_crash_while_signing_the_next_click_finishes_and_every_use_of_the_key_has_a_record(
    stage: str,
) -> None:
    small = builders.world()
    enrolled(small)
    done = builders.to_awaiting_signature(small)
    by, at = small.who("district", "leader"), small.later()
    with pytest.MonkeyPatch.context() as patch:
        _crash_at(patch, stage)
        with pytest.raises(Crash):
            actions.approve(done.dossier, by=by, at=at, key="k1")
    decision = Decision.objects.get(dossier=done.dossier)
    assert decision.signed_at is None
    assert kinds(decision) == ([] if stage == "_intend" else ["sign_intended"])
    actions.approve(done.dossier, by=by, at=at, key="k1")
    assert kinds(decision)[-2:] == ["sign_intended", "signed"]


@pytest.mark.parametrize("stage", SEAL_STAGES)
def test_after_a_crash_while_sealing_the_next_click_finishes_under_the_same_number(stage: str) -> None:
    small = builders.world()
    enrolled(small)
    done = builders.to_signed(small)
    by, at = small.who("district", "registry"), small.later()
    with pytest.MonkeyPatch.context() as patch:
        _crash_at(patch, stage)
        with pytest.raises(Crash):
            actions.seal(done.dossier, by=by, at=at, key="k2")
    assert Decision.objects.get(dossier=done.dossier).issued_at is None
    other = builders.to_issued(small)
    actions.seal(done.dossier, by=by, at=small.later(), key="k2")
    both = Decision.objects.filter(dossier__in=[done.dossier, other.dossier])
    numbers = list(both.order_by("number").values_list("number", flat=True))
    assert numbers == [1, 2]


def test_who_was_slower_leaves_no_signature_behind() -> None:
    small = builders.world()
    enrolled(small)
    done = builders.to_awaiting_signature(small)
    decision = Decision.objects.get(dossier=done.dossier)
    by, at = small.who("district", "leader"), small.later()
    put = storage.put

    def slow(data: bytes) -> storage.Stored:
        with pytest.MonkeyPatch.context() as inner:
            inner.setattr(storage, "put", put)
            actions.return_for_rework(done.dossier, reason="Sai căn cứ", by=by, at=at)
        return put(data)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(storage, "put", slow)
        with pytest.raises(Refusal) as refused:
            actions.approve(done.dossier, by=by, at=at)
    assert refused.value.code == "wrong_state"
    assert kinds(decision) == ["sign_intended", "abandoned"]
    assert list(storage.keys()) == []


def _revoke_seal(small: builders.World, decision: Decision) -> None:
    Certificate.objects.filter(unit=small.district).update(revoked_at=small.at, revoke_reason="Mất")


def _alter_file(small: builders.World, decision: Decision) -> None:
    data = bytearray(storage.get(decision.file_key))
    data[700] ^= 1
    kept = storage.put(bytes(data))
    Decision.objects.filter(pk=decision.pk).update(file_key=kept.key, file_sha256=kept.sha256)


def _end_competence(small: builders.World, decision: Decision) -> None:
    Competence.objects.filter(pk=decision.competence_id or 0).update(revoked_at=small.at - timedelta(days=1))


@pytest.mark.parametrize(
    ("harm", "code"),
    [
        (_revoke_seal, "no_seal_certificate"),
        (_alter_file, "signature_broken"),
        (_end_competence, "signed_without_competence"),
    ],
)
def test_the_registry_refuses_to_seal_and_no_number_is_lost(
    harm: Callable[[builders.World, Decision], None], code: str
) -> None:
    small = builders.world()
    enrolled(small)
    done = builders.to_signed(small)
    harm(small, Decision.objects.get(dossier=done.dossier))
    with pytest.raises(Refusal) as refused:
        actions.seal(done.dossier, by=small.who("district", "registry"), at=small.later())
    assert refused.value.code == code
    assert Dossier.objects.get(pk=done.dossier).state == "signed"
    assert not Counter.objects.filter(series__startswith="document/").exists()


def test_sealing_after_the_next_working_day_is_marked_late_not_refused() -> None:
    small = builders.world()
    on_time, late = builders.to_signed(small), builders.to_signed(small)
    by = small.who("district", "registry")
    actions.seal(on_time.dossier, by=by, at=small.later(days=1))
    actions.seal(late.dossier, by=by, at=small.later(days=1))
    found = (
        Decision.objects.filter(issued_at__isnull=False).order_by("pk").values_list("issued_late", flat=True)
    )
    assert list(found) == [False, True]
