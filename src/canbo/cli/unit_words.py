"""The words of `canbo units`: a load's findings, a unit's life."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from canbo.cli.command import say, write
from canbo.engine.refusal import Refusal
from canbo.engine.timeline import Validity
from canbo.engine.units import Finding
from canbo.engine.vietnamese import write_date, write_number
from canbo.web.unit_words import link_words, problem_words, source_words, span, step_words

if TYPE_CHECKING:
    from canbo.exchange.units import LineProblem
    from canbo.records.access import UnitDispute, UnitLife, UnitLink, UnitStep
    from canbo.records.operations.unit_report import UnitsDisagree

_MOST_OF_A_KIND = 10  # what a person can read at once; `--json` has all of them
_MOST_PROBLEMS = 40


def tell_problems(problems: Sequence[LineProblem]) -> None:
    """Say what is wrong in files, each with its place."""
    say("Không nạp được, không có gì được lưu:")
    for one in problems[:_MOST_PROBLEMS]:
        say(f"  - {problem_words(one)}")
    if len(problems) > _MOST_PROBLEMS:
        say(
            f"  - … và {write_number(len(problems) - _MOST_PROBLEMS)} lỗi khác (xem đủ bằng --json)"
        )


def tell_disagreements(found: Sequence[UnitsDisagree]) -> None:
    """Say where sources differ: what each of them tells."""
    if not found:
        return
    write(f"  Các nguồn nói khác nhau về {write_number(len(found))} đơn vị (giữ cả hai):")
    for one in found:
        write(f"  - {one.code} {one.name}, {write_date(one.day)}:")
        for said in one.says:
            write(f"      {said.source}: {'; '.join(said.successors)}")


def tell_disputes(found: Sequence[UnitDispute]) -> None:
    """Say of which units the stored sources tell different successors, side by side."""
    write(f"Các nguồn nói khác nhau về {write_number(len(found))} đơn vị (giữ cả hai):")
    for one in found:
        day = f" ({write_date(one.day)})" if one.day else ""
        write(f"  - {', '.join((f'{one.unit.code} {one.unit.name}', *one.above))}{day}:")
        for source, links in one.says:
            write(f"      {source}: {'; '.join(link_words(link) for link in links)}")


def disputes_document(found: Sequence[UnitDispute]) -> dict[str, Any]:
    """The JSON document of `canbo units disputes`."""
    return {
        "disputes": [
            {
                "unit": _plain(one.unit),
                "above": list(one.above),
                "day": one.day.isoformat() if one.day else None,
                "says": [
                    {"source": source, "successors": [_plain(link) for link in links]}
                    for source, links in one.says
                ],
            }
            for one in found
        ]
    }


def tell_findings(findings: Iterable[Finding]) -> None:
    """Say what the lists leave open, a few of each kind."""
    from canbo.web.messages import sentence

    by_code: dict[str, list[Finding]] = defaultdict(list)
    for one in findings:
        by_code[one.code.value].append(one)
    by_code.pop("unit_sources_disagree", None)
    for code, some in by_code.items():
        for one in some[:_MOST_OF_A_KIND]:
            place = f"{one.document}, dòng {one.line}: " if one.line else ""
            data = {"found": one.found, "expected": one.expected or "không có"}
            write(f"  - {place}{sentence(Refusal(code, data))}")
        if len(some) > _MOST_OF_A_KIND:
            more = write_number(len(some) - _MOST_OF_A_KIND)
            write(f"  - … và {more} điều cùng loại (xem đủ bằng --json)")


# --- one unit -----------------------------------------------------------------------------------


def tell_life(life: UnitLife, as_of: date) -> None:
    """Say everything known of a unit, looked at from a day."""
    state = "" if life.stands else f" (không còn vào ngày {write_date(as_of)})"
    write(f"{', '.join((life.name, *life.path))}{state}")
    write(f"  Mã {life.code or 'chưa có'}; tên gọi trong lệnh: {life.handle}")
    if life.proposed:
        write("  Do tệp của cơ quan nêu, chưa có trong danh mục.")
    write("Tên, loại, mã:")
    for name in life.names:
        write(f"  {span(name.validity)}: {name.name} {name.code} — {source_words(name.source)}")
    write("Trực thuộc:")
    for place in life.places:
        above = " → ".join(place.parent_names) or "không có đơn vị cấp trên"
        write(f"  {span(place.fact.validity)}: {above}")
    _tell_steps("Trở thành:", life.successors)
    _tell_steps("Hình thành từ:", life.predecessors)
    if life.candidates:
        names = "; ".join(link_words(one) for one in life.candidates)
        write("Các nguồn không nói đơn vị này nhập vào đâu. Cùng cấp trên, thay đổi cùng ngày: "
              f"{names}.")  # fmt: skip


def _tell_steps(head: str, steps: Sequence[UnitStep]) -> None:
    if steps:
        write(head)
    for one in steps:
        write(f"  {step_words(one)} — {source_words(one.fact.source)}")
        if one.disputed:
            write("      (các nguồn nói khác nhau)")


def life_document(life: UnitLife, as_of: date) -> dict[str, Any]:
    """The JSON document of `canbo units show`."""
    return {
        "id": str(life.id),
        "as_of": as_of.isoformat(),
        "code": life.code,
        "handle": life.handle,
        "name": life.name,
        "path": list(life.path),
        "stands": life.stands,
        "proposed": life.proposed,
        "names": [
            {"name": one.name, "type": one.type, "code": one.code, **_days(one.validity),
             "source": source_words(one.source)}
            for one in life.names
        ],
        "parents": [
            {"parent": _plain(one.parent), "level": one.fact.level.value, "area": one.fact.area,
             **_days(one.fact.validity), "source": source_words(one.fact.source)}
            for one in life.places
        ],
        "successors": [_step(one) for one in life.successors],
        "predecessors": [_step(one) for one in life.predecessors],
        "candidates": [_plain(one) for one in life.candidates],
    }  # fmt: skip


def _plain(link: UnitLink | None) -> dict[str, str] | None:
    return {"id": str(link.id), "code": link.code, "name": link.name} if link else None


def _step(step: UnitStep) -> dict[str, Any]:
    begins = step.fact.validity.certain.begins
    return {
        "day": begins.isoformat() if begins else None,
        "kind": step.fact.kind.value,
        "part": step.fact.part.value,
        "unit": _plain(step.other),
        "as_written": step.fact.as_written,
        "source": source_words(step.fact.source),
        "disputed": step.disputed,
    }


def _days(validity: Validity) -> dict[str, str | None]:
    return {
        "from": validity.begins.iso() if validity.begins else None,
        "seen_by": validity.known_by.isoformat() if validity.known_by else None,
        "to": validity.ends.iso() if validity.ends else None,
    }
