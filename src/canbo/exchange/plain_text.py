"""What keeps a file of plain words (YAML) from being read, in words and with its line."""

from __future__ import annotations

import yaml

UNREADABLE = (OSError, UnicodeDecodeError, yaml.YAMLError, RecursionError)


def why_unreadable(error: BaseException) -> str:
    """Say what is wrong with a file that is no YAML, with its line where one is known."""
    if isinstance(error, OSError):
        return "không mở được"
    if isinstance(error, UnicodeDecodeError):
        return "không phải văn bản UTF-8"
    if isinstance(error, RecursionError):
        return "lồng nhau quá sâu"
    mark = getattr(error, "problem_mark", None)
    return f"dòng {mark.line + 1} không đúng cách viết" if mark else "không đúng cách viết"
