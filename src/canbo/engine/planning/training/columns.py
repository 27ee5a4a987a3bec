"""Options in columns: a province has them by the million, and an object each would fill memory."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import starmap
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from canbo.engine.planning.training.problem import Option

Codes = NDArray[np.int32]
FEW = 20_000  # so many options are kept as objects: a town's
AT_ONCE = 65_536  # options made into objects at a time
EXTREME = 2**62  # beyond it no number fits; what is so large is refused as it stood


@dataclass(frozen=True, eq=False)
class OptionTable(Sequence[Option]):
    """Options as numbers: the place of each one's need and class among the names, and its bonus.

    It reads like a tuple of options and makes each when it is asked for. No name is there twice.
    """

    needs: tuple[str, ...]
    class_ids: tuple[str, ...]
    need: Codes
    taught: Codes
    bonus: NDArray[np.int64]

    @classmethod
    def of(cls, options: Sequence[Option]) -> OptionTable:
        """Put options into columns; those that are already stay as they are."""
        if isinstance(options, cls):
            return options
        gathering = Gathering()
        gathering.extend(
            [option.need for option in options],
            [option.class_id for option in options],
            [max(-EXTREME, min(option.bonus, EXTREME)) for option in options],
        )
        return gathering.table()

    def __len__(self) -> int:
        return len(self.need)

    @overload
    def __getitem__(self, place: int) -> Option: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Option, ...]: ...
    def __getitem__(self, place: int | slice) -> Option | tuple[Option, ...]:
        if isinstance(place, slice):
            return tuple(starmap(Option, self._cells(place)))
        need, taught = self.needs[self.need[place]], self.class_ids[self.taught[place]]
        return Option(need, taught, int(self.bonus[place]))

    def __iter__(self) -> Iterator[Option]:
        return starmap(Option, self.cells())

    def cells(self) -> Iterator[tuple[str, str, int]]:
        """Give need, class and bonus of each option in turn."""
        for start in range(0, len(self), AT_ONCE):
            yield from self._cells(slice(start, start + AT_ONCE))

    def _cells(self, some: slice) -> Iterator[tuple[str, str, int]]:
        needs = map(self.needs.__getitem__, self.need[some].tolist())
        taught = map(self.class_ids.__getitem__, self.taught[some].tolist())
        return zip(needs, taught, self.bonus[some].tolist(), strict=True)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, tuple | OptionTable):
            return NotImplemented
        return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))

    def __hash__(self) -> int:
        return hash(tuple(self))

    def in_order(self) -> OptionTable:
        """Sort options by need and class, and the names too."""
        needs, new_need = _sorted_names(self.needs)
        class_ids, new_taught = _sorted_names(self.class_ids)
        need, taught = new_need[self.need], new_taught[self.taught]
        order = np.lexsort((taught, need))
        return OptionTable(needs, class_ids, need[order], taught[order], self.bonus[order])

    def repeated(self) -> list[int]:
        """Give the places of options whose need and class were given before."""
        pairs = self.need.astype(np.int64) * max(1, len(self.class_ids)) + self.taught
        order = np.argsort(pairs, kind="stable")
        again = np.flatnonzero(pairs[order][1:] == pairs[order][:-1]) + 1
        return sorted(order[again].tolist())

    def bonus_of(self, pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
        """Give the bonus of those (need, class) pairs that are options; the last where repeated."""
        needs = {name: n for n, name in enumerate(self.needs)}
        class_ids = {name: n for n, name in enumerate(self.class_ids)}
        width = max(1, len(self.class_ids))
        asked = {
            needs[need] * width + class_ids[taught]: (need, taught)
            for need, taught in pairs
            if need in needs and taught in class_ids
        }
        keys = self.need.astype(np.int64) * width + self.taught
        found = np.flatnonzero(np.isin(keys, np.fromiter(asked, np.int64, len(asked))))
        at = zip(keys[found].tolist(), self.bonus[found].tolist(), strict=True)
        return {asked[key]: bonus for key, bonus in at}


class Gathering:
    """Options that come in portions, on their way into columns."""

    def __init__(self) -> None:
        self._needs: dict[str, int] = {}
        self._class_ids: dict[str, int] = {}
        self._need, self._taught, self._bonus = array("i"), array("i"), array("q")

    def extend(self, needs: Sequence[str], class_ids: Sequence[str], bonus: Sequence[int]) -> None:
        """Take options by the names of their needs and classes."""
        self._need.extend(_code(self._needs, needs))
        self._taught.extend(_code(self._class_ids, class_ids))
        self._bonus.extend(bonus)

    def extend_coded(
        self, needs: tuple[Sequence[str], Any], class_ids: tuple[Sequence[str], Any], bonus: Any
    ) -> None:
        """Take options as arrays: names, and the place of each option's name among them."""
        for known, (names, places), codes in (
            (self._needs, needs, self._need),
            (self._class_ids, class_ids, self._taught),
        ):
            renumbered = np.fromiter(_code(known, names), np.int32, len(names))
            codes.frombytes(renumbered[places].tobytes())
        self._bonus.frombytes(np.ascontiguousarray(bonus, dtype=np.int64).tobytes())

    def table(self) -> OptionTable:
        """Give what was gathered."""
        return OptionTable(
            tuple(self._needs),
            tuple(self._class_ids),
            np.asarray(self._need, dtype=np.int32),
            np.asarray(self._taught, dtype=np.int32),
            np.asarray(self._bonus, dtype=np.int64),
        )

    def options(self) -> Sequence[Option]:
        """Give what was gathered: as objects where they are few."""
        table = self.table()
        return table if len(table) > FEW else tuple(table)


def _code(known: dict[str, int], names: Iterable[str]) -> Iterator[int]:
    """Number names by when they first came."""
    return (known.setdefault(name, len(known)) for name in names)


def _sorted_names(names: tuple[str, ...]) -> tuple[tuple[str, ...], Codes]:
    """Sort names; gives the new place of each old one too."""
    order = sorted(range(len(names)), key=names.__getitem__)
    places = np.empty(len(names), dtype=np.int32)
    places[order] = np.arange(len(names), dtype=np.int32)
    return tuple(names[n] for n in order), places
