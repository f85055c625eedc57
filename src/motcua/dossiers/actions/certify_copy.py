"""Certify a copy of a document issued electronically (sao y; NĐ 30/2020 art. 25-27, art. 32(2), annex I part II).

A crash leaves what one while sealing leaves: an intent without an end in the decision's stream, and at most a file no
row refers to. The number is given last, with the act, so a broken one takes none and the series keeps no gap.
"""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256

from motcua.certificates import queries as certificates
from motcua.certificates.models import Certificate
from motcua.dossiers.actions.electronic import Needed, SignedFile, electronically, sign_copy
from motcua.dossiers.actions.numbers import number_copy
from motcua.dossiers.actions.perform import perform
from motcua.dossiers.actions.work import Done, Work
from motcua.dossiers.checking_code import address, new_code, spaced
from motcua.dossiers.models import CertifiedCopy, Decision
from motcua.dossiers.queries.issued import signatures_good
from motcua.gateways import seal as seals
from motcua.gateways import storage
from motcua.journal.actions import record
from motcua.papers.render import FONTS
from motcua.papers.wording import copy_mark
from motcua.rules.canonical import Value
from motcua.rules.posts import Duty
from motcua.rules.refusal import Refusal
from motcua.rules.states import Event


def certify_copy(
    dossier: int, *, by: int, at: datetime, key: str | None = None, seen: int | None = None
) -> Done:
    """One more certified copy of the dossier's newest issued document, by the registry of the unit that issued it.

    The state stays. Refuses what `authority` refuses, `no_result`, `copy_of_recalled`, `copy_of_paper`,
    `no_seal_certificate`, `original_broken` when the original in the store is no longer what was sealed, and
    `draft_changed` when another document was issued meanwhile.
    """

    def steps(work: Work, file: SignedFile | None) -> None:
        issued = Decision.objects.filter(dossier=work.dossier, issued_at__isnull=False).select_related(
            "unit", "signed_by", "signer_certificate", "seal_certificate"
        )
        original = issued.select_for_update(of=("self",)).order_by("-pk").first()
        if original is None or original.unit is None:
            raise Refusal("no_result")
        work.authorise(Duty.SEAL, original.unit.pk)
        if original.recalled_at is not None:
            raise Refusal("copy_of_recalled", symbol=original.symbol)
        if not original.file_key:
            raise Refusal("copy_of_paper", symbol=original.symbol)
        seal = certificates.of_unit(original.unit.pk, work.at)
        if seal is None:
            raise Refusal("no_seal_certificate", unit=original.unit.authority_name)
        if file is None:
            raise Needed(original, lambda at, by: _make(original, seal, at, by))
        if (file.decision, file.certificate.pk, file.before) != (original.pk, seal.pk, original.file_sha256):
            raise Refusal("draft_changed")
        _keep(work, original, file)

    def act(file: SignedFile | None) -> Done:
        return perform(
            dossier,
            Event.CERTIFY_COPY,
            lambda work: steps(work, file),
            by=by,
            at=at,
            key=key,
            seen=seen,
            asked={},
        )

    return electronically(act, by=by, at=at)


def _make(original: Decision, seal: Certificate, at: datetime, by: int) -> SignedFile:
    data = storage.get(original.file_key)
    if sha256(data).hexdigest() != original.file_sha256 or not signatures_good(original, data):
        raise Refusal("original_broken", symbol=original.symbol)
    code = new_code()
    lines = copy_mark(original.unit.authority_name if original.unit else "", at)
    foot = f"Kiểm tra bản sao: {address('')[:-1]} – Mã kiểm tra bản sao: {spaced(code)}"
    unsigned = seals.copied(data, lines, foot, FONTS)
    return sign_copy(original, seal, unsigned, code=code, lines=lines, at=at, by=by)


def _keep(work: Work, original: Decision, file: SignedFile) -> None:
    copy = CertifiedCopy(
        decision=original, unit=original.unit, made_at=work.at, made_by_id=work.by, certificate=file.certificate,
        code=file.code, file_key=file.stored.key, file_sha256=file.stored.sha256, file_size=file.stored.size,
    )  # fmt: skip
    number_copy(copy, work.at)
    copy.save(force_insert=True)
    work.facts |= {"decision": original.pk, "copy": copy.pk, "symbol": f"{copy.year}/{copy.symbol}"}
    work.facts["file"] = copy.file_sha256
    facts: Mapping[str, Value] = {
        "intent": file.intent, "file": copy.file_sha256, "copy": copy.pk, "symbol": f"{copy.year}/{copy.symbol}",
        "dossier": original.dossier_id,
    }  # fmt: skip
    record(original.stream, "copied", by=work.by, at=work.at, facts=facts)
