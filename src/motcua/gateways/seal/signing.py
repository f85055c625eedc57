"""One signature on a prepared document: PAdES with a timestamp and what is needed to judge it years later (B-LT)."""

import dataclasses
import io
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from PIL import Image
from pyhanko.pdf_utils import layout
from pyhanko.pdf_utils.images import PdfImage
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.stamp import BaseStampStyle, StaticStampStyle
from pyhanko_certvalidator.errors import PathError, ValidationError

from motcua.gateways.seal.copying import mark_style
from motcua.gateways.seal.document import fill
from motcua.gateways.seal.trusting import Trust
from motcua.gateways.timestamp import Source
from motcua.gateways.timestamp.stamper import Stamper
from motcua.rules.refusal import Refusal

LARGEST_IMAGE = 4_000_000
"""Dots of a mark."""


@dataclasses.dataclass(frozen=True)
class Signing:
    """Which field, by what, seen as what. `image`: the PNG of the mark; `address`: where the document may be checked;
    `certifies`: the first signature, after which only fields may be filled; `values`: what is filled in with it;
    `lines`: text in place of an image, on a copy, after whose one signature nothing may change."""

    field: str
    signer: Signer
    image: bytes
    reason: str
    address: str
    certifies: bool = False
    lines: tuple[str, ...] = ()
    values: Mapping[str, str] = dataclasses.field(default_factory=dict)
    fonts: Path = Path()


def sign(pdf: bytes, how: Signing, *, trusted: Trust, stamping: Source, at: datetime) -> bytes:
    """The document with one signature more.

    Refuses `no_timestamp`, `certificate_refused` when the certificate is revoked, over, or not of a trusted root, and
    `signing_failed`.
    """
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    if how.values:
        fill(writer, how.values, how.fonts)
    if how.lines:
        return _sign(
            writer, how, mark_style(how.fonts), trusted, stamping, at, {"mark": "\n".join(how.lines)}
        )
    return _sign(writer, how, picture(how.image), trusted, stamping, at)


def _sign(
    writer: IncrementalPdfFileWriter, how: Signing, style: BaseStampStyle, trusted: Trust, stamping: Source, at: datetime,
    text: Mapping[str, str] | None = None,
) -> bytes:  # fmt: skip
    told = PdfSignatureMetadata(
        field_name=how.field,
        subfilter=SigSeedSubFilter.PADES,
        md_algorithm="sha256",
        reason=how.reason,
        contact_info=how.address,
        certify=how.certifies or bool(how.lines),
        docmdp_permissions=MDPPerm.FILL_FORMS if how.certifies else MDPPerm.NO_CHANGES,
        embed_validation_info=True,
        validation_context=trusted.context(at),
    )
    out = io.BytesIO()
    signer = _Dated(told, how.signer, timestamper=Stamper(stamping), stamp_style=style)
    signer.at = at
    try:
        signer.sign_pdf(
            writer, existing_fields_only=True, output=out, appearance_text_params=dict(text or {})
        )
    except (PathError, ValidationError) as error:
        raise Refusal("certificate_refused", why=str(error)) from error
    except SigningError as error:
        if isinstance(error.__cause__, PathError | ValidationError):
            raise Refusal("certificate_refused", why=str(error.__cause__)) from error
        raise Refusal("signing_failed", why=str(error)) from error
    return out.getvalue()


def picture(png: bytes) -> BaseStampStyle:
    """The mark fills its field, nothing else does. Refuses `bad_image`."""
    try:
        read = Image.open(io.BytesIO(png), formats=["PNG"])
        if read.width * read.height > LARGEST_IMAGE:
            raise Refusal("bad_image")
        image = read.convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise Refusal("bad_image") from error
    return StaticStampStyle(
        border_width=0, background=PdfImage(image), background_opacity=1,
        background_layout=layout.SimpleBoxLayoutRule(
            layout.AxisAlignment.ALIGN_MID, layout.AxisAlignment.ALIGN_MID,
            inner_content_scaling=layout.InnerScaling.STRETCH_TO_FIT,
        ),
    )  # fmt: skip


class _Dated(PdfSigner):
    """Signs as of the act's moment, which its caller read from the clock."""

    at: datetime

    def init_signing_session(
        self, pdf_out: BasePdfFileWriter, existing_fields_only: bool = False
    ) -> PdfSigningSession:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self.at
        return session
