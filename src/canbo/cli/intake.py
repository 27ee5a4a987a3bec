"""`canbo import` and `canbo undo-import`: workbooks become facts, and can be taken back."""

from __future__ import annotations

import argparse
import dataclasses
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from canbo.cli.acting import acting, add_as_option
from canbo.cli.command import DONE, REFUSED, Command, print_json, say, why_unreadable, write
from canbo.cli.dates import day, now
from canbo.engine.facts import FactKind
from canbo.engine.refusal import Refusal
from canbo.engine.timeline import PartialDate
from canbo.engine.vietnamese import write_number
from canbo.exchange.workbooks.reading import (
    Problem,
    Reading,
    ReturnedDocument,
    WorkbookRefused,
    held_by_lines,
)
from canbo.reporting.vocabulary_words import COUNTED

if TYPE_CHECKING:
    from canbo.accounts.actor import Actor
    from canbo.records.operations import Difference, ImportReport

_EDITED = frozenset({"edited", "edited_both", "emptied"})
_LIKELY = "kind:likely_duplicate"
_MOST_OF_A_KIND = 20  # problems that a person can read at once; `--json` has all of them


def _import_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="tệp Excel")
    parser.add_argument("--preview", action="store_true", help="chỉ xem trước, không lưu gì")
    parser.add_argument(
        "--changed", type=_how_changed, metavar="wrong|since=NGÀY",
        help="các ô đã sửa của danh sách đã xuất: sai từ trước (wrong), hay thay đổi từ ngày",
    )  # fmt: skip
    parser.add_argument(
        "--emptied", choices=("remove", "keep"), metavar="remove|keep",
        help="các ô đã xóa trắng: gỡ bỏ điều đã ghi, hay giữ như hồ sơ",
    )  # fmt: skip
    parser.add_argument(
        "--both", choices=("file", "keep"), metavar="file|keep",
        help="các ô mà hồ sơ cũng đã đổi từ lúc xuất: theo tệp, hay giữ như hồ sơ",
    )  # fmt: skip
    parser.add_argument(
        "--likely", choices=("same", "new"), metavar="same|new",
        help="các dòng có thể trùng một người đã có: là người ấy, hay là người khác (mặc định: "
             "chưa lưu, nêu ra)",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="in một văn bản JSON")
    parser.add_argument("--held-on", type=day, metavar="D",
                        help="đếm các dòng quá trình công tác có hiệu lực trong ngày, đúng như tệp "
                             "ghi, chưa sửa gì")  # fmt: skip
    parser.add_argument(
        "--as-of",
        type=day,
        metavar="D",
        dest="as_of",
        help="ngày lập danh sách, cho các tệp không tự ghi ngày",
    )
    add_as_option(parser)


def _how_changed(text: str) -> str:
    """The outcome that `wrong` or `since=DAY` means for all edited cells."""
    how, _, told = text.partition("=")
    if how == "wrong" and not told:
        return "correct"
    if how == "since" and told:
        return f"since:{day(told).isoformat()}"
    raise argparse.ArgumentTypeError("wrong (sai từ trước) hoặc since=NGÀY (thay đổi từ ngày)")


def _rules(parsed: argparse.Namespace) -> dict[str, str]:
    """The decisions that the options take, as rules: on edited cells, on likely duplicates."""
    rules = {"kind:edited": parsed.changed, "kind:emptied": parsed.emptied}
    rules[_LIKELY] = {"same": "person", "new": "create"}.get(parsed.likely)
    if parsed.both:
        rules["kind:edited_both"] = "keep" if parsed.both == "keep" else parsed.changed or "correct"
    return {rule: outcome for rule, outcome in rules.items() if outcome}


def _undo_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("batch", type=int, metavar="BATCH", help="số của lần nhập")
    parser.add_argument("--json", action="store_true", help="in một văn bản JSON")
    add_as_option(parser)


# --- canbo import -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Result:
    """What became of one file: a report, or the problems for which it was refused.

    `undecided` are the edited cells of an exported list that nobody has decided on.
    """

    file: str
    report: ImportReport | None
    problems: tuple[Problem, ...] = ()
    undecided: tuple[Difference, ...] = ()
    reading: Reading | None = None
    held: int | None = None  # lines of careers that hold on the day asked for

    def as_json(self) -> dict[str, Any]:
        """The entry of the contract; a refused file has batch null and nothing stored."""
        if self.report is not None:
            held = {} if self.held is None else {"held": self.held}
            return self.report.as_json() | held
        return {
            "batch": None,
            "file": self.file,
            "facts": {},
            "people": {"created": 0, "matched": 0},
            "cells": dict.fromkeys(("read", "stored", "structure", "derived", "listed"), 0),
            "problems": [dataclasses.asdict(problem) for problem in self.problems],
            **(
                {"differences": [one.as_json() for one in self.undecided]} if self.undecided else {}
            ),
            "problem_counts": dict(Counter(problem.code for problem in self.problems)),
        }


