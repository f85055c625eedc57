"""The kinds of file a one-stop desk takes: scans, photographs and electronic documents, told by their bytes."""

from enum import StrEnum


class Kind(StrEnum):
    """Few on purpose: each has its own check of what could be hidden inside."""

    PDF = "pdf"
    JPEG = "jpg"
    PNG = "png"
    DOCX = "docx"
    XLSX = "xlsx"

    @property
    def media_type(self) -> str:
        """What a browser is told; never taken from the file's name or the sender."""
        return MEDIA_TYPES[self]

    @property
    def shown_inline(self) -> bool:
        """Whether a browser may show it (sandboxed); the others are only handed out."""
        return self in {Kind.PDF, Kind.JPEG, Kind.PNG}


_OFFICE = "application/vnd.openxmlformats-officedocument"
MEDIA_TYPES = {
    Kind.PDF: "application/pdf",
    Kind.JPEG: "image/jpeg",
    Kind.PNG: "image/png",
    Kind.DOCX: f"{_OFFICE}.wordprocessingml.document",
    Kind.XLSX: f"{_OFFICE}.spreadsheetml.sheet",
}
ENDINGS = {
    Kind.PDF: (".pdf",),
    Kind.JPEG: (".jpg", ".jpeg"),
    Kind.PNG: (".png",),
    Kind.DOCX: (".docx",),
    Kind.XLSX: (".xlsx",),
}
ACCEPTED = "PDF, JPEG, PNG, DOCX, XLSX"
"""As the words of a refusal and the hint beside a field name them."""
