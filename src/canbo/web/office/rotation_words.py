"""Rotations in Vietnamese: chains as sentences, reasons, prices, and the office's settings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from canbo.cycle.access.rotations import (
    ChainView,
    ChangeView,
    PriceView,
    ReasonView,
    RotationView,
    SeatView,
    StepView,
)
from canbo.engine.facts import MoveKind, UnitLevel
from canbo.engine.forecast.rotating import PERSONAL
from canbo.engine.planning.rotation.settings import Settings
from canbo.engine.vietnamese import write_number
from canbo.law import load

UNKNOWN = "một người ngoài phạm vi của bạn"
BARRED = {
    "rotated": "mới được luân chuyển, chưa đủ thời gian",
    "time_left": "không còn đủ thời gian công tác",
    "time_left_unknown": "chưa tính được thời gian công tác còn lại (thiếu ngày sinh, giới tính)",
    "not_planned": "chưa có trong quy hoạch",
    "level": "chức vụ cao hoặc thấp hơn mức cho phép",
    "same_unit": "cùng đơn vị",
    "standards": "chưa đạt tiêu chuẩn mà không lớp nào bù được",
    "standards_unknown": "thiếu dữ liệu để đối chiếu tiêu chuẩn",
    "courses": "phải học trước từ hai lớp trở lên",
}


def seat_words(seat: SeatView | None) -> str:
    """A post with its unit."""
    if seat is None:
        return ""
    return f"{seat.title}, {seat.unit}" if seat.unit else seat.title


def course_words(code: str) -> str:
    """The name of a course."""
    known = load().courses.get(code)
    return known.name if known else code


def chain_words(chain: ChainView) -> list[tuple[StepView, str]]:
    """Each move of a chain as a sentence after the person's name."""
    told = []
    before: StepView | None = None
    for step in chain.steps:
        told.append((step, _step_words(step, before)))
        before = step
    return told


def _step_words(step: StepView, before: StepView | None) -> str:
    if step.person is None:
        return ""
    replaced = f"thay {before.name}: " if before is not None and before.person is not None else ""
    to_seat = seat_words(step.to_seat)
    if step.from_seat is None:
        words = f"{replaced}được bố trí làm {to_seat}"
    else:
        words = f"{replaced}từ {seat_words(step.from_seat)} sang {to_seat}"
    course = f", sau khi học {course_words(step.course)}" if step.course else ""
    return f"{words}{course}."


def last_words(chain: ChainView) -> str:
    """What becomes of the post that the last mover of a chain leaves."""
    last = chain.steps[-1]
    if chain.is_cycle or last.person is None or last.from_seat is None:
        return ""
    return f"{seat_words(last.from_seat)} để trống."


def title_words(chain: ChainView) -> str:
    """What hangs together, in a word."""
    count = len(chain.steps)
    if chain.is_cycle:
        return "Hai người đổi chỗ" if count == 2 else f"{count} người đổi chỗ vòng tròn"
    return "Một người chuyển" if count == 1 else f"{count} người nối nhau"


def barred_words(codes: Mapping[str, int]) -> str:
    """How many posts somebody could not take, by what kept from them."""
    told = []
    for code, count in sorted(codes.items(), key=lambda one: (-one[1], one[0])):
        words = BARRED.get(code, code)
        told.append(
            words if code in PERSONAL else f"{write_number(count)} chức vụ {_of_post(code)}"
        )
    return "; ".join(told)


def _of_post(code: str) -> str:
    return {
        "level": "cao hoặc thấp hơn mức cho phép",
        "same_unit": "ở cùng đơn vị",
        "standards": "có tiêu chuẩn người này chưa đạt mà không lớp nào bù được",
        "standards_unknown": "chưa đối chiếu được tiêu chuẩn vì thiếu dữ liệu",
        "courses": "đòi học trước từ hai lớp trở lên",
    }.get(code, code)


def unfilled_words(codes: Mapping[str, int]) -> str:
    """Whom it kept from an empty post, by what."""
    if not codes:
        return "chưa có ai được xét cho chức vụ này"
    ordered = sorted(codes.items(), key=lambda one: (-one[1], one[0]))
    return "; ".join(f"{write_number(count)} người {_of_person(code)}" for code, count in ordered)


def _of_person(code: str) -> str:
    return {
        "level": "đang giữ chức vụ không ngang chức vụ này",
        "same_unit": "đang ở chính đơn vị này",
    }.get(code, BARRED.get(code, code))