def _run_import(parsed: argparse.Namespace) -> int:
    at = now()
    actor = acting(parsed, at=at)
    results = import_files(
        parsed.files, actor=actor, at=at, preview=parsed.preview,
        answers=Answers(_rules(parsed), parsed.as_of),
    )  # fmt: skip
    results = [_with_held(result, parsed.held_on) for result in results]
    if parsed.json:
        print_json({"batches": [result.as_json() for result in results]})
    else:
        _tell(results, preview=parsed.preview)
    return DONE if all(result.report for result in results) else REFUSED


def _with_held(result: _Result, day: date | None) -> _Result:
    if day is None or result.reading is None:
        return result
    return dataclasses.replace(result, held=held_by_lines(result.reading, day))


@dataclass(frozen=True, slots=True)
class Answers:
    """What the options answer beforehand: rules for the edited cells of exported lists and for
    likely duplicates, the day of lists that name none."""

    rules: Mapping[str, str] = field(default_factory=dict)
    as_of: date | None = None


def import_files(
    paths: Sequence[Path],
    *,
    actor: Actor,
    at: datetime,
    preview: bool = False,
    quiet: bool = False,
    answers: Answers | None = None,
) -> list[_Result]:
    """Take files in, rosters, then lists, then classes, each by itself; answer in their order.

    Rosters say more of who somebody is; learners are then matched to them.
    """
    from canbo.records.operations import rank_of

    answers = answers or Answers()
    results: dict[int, _Result] = {}
    readings: list[tuple[int, Reading]] = []
    for place, path in enumerate(paths):
        if not quiet:
            say(f"Đọc {path.name} …")
        try:
            readings.append((place, _read(path, actor, answers.as_of)))
        except WorkbookRefused as refused:
            results[place] = _Result(path.name, None, refused.problems)
    for place, reading in sorted(readings, key=lambda pair: (rank_of(pair[1]), pair[0])):
        if not quiet:
            say(f"Nhập {reading.file} …")
        result = _take(reading, actor=actor, at=at, preview=preview, rules=answers.rules)
        results[place] = dataclasses.replace(result, reading=reading)
    return [results[place] for place in sorted(results)]


def _read(path: Path, actor: Actor, as_of: date | None = None) -> Reading:
    from canbo.exchange.workbooks import read_workbook
    from canbo.records import access, operations

    layouts = operations.confirmed_layouts(actor.id)
    try:
        return read_workbook(
            path, vocabulary=operations.vocabulary(), layouts=layouts, home=access.home_key(),
            as_of=as_of,
        )  # fmt: skip
    except OSError as error:
        problem = Problem("", "", "file_unreadable", path.name, why_unreadable(error))
        raise WorkbookRefused((problem,)) from error


def _take(
    reading: Reading, *, actor: Actor, at: datetime, preview: bool, rules: Mapping[str, str]
) -> _Result:
    from canbo.law import load
    from canbo.records import operations

    def take(preview: bool) -> ImportReport:
        of_edited = any(map(_is_returned, reading.documents))
        decisions = {rule: one for rule, one in rules.items() if of_edited or rule == _LIKELY}
        return operations.import_workbook(
            reading=reading, actor=actor, at=at, law=load(), preview=preview, decisions=decisions
        )

    try:
        report = take(preview)
    except operations.ImportRefused as refused:
        found = str(refused.data.get("found", refused.data.get("count", "")))
        problem = Problem("", "", refused.code, found)
        if refused.code != "import_undecided":
            return _Result(reading.file, None, (problem,))
        seen = take(preview=True)
        undecided = tuple(one for one in seen.differences if one.chosen == "undecided")
        return _Result(reading.file, None, (problem, *seen.problems), undecided)
    return _Result(reading.file, report)


def _is_returned(document: object) -> bool:
    return isinstance(document, ReturnedDocument)


def _tell(results: Iterable[_Result], *, preview: bool) -> None:
    for result in results:
        write("")
        if result.report is None:
            write(f"{result.file}: KHÔNG NHẬP ĐƯỢC, không có gì được lưu.")
        else:
            _tell_report(result.report, preview=preview)
        if result.held is not None:
            write(f"  Dòng có hiệu lực trong ngày hỏi, như tệp ghi: {write_number(result.held)}")
        _tell_problems(result.report.problems if result.report else result.problems)
        _tell_differences(result, preview=preview)
        write(f"  Tiếp theo: {_next_step(result, preview=preview)}")


