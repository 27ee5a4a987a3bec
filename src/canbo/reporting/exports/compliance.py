"""Who meets the standards as workbooks: the verdicts, the table of units, the table of people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from canbo.engine.law import Answer, Dimension
from canbo.engine.vietnamese import write_date
from canbo.exchange.workbooks.writing import ListColumn, ListRow
from canbo.law import load
from canbo.reporting import access
from canbo.reporting.compliance import Cell, Compliance, PersonCell, PersonLine, compliance
from canbo.reporting.exports.people import short_columns
from canbo.reporting.exports.writing import (
    Export,
    Exported,
    Sheet,
    derived_column,
    rows_of,
    write_export,
)
from canbo.reporting.verdicts import of_people_with
from canbo.reporting.words import ANSWERS, DIMENSIONS

MET, NOT_MET = "Đạt mọi tiêu chuẩn", "Chưa đạt mọi tiêu chuẩn"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the pages of compliance ask: a unit's subtree, and the people with an answer in it."""

    unit: str = ""
    dimension: Dimension | None = None
    answer: Answer | None = None

    @property
    def told(self) -> dict[str, str]:
        """The question as the journal tells it."""
        return {
            "unit": self.unit, "dimension": self.dimension or "", "answer": self.answer or "",
        }  # fmt: skip

    @property
    def words(self) -> tuple[str, ...]:
        """The filters in words, for the head of the sheet."""
        about = DIMENSIONS[self.dimension] if self.dimension else "mọi tiêu chuẩn"
        said = ANSWERS[self.answer] if self.answer else "mọi kết luận"
        is_all = self.dimension is None and self.answer is None
        return () if is_all else (f"Chỉ người có kết luận: {said}; về: {about}",)


def export_verdicts(export: Export, asked: Asked) -> Exported:
    """Write what the law of the day says of everybody asked for whom the actor may see.

    Raises AccountRefused (`not_allowed`), UnitUnknown, ExportRefused.
    """
    everybody = access.verdicts(
        actor=export.actor, at=export.at, perspective=export.perspective, unit=asked.unit or None
    )
    found = of_people_with(list(everybody), asked.dimension, asked.answer)
    columns = short_columns(load())
    derived = (
        derived_column("dimension", "Tiêu chuẩn", 22),
        derived_column("post", "Xét theo chức danh", 24),
        derived_column("answer", "Trả lời", 15),
        derived_column("required", "Yêu cầu", 20),
        derived_column("held", "Đang có", 20),
        derived_column("text", "Văn bản, điều", 22),
    )

    def more(number: int, _: object) -> tuple[str, ...]:
        one = found[number]
        return (
            one.dimension_words, one.post, one.answer_words, one.required_words, one.held_words,
            one.citation,
        )  # fmt: skip

    sheet = Sheet(
        kind="verdicts",
        name="Đối chiếu tiêu chuẩn",
        title="ĐỐI CHIẾU TIÊU CHUẨN CHỨC DANH",
        notes=asked.words,
        columns=(*(one.column for one in columns), *derived),
        told=asked.told,
    )
    people = [one.person for one in found]
    return write_export(export, sheet, rows_of(people, export.perspective, columns, more))


def export_compliance(export: Export, asked: Asked) -> Exported:
    """Write the table that the page shows: of units, or with a unit of its people.

    Nothing in it can come back edited. Raises AccountRefused (`not_allowed`), UnitUnknown,
    ExportRefused.
    """
    found = compliance(
        actor=export.actor,
        at=export.at,
        perspective=export.perspective,
        unit=asked.unit or None,
        dimension=asked.dimension,
        answer=asked.answer,
    )
    sheet, rows = _matrix(found) if asked.unit else _heat(found)
    sheet = replace(sheet, notes=(*asked.words, *sheet.notes), told=asked.told)
    return write_export(replace(export, keyed=False), sheet, rows)


def _heat(found: Compliance) -> tuple[Sheet, Iterator[ListRow]]:
    """Units by dimension: of those whom a standard is asked of, how many meet it."""
    columns = [
        derived_column("unit", "Đơn vị", 32),
        derived_column("people", "Số người", 9),
        derived_column("all_met", MET, 10),
    ]
    sheet = Sheet(
        kind="compliance_units",
        name="Đạt chuẩn theo đơn vị",
        title="ĐẠT CHUẨN CHỨC DANH THEO ĐƠN VỊ",
        notes=("Mỗi ô: số người đạt trên số người được xét; thiếu dữ liệu không tính là đạt",),
        columns=(*columns, *_dimension_columns(found)),
        told={},
    )
    rows = (
        ListRow(None, (line.name, line.people, line.all_met, *map(_counts, line.cells)))
        for line in found.units
    )
    return sheet, rows


def _matrix(found: Compliance) -> tuple[Sheet, Iterator[ListRow]]:
    """People by dimension, each in each post that they hold."""
    columns = [
        derived_column("name", "Họ và tên", 26),
        derived_column("post", "Chức danh", 24),
        derived_column("unit", "Đơn vị", 24),
    ]
    sheet = Sheet(
        kind="compliance_people",
        name=f"Đạt chuẩn {found.unit_name}",
        title="ĐẠT CHUẨN CHỨC DANH THEO NGƯỜI",
        notes=(f"Đơn vị: {found.unit_name}",),
        columns=(*columns, *_dimension_columns(found), derived_column("all", "Chung", 16)),
        told={},
    )
    rows = (
        ListRow(
            None,
            (_called(line), line.post, line.unit, *map(_answers, line.cells),
             MET if line.answer is Answer.MET else NOT_MET),
        )
        for line in found.lines
    )  # fmt: skip
    return sheet, rows


def _dimension_columns(found: Compliance) -> list[ListColumn]:
    return [derived_column(each.value, words, 15) for each, words in found.dimensions]


def _counts(cell: Cell) -> str:
    """A cell of the table of units; "–" where nobody is asked."""
    if not cell.people:
        return "–"
    beside = (
        (cell.not_yet, "còn hạn"),
        (cell.not_met, "không đạt"),
        (cell.missing, "thiếu dữ liệu"),
    )
    told = [f"{count} {words}" for count, words in beside if count]
    return "\n".join([f"{cell.met}/{cell.people}", *told])


def _called(line: PersonLine) -> str:
    return f"{line.name} ({line.born})" if line.born else line.name


def _answers(cell: PersonCell) -> str:
    """A cell of the table of people: each answer, and until when there is time."""
    return (
        "\n".join(
            f"{one.answer_words} (đến {write_date(one.grace_until)})"
            if one.answer is Answer.NOT_YET and one.grace_until
            else one.answer_words
            for one in cell.verdicts
        )
        or "–"
    )
