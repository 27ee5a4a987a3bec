"""Read a draft's file, with the columns that an office confirmed for its layouts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Q

from canbo.exchange.workbooks.reading import Reading
from canbo.records.access.own_exports import home_key
from canbo.records.models import ImportDraft, LayoutMapping
from canbo.records.operations import drafts_keeping as keeping

if TYPE_CHECKING:
    from canbo.exchange.workbooks import Vocabulary
    from canbo.exchange.workbooks.layouts import LayoutColumn, LayoutReading

SURE = 0.75  # somebody is asked about a column of less, once for each layout
Roles = Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Layouts:
    """What the tables of a file were taken for."""

    found: tuple[LayoutReading, ...]

    @property
    def are_unsure(self) -> bool:
        """Whether somebody must say what a column means before the file is compared."""
        return any(_is_unsure(layout) for layout in self.found)

    def as_json(self) -> list[dict[str, Any]]:
        """The layouts as a draft keeps them; `is_unsure` tells of what somebody is asked."""
        return [_as_json(layout) for layout in self.found]


def _as_json(layout: LayoutReading) -> dict[str, Any]:
    columns = [
        {**asdict(column), "is_unsure": not layout.is_read or _is_doubtful(column)}
        for column in layout.columns
    ]
    return {**asdict(layout), "columns": columns, "is_unsure": _is_unsure(layout)}


def _is_unsure(layout: LayoutReading) -> bool:
    """A column that nobody knows and whose values propose nothing is told, not asked about."""
    if layout.is_confirmed:
        return False
    return not layout.is_read or any(map(_is_doubtful, layout.columns))


def _is_doubtful(column: LayoutColumn) -> bool:
    return column.confidence < SURE and (column.confidence > 0 or bool(column.proposals))


def read(draft: ImportDraft) -> tuple[Reading, Layouts]:
    """Read a draft's file. Raises WorkbookRefused, DraftRefused (`draft_content_gone`)."""
    from canbo.exchange.workbooks.reader import read_content

    confirmed = confirmed_layouts(draft.actor_id)
    reading = read_content(
        keeping.content_of(draft.id), file=draft.file, vocabulary=vocabulary(),
        layouts=confirmed, home=home_key(), as_of=draft.as_of,
    )  # fmt: skip
    return reading, Layouts(reading.layouts)


def confirmed_layouts(owner: str) -> dict[str, Roles]:
    """The roles of columns by signature: the office's, and over them the owner's own."""
    rows = LayoutMapping.objects.filter(Q(owner="") | Q(owner=owner)).order_by("owner")
    return {
        signature: {int(column): role for column, role in roles.items()}
        for signature, roles in rows.values_list("signature", "roles")
    }


def vocabulary() -> Vocabulary:
    """How offices write things, the home's own words among it: made anew when those change."""
    from canbo.law.vocabulary import stamp_of

    own = Path(settings.CANBO_HOME) / "vocabulary"
    return _compiled(own, stamp_of(own))


@lru_cache(maxsize=1)
def _compiled(own: Path, _: tuple[tuple[str, int, int], ...]) -> Vocabulary:
    from canbo.exchange.workbooks import Vocabulary
    from canbo.law.vocabulary import load_vocabulary

    return Vocabulary.from_data(load_vocabulary(own))
