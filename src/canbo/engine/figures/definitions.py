"""The definition of a measure in Vietnamese, made from the data that also compute it."""

from __future__ import annotations

from collections.abc import Mapping

from canbo.engine.facts import AttendanceOutcome, ClassKind, PostClass, Scale, UnitLevel
from canbo.engine.figures.measures import ClassSelection, Measure, PeopleInClasses, ShareOfHolders
from canbo.engine.figures.values import Frame
from canbo.engine.law import Level
from canbo.engine.vietnamese import write_date

_KINDS = {ClassKind.TRAINING: "lớp đào tạo", ClassKind.FOSTERING: "lớp bồi dưỡng mọi lĩnh vực"}
_POST_CLASSES = {
    PostClass.OFFICIAL: "cán bộ",
    PostClass.CIVIL_SERVANT: "công chức",
    PostClass.PUBLIC_EMPLOYEE: "viên chức",
    PostClass.PART_TIME: "người hoạt động không chuyên trách",
    PostClass.UNKNOWN: "chức danh chưa rõ loại",
}
_UNIT_LEVELS = {
    UnitLevel.CENTRAL: "cấp trung ương",
    UnitLevel.PROVINCE: "cấp tỉnh",
    UnitLevel.DISTRICT: "cấp huyện",
    UnitLevel.COMMUNE: "cấp xã (phường, xã, thị trấn)",
}
_SCALES = {
    Scale.GENERAL_EDUCATION: "giáo dục phổ thông",
    Scale.PROFESSIONAL: "chuyên môn",
    Scale.POLITICAL_THEORY: "lý luận chính trị",
    Scale.STATE_MANAGEMENT: "quản lý nhà nước",
    Scale.DEFENCE_SECURITY: "quốc phòng, an ninh",
    Scale.FOREIGN_LANGUAGE: "ngoại ngữ",
    Scale.IT: "tin học",
}
_SPAN = (
    "Thời gian của một lớp tính từ ngày sớm nhất có thể của khai giảng đến ngày muộn nhất có thể "
    "của bế giảng; lớp không ghi ngày nào thì không tính"
)


def definition(
    measure: Measure, frame: Frame, levels: Mapping[str, Level], undated: int = 0
) -> str:
    """Write what the measure counts in this frame.

    `levels` are the law's, by code; `undated` is how many attendances were passed over because
    their class has no date.
    """
    counts = measure.counts
    if isinstance(counts, ShareOfHolders):
        sentences = _share(counts, frame, levels)
    else:
        count = _people if isinstance(counts, PeopleInClasses) else _attendances
        span = f"{_SPAN} (hiện có {undated} lượt như vậy)." if undated else f"{_SPAN}."
        sentences = [count(counts.classes, frame, levels), span, _learners(counts.classes)]
    return " ".join([*sentences, _unit(measure, frame)])


def _days(frame: Frame) -> str:
    window = frame.window
    return f"từ {write_date(window.first)} đến hết {write_date(window.last)}"


def _level(code: str, levels: Mapping[str, Level]) -> str:
    name = levels[code].name if code in levels else code
    return name[:1].lower() + name[1:]


def _classes(selection: ClassSelection, levels: Mapping[str, Level]) -> str:
    if not selection.gives:
        return _KINDS[selection.kind] if selection.kind else "lớp đào tạo, bồi dưỡng"
    scale = f" {_SCALES[levels[selection.gives].scale]}" if selection.gives in levels else ""
    return f"lớp đào tạo trình độ {_level(selection.gives, levels)}{scale}"


def _people(selection: ClassSelection, frame: Frame, levels: Mapping[str, Level]) -> str:
    return (
        f"Số người có tên trong {_classes(selection, levels)}, có ít nhất một ngày học "
        f"{_days(frame)}; mỗi người tính một lần."
    )


def _attendances(selection: ClassSelection, frame: Frame, levels: Mapping[str, Level]) -> str:
    return (
        f"Số lượt người học trong {_classes(selection, levels)}, có ít nhất một ngày học "
        f"{_days(frame)}; mỗi người trong mỗi lớp tính một lượt."
    )


def _learners(selection: ClassSelection) -> str:
    if AttendanceOutcome.DROPPED in selection.outcomes:
        return "Tính cả người bỏ học giữa chừng, không đòi hỏi đã tốt nghiệp."
    return "Không tính người bỏ học giữa chừng."


def _share(counts: ShareOfHolders, frame: Frame, levels: Mapping[str, Level]) -> list[str]:
    classes = ", ".join(_POST_CLASSES[one] for one in PostClass if one in counts.post_classes)
    level = _level(counts.at_least, levels)
    return [
        f"Trong số người giữ chức danh {classes} {_UNIT_LEVELS[counts.level]} vào ngày "
        f"{write_date(frame.as_of)}, tỷ lệ người đã có trình độ {_SCALES[counts.scale]} từ "
        f"{level} trở lên vào ngày đó.",
        "Mỗi người tính một lần, dù giữ nhiều chức danh; chức danh chưa rõ loại không tính.",
        "Người chưa có dữ liệu trình độ, hoặc đang học mà chưa xong, vẫn ở trong số chung và "
        "không bao giờ được coi là đạt.",
    ]


def _unit(measure: Measure, frame: Frame) -> str:
    day = write_date(frame.as_of)
    if not measure.of_window:
        if frame.unit is None:
            return "Phạm vi: mọi đơn vị."
        return "Phạm vi: chức danh thuộc đơn vị đã chọn và các đơn vị trực thuộc."
    if frame.unit is None:
        return "Phạm vi: toàn bộ dữ liệu, kể cả người học không giữ chức danh nào."
    return (
        "Phạm vi: người giữ ít nhất một chức danh ở đơn vị đã chọn hoặc đơn vị trực thuộc vào "
        f"ngày {day}; người không giữ chức danh nào không thuộc đơn vị nào."
    )
