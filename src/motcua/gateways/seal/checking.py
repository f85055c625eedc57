"""Judge the signatures of a document we keep: who, when, whether a byte changed, whether the chain is trusted.

Only documents whose hash we know come here: a stranger's file is never parsed.
"""

import io
from dataclasses import dataclass
from datetime import datetime

from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation import EmbeddedPdfSignature, read_certification_data, validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.status import PdfSignatureStatus

from motcua.gateways.seal.trusting import Trust


@dataclass(frozen=True)
class Mark:
    """One signature: its field, the certificate's name and SHA-256, the moment its timestamp attests (None: none).
    `sound`: no byte it covers changed, and only what it allows came after it. `locks`: nothing may come after it."""

    field: str
    name: str
    fingerprint: str
    stamped_at: datetime | None
    sound: bool
    trusted: bool
    locks: bool


@dataclass(frozen=True)
class Checked:
    """What was found. `certified`: the first signature says what may still change."""

    marks: tuple[Mark, ...]
    certified: bool

    def mark(self, field: str) -> Mark | None:
        """The signature in a field, if it is signed."""
        return next((each for each in self.marks if each.field == field), None)

    def good(self, *fields: str) -> bool:
        """Whether all these are signed, sound and trusted."""
        found = [self.mark(field) for field in fields]
        return all(each is not None and each.sound and each.trusted for each in found)


NOTHING = Checked((), False)


def check(pdf: bytes, trusted: Trust, at: datetime | None = None) -> Checked:
    """The signatures of a document as of `at`; one that cannot be read has none."""
    try:
        reader = PdfFileReader(io.BytesIO(pdf))
        marks = tuple(
            _mark(each, validate_pdf_signature(each, trusted.context(at), trusted.context(at)))
            for each in reader.embedded_regular_signatures
        )
        return Checked(marks, read_certification_data(reader) is not None)
    except (PdfError, SignatureValidationError, ValueError, KeyError, TypeError, IndexError, RecursionError):
        return NOTHING


def _mark(signature: EmbeddedPdfSignature, status: PdfSignatureStatus) -> Mark:
    stamped = status.timestamp_validity
    return Mark(
        field=str(signature.field_name),
        name=str(status.signing_cert.subject.native.get("common_name", "")),
        fingerprint=status.signing_cert.sha256.hex(),
        stamped_at=stamped.timestamp if stamped is not None and stamped.valid and stamped.trusted else None,
        sound=bool(status.intact and status.valid and status.docmdp_ok),
        trusted=bool(status.trusted),
        locks=signature.docmdp_level == MDPPerm.NO_CHANGES,
    )
