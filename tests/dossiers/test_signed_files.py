"""Signed files stay what was signed: verify names the one that does not, sweeping takes none, intents left open are told."""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from motcua.dossiers import actions
from motcua.dossiers.actions import electronic
from motcua.dossiers.models import Decision
from motcua.dossiers.queries.signed_files import WHYS, first_bad_document, kept_keys, open_intents
from motcua.gateways import storage
from motcua.journal.actions import record
from motcua.rules.canonical import Value
from motcua.rules.refusal import Refusal
from tests import builders
from tests.signing import enrolled

pytestmark = pytest.mark.django_db
Harm = Callable[[Decision], object]


def _exchange(decision: Decision) -> None:
    """Another file, and a row that says it was always this one."""
    kept = storage.put(storage.get(decision.file_key) + b"\n")
    Decision.objects.filter(pk=decision.pk).update(file_key=kept.key, file_sha256=kept.sha256)


def _unsigned(decision: Decision) -> None:
    """Whoever rules database and journal writes another file into both: the signatures tell."""
    data = storage.get(decision.file_key)
    broken = storage.put(data[:700] + bytes([data[700] ^ 1]) + data[701:])
    Decision.objects.filter(pk=decision.pk).update(file_key=broken.key, file_sha256=broken.sha256)
    decision.refresh_from_db()
    facts: dict[str, Value] = {"intent": 1, "file": broken.sha256}
    record(decision.stream, "sealed", by=1, at=timezone.now(), facts=facts)


HARMS: dict[str, Harm] = {
    "signed_file_missing": lambda d: Decision.objects.filter(pk=d.pk).update(
        file_key="", file_sha256="", file_size=None, code=""
    ),
    "signed_file_unknown": _exchange,
    "signature_broken": _unsigned,
    "recall_differs": lambda d: Decision.objects.filter(pk=d.pk).update(
        recalled_at=None, recalled_by=None, recall_reason="", recall_act="", recall_ground=""
    ),
}


def test_verify_names_a_document_whose_file_signature_or_recall_was_changed() -> None:
    small = builders.world()
    enrolled(small)
    pk = builders.to_returned(small).dossier
    actions.recall(
        pk, act_number="15/QĐ-UBND", ground="content", reason="Sai", by=small.who("district", "leader"),
        at=small.later(),
    )  # fmt: skip
    signed_only = Decision.objects.get(dossier=builders.to_signed(small).dossier)
    decision = Decision.objects.get(dossier=pk)
    assert first_bad_document() is None
    for why, harm in HARMS.items():
        with transaction.atomic():
            harm(decision)
            found = first_bad_document()
            assert found is not None, why
            assert (found.stream, found.why) == (decision.stream, why)
            transaction.set_rollback(True)
    assert set(HARMS) | {"signed_file_altered"} == WHYS
    path = _path(signed_only.file_key)
    path.write_bytes(path.read_bytes()[:-1] + bytes([path.read_bytes()[-1] ^ 1]))
    found = first_bad_document()
    assert found is not None
    assert (found.stream, found.why) == (signed_only.stream, "signed_file_altered")
    storage.forget(signed_only.file_key)
    gone = first_bad_document()
    assert gone is not None
    assert gone.why == "signed_file_missing"


def _path(key: str) -> Path:
    return next(path for path in Path(settings.MEDIA_ROOT).glob("??/??/*") if "".join(path.parts[-3:]) == key)


def test_sweeping_takes_what_a_crash_left_and_no_signed_file_however_old() -> None:
    small = builders.world()
    enrolled(small)
    done = builders.to_awaiting_signature(small)
    by = small.who("district", "leader")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(electronic, "_take_file", _crash)
        with pytest.raises(KeyboardInterrupt):
            actions.approve(done.dossier, by=by, at=small.later())
    assert len(set(storage.keys())) == 1
    actions.approve(done.dossier, by=by, at=small.later())
    decision = Decision.objects.get(dossier=done.dossier)
    assert open_intents() == (f"{decision.stream} #1",)
    assert first_bad_document() is None
    for key in list(storage.keys()):
        os.utime(_path(key), (0, 0))
    assert storage.leave_only(kept_keys(), before=timezone.now() - timedelta(days=1)) == 1
    assert set(storage.keys()) == {decision.file_key}
    assert first_bad_document() is None


def _crash(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def test_only_what_a_competent_person_signed_gets_a_number_and_refused_or_stopped_drafts_take_none() -> None:
    small = builders.world()
    who = small.who
    stopped, sealed = builders.to_signed(small), builders.to_signed(small)
    draft = builders.to_awaiting_signature(small)
    with pytest.raises(Refusal, match="wrong_state"):
        actions.seal(draft.dossier, by=who("district", "registry"), at=small.later())
    Decision.objects.filter(dossier=stopped.dossier).update(competence=None)
    with pytest.raises(Refusal, match="signed_without_competence"):
        actions.seal(stopped.dossier, by=who("district", "registry"), at=small.later())
    leader = who("district", "leader")
    actions.stop(stopped.dossier, ground="Luật", reason="Tranh chấp", by=leader, at=small.later())
    actions.return_for_rework(draft.dossier, reason="Sai căn cứ", by=leader, at=small.later())
    actions.seal(sealed.dossier, by=who("district", "registry"), at=small.later())
    builders.to_issued(small)
    numbers = Decision.objects.order_by("number").values_list("number", flat=True)
    assert [each for each in numbers if each] == [1, 2]


def test_a_dossier_is_not_stopped_while_its_document_holds_a_number_without_a_seal() -> None:
    small = builders.world()
    enrolled(small)
    done = builders.to_signed(small)
    registry, leader = small.who("district", "registry"), small.who("district", "leader")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(electronic, "_used", _crash)
        with pytest.raises(KeyboardInterrupt):
            actions.seal(done.dossier, by=registry, at=small.later())
    with pytest.raises(Refusal, match="number_reserved"):
        actions.stop(done.dossier, ground="Luật", reason="Tranh chấp", by=leader, at=small.later())
    actions.seal(done.dossier, by=registry, at=small.later())
    assert Decision.objects.get(dossier=done.dossier).number == 1
