"""The words of `canbo units`: a load's findings, a unit's life."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from canbo.cli.command import say, write
from canbo.engine.facts import ChangePart, Source, UnitChangeKind
from canbo.engine.refusal import Refusal
from canbo.engine.timeline import Validity
from canbo.engine.units import Finding
from canbo.engine.vietnamese import write_date

if TYPE_CHECKING:
    from canbo.exchange.units import LineProblem
    from canbo.records.access import UnitLife, UnitLink, UnitStep
    from canbo.records.operations.unit_report import UnitsDisagree

_MOST_OF_A_KIND = 10  # what a person can read at once; `--json` has all of them
_MOST_PROBLEMS = 40
KINDS = {
    UnitChangeKind.MERGE: "nhập",
    UnitChangeKind.SPLIT: "tách",
    UnitChangeKind.RENAME: "giữ nguyên, đổi tên hoặc loại",
    UnitChangeKind.LEVEL_CHANGE: "đổi cấp",
    UnitChangeKind.DISSOLUTION: "giải thể",
}
PARTS = {ChangePart.WHOLE: "toàn bộ", ChangePart.PART: "một phần"}


def tell_problems(problems: Sequence[LineProblem]) -> None:
    """Say what is wrong in files, each with file and line."""
    from canbo.web.messages import sentence

    say("Không nạp được, không có gì được lưu:")
    for one in problems[:_MOST_PROBLEMS]:
        place = f"{one.file}, dòng {one.line}" if one.line else one.file
        text = sentence(Refusal(one.code, {"found": one.found, "expected": one.expected}))
        say(f"  - {place}: {text}")
    if len(problems) > _MOST_PROBLEMS:
        say(f"  - … và {len(problems) - _MOST_PROBLEMS} lỗi khác (xem đủ bằng --json)")


def tell_disagreements(found: Sequence[UnitsDisagree]) -> None:
    """Say where sources differ: what each of them tells."""
    if not found:
        return
    write(f"  Các nguồn nói khác nhau về {len(found)} đơn vị (giữ cả hai):")
    for one in found:
        write(f"  - {one.code} {one.name}, {write_date(one.day)}:")
        for said in one.says:
            write(f"      {said.source}: {'; '.join(said.successors)}")


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
            write(f"  - … và {len(some) - _MOST_OF_A_KIND} điều cùng loại (xem đủ bằng --json)")


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
        names = "; ".join(_link(one) for one in life.candidates)
        write("Các nguồn không nói đơn vị này nhập vào đâu. Cùng cấp trên, thay đổi cùng ngày: "
              f"{names}.")  # fmt: skip


def _tell_steps(head: str, steps: Sequence[UnitStep]) -> None:
    if steps:
        write(head)
    for one in steps:
        write(f"  {step_words(one)} — {source_words(one.fact.source)}")
        if one.disputed:
            write("      (các nguồn nói khác nhau)")


def step_words(step: UnitStep) -> str:
    """A change in words: the day, the kind, the other unit."""
    fact = step.fact
    words = f"{span(fact.validity, day_only=True)}: {KINDS[fact.kind]}"
    if step.other is None:
        return f"{words}; {fact.as_written}" if fact.as_written else words
    return f"{words} {PARTS[fact.part]}, {_link(step.other)}"


def _link(link: UnitLink) -> str:
    return f"{link.name} ({link.code})" if link.code else link.name


def source_words(source: Source) -> str:
    """A source with its decree."""
    decree = f", {source.decision_number}" if source.decision_number else ""
    return f"{source}{decree}"


def span(validity: Validity, *, day_only: bool = False) -> str:
    """The days of a stretch: since when, or seen by when; until when."""
    if validity.begins is not None:
        first = f"từ {validity.begins}"
    elif validity.known_by is not None:
        first = f"muộn nhất từ {write_date(validity.known_by)}"
    else:
        first = "từ trước"
    if day_only:
        return first.removeprefix("từ ")
    return f"{first} đến {validity.ends}" if validity.ends else f"{first} đến nay"


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
