"""What an act would change, told on the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from canbo.cli.command import write
from canbo.engine.vietnamese import write_date, write_number

if TYPE_CHECKING:
    from uuid import UUID

    from canbo.reporting.consequences import Consequences, FactChange
    from canbo.reporting.figure_changes import FigureChange
    from canbo.reporting.plan_changes import NeedChange
    from canbo.reporting.turning import VerdictChange

_MOST_LINES = 40  # of each part; `--json` has all of them


def tell(found: Consequences, *, as_of: date) -> None:
    """Tell all consequences; each part says when it has none."""
    write("XEM TRƯỚC, CHƯA LƯU GÌ.")
    _part("Dữ kiện", map(_fact, found.facts), "không có dữ kiện nào thay đổi")
    tell_changes(found, as_of=as_of)


def tell_changes(found: Consequences, *, as_of: date) -> None:
    """Tell what follows from the facts: answers of the law, figures, plans."""
    _part(
        "Kết luận đối chiếu tiêu chuẩn",
        (_verdict(one, found) for one in found.verdicts),
        "không có kết luận nào thay đổi",
    )
    days = ", ".join(write_date(moment.as_of) for moment in found.moments) or write_date(as_of)
    _part(
        f"Số liệu (đã so các ngày {days})",
        (line for one in found.figures for line in _figure(one, found)),
        "không có số liệu nào thay đổi",
    )
    _part("Kế hoạch đào tạo đã dự thảo", _plans(found), "không có dự thảo nào phải lập lại")
    if found.hidden:
        write(f"Còn {found.hidden} người ngoài phạm vi được xem của bạn: không liệt kê.")


def _part(head: str, lines: Iterable[str], none: str) -> None:
    write("")
    write(f"{head}:")
    told = list(lines) or [none]
    for line in told[:_MOST_LINES]:
        write(f"  {line}")
    if len(told) > _MOST_LINES:
        write(f"  … và {write_number(len(told) - _MOST_LINES)} dòng khác (xem đủ bằng --json)")


def _fact(change: FactChange) -> str:
    before, after = (
        " ".join(filter(None, (line.words, line.when))) if line else ""
        for line in (change.before, change.after)
    )
    line = change.after or change.before
    name = f"{line.name}: " if line and line.name else ""
    source = f" [{line.source}]" if line and line.source else ""
    if not change.before:
        return f"+ {name}{after}{source}"
    if not change.after:
        return f"- {name}{before}{source}"
    return f"~ {name}{before} → {after}{source}"


def _verdict(change: VerdictChange, found: Consequences) -> str:
    from canbo.reporting.words import ANSWERS, DIMENSIONS

    before, after = (
        ANSWERS[answer] if answer else "không xét" for answer in (change.before, change.after)
    )
    return (
        f"{found.names.get(change.person, '')} | {found.posts[change.post]} | "
        f"{DIMENSIONS[change.dimension]}: {before} → {after} ({_span(change)})"
    )


def _span(change: VerdictChange) -> str:
    begins = f"từ {write_date(change.begins)}" if change.begins else ""
    ends = f"đến hết {write_date(change.ends)}" if change.ends else ""
    return " ".join(filter(None, (begins, ends))) or "mọi ngày"


def _figure(change: FigureChange, found: Consequences) -> Iterator[str]:
    moment = change.moment
    unit = "" if change.unit == "%" else f" {change.unit}"
    before, after = ("–" if one is None else one for one in (change.before, change.after))
    window = f"{write_date(moment.window.first)} - {write_date(moment.window.last)}"
    yield f"{change.label} (ngày {write_date(moment.as_of)}, kỳ {window}): {before} → {after}{unit}"
    for sign, people in (
        ("thêm", change.entering),
        ("bớt", change.leaving),
        ("đổi kết quả", change.changing),
    ):
        if people:
            yield f"    {sign}: {_names(people, found)}"


def _names(people: Iterable[UUID], found: Consequences) -> str:
    return ", ".join(found.names.get(person, "") for person in people)


def _plans(found: Consequences) -> Iterator[str]:
    for plan in found.plans:
        yield (
            f"Dự thảo năm {plan.year} (hồ sơ ngày {write_date(plan.as_of)}) không còn đúng, "
            "cần lập lại:"
        )
        for need in plan.needs:
            name = found.names.get(need.person, "")
            yield f"    {name}: {_course(need.course)} – {_need(need)}"


def _course(code: str) -> str:
    from canbo.law import load

    course = load().courses.get(code)
    return course.name if course else code


def _need(need: NeedChange) -> str:
    if need.moved:
        return "đổi chức danh"
    if need.before is None:
        return "thêm nhu cầu"
    return "hết nhu cầu" if need.after is None else "nhu cầu đổi mức"
