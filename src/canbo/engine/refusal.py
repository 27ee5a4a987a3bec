"""How the house says no: a code and data; the face that speaks has the words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class Refusal(Exception):
    """An operation was not done. `code` names the reason, `data` what the sentence needs.

    `citation` names the rule of law behind the refusal, when there is one.
    """

    def __init__(
        self, code: str, data: Mapping[str, Any] | None = None, citation: str = ""
    ) -> None:
        super().__init__(code)
        self.code = code
        self.data = dict(data or {})
        self.citation = citation