def _tell_report(report: ImportReport, *, preview: bool) -> None:
    heading = "xem trước, chưa lưu" if preview else f"lần nhập số {report.batch}"
    write(f"{report.file}: {heading}")
    if report.already_known:
        write("  Tệp này đã được nhập nguyên như vậy: không có gì thay đổi.")
    if report.as_of is not None:
        told = (
            "(tệp không ghi)"
            if report.as_of_batch is None
            else (f"ở lần nhập số {report.as_of_batch} (tệp không ghi; ngày khác thì thêm --as-of)")
        )
        write(
            f"  Ngày lập danh sách: {PartialDate.of(report.as_of)}, do người nhập cho biết {told}."
        )
    if report.replaces is not None:
        write(f"  Là bản sửa của lần nhập số {report.replaces}: bản cũ được thay.")
    stored = [
        f"{write_number(count)} {COUNTED[FactKind(kind)]}"
        for kind, count in report.facts.items()
        if count
    ]
    write(f"  Ghi mới: {', '.join(stored) or 'không có'}")
    if report.voided:
        write(f"  Thôi hiệu lực: {write_number(report.voided)} dữ kiện")
    created, matched = write_number(report.created), write_number(report.matched)
    write(f"  Người: {created} người mới, {matched} người đã có")
    cells = {name: write_number(count) for name, count in dataclasses.asdict(report.cells).items()}
    write(
        "  Ô: đọc {read} = lưu {stored} + khung {structure} + suy ra {derived} "
        "+ cần xem lại {listed}".format_map(cells)
    )


def _tell_differences(result: _Result, *, preview: bool) -> None:
    """Tell the edited cells that wait for a decision; a preview tells all edited ones."""
    shown = result.undecided
    if preview and result.report is not None:
        shown = tuple(one for one in result.report.differences if one.kind in _EDITED)
    for one in shown:
        place = f"Trang “{one.cell.sheet}” ô {one.cell.address}: " if one.cell else ""
        then = f" (lúc xuất: “{one.exported}”)" if one.exported else ""
        write(
            f"  ? {place}{one.person_name}: hồ sơ ghi “{one.before}”{then}, tệp ghi “{one.after}”"
        )


def _tell_problems(problems: Sequence[Problem]) -> None:
    """Tell the problems in the file's order, of each kind the first ones and how many more."""
    _tell_defects(Counter(problem.code for problem in problems))
    told: Counter[str] = Counter()
    for problem in problems:
        told[problem.code] += 1
        if told[problem.code] <= _MOST_OF_A_KIND:
            write(f"  - {problem_sentence(problem)}")
    more = {code: count - _MOST_OF_A_KIND for code, count in told.items()}
    for code, count in more.items():
        if count > 0:
            write(
                f"  - … và {write_number(count)} điều khác cùng loại “{code}” (xem đủ bằng --json)"
            )


def _tell_defects(counts: Mapping[str, int]) -> None:
    """Tell what is wrong in careers by classes, each with its number."""
    from canbo.web.fact_messages import DEFECTS_OF_CAREERS

    found = [
        f"{write_number(counts[code])} {what}"
        for code, what in DEFECTS_OF_CAREERS.items()
        if counts.get(code)
    ]
    if found:
        write(f"  Sai sót trong quá trình công tác: {'; '.join(found)}.")


def problem_sentence(problem: Problem) -> str:
    """Say a problem of a file: its place, then what was found and what is expected."""
    from canbo.web.messages import sentence

    place = " ".join(
        part
        for part in (
            f"Trang “{problem.sheet}”" if problem.sheet else "",
            f"ô {problem.cell}" if problem.cell else "",
        )
        if part
    )
    text = sentence(Refusal(problem.code, _filled(dataclasses.asdict(problem))))
    if problem.suggestion and problem.suggestion not in text:
        text = f"{text} Có phải “{problem.suggestion}”?"
    return f"{place}: {text}" if place else text


def _filled(data: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in data.items() if value}


def _next_step(result: _Result, *, preview: bool) -> str:
    report = result.report
    if report is None:
        return "sửa tệp theo các dòng trên rồi nhập lại."
    if preview:
        return "nhập thật bằng cùng lệnh, bỏ --preview."
    if report.cells.listed:
        return (
            f"xem {report.cells.listed} ô cần xem lại ở trên, sửa tệp rồi nhập lại "
            "(bản sửa thay bản cũ)."
        )
    if report.already_known:
        return "không cần làm gì."
    return f"xem số liệu bằng `canbo figures`; hoàn tác bằng `canbo undo-import {report.batch}`."


# --- canbo undo-import --------------------------------------------------------------------------


def _run_undo(parsed: argparse.Namespace) -> int:
    from canbo.records import operations

    at = now()
    report = operations.undo_import(batch=parsed.batch, actor=acting(parsed, at=at), at=at)
    if parsed.json:
        print_json(dataclasses.asdict(report))
    else:
        write(
            f"Đã hoàn tác lần nhập số {report.batch} ({report.file}): "
            f"{write_number(report.voided)} dữ kiện thôi hiệu lực, "
            f"{write_number(report.restored)} dữ kiện trở lại như trước."
        )
    return DONE


COMMANDS = (
    Command("import", "Nhập tệp Excel: danh sách trích ngang, danh sách lớp.",
            _import_arguments, _run_import),
    Command("undo-import", "Hoàn tác một lần nhập: dữ liệu trở lại như trước khi nhập.",
            _undo_arguments, _run_undo),
)  # fmt: skip