def reason_words(reason: ReasonView) -> str:
    """Say in one or two sentences why somebody moves, stays or gets no place."""
    if reason.code in _PLACED:
        return _PLACED[reason.code](reason)
    words = _KEPT.get(reason.code, f"vướng quy tắc “{reason.code}”")
    return f"Chưa được bố trí: {words}."


def _stays(reason: ReasonView) -> str:
    kept = barred_words(reason.barred)
    if set(reason.barred) & set(PERSONAL):
        return f"Ở lại: {kept}."
    more = f" Không xét: {kept}." if kept else ""
    return f"Ở lại: không phương án nào đổi người này mà giá trị chung cao hơn.{more}"


def _moves(reason: ReasonView) -> str:
    told = [_GROUNDS[name](count) for name, count in reason.grounds.items()]
    because = f": {'; '.join(told)}" if told else ""
    course = reason.key.get("course")
    after = f" Phải học trước: {course_words(course)}." if course else ""
    return f"Sang {seat_words(reason.seat)}{because}.{after}"


_GROUNDS: Mapping[str, Callable[[int], str]] = {
    "planned": lambda _: "đúng chức danh quy hoạch",
    "served": lambda years: f"đã giữ chức vụ cũ {write_number(years)} năm",
    "grassroots": lambda _: "từ cấp trên về cơ sở",
    "not_local": lambda _: "không là người địa phương",
}
_PLACED: Mapping[str, Callable[[ReasonView], str]] = {
    "stay": _stays, "move": _moves, "enter": _moves,
    "no_move": lambda reason: f"Không có nơi nào để bố trí: {barred_words(reason.barred)}.",
}  # fmt: skip
_KEPT = {
    "post": "chức vụ có người khác làm thì giá trị chung cao hơn",
    "training_seats": "lớp phải học trước đã hết chỗ",
    "grassroots_share": "tỷ lệ về cơ sở sẽ thấp hơn mức cơ quan đặt",
    "women_share": "tỷ lệ nữ sẽ thấp hơn mức cơ quan đặt",
    "max_chain": "chuỗi người nối nhau sẽ dài hơn mức cơ quan đặt",
    "worth_less": "để trống còn hơn: thêm chỗ này làm giảm giá trị chung",
}


def price_words(price: PriceView) -> str:
    """What one more of a scarce thing is."""
    if price.rule == "training_seats":
        return f"Thêm một chỗ học {course_words(price.about)}"
    return f"Thêm một người được rời {price.about}"


def change_words(change: ChangeView) -> str:
    """What would move a person, in one sentence."""
    if not change.is_done:
        return "Máy đang tính."
    if not change.rule:
        return _WHY.get(change.why, change.why)
    seat = seat_words(change.seat)
    if change.rule == "nothing":
        return f"Không cần đổi gì: một phương án khác cùng giá trị đưa người này sang {seat}."
    if change.rule == "value":
        points = write_number(change.step)
        return (
            f"Cơ quan coi việc sang {seat} đáng giá thêm {points} điểm; nới riêng từng mức khác "
            "đều chưa đủ."
        )
    return f"{_CHANGES[change.rule](change)}, khi đó người này sang {seat}."


_WHY = {
    "no_move": "Không có chức vụ nào khác mà người này được xét.",
    "none_found": "Nới riêng từng mức đều chưa đủ; phải nới từ hai mức trở lên.",
    "no_time": "Chưa tính xong trong thời gian cho phép.",
}
_CHANGES: Mapping[str, Callable[[ChangeView], str]] = {
    "course": lambda change: f"Người này học xong {course_words(change.key['course'])}",
    "training_seats": lambda change: f"Thêm một chỗ học {course_words(change.key['course'])}",
    "leave": lambda change: f"Cho thêm một người được rời {change.about}",
    "max_chain": lambda change: "Cho nối nhau thêm một người",
    "grassroots_share": lambda change: f"Hạ mức về cơ sở {change.step} điểm phần trăm",
    "women_share": lambda change: f"Hạ mức nữ {change.step} điểm phần trăm",
}


@dataclass(frozen=True, slots=True)
class Field:
    """A number that the office sets, in the form."""

    name: str
    label: str
    unit: str
    value: object
    by_law: str = ""  # the text that sets it instead


