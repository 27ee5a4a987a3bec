"""Uploaded files: taken only where files are awaited, from who may send them, up to a size.

Django reads a form before any view is asked. So the handler itself judges: a stranger's file, or
one sent to another address, is passed over unread, and a form too large is refused at once.
"""

from __future__ import annotations

import tempfile
from typing import IO, Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

from canbo.exchange.workbooks.guard import FILE_LIMIT

FIELD = "tep"
ADDRESSES = frozenset({"imports", "move_preview", "law_draft", "old_figures", "use_template"})
MOST_FILES = 50  # of one form
FORM_LIMIT = 4 * FILE_LIMIT
_IN_MEMORY = 1 << 20  # beyond, the file goes to a nameless file on disk


class FormTooLarge(RequestDataTooBig):
    """More is sent at once than the import page takes."""


class WorkbookUpload(FileUploadHandler):
    """Takes files where a page awaits them; `request.upload_refused` names those too large."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self._file: IO[bytes] | None = None
        self._size = 0
        self._taken = 0

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, Any],
        content_length: int,
        boundary: bytes,
        encoding: str | None = None,
    ) -> None:
        """Refuse a form that is too large before any of it is kept."""
        del input_data, META, boundary, encoding
        self.request.upload_refused = []
        if content_length > FORM_LIMIT:
            raise FormTooLarge("form")

    def new_file(self, *arguments: Any, **named: Any) -> None:
        """Begin a file, or pass it over."""
        super().new_file(*arguments, **named)
        self._size = 0
        self._taken += 1
        if not self._is_awaited() or self._taken > MOST_FILES:
            raise SkipFile
        self._file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115

    def _is_awaited(self) -> bool:
        match = getattr(self.request, "resolver_match", None)
        user = getattr(self.request, "user", None)
        return (
            match is not None
            and match.url_name in ADDRESSES
            and user is not None
            and user.is_authenticated
            and self.field_name == FIELD
        )

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep a piece of the file; one that grows too large is let go and named."""
        del start
        self._size += len(raw_data)
        if self._file is None or self._size > FILE_LIMIT:
            self._let_go()
            self.request.upload_refused.append(self.file_name or "")
            raise SkipFile
        self._file.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """Give the whole file."""
        file, self._file = self._file, None
        if file is None:
            return None
        file.seek(0)
        return UploadedFile(
            file=file, name=self.file_name, content_type=self.content_type, size=file_size,
            charset=self.charset,
        )  # fmt: skip

    def upload_interrupted(self) -> None:
        """Let a file go whose sender left."""
        self._let_go()

    def _let_go(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None
