"""The words of files that are stored together: what became of each, and of all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from canbo.engine.vietnamese import write_number
from canbo.records.access.drafts import DraftView
from canbo.records.operations import drafts
from canbo.web.office.import_words import STATES, about_words, progress_words, refused_words


@dataclass(frozen=True, slots=True)
class RoundLine:
    """One file of a round: what tells it from others of its name, what became of it, and how many
    facts it wrote."""

    draft: DraftView
    about: str
    told: str
    is_stored: bool
    facts: int


@dataclass(frozen=True, slots=True)
class RoundSums:
    """How many files of a round there are, are stored, are not, still wait for their turn."""

    total: int
    stored: int
    left: int
    waiting: int

    @property
    def is_under_way(self) -> bool:
        """Whether the worker still has some of them."""
        return self.waiting > 0

    @property
    def done(self) -> int:
        """Those of which it is known what became of them."""
        return self.total - self.waiting


def lines(found: Sequence[DraftView]) -> list[RoundLine]:
    """Tell of each file of a round; the first that is to be stored is the one at work."""
    first = next((one.id for one in found if one.state == "storing"), None)
    return [
        RoundLine(
            one, "" if one.state == "refused" else about_words(one),
            _told(one, one.id == first), not one.is_open,
            0 if one.is_open else sum(one.report.get("facts", {}).values()),
        )
        for one in found
    ]  # fmt: skip


def sums(found: Sequence[DraftView]) -> RoundSums:
    """Count the files of a round."""
    stored = sum(not one.is_open for one in found)
    waiting = sum(one.is_under_way for one in found)
    return RoundSums(len(found), stored, len(found) - stored - waiting, waiting)


def _told(draft: DraftView, is_first: bool) -> str:
    if draft.state == "stored":
        known = draft.report.get("already_known")
        return "Đã nhập từ trước, không thay đổi gì" if known else "Đã lưu"
    if draft.state == "storing":
        return _told_at_work(draft) if is_first else "Chờ đến lượt"
    if draft.state == "refused":
        return f"Không lưu được. {refused_words(draft)}".strip()
    if draft.state == "ready":
        return _why_ready(draft)
    return f"Chưa lưu: {STATES[draft.state][:1].lower()}{STATES[draft.state][1:]}"


def _told_at_work(draft: DraftView) -> str:
    rows = progress_words(drafts.progress_of(draft.id, draft.run))
    return f"Đang lưu: {rows} …" if rows else "Đang lưu …"


def _why_ready(draft: DraftView) -> str:
    if draft.undecided:
        return f"Chưa lưu: {write_number(draft.undecided)} khác biệt cần bạn xem"
    if draft.changes:
        return "Chưa lưu: tệp lưu trước làm đổi điều bạn đã quyết định; hãy xem lại"
    return "Chưa lưu: đã dừng trước khi đến lượt"