FIELDS: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...] = (
    ("Ai được xét, và được chuyển bao xa", (
        ("months_left", "Thời gian công tác còn lại ít nhất", "tháng"),
        ("months_between", "Khoảng cách giữa hai lần luân chuyển", "tháng"),
        ("head_terms", "Người đứng đầu giữ một chức vụ nhiều nhất", "nhiệm kỳ"),
        ("term_months", "Một nhiệm kỳ dài", "tháng"),
        ("leaving_months", "Coi là sắp nghỉ hưu khi còn dưới", "tháng"),
        ("levels_up", "Được lên nhiều nhất", "bậc: cấp phó 1, cấp trưởng 2"),
        ("levels_down", "Được xuống nhiều nhất", "bậc: cấp phó 1, cấp trưởng 2"),
    )),
    ("Giới hạn của phương án", (
        ("leave_cap", "Một đơn vị được mất nhiều nhất", "lãnh đạo"),
        ("grassroots_percent", "Về cơ sở ít nhất", "% lượt chuyển"),
        ("women_percent", "Nữ ít nhất", "% lượt chuyển"),
        ("max_chain", "Nối nhau nhiều nhất (trống: không hạn)", "người"),
    )),
    ("Mỗi điều đáng giá bao nhiêu", (
        ("placed", "Người đang giữ chức vụ vẫn có chỗ", "điểm"),
        ("stay", "Ở lại chức vụ đang giữ", "điểm"),
        ("overdue", "Trừ khi người đứng đầu ở quá số nhiệm kỳ", "điểm"),
        ("move", "Một lượt chuyển", "điểm"),
        ("planned", "Cộng khi đúng chức danh quy hoạch", "điểm"),
        ("served", "Cộng mỗi năm đã giữ chức vụ cũ", "điểm"),
        ("grassroots", "Cộng khi từ cấp trên về cơ sở", "điểm"),
        ("not_local", "Cộng khi người đứng đầu không là người địa phương", "điểm"),
        ("course", "Trừ khi phải học trước một lớp", "điểm"),
        ("vacancy", "Mất khi một chức vụ để trống", "điểm"),
    )),
)  # fmt: skip
KINDS = ((MoveKind.ROTATION.value, "luân chuyển"), (MoveKind.REASSIGNMENT.value, "điều động"))
LEVELS = (
    (UnitLevel.PROVINCE.value, "cấp tỉnh"), (UnitLevel.DISTRICT.value, "cấp huyện"),
    (UnitLevel.COMMUNE.value, "cấp xã"),
)  # fmt: skip


def field_groups(
    settings: Settings, rotation: RotationView | None
) -> list[tuple[str, list[Field]]]:
    """The office's numbers as a form, each with the text of the law that counts instead of it."""
    ruled = rotation.ruling if rotation is not None else {}
    plain = settings.plain()
    return [
        (title, [Field(name, label, unit, plain[name], _by_law(name, ruled))
                 for name, label, unit in fields])
        for title, fields in FIELDS
    ]  # fmt: skip


def _by_law(name: str, ruled: Mapping[str, tuple[int, str]]) -> str:
    value, rule = ruled.get(name, (0, ""))
    return f"{write_number(value)} theo {rule_words(rule)}" if rule else ""


def rule_words(rule: str) -> str:
    """The text and article of a rule of moves."""
    law = load()
    found = next((one for one in law.moves if one.id == rule), None)
    text = law.texts.get(found.citation.text) if found is not None else None
    return text.number if text is not None else rule


def settings_document(posted: Mapping[str, str]) -> dict[str, Any]:
    """The settings as the form gives them; a number that is none is left for the reader to refuse.

    An empty field keeps the default, an empty longest chain is no bound.
    """
    document: dict[str, Any] = {
        name: posted[name] for name in ("kind", "managed_by") if posted.get(name)
    }
    document["only_planned"] = posted.get("only_planned") == "1"
    for name in _names():
        text = posted.get(name, "").strip().replace(".", "")
        if text:
            document[name] = int(text) if text.isdecimal() and len(text) < 10 else text
        elif name == "max_chain":
            document[name] = None
    return document


def _names() -> Iterable[str]:
    return (name for _, fields in FIELDS for name, _, _ in fields)


def label_of(setting: str) -> str:
    """The words of a setting."""
    labels = {name: label for _, fields in FIELDS for name, label, _ in fields}
    return labels.get(setting, setting)
