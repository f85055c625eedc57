"""What a printed paper says."""

import io

from pypdf import PdfReader


def text_of(paper: bytes) -> str:
    """All its words in order, one space between them."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(paper)).pages).split())
