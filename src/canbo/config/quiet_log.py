"""Log lines that name places in the code, never what people are called or do."""

from __future__ import annotations

import logging
import traceback
from types import TracebackType

_Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class QuietFormatter(logging.Formatter):
    """Formats a record; of an exception only its types and places, as its text may quote data."""

    def formatException(self, ei: _Raised) -> str:
        """Give the chain of exceptions, innermost cause first, without their messages."""
        parts: list[str] = []
        error = ei[1]
        seen: set[int] = set()
        while error is not None and id(error) not in seen:
            seen.add(id(error))
            places = "".join(traceback.format_tb(error.__traceback__)).rstrip()
            parts.append(f"{places}\n{type(error).__module__}.{type(error).__qualname__}")
            error = error.__cause__ or error.__context__
        return "\n".join(reversed(parts))
