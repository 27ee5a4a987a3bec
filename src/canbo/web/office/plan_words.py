"""The planner's reasons in Vietnamese: what binds, at which class, on which day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from canbo.cycle.access import NeedView, PlanView
from canbo.engine.planning.catalogue import OfferedQuota
from canbo.engine.planning.trial import Edit, Number, number_of
from canbo.engine.vietnamese import write_date, write_money, write_number

Price = tuple[str, Mapping[str, Any], int, int | None]  # rule, key, step, gain

STATUS = {
    "optimal": "Tốt nhất, đã chứng minh: không có phương án nào hơn",
    "within_gap": "Trong khoảng sai cho phép so với tốt nhất",
    "time_limit": "Hợp lệ, nhưng hết thời gian trước khi chứng minh được là tốt nhất",
}


def reason_words(need: NeedView, plan: PlanView) -> str:
    """Say in one sentence why a need is served or not."""
    if need.served:
        payer = _source(plan, need.payer)
        return f"Được chọn vào {_class(plan, need.class_code)}; {payer} chi trả."
    if need.reason == "no_option":
        return "Danh mục năm nay không có lớp nào của chương trình này."
    return f"Chưa được chọn: {_sentence(need.reason, need.key, plan)}."


def option_words(need: NeedView, plan: PlanView) -> tuple[tuple[str, str], ...]:
    """List what binds each class that could have served the need: (class, what binds)."""
    found: dict[str, list[str]] = {}
    for option in need.key.get("options", ()):
        words = _sentence(option["rule"], option, plan)
        found.setdefault(option["class"], []).append(words)
    return tuple((_class(plan, code), "; ".join(words)) for code, words in found.items())


def _sentence(rule: str, key: Mapping[str, Any], plan: PlanView) -> str:
    words = _WORDS.get(rule)
    return words(key, plan) if words else f"vướng quy tắc “{rule}”"


def _class(plan: PlanView, code: str) -> str:
    offered = next((one for one in plan.catalogue.classes if one.code == code), None)
    return f"{offered.name} (khai giảng {write_date(offered.first_day)})" if offered else code


def _source(plan: PlanView, code: str) -> str:
    return next((one.name for one in plan.sources if one.code == code), code)


def _unit(plan: PlanView, unit: str) -> str:
    return plan.unit_names.get(unit, "đơn vị")


def _day(text: str) -> str:
    return write_date(date.fromisoformat(text))


def _quota(key: Mapping[str, Any], plan: PlanView) -> str:
    quota = next((one for one in plan.catalogue.quotas if one.code == key["quota"]), None)
    if quota is None:
        return "chỉ tiêu đã hết"
    whose = f" của {_unit(plan, quota.unit)}" if quota.unit else ""
    return f"chỉ tiêu{whose} chỉ có {quota.places} chỗ và đã dùng hết"


_WORDS: Mapping[str, Callable[[Mapping[str, Any], PlanView], str]] = {
    "seats": lambda key, plan: "lớp đã đủ chỗ",
    "minimum": lambda key, plan: (
        f"lớp không mở vì không đủ số người tối thiểu ({key.get('minimum', '')})"
    ),
    "quota": _quota,
    "budget": lambda key, plan: f"nguồn “{_source(plan, key['source'])}” không còn đủ tiền",
    "payer": lambda key, plan: "không nguồn kinh phí nào được chi cho nhóm này ở lớp này",
    "absence": lambda key, plan: (
        f"ngày {_day(key['day'])} {_unit(plan, key['unit'])} đã vắng đủ số người cho phép"
    ),
    "leaders": lambda key, plan: (
        f"ngày {_day(key['day'])} một lãnh đạo khác của {_unit(plan, key['unit'])} đã đi học"
    ),
    "overlap": lambda key, plan: (
        f"trùng ngày {_day(key['day'])} với {_class(plan, key['with'])} mà người này đã được xếp"
    ),
    "requires": lambda key, plan: "chưa học xong chương trình phải học trước",
    "yearly": lambda key, plan: "đã đủ số lớp một người được học trong năm",
    "must": lambda key, plan: "vướng một chỗ học đã quyết định trước",
    "never": lambda key, plan: "đã có quyết định không cử người này học lớp này",
    "worth_less": lambda key, plan: "mở thêm chỗ này làm giảm giá trị chung của kế hoạch",
}


def change_words(need: NeedView, plan: PlanView) -> str:
    """Say what would change it for a person who waits; "" while nobody has asked."""
    told = need.asked
    if need.reason == "no_option":
        return "Chỉ khi danh mục có thêm một lớp của chương trình này."
    if told is None:
        return ""
    if "change" not in told:
        return _NO_CHANGE.get(told.get("why") or "", "")
    words = _CHANGES[told["change"]](told, plan)
    sure = "thì được xếp" if told["sure"] else (
        "thì có thể được xếp (có phương án ngang giá trị xếp người khác)"
    )  # fmt: skip
    return f"Nếu {words} {sure}; cả kế hoạch thêm {write_number(told['gain'])} giá trị."


def stead_words(need: NeedView, plan: PlanView) -> str:
    """Say what would be without a person who has a place; "" while nobody has asked."""
    told = need.asked
    if told is None or "lost" not in told:
        return ""
    if told["decided"]:
        return "Chỗ này đã được quyết định trước."
    names = {one.code: one.name for one in plan.needs}
    comes = [names.get(code, "một người ngoài phạm vi của bạn") for code in told["comes"]]
    who = f"{', '.join(comes)} sẽ được xếp thay" if comes else "không ai được xếp thay"
    if told["lost"] == 0:
        return f"Nếu không có người này thì {who}, giá trị không đổi: phương án ngang giá trị."
    return f"Nếu không có người này thì {who}, kế hoạch giảm {write_number(told['lost'])} giá trị."


def price_words(price: Price, plan: PlanView) -> tuple[str, str]:
    """Say what one step more of something scarce gains: (the step, the gain)."""
    rule, key, step, gain = price
    if gain is None:
        told = "chưa tính"
    elif gain == 0:
        told = "không được thêm gì"
    else:
        told = f"thì được thêm {write_number(gain)} giá trị"
    return _STEPS[rule](key, step, plan), told


def edit_words(edit: Edit, plan: PlanView) -> str:
    """Say which number a trial changes, from what to what."""
    number = number_of(plan.catalogue, edit.number, edit.key)
    before, after = (write_number(one) for one in (number or 0, edit.value))
    return f"{_EDITED[edit.number](edit.key, plan)}: {before} → {after}"


def _course(key: Mapping[str, Any], plan: PlanView) -> str:
    return _course_name(key["course"], plan)


def _course_name(course: str, plan: PlanView) -> str:
    names = {need.course: need.course_name for need in plan.needs}
    names |= {one.offered.course: one.course_name for one in plan.classes}
    return names.get(course, course)


def quota_words(quota: OfferedQuota, plan: PlanView) -> str:
    """Name a quota: its course, and whose it is."""
    return f"chỉ tiêu {_quota_name(quota.code, plan)}"


def _quota_name(code: str, plan: PlanView) -> str:
    quota = next((one for one in plan.catalogue.quotas if one.code == code), None)
    if quota is None:
        return code
    whose = f" của {plan.unit_names.get(quota.unit, quota.unit)}" if quota.unit else ""
    return f"{_course_name(quota.course, plan)}{whose}"


_NO_CHANGE = {
    "no_time": "Chưa tính kịp trong thời gian cho phép.",
    "none_found": "Không thay đổi đơn lẻ nào đủ để xếp thêm người này.",
}
_CHANGES: Mapping[str, Callable[[Mapping[str, Any], PlanView], str]] = {
    "seat": lambda key, plan: f"thêm một chỗ ở {_class(plan, key['class'])}",
    "quota": lambda key, plan: f"thêm một chỉ tiêu {_quota_name(key['quota'], plan)}",
    "cover": lambda key, plan: f"{_unit(plan, key['unit'])} cho vắng thêm một người",
    "money": lambda key, plan: (
        f"nguồn “{_source(plan, key['source'])}” có thêm {write_money(key['by'])}"
    ),
    "week": lambda key, plan: (
        f"{_class(plan, key['class'])} khai giảng {'muộn' if key['by'] > 0 else 'sớm'} một tuần"
    ),
    "course": lambda key, plan: f"đã học xong {_course(key, plan)}",
}
_STEPS: Mapping[str, Callable[[Mapping[str, Any], int, PlanView], str]] = {
    "seats": lambda key, step, plan: f"Thêm một chỗ ở {_class(plan, key['class'])}",
    "quota": lambda key, step, plan: f"Thêm một chỉ tiêu {_quota_name(key['quota'], plan)}",
    "budget": lambda key, step, plan: (
        f"Thêm {write_money(step)} cho nguồn “{_source(plan, key['source'])}” năm {key['year']}"
    ),
    "absence": lambda key, step, plan: (
        f"Cho {_unit(plan, key['unit'])} vắng thêm một người (đang đủ mức ngày {_day(key['day'])})"
    ),
}
_EDITED: Mapping[Number, Callable[[str, PlanView], str]] = {
    Number.SEATS: lambda key, plan: f"số chỗ của {_class(plan, key)}",
    Number.QUOTA: lambda key, plan: f"chỉ tiêu {_quota_name(key, plan)}",
    Number.BUDGET: lambda key, plan: f"kinh phí “{_source(plan, key)}” (đồng)",
    Number.COVER: lambda key, plan: f"số người được vắng của {_unit(plan, key)}",
}
LEVELS = {
    "legal": "Bắt buộc theo tiêu chuẩn",
    "pool": "Quy hoạch",
    "shortage": "Lĩnh vực còn thiếu người",
    "yearly": "Bồi dưỡng hằng năm",
}
GROUPS = {
    "all": "Mọi cán bộ", "women": "Nữ", "young": "Trẻ (dưới 35 tuổi)",
    "minority": "Dân tộc thiểu số", "remote": "Ở đơn vị miền núi",
}  # fmt: skip
