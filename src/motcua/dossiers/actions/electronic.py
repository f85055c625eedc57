"""Sign and seal a result electronically, so that no crash leaves a signed document without a record.

An act that finds certificates stops with `Needed` before it writes anything; its transaction rolls back. Then the intent
is written to the decision's own stream of the journal and committed, only then is the key used and the file stored,
and the act is done again, with the file. What happens in between shows:

- a crash before the intent: nothing happened;
- a crash after it: an intent without an end and at most a file no row refers to, which is
  cleared away; the next click writes an intent anew and finishes;
- an act that is refused the second time (somebody was faster): the intent is closed with `abandoned`, the file forgotten.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from motcua.certificates import queries as certificates
from motcua.certificates.models import Certificate
from motcua.dossiers.actions.numbers import number_document
from motcua.dossiers.actions.work import Done, Work
from motcua.dossiers.checking_code import address, new_code, spaced
from motcua.dossiers.models import Decision
from motcua.dossiers.queries.printing import dateline, result_document
from motcua.gateways import seal as seals
from motcua.gateways import storage, timestamp
from motcua.journal.actions import record
from motcua.papers.contents import Result
from motcua.papers.render import FONTS, render_signable
from motcua.rules.canonical import Value
from motcua.rules.refusal import Refusal

REASONS = {seals.PERSON: "Ký văn bản", seals.SEAL: "Đóng dấu cơ quan", seals.COPY: "Sao y"}


@dataclass(frozen=True)
class SignedFile:
    """A file signed for one decision: what the act that takes it over must still find as it was."""

    stored: storage.Stored
    decision: int
    intent: int
    certificate: Certificate
    code: str = ""
    content: Result | None = None
    before: str = ""
    """SHA-256 of the file it follows; empty for the first signature."""


class Needed(Exception):
    """The act needs a signature first; `make` writes the intent, signs and stores."""

    def __init__(self, decision: Decision, make: Callable[[datetime, int], SignedFile]) -> None:
        super().__init__(decision.pk)
        self.decision, self.make = decision, make


Act = Callable[[SignedFile | None], Done]


def electronically(act: Act, *, by: int, at: datetime) -> Done:
    """Do an act that may need a signature: at once where it needs none."""
    try:
        return act(None)
    except Needed as needed:
        file = needed.make(at, by)
    try:
        done = act(file)
    except Exception:
        _abandon(file.decision, file.intent, by, at)
        storage.forget(file.stored.key)
        raise
    if done.repeated:
        _abandon(file.decision, file.intent, by, at)
        storage.forget(file.stored.key)
    return done


def take_signature(work: Work, decision: Decision, file: SignedFile | None) -> tuple[str, ...]:
    """The person's signature on a decision whose fields are set; the fields it changes. None on paper.

    Signed electronically where the signer and the unit's seal both have a certificate in use. Refuses
    `draft_changed` where the draft is no longer what was signed.
    """
    person, seal = certificates.of(work.by, decision.unit_id or 0, work.at)
    if file is None:
        if person is None or seal is None:
            return ()
        raise Needed(decision, lambda at, by: _sign(decision, person, seal, at, by))
    if person is None or person.pk != file.certificate.pk or _content(decision) != file.content:
        raise Refusal("draft_changed")
    decision.signer_certificate, decision.code = person, file.code
    _take_file(work, decision, file, "signed")
    return ("signer_certificate", "code", *FILE)


def take_seal(work: Work, decision: Decision, file: SignedFile | None) -> tuple[str, ...]:
    """The unit's seal on a document signed electronically; the fields it changes. A paper one is sealed by hand.

    Refuses `no_seal_certificate`, `draft_changed`.
    """
    if not decision.file_key:
        return ()
    seal = certificates.of_unit(decision.unit_id or 0, work.at)
    if seal is None:
        raise Refusal("no_seal_certificate", unit=decision.unit.authority_name if decision.unit else "")
    if file is None:
        raise Needed(decision, lambda at, by: _seal(decision, seal, at, by))
    if file.certificate.pk != seal.pk or decision.file_sha256 != file.before or decision.number is None:
        raise Refusal("draft_changed")
    decision.seal_certificate = seal
    old = decision.file_key
    transaction.on_commit(lambda: storage.forget(old))
    _take_file(work, decision, file, "sealed")
    return ("seal_certificate", *FILE)


FILE = ("file_key", "file_sha256", "file_size")


def _take_file(work: Work, decision: Decision, file: SignedFile, kind: str) -> None:
    decision.file_key, decision.file_sha256 = file.stored.key, file.stored.sha256
    decision.file_size = file.stored.size
    work.facts["file"] = file.stored.sha256
    facts: Mapping[str, Value] = {
        "intent": file.intent,
        "file": file.stored.sha256,
        "dossier": decision.dossier_id,
    }
    record(decision.stream, kind, by=work.by, at=work.at, facts=facts)


def _sign(decision: Decision, person: Certificate, seal: Certificate, at: datetime, by: int) -> SignedFile:
    code, content = new_code(), _content(decision)
    words = f"Kiểm tra văn bản: {address('')[:-1]} – Mã kiểm tra: {spaced(code)}"
    paper, rooms = render_signable(content, qr=address(code), words=words)
    unsigned = seals.prepare(paper, rooms, seal_mm=seal.millimetres)
    intent = _intend(
        decision, "sign_intended", person, unsigned, by, at,
        competence=decision.competence_id, capacity=decision.capacity,
    )  # fmt: skip

    def signed() -> bytes:
        return _used(person, unsigned, seals.PERSON, address(code), at, certifies=True)

    stored = _kept(signed, decision, intent, by, at)
    return SignedFile(stored, decision.pk, intent, person, code, content)


def _seal(decision: Decision, seal: Certificate, at: datetime, by: int) -> SignedFile:
    before = storage.get(decision.file_key)
    check_signed_file(decision, before, at)
    with transaction.atomic(durable=True):
        locked = Decision.objects.select_for_update().get(pk=decision.pk)
        if locked.issued_at is not None or locked.file_sha256 != decision.file_sha256:
            raise Refusal("draft_changed")
        if locked.number is None:
            number_document(locked, at)
            locked.save(update_fields=["number", "symbol", "numbered_at"])
        intent = _intent(locked, "seal_intended", seal, before, by, at, symbol=locked.symbol)
    values = {"number": locked.symbol, "day": dateline(locked)}

    def sealed() -> bytes:
        return _used(seal, before, seals.SEAL, address(decision.code), at, values=values)

    stored = _kept(sealed, decision, intent, by, at)
    return SignedFile(stored, decision.pk, intent, seal, before=decision.file_sha256)


def sign_copy(
    original: Decision, seal: Certificate, unsigned: bytes, *, code: str, lines: tuple[str, ...], at: datetime, by: int
) -> SignedFile:  # fmt: skip
    """The unit's mark on a copy of a sealed document, `lines` as what it shows."""
    intent = _intend(original, "copy_intended", seal, unsigned, by, at, original=original.file_sha256)

    def signed() -> bytes:
        return _used(seal, unsigned, seals.COPY, address(code), at, lines=lines)

    stored = _kept(signed, original, intent, by, at)
    return SignedFile(stored, original.pk, intent, seal, code, before=original.file_sha256)


