"""What figures take as given and an office may set otherwise: no law says it, data do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Parameters:
    """The order of posts, their sides, the fields that they ask for, who runs which school.

    `place`: how high a post is, for promotions; a post without a place (a seat in a committee) is
    no step. `side`: the system that a post belongs to (party, government, council, front).
    `fields`: the fields of study that suit a post, as written, in lower case. `institutions`:
    words in an institution's name to its level, the first that fits.
    """

    place: Mapping[str, int] = field(default_factory=dict)
    side: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    institutions: tuple[tuple[str, str], ...] = ()

    def institution_level(self, name: str) -> str | None:
        """The level of the institution of this name, None when no word tells."""
        lower = name.lower()
        return next((level for words, level in self.institutions if words in lower), None)
