"""The planner's reasons in Vietnamese: what binds, at which class, on which day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from canbo.cycle.access import NeedView, PlanView
from canbo.engine.vietnamese import write_date

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
