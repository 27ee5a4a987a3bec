"""What has been read of the law so far, kind by kind; later kinds refer to earlier ones."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from canbo.engine.facts import Scale
from canbo.engine.law import Course, LegalText, Level, PostTitle, Regime


@dataclass(slots=True)
class Registers:
    """The values by the key of their list ("texts", "standards" …) and by their id.

    `is_overlay`: what is being read lies over the shipped law, so that each of its values needs a
    document of the office: `own_texts` are those that the overlay brings along.
    """

    by_list: dict[str, dict[str, Any]] = field(default_factory=dict)
    is_overlay: bool = False
    own_texts: set[str] = field(default_factory=set)

    def of(self, list_key: str) -> dict[str, Any]:
        """Find the register of a list; it begins empty."""
        return self.by_list.setdefault(list_key, {})

    @property
    def texts(self) -> dict[str, LegalText]:
        """The legal texts."""
        return self.of("texts")

    @property
    def levels(self) -> dict[str, Level]:
        """The levels of all scales."""
        return self.of("levels")

    @property
    def courses(self) -> dict[str, Course]:
        """The kinds of course."""
        return self.of("courses")

    @property
    def posts(self) -> dict[str, PostTitle]:
        """The kinds of seat."""
        return self.of("posts")

    @property
    def regimes(self) -> dict[str, Regime]:
        """The regimes that rules belong to."""
        return self.of("regimes")

    def levels_of(self, scale: Scale) -> list[str]:
        """The level codes of one scale."""
        return [code for code, level in self.levels.items() if level.scale is scale]
