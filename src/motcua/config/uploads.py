"""Files of a form stay in memory, within bounds: nothing of them ever touches a disk outside the store.

Django would write larger ones into the system's temporary folder, readable and for nobody to erase.
"""

from io import BytesIO

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest

MEGABYTE = 1024 * 1024


class BoundedUploads(FileUploadHandler):
    """Keeps each file up to `UPLOAD_MB` and a request up to `REQUEST_MB`; of what is larger only the size is told.

    Who is not signed in may send one file's worth. A request three times over its bound is broken off.
    """

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        signed_in = request is not None and settings.SESSION_COOKIE_NAME in request.COOKIES
        self.limit = (settings.REQUEST_MB if signed_in else settings.UPLOAD_MB) * MEGABYTE + MEGABYTE
        self.held = self.seen = 0
        self.whole = True
        self.content = BytesIO()

    def new_file(self, *args: object, **kwargs: object) -> None:
        """A file begins."""
        super().new_file(*args, **kwargs)  # type: ignore[arg-type]
        self.content, self.whole = BytesIO(), True

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Keep a piece, or drop the file that grew beyond its bound."""
        self.seen += len(raw_data)
        if self.seen > 3 * self.limit:
            raise RequestDataTooBig
        fits = (
            start + len(raw_data) <= settings.UPLOAD_MB * MEGABYTE and self.held + len(raw_data) <= self.limit
        )
        if not (self.whole and fits):
            self.held -= len(self.content.getbuffer()) if self.whole else 0
            self.whole, self.content = False, BytesIO()
            return None
        self.content.write(raw_data)
        self.held += len(raw_data)
        return None

    def file_complete(self, file_size: int) -> "UploadedFile[bytes]":
        """The file, with its true size; one that was dropped has no content."""
        self.content.seek(0)
        size = file_size if self.whole else max(file_size, settings.UPLOAD_MB * MEGABYTE + 1)
        return InMemoryUploadedFile(
            self.content,
            self.field_name,
            self.file_name,
            self.content_type,
            size,
            self.charset,
            self.content_type_extra,
        )
