"""Files that come with a form: what is too long is read and thrown away."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile


class SkipsLongFiles(FileUploadHandler):
    """Skip files that are longer than any page takes, before they fill memory or disk.

    The view finds ``request.is_upload_too_long`` and says so.
    """

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.received += len(raw_data)
        if self.received > settings.UPLOAD_MAX_BYTES:
            self.request.is_upload_too_long = True
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
