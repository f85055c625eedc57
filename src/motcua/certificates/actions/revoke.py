"""Take a certificate out of use: lost device, end of office, replaced by another."""

from datetime import datetime

from django.db import transaction

from motcua.certificates.models import Certificate
from motcua.journal.actions import record
from motcua.organisation.actions.guard import require_configurer
from motcua.rules.refusal import Refusal
from motcua.rules.vietnamese import clean


def revoke(certificate: int, *, reason: str, by: int | None, at: datetime) -> None:
    """Nothing is signed with it from `at` on; what was signed before stays signed.

    Refuses `unknown_certificate`, `certificate_revoked` and `not_your_duty`.
    """
    require_configurer(by, at)
    said = clean(reason, 500, field="reason")
    with transaction.atomic():
        found = Certificate.objects.select_for_update().filter(pk=certificate).first()
        if found is None:
            raise Refusal("unknown_certificate")
        if found.revoked_at is not None:
            raise Refusal("certificate_revoked", name=found.name)
        close(found, said, by, at)


def close(found: Certificate, reason: str, by: int | None, at: datetime) -> None:
    """Write the end of a certificate, inside the caller's transaction."""
    found.revoked_at, found.revoked_by_id, found.revoke_reason = at, by, reason
    found.save(update_fields=["revoked_at", "revoked_by", "revoke_reason"])
    record(found.stream, "revoked", by=by, at=at, facts={"certificate": found.fingerprint, "reason": reason})