def check_signed_file(decision: Decision, data: bytes, at: datetime) -> None:
    """Refuses `signature_broken` unless the file is the recorded one and the recorded person's signature is good."""
    person = decision.signer_certificate
    found = seals.check(data, _trust(at), at).mark(seals.PERSON)
    if (
        sha256(data).hexdigest() != decision.file_sha256
        or found is None
        or person is None
        or found.fingerprint != person.fingerprint
        or not (found.sound and found.trusted)
    ):
        raise Refusal("signature_broken", signer=person.name if person else "")


def _used(
    row: Certificate, pdf: bytes, field: str, where: str, at: datetime, *, certifies: bool = False,
    values: Mapping[str, str] | None = None, lines: tuple[str, ...] = (),
) -> bytes:  # fmt: skip
    """The one place where a key is used."""
    chain = tuple(bytes.fromhex(each) for each in row.chain)
    with seals.opened(row.key_reference, bytes(row.der), chain) as signer:
        how = seals.Signing(
            field, signer, bytes(row.image), REASONS[field], where, certifies=certifies, values=values or {},
            lines=lines, fonts=FONTS,
        )  # fmt: skip
        return seals.sign(pdf, how, trusted=_trust(at), stamping=timestamp.configured(lambda: at), at=at)


def _trust(at: datetime) -> "seals.Trust":
    return seals.trust(timestamp.configured(lambda: at), at, certificates.demo_revoked())


def _kept(
    make: Callable[[], bytes], decision: Decision, intent: int, by: int, at: datetime
) -> storage.Stored:
    try:
        return storage.put(make())
    except Exception:
        _abandon(decision.pk, intent, by, at)
        raise


def _intend(
    decision: Decision, kind: str, row: Certificate, data: bytes, by: int, at: datetime, **more: Value
) -> int:
    with transaction.atomic(durable=True):
        Decision.objects.select_for_update().get(pk=decision.pk)
        return _intent(decision, kind, row, data, by, at, **more)


def _intent(
    decision: Decision, kind: str, row: Certificate, data: bytes, by: int, at: datetime, **more: Value
) -> int:
    """Write what is about to be signed with which key; its number in the decision's stream."""
    facts: Mapping[str, Value] = {
        "dossier": decision.dossier_id, "document": sha256(data).hexdigest(), "certificate": row.fingerprint, **more
    }  # fmt: skip
    return record(decision.stream, kind, by=by, at=at, facts=facts).head.seq


def _abandon(decision: int, intent: int, by: int, at: datetime) -> None:
    """Close an intent that came to nothing."""
    with transaction.atomic():
        found = Decision.objects.select_for_update().get(pk=decision)
        record(found.stream, "abandoned", by=by, at=at, facts={"intent": intent, "dossier": found.dossier_id})


def _content(decision: Decision) -> Result:
    return result_document(decision, electronic=True)
