"""PyArrow without pandas: making its first column from Python values loads pandas where that is
installed (OR-Tools brings it), half a second and 40 MB for a library that nothing here uses."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.abc import MetaPathFinder
from typing import Any


class _Hidden(MetaPathFinder):
    """Says of a library that it is not installed."""

    def __init__(self, name: str) -> None:
        self._name = name

    def find_spec(self, name: str, *_: object) -> None:
        """Refuse the library's name; nothing is found of any other here."""
        if name == self._name:
            raise ModuleNotFoundError(name=name)


@contextmanager
def _hidden(name: str) -> Iterator[None]:
    finder = _Hidden(name)
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)


@cache
def arrow() -> Any:
    """Load PyArrow; it looks for pandas once in a process, with its first column."""
    import pyarrow

    with _hidden("pandas"):
        pyarrow.array(())
    return pyarrow
