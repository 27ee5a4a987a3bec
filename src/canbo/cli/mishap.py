"""Errors that nobody foresaw: a short code to read over the phone, the rest in a file."""

from __future__ import annotations

import os
import secrets
import tempfile
import traceback
from pathlib import Path


def keep_mishap(error: BaseException, folder: Path | None) -> tuple[str, Path]:
    """Write an unforeseen error down for its owner alone; give its code and the file.

    The file lies in `folder` (made when absent), else in a new temporary folder. It may hold
    what the program was working on, so nobody else may read it and it is never printed.
    """
    code = f"{secrets.token_hex(2)}-{secrets.token_hex(2)}".upper()
    try:
        place = folder or Path(tempfile.mkdtemp(prefix="canbo-"))
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = place / f"{code}.txt"
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except OSError:  # a full disk must not hide the code
        return code, Path()
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write("".join(traceback.format_exception(error)))
    return code, path
