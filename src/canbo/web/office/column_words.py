"""The words of a list's columns: what each may hold, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from canbo.engine.facts import Scale
from canbo.law import load
from canbo.web.office.file_words import SCALES

# a role's first word → its group in list boxes and its words
_GROUPS = ("Chung", "Nhân thân", "Công tác", "Trình độ", "Lớp học", "Đánh giá", "Đánh dấu", "Khác")
_ROLES: Mapping[str, tuple[str, str]] = {
    "unknown": ("Chung", "(không rõ; giữ ở ghi chú)"),
    "other": ("Chung", "(cột khác; giữ ở ghi chú)"),
    "number": ("Chung", "Số thứ tự"),
    "note": ("Chung", "Ghi chú"),
    "name": ("Nhân thân", "Họ và tên"),
    "other_name": ("Nhân thân", "Tên gọi khác"),
    "birth": ("Nhân thân", "Ngày sinh"),
    "birth_day": ("Nhân thân", "Ngày sinh: ngày"),
    "birth_month": ("Nhân thân", "Ngày sinh: tháng"),
    "sex": ("Nhân thân", "Giới tính"),
    "sex_column": ("Nhân thân", "Giới tính, đánh dấu"),
    "ethnic_group": ("Nhân thân", "Dân tộc"),
    "religion": ("Nhân thân", "Tôn giáo"),
    "home_place": ("Nhân thân", "Quê quán"),
    "birth_place": ("Nhân thân", "Nơi sinh"),
    "residence": ("Nhân thân", "Nơi ở hiện nay"),
    "identity_number": ("Nhân thân", "Số CMND, CCCD"),
    "insurance_number": ("Nhân thân", "Số sổ BHXH"),
    "party_date": ("Nhân thân", "Ngày vào Đảng"),
    "party_official_date": ("Nhân thân", "Ngày vào Đảng chính thức"),
    "staff_code": ("Công tác", "Số hiệu cán bộ"),
    "recruited": ("Công tác", "Ngày tuyển dụng"),
    "service_status": ("Công tác", "Tình trạng công tác (đã nghỉ hay chưa)"),
    "left_on": ("Công tác", "Ngày nghỉ"),
    "post": ("Công tác", "Chức vụ, chức danh"),
    "post_and_unit": ("Công tác", "Chức vụ và đơn vị"),
    "post_begins": ("Công tác", "Ngày giữ chức vụ"),
    "unit": ("Công tác", "Đơn vị"),
    "career_text": ("Công tác", "Quá trình công tác"),
    "pool_post": ("Công tác", "Chức danh quy hoạch"),
    "rank": ("Công tác", "Ngạch"),
    "rank_code": ("Công tác", "Mã ngạch"),
    "rank_begins": ("Công tác", "Ngày xếp ngạch, bậc"),
    "step": ("Công tác", "Bậc lương"),
    "coefficient": ("Công tác", "Hệ số lương"),
    "level": ("Trình độ", "Trình độ (chưa rõ loại)"),
    "school": ("Trình độ", "Trường"),
    "graduated": ("Trình độ", "Năm tốt nghiệp"),
    "mode": ("Trình độ", "Hình thức đào tạo"),
    "field": ("Trình độ", "Chuyên ngành"),
    "certificate": ("Trình độ", "Số văn bằng, chứng chỉ"),
    "class_name": ("Lớp học", "Tên lớp"),
    "class_begins": ("Lớp học", "Lớp: ngày khai giảng"),
    "class_ends": ("Lớp học", "Lớp: ngày bế giảng"),
    "class_span": ("Lớp học", "Lớp: thời gian học"),
    "class_place": ("Lớp học", "Lớp: nơi học"),
    "result": ("Lớp học", "Kết quả học tập"),
    "rating": ("Đánh giá", "Xếp loại, đánh giá"),
    "rating_mark": ("Đánh giá", "Xếp loại, đánh dấu"),
    "award": ("Đánh giá", "Khen thưởng"),
    "discipline": ("Đánh giá", "Kỷ luật"),
    "mark": ("Đánh dấu", "Đánh dấu"),
}


def role_words(role: str) -> str:
    """Name what a column may hold: "Trình độ chuyên môn", "Đánh dấu: chuyên môn, Trung cấp"."""
    kind, _, more = role.partition(":")
    words = _ROLES.get(kind, ("", kind))[1]
    if not more:
        return words
    if kind == "sex_column":
        return f"Đánh dấu nếu là {'nữ' if more == 'f' else 'nam'}"
    if more == "concurrent":
        return f"{words} (kiêm nhiệm)"
    scale, _, level = more.partition(":")
    named = SCALES[Scale(scale)].lower() if scale in set(Scale) else scale
    if kind == "level":
        return f"Trình độ {named}"
    known = load().levels.get(level)
    if kind == "mark":
        return f"Đánh dấu: {named}, {known.name if known else level}"
    return f"{words} ({named})"


def role_groups(roles: Sequence[str]) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """The roles for a list box, in groups: (group, ((role, words), …))."""
    groups: dict[str, list[tuple[str, str]]] = {name: [] for name in _GROUPS}
    for role in roles:
        group = _ROLES.get(role.partition(":")[0], ("Khác", ""))[0]
        groups[group].append((role, role_words(role)))
    return tuple((name, tuple(found)) for name, found in groups.items() if found)


def confidence_words(confidence: float) -> str:
    """Say how sure the meaning of a column is."""
    if confidence >= 0.99:
        return "chắc chắn"
    if confidence >= 0.75:
        return "khá chắc"
    return "chưa chắc" if confidence > 0 else "không rõ"


def tables_of(layouts: Iterable[Mapping[str, Any]], opened: str) -> list[dict[str, Any]]:
    """The tables of a file as a page shows them, those of one layout together, doubtful ones first.

    `opened` is the signature of a table all of whose columns shall be open to an answer; else only
    those are of which somebody is asked.
    """
    found: dict[str, dict[str, Any]] = {}
    for layout in layouts:
        one = found.setdefault(
            layout["signature"], {**layout, "places": [], "people": 0, "columns": []}
        )
        first, last = layout["header_rows"]
        rows = f"dòng {first + 1}" if first == last else f"dòng {first + 1} đến {last + 1}"
        one["places"].append(f"trang “{layout['sheet']}”, tiêu đề ở {rows}")
        one["people"] += layout["people"]
        one["columns"] = one["columns"] or [_shown(column) for column in layout["columns"]]
    for one in found.values():
        one["is_opened"] = one["signature"] == opened
        one["asked"] = sum(column["is_unsure"] for column in one["columns"])
        for column in one["columns"]:
            column["is_open"] = one["is_opened"] or (one["is_unsure"] and column["is_unsure"])
            is_unknown = column["role"] == "unknown" and bool(column["proposals"])
            column["must_choose"] = is_unknown and not one["is_confirmed"]
    return sorted(found.values(), key=lambda one: not one["is_unsure"])


def _shown(column: Mapping[str, Any]) -> dict[str, Any]:
    near = column["proposals"]
    return {
        **column,
        "words": role_words(column["role"]),
        "sure": confidence_words(column["confidence"]),
        "near": [(role, role_words(role)) for role in near],
        "is_near": column["role"] in near,
    }
