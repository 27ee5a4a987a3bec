"""The hidden key of an exported list: whose row each row is, and what each cell held when exported.

A list that canbo writes carries one hidden column with the key of each row and one very hidden
sheet with the home it comes from, the perspective, the columns, and a short digest of each cell.
When the file comes back, a cell whose digest is still the same was not touched, however the rows
were sorted and the columns moved. Digests are salted by export, row and column: they give away
no value that is not in the file, and equal values do not look equal.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from canbo.engine.timeline import PartialDate
from canbo.engine.vietnamese import clean
from canbo.exchange.workbooks.grid import tidy

KEY_SHEET = "canbo"
KEY_MARK = "canbo-export"
VERSION = 1
DIGEST = 8  # characters of one cell's digest: 48 bits
EMPTY = "." * DIGEST
FIRST_ROW = 12  # of the keys in the hidden sheet, from 0
ID_CHARACTERS = 16

Value = str | int | float | date | PartialDate | None


@dataclass(frozen=True, slots=True)
class KeyColumn:
    """A column of an exported list.

    `id` says what it holds: `particular:birth`, `attainment:professional:field`, `post`, `unit`;
    one that begins with `derived:` is computed by canbo and cannot be edited. `group` names the
    columns that only together say one thing.
    """

    id: str
    label: str

    @property
    def is_derived(self) -> bool:
        """Whether canbo computes it."""
        return self.id.startswith("derived:")

    @property
    def group(self) -> str:
        """What it belongs to: `attainment:professional` for its field, `post` for a unit."""
        if self.id in ("post", "unit"):
            return "post"
        return ":".join(self.id.split(":")[:2])


@dataclass(frozen=True, slots=True)
class ExportMark:
    """Where an exported list comes from.

    `home` names the home, `office` says it in words; `id` names this export; `kind` is the list
    (officials, figure, verdicts, plan); `as_of` and `known_at` are the perspective it was written
    from.
    """

    home: str
    office: str
    id: str
    kind: str
    as_of: date
    known_at: datetime
    columns: tuple[KeyColumn, ...] = ()

    @property
    def column_header(self) -> str:
        """The header of the hidden column: by it the column is found wherever it was moved."""
        return f"{KEY_MARK}:{self.id}"

    def lines(self) -> list[tuple[str, str]]:
        """What stands in the head of the hidden sheet, name and value."""
        columns = json.dumps([[one.id, one.label] for one in self.columns], ensure_ascii=False)
        return [
            (KEY_MARK, str(VERSION)),
            ("home", self.home),
            ("office", self.office),
            ("export", self.id),
            ("list", self.kind),
            ("as_of", self.as_of.isoformat()),
            ("known_at", self.known_at.isoformat()),
            ("columns", columns),
        ]

    @classmethod
    def of_lines(cls, lines: Mapping[str, str]) -> ExportMark:
        """Read the head back. Raises ValueError for what canbo did not write so."""
        if lines.get(KEY_MARK) != str(VERSION):
            raise ValueError(lines.get(KEY_MARK, ""))
        try:
            columns = tuple(KeyColumn(*map(str, pair)) for pair in json.loads(lines["columns"]))
            known_at = datetime.fromisoformat(lines["known_at"])
            mark = cls(
                lines["home"], lines.get("office", ""), lines["export"], lines["list"],
                date.fromisoformat(lines["as_of"]), known_at, columns,
            )  # fmt: skip
        except (KeyError, TypeError) as error:
            raise ValueError(str(error)) from error
        if known_at.tzinfo is None or not mark.id:
            raise ValueError(lines["known_at"])
        return mark

    def digest(self, row: str, column: str, value: str) -> str:
        """The digest of one cell; EMPTY for nothing."""
        if not value:
            return EMPTY
        text = f"{row}\x1f{column}\x1f{value}".encode()
        made = hashlib.blake2b(text, digest_size=6, key=self.id.encode()[:64]).digest()
        return base64.urlsafe_b64encode(made).decode()

    def digests(self, row: str, values: Iterable[Value]) -> str:
        """The digests of a row's cells, one behind the other, in the order of the columns."""
        said = zip(self.columns, values, strict=True)
        return "".join(self.digest(row, column.id, plain(value)) for column, value in said)


@dataclass(slots=True)
class RowKeys:
    """Gives each row its key: the person, and a number where a person stands on several rows."""

    _given: dict[UUID, int] = field(default_factory=dict)

    def next(self, person: UUID) -> str:
        """The key of the person's next row."""
        number = self._given[person] = self._given.get(person, 0) + 1
        return f"{person}" if number == 1 else f"{person}#{number}"


def person_of(key: str) -> UUID | None:
    """The person whose row a key names; None for what is no key."""
    try:
        return UUID(key.partition("#")[0])
    except ValueError:
        return None


def split_digests(text: str) -> Sequence[str]:
    """The digests of a row, one for each column."""
    return [text[place : place + DIGEST] for place in range(0, len(text), DIGEST)]


def plain(value: Value) -> str:
    """A value as compared: the same however Excel stores it.

    A day is its ISO form, a whole number has no decimals, a year that nobody dated closer is that
    number; text is cleaned. A month and year are text, as no Excel type holds them.
    """
    if value is None:
        return ""
    if isinstance(value, PartialDate):
        return value.iso() if value.is_full or value.month is None else str(value)
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, int | float):
        return _whole(value)
    return clean(tidy(value))


def _whole(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(float(value))
