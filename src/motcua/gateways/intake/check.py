"""One file from outside: accepted with its kind and a fit name, or refused with the reason."""

from dataclasses import dataclass

from django.conf import settings

from motcua.gateways.intake.kinds import ACCEPTED, Kind
from motcua.gateways.intake.names import fit_name
from motcua.gateways.intake.office import check_office
from motcua.gateways.intake.pdf import check_pdf
from motcua.gateways.intake.pictures import check_jpeg, check_png
from motcua.gateways.intake.scanner import scan
from motcua.gateways.storage.keep import MEGABYTE
from motcua.rules.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Accepted:
    """A file that may be kept, byte for byte as it came: it is evidence and is never re-encoded."""

    name: str
    kind: Kind
    data: bytes


def accept(told: str, data: bytes) -> Accepted:
    """Decide by content what `data` is and whether it may be kept; `told` is the sender's name for it.

    Refuses: `file_empty`, `file_too_large`, `file_kind`, `file_broken`, `file_pixels`, `file_locked`, `file_active`,
    `file_hides_archive`, `file_bomb`; with a scanner (`MOTCUA_CLAMD`) also `file_virus` and `scanner_away`.
    """
    if not data:
        raise Refusal("file_empty")
    if len(data) > settings.UPLOAD_MB * MEGABYTE:
        raise Refusal("file_too_large", limit=settings.UPLOAD_MB)
    kind = _checked(data)
    if settings.CLAMD:
        scan(data, settings.CLAMD)
    return Accepted(fit_name(told, kind), kind, data)


def _checked(data: bytes) -> Kind:
    if data.startswith(b"%PDF-"):
        check_pdf(data)
        return Kind.PDF
    if data.startswith(b"\xff\xd8\xff"):
        check_jpeg(data)
        return Kind.JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        check_png(data)
        return Kind.PNG
    if data.startswith(b"PK\x03\x04"):
        return check_office(data)
    raise Refusal("file_kind", accepted=ACCEPTED)
