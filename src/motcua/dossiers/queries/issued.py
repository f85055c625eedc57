"""What anybody may know of a document issued here: who signed and sealed it, in which capacity, and whether it still counts.

Never the applicant, the dossier, or what the document says.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from motcua.dossiers.checking_code import codes_in
from motcua.dossiers.models import CertifiedCopy, Decision
from motcua.gateways import seal as seals
from motcua.gateways import storage, timestamp
from motcua.rules.refusal import Refusal


@dataclass(frozen=True)
class Copied:
    """A certified copy: its number, who certified it and when. `original_whole`: the original in the store is still, byte
    for byte, what was sealed."""

    symbol: str
    agency: str
    made_at: datetime
    original_whole: bool


@dataclass(frozen=True)
class Issued:
    """One document as the records have it. `followed`: the later act that corrects it, or (`replaced`) voids it.

    `recall_act` and `recall_ground` (a key of rules.recall) say by which act and why it was recalled; the reason in the
    single case may name people and is not here. `copy`: what was asked for is a certified copy of this document.
    """

    symbol: str
    kind: str
    agency: str
    signer: str
    capacity: str
    block: tuple[str, ...]
    act_number: str
    signed_at: datetime
    issued_at: datetime
    demo: bool
    recalled_at: datetime | None
    recall_act: str
    recall_ground: str
    followed: str
    followed_at: datetime | None
    replaced: bool
    copy: Copied | None = None

    @property
    def void(self) -> bool:
        """Whether it no longer counts."""
        return self.recalled_at is not None or self.replaced


@dataclass(frozen=True)
class Verdict:
    """What a file turned out to be: "genuine" (byte for byte what was issued), "altered" or "foreign" (not ours)."""

    state: str
    issued: Issued | None = None


def by_code(code: str) -> Issued:
    """The document of a code. Refuses `no_such_document`; a document not issued yet is none."""
    found = _told_by(code)
    if found is None:
        raise Refusal("no_such_document")
    return found


def judge(data: bytes) -> Verdict:
    """What a file is. It is hashed and searched for our codes, never parsed: a stranger's file can do no harm.

    A file whose hash is on record is checked cryptographically too, so that a record changed by hand shows.
    """
    same = (
        Decision.objects.filter(file_sha256=sha256(data).hexdigest(), issued_at__isnull=False)
        .select_related(*READ)
        .first()
    )
    if same is not None:
        return Verdict("genuine" if signatures_good(same, data) else "altered", _told(same))
    copy = (
        CertifiedCopy.objects.filter(file_sha256=sha256(data).hexdigest()).select_related(*READ_COPY).first()
    )
    if copy is not None:
        return Verdict("genuine" if copy_good(copy, data) else "altered", _told_copy(copy))
    for code in codes_in(data)[:FEW]:
        if found := _told_by(code):
            return Verdict("altered", found)
    return Verdict("foreign")


FEW = 5
READ = ("unit", "signed_by", "competence", "signer_certificate", "seal_certificate")


READ_COPY = ("unit", "certificate", *(f"decision__{each}" for each in READ))


def _told_by(code: str) -> Issued | None:
    """What a code stands for: a document, or a copy of one."""
    if not code:
        return None
    found = Decision.objects.filter(code=code, issued_at__isnull=False).select_related(*READ).first()
    if found is not None:
        return _told(found)
    copy = CertifiedCopy.objects.filter(code=code).select_related(*READ_COPY).first()
    return _told_copy(copy) if copy is not None else None


def _told_copy(copy: CertifiedCopy) -> Issued:
    told = _told(copy.decision)
    made = Copied(copy.symbol, copy.unit.authority_name, copy.made_at, _whole(copy.decision))
    return replace(told, demo=told.demo or copy.certificate.demo, copy=made)


def _whole(original: Decision) -> bool:
    """Whether the original in the store still is what was sealed."""
    try:
        data = storage.get(original.file_key)
    except Refusal:
        return False
    return sha256(data).hexdigest() == original.file_sha256 and signatures_good(original, data)


def copy_good(copy: CertifiedCopy, data: bytes) -> bool:
    """Whether the copy's one signature is sound, trusted when it was made, locks the file, and is by the certificate on
    record."""
    trusted = seals.trust(timestamp.configured(lambda: copy.made_at), copy.made_at)
    found = seals.check(data, trusted, copy.made_at)
    mark = found.mark(seals.COPY)
    return (
        len(found.marks) == 1
        and mark is not None
        and mark.fingerprint == copy.certificate.fingerprint
        and mark.locks
        and found.good(seals.COPY)
    )


def signatures_good(decision: Decision, data: bytes) -> bool:
    """Every signature it should have sound, trusted when it was made, and made with the certificates on record.

    Before it is issued that is the person's, then the seal's too.
    """
    at = decision.issued_at or decision.signed_at
    person, seal = decision.signer_certificate, decision.seal_certificate
    wanted = {seals.PERSON: person, seals.SEAL: seal} if decision.issued_at else {seals.PERSON: person}
    if at is None:
        return False
    trusted = seals.trust(timestamp.configured(lambda: at), at)
    found = seals.check(data, trusted, at)
    marks = {field: found.mark(field) for field in wanted}
    same = all(
        mark is not None and row is not None and mark.fingerprint == row.fingerprint
        for mark, row in zip(marks.values(), wanted.values(), strict=True)
    )
    return same and found.good(*wanted)


def _told(decision: Decision) -> Issued:
    later = Decision.objects.filter(corrects=decision, issued_at__isnull=False).order_by("pk").last()
    signed, issued = decision.signed_at, decision.issued_at
    if signed is None or issued is None:
        raise Refusal("no_such_document")
    return Issued(
        symbol=decision.symbol,
        kind=decision.kind,
        agency=decision.unit.authority_name if decision.unit else "",
        signer=decision.signed_by.full_name if decision.signed_by else "",
        capacity=decision.capacity,
        block=tuple(decision.signing_block),
        act_number=decision.competence.act_number if decision.competence else "",
        signed_at=signed,
        issued_at=issued,
        demo=any(
            one is not None and one.demo for one in (decision.signer_certificate, decision.seal_certificate)
        ),
        recalled_at=decision.recalled_at,
        recall_act=decision.recall_act,
        recall_ground=decision.recall_ground,
        followed=later.symbol if later else "",
        followed_at=later.issued_at if later else None,
        replaced=bool(later and later.replaces),
    )
