"""The hidden key of an exported list: whose row each row is, and what each cell said when exported.

A list that canbo writes carries one hidden column with the key of each row and one very hidden
sheet: the home it comes from, the perspective, the columns, and for each row a short digest of
every cell and the keys of the facts that the cell shows. When the file comes back, a cell whose
digest is still the same was not touched, however the rows were sorted and the columns moved; what
a touched cell said when exported the home looks up in its own history.

Keys, digests and the head are made with a secret of the home: nobody else can make a key that the
home takes for its own, and the digests give away nothing, not even to who tries all birth dates.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from canbo.engine.timeline import PartialDate
from canbo.engine.vietnamese import clean
from canbo.exchange.workbooks.grid import tidy

KEY_SHEET = "canbo"
KEY_MARK = "canbo-export"
VERSION = 1
DIGEST = 8  # characters of one cell's digest, and of a row's tag: 48 bits
EMPTY = "." * DIGEST
FIRST_ROW = 12  # of the keys in the hidden sheet, from 0
DERIVED = "derived"

Value = str | int | float | date | PartialDate | None
Facts = tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class HomeKey:
    """By what a home knows its own exports: its mark, and a secret that never leaves it."""

    home: str
    secret: bytes

    def tag(self, *said: str) -> str:
        """A short seal of texts: 48 bits in 8 characters."""
        text = "\x1f".join(said).encode()
        made = hashlib.blake2b(text, digest_size=6, key=self.secret[:64]).digest()
        return base64.urlsafe_b64encode(made).decode()


class Reads(StrEnum):
    """How a cell of a column is read when it comes back changed."""

    TEXT = "text"
    NAME = "name"  # a person's name
    DAY = "day"  # a date, be it only a month or a year
    NUMBER = "number"  # a whole number
    DECIMAL = "decimal"  # a number with decimals, kept as text with a point
    CHOICE = "choice"  # one of the column's choices
    LEVEL = "level"  # a level of the scale that the column's id names
    POST = "post"  # posts, in the units that the column of units names
    UNIT = "unit"  # units; read together with the posts


@dataclass(frozen=True, slots=True)
class KeyColumn:
    """A column of an exported list.

    `id` says what it holds, `KIND:WHICH:ATTRIBUTE`: a kind of fact, which facts of that kind where
    the list tells them apart (`particular:birth:value`, `attainment:professional:field`), and
    their attribute (`rating::level`; `begins` and `ends` are those of the validity). One that
    begins with `derived:` is computed by canbo and cannot be edited. `choices` are the words that
    may stand in it, each with its code.
    """

    id: str
    label: str
    reads: Reads = Reads.TEXT
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def is_derived(self) -> bool:
        """Whether canbo computes it."""
        return self.kind == DERIVED

    @property
    def kind(self) -> str:
        """The kind of fact that it shows."""
        return self.id.partition(":")[0]

    @property
    def which(self) -> str:
        """Which facts of the kind: the kind of a particular, the scale of a level; "" all."""
        return (*self.id.split(":"), "", "")[1]

    @property
    def attribute(self) -> str:
        """The attribute that it shows."""
        return (*self.id.split(":"), "", "")[2]

    def as_json(self) -> list[object]:
        """The column in the head of the hidden sheet."""
        return [self.id, self.label, self.reads.value, [list(pair) for pair in self.choices]]

    @classmethod
    def of_json(cls, said: Sequence[object]) -> KeyColumn:
        """Read a column back. Raises ValueError, TypeError."""
        identity, label, reads, choices = said
        pairs = tuple((str(words), str(code)) for words, code in choices)  # type: ignore[attr-defined]
        return cls(str(identity), str(label), Reads(str(reads)), pairs)


@dataclass(frozen=True, slots=True)
class ExportMark:
    """Where an exported list comes from.

    `home` names the home, `office` says it in words; `id` names this export; `kind` is the list
    (officials, figure, tenures …); `as_of` and `known_at` are the perspective it was written from.
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

    def lines(self, key: HomeKey) -> list[tuple[str, str]]:
        """What stands in the head of the hidden sheet, name and value, the seal last."""
        columns = json.dumps([one.as_json() for one in self.columns], ensure_ascii=False)
        told = [
            (KEY_MARK, str(VERSION)),
            ("home", self.home),
            ("office", self.office),
            ("export", self.id),
            ("list", self.kind),
            ("as_of", self.as_of.isoformat()),
            ("known_at", self.known_at.isoformat()),
            ("columns", columns),
        ]
        return [*told, ("seal", _seal(dict(told), key))]

    @classmethod
    def of_lines(cls, lines: Mapping[str, str]) -> ExportMark:
        """Read the head back. Raises ValueError for what canbo did not write so."""
        if lines.get(KEY_MARK) != str(VERSION):
            raise ValueError(lines.get(KEY_MARK, ""))
        try:
            columns = tuple(map(KeyColumn.of_json, json.loads(lines["columns"])))
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

    def digest(self, key: HomeKey, row: str, column: str, value: str) -> str:
        """The digest of one cell; EMPTY for nothing."""
        return key.tag("cell", self.id, row, column, value) if value else EMPTY

    def digests(self, key: HomeKey, row: str, values: Iterable[Value]) -> str:
        """The digests of a row's cells, one behind the other, in the order of the columns."""
        said = zip(self.columns, values, strict=True)
        return "".join(self.digest(key, row, column.id, plain(value)) for column, value in said)

    def row_key(self, key: HomeKey, row: str) -> str:
        """What stands in the hidden cell of a row: the row and its tag."""
        return f"{row}.{key.tag('row', self.id, row)}"

    def row_of(self, key: HomeKey, written: str) -> str | None:
        """The row that a hidden cell names; None for what this home did not write so."""
        row, _, tag = written.rpartition(".")
        return row if row and hmac.compare_digest(tag, key.tag("row", self.id, row)) else None


def is_sealed(lines: Mapping[str, str], key: HomeKey) -> bool:
    """Whether the head of a hidden sheet is as this home wrote it."""
    said = {name: value for name, value in lines.items() if name != "seal"}
    return hmac.compare_digest(lines.get("seal", ""), _seal(said, key))


def _seal(lines: Mapping[str, str], key: HomeKey) -> str:
    """The seal of a head; a line without a value is none: not every program keeps empty cells."""
    said = (f"{name}={value}" for name, value in sorted(lines.items()) if value)
    return key.tag("head", *said)


@dataclass(slots=True)
class RowKeys:
    """Names each row: what it is about, and a number where several rows are about the same."""

    _given: dict[UUID, int] = field(default_factory=dict)

    def next(self, subject: UUID) -> str:
        """The name of the subject's next row."""
        number = self._given[subject] = self._given.get(subject, 0) + 1
        return f"{subject}" if number == 1 else f"{subject}#{number}"


def subject_of(row: str) -> UUID:
    """Whom or what a row is about. Raises ValueError."""
    return UUID(row.partition("#")[0])


def split_digests(text: str) -> Sequence[str]:
    """The digests of a row, one for each column."""
    return [text[place : place + DIGEST] for place in range(0, len(text), DIGEST)]


def join_facts(shown: Iterable[Facts]) -> str:
    """The keys of the facts that the cells of a row show, in the order of the columns."""
    return ",".join("+".join(one.hex for one in facts) for facts in shown)


def split_facts(text: str) -> Iterator[Facts]:
    """The keys of facts, for each column those that its cell showed. Raises ValueError."""
    for shown in text.split(","):
        yield tuple(UUID(one) for one in shown.split("+") if one)


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
