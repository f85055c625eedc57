"""The key that signs the journal's heads, and its change: the old key vouches for the new one before it goes.

The new key is made beside the old one and told in an event of the journal (`log-key`, `rotated`); only when a head signed by
the old key covers that event do the files change places. So whoever knows the old key can follow to the new one by the
export alone, and an old key that is stolen later signs nothing anybody believes.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.conf import settings
from django.db import transaction

from motcua.doors.cli.talk import fail
from motcua.gateways.keys import kept
from motcua.journal.actions import record
from motcua.journal.log import heads
from motcua.journal.log.heads import Signer
from motcua.journal.log.notes import Verifier
from motcua.journal.models import Leaf

NAME, NEXT = "journal-head", "journal-head.next"
STREAM, KIND = "log-key", "rotated"


def signer(name: str = NAME) -> Signer:
    """Who signs heads here. Makes the key the first time."""
    return Signer(settings.LOG_ORIGIN, Ed25519PrivateKey.from_private_bytes(kept(name, _new_key)))


def rotate(at: datetime, covered: Callable[[], object]) -> Verifier:
    """Change the key; the new one's public half. `covered` gives places and signs heads, as long as it is the one to do so.

    Stopped half-way it is simply called again: the key told already is told once more and taken.
    """
    old, new = signer(), signer(NEXT)
    with transaction.atomic():
        told = record(STREAM, KIND, by=None, at=at, facts={"key": new.public.text})
    covered()
    place = Leaf.objects.filter(stream=STREAM, seq=told.head.seq).values_list("index", flat=True).first()
    newest = heads.newest()
    if place is None or newest is None or newest.said.size <= place:
        fail(
            "chưa có đầu nhật ký bao gồm việc đổi khóa: bộ xếp việc khác đang chạy chậm; chạy lại lệnh này",
            "no head covers the change of keys yet: another sequencer is slow; run this again",
        )
    folder = Path(settings.KEYS)
    (folder / NAME).rename(folder / f"{NAME}.{old.public.id.hex()}")
    (folder / NEXT).rename(folder / NAME)
    return new.public


def _new_key() -> bytes:
    return Ed25519PrivateKey.generate().private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
