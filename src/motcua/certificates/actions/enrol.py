"""Enrol the certificate an officer signs with, or a unit's seal."""

from collections.abc import Sequence
from datetime import UTC, datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from django.db import transaction

from motcua.certificates.actions.revoke import close
from motcua.certificates.models import Certificate
from motcua.gateways import seal as seals
from motcua.journal.actions import record
from motcua.organisation.actions.guard import require_configurer
from motcua.organisation.models import Officer, Unit
from motcua.rules.refusal import Refusal

LARGEST_IMAGE = 1024 * 1024
"""Bytes of a mark."""
REPLACED = "Thay bằng chứng thư khác"


def enrol(
    holder: Officer | Unit,
    *,
    certificate: bytes,
    key_reference: str,
    image: bytes,
    by: int | None,
    at: datetime,
    chain: Sequence[bytes] = (),
    millimetres: int = 36,
    demo: bool = False,
) -> Certificate:
    """Let `holder` sign with a certificate (PEM or DER) whose key lies at `key_reference`; the one before is put away.

    The key signs a few bytes, so that a wrong place, PIN or passphrase is found now. Refuses `bad_certificate`,
    `certificate_over`, `certificate_not_for_signing`, `certificate_known`, `bad_image`, `signing_key_missing`,
    `signing_key_wrong`, `officer_inactive` and `not_your_duty`.
    """
    require_configurer(by, at)
    if isinstance(holder, Officer) and not holder.is_active:
        raise Refusal("officer_inactive")
    parsed = seals.certificate_of(certificate)
    above = [seals.certificate_of(each).public_bytes(Encoding.DER) for each in chain]
    der = parsed.public_bytes(Encoding.DER)
    _check(parsed, at)
    if len(image) > LARGEST_IMAGE:
        raise Refusal("bad_image")
    seals.picture(image)
    seals.try_key(key_reference, der, tuple(above))
    row = Certificate(
        officer=holder if isinstance(holder, Officer) else None, unit=holder if isinstance(holder, Unit) else None,
        der=der, chain=[each.hex() for each in above], fingerprint=parsed.fingerprint(hashes.SHA256()).hex(),
        serial=f"{parsed.serial_number:x}", name=_name(parsed.subject), issuer=_name(parsed.issuer),
        not_before=parsed.not_valid_before_utc, not_after=parsed.not_valid_after_utc, key_reference=key_reference,
        image=image, millimetres=millimetres, demo=demo, enrolled_at=at, enrolled_by_id=by,
    )  # fmt: skip
    with transaction.atomic():
        if Certificate.objects.filter(fingerprint=row.fingerprint).exists():
            raise Refusal("certificate_known", name=row.name)
        before = Certificate.objects.filter(officer=row.officer, unit=row.unit, revoked_at=None).first()
        if before is not None:
            close(before, REPLACED, by, at)
        row.save()
        record(
            row.stream, "enrolled", by=by, at=at,
            facts={
                "certificate": row.fingerprint, "officer": row.officer_id, "unit": row.unit_id,
                "until": row.not_after.astimezone(UTC).isoformat(), "demo": demo,
                "key": key_reference.partition(":")[0],
            },
        )  # fmt: skip
    return row


def enrol_demo(
    holder: Officer | Unit, unit_name: str, image: bytes, *, at: datetime, by: int | None = None
) -> Certificate:
    """A key and certificate of the demonstration's own authority, enrolled; without legal value."""
    seal = isinstance(holder, Unit)
    name = holder.authority_name if isinstance(holder, Unit) else holder.full_name
    file = f"demo-{'seal' if seal else 'person'}-{holder.pk}.p12"
    authority = seals.DemoAuthority()
    made = authority.issue(file, name, unit_name, seal=seal, passphrase=seals.passphrase())
    return enrol(
        holder, certificate=made.public_bytes(Encoding.DER), key_reference=f"file:{file}", image=image, by=by, at=at,
        chain=(authority.root.public_bytes(Encoding.DER),), demo=True,
    )  # fmt: skip


def _check(parsed: x509.Certificate, at: datetime) -> None:
    if not parsed.not_valid_before_utc <= at < parsed.not_valid_after_utc:
        raise Refusal("certificate_over", until=parsed.not_valid_after_utc.isoformat())
    try:
        usage = parsed.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        raise Refusal("certificate_not_for_signing") from None
    if not (usage.digital_signature or usage.content_commitment) or usage.key_cert_sign:
        raise Refusal("certificate_not_for_signing")


def _name(name: x509.Name) -> str:
    found = name.get_attributes_for_oid(NameOID.COMMON_NAME)
    return (str(found[0].value) if found else name.rfc4514_string())[:300]
