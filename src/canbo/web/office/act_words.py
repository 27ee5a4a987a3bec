"""The acts of the journal in words: "cấp quyền cho Mai: Công chức xã, phường của …"."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from canbo.accounts.values import GrantTerms
from canbo.engine.facts import UnitLevel
from canbo.reporting.acts import ActLine
from canbo.web.clock import VIETNAM
from canbo.web.office.grant_words import sentence_of

# the kinds of act, in the groups of the filter: (code, words, {action: what was done})
GROUPS: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("vao", "đăng nhập, mật khẩu, phiên", {
        "user.signed_in": "đăng nhập", "user.signed_out": "đăng xuất",
        "user.sign_in_failed": "đăng nhập không được", "user.locked_out": "bị tạm khóa đăng nhập",
        "user.password_set": "đặt mật khẩu mới", "user.code_made": "tạo mã đặt mật khẩu",
        "user.second_step_on": "bật bước xác nhận thứ hai",
        "user.second_step_off": "tắt bước xác nhận thứ hai",
        "user.code_failed": "gõ sai mã đặt mật khẩu", "user.sessions_ended": "kết thúc phiên",
        "user.viewing_begun": "bắt đầu xem như", "user.viewing_ended": "thôi xem như",
    }),
    ("quyen", "tài khoản và quyền", {
        "user.created": "tạo tài khoản", "user.closed": "khóa tài khoản",
        "user.opened": "mở lại tài khoản", "grant.added": "cấp quyền",
        "grant.revoked": "thu hồi quyền",
    }),
    ("ho_so", "hồ sơ cán bộ", {
        "record_facts": "ghi thêm dữ kiện", "correct_fact": "sửa một dữ kiện",
        "void_fact": "hủy một dữ kiện", "merge_people": "gộp hai hồ sơ",
        "unmerge_people": "tách hồ sơ đã gộp", "mark_apart": "ghi là hai người khác nhau",
        "unmark_apart": "bỏ ghi chú hai người khác nhau",
        "confirm_post": "xác nhận chức danh", "confirm_unit": "xác nhận đơn vị",
    }),
    ("tep", "nhập, xuất tệp", {
        "import": "nhập một tệp", "undo_import": "hủy một lần nhập",
        "draft.received": "gửi tệp chờ nhập", "draft.dropped": "bỏ tệp chờ nhập",
        "layout.confirmed": "xác nhận ý nghĩa các cột", "layout.forgotten": "quên xác nhận cột",
        "export.list": "xuất danh sách ra Excel", "export.warehouse": "xuất kho dữ liệu",
        "paper.write": "lập văn bản từ hồ sơ", "template.use": "thay một mẫu văn bản",
        "template.drop": "trở về mẫu văn bản gốc",
        "export": "xuất bảng đề xuất bố trí",
    }),
    ("ke_hoach", "kế hoạch", {
        "cycle.catalogue_recorded": "ghi danh mục năm",
        "cycle.plan_requested": "yêu cầu lập kế hoạch",
        "cycle.plan_drafted": "lập dự thảo kế hoạch",
        "cycle.plan_tried": "thử một phương án", "cycle.trial_requested": "yêu cầu thử phương án",
        "cycle.trial_kept": "giữ một phương án", "cycle.answers_requested": "hỏi về kế hoạch",
        "cycle.rotation_requested": "yêu cầu lập luân chuyển",
        "cycle.rotation_drafted": "lập dự thảo luân chuyển",
    }),
    ("khac", "việc khác", {
        "user.figure_pinned": "ghim một số liệu", "user.figure_unpinned": "bỏ ghim một số liệu",
    }),
)  # fmt: skip
_WORDS = {action: words for _, _, actions in GROUPS for action, words in actions.items()}


def actions_of(group: str) -> tuple[str, ...]:
    """The actions of a group of the filter; none for a group that nobody knows."""
    return next((tuple(actions) for code, _, actions in GROUPS if code == group), ())


def act_words(line: ActLine, units: Mapping[UUID, str]) -> str:
    """What was done, in one line; an act that has no words yet is told by its own name."""
    words = _WORDS.get(line.action, f"việc “{line.action}”")
    if line.grant is not None:
        return f"{words} cho {line.name or 'một tài khoản'}: {_grant(line.grant, units)}"
    if line.action in ("user.signed_in", "user.signed_out"):
        return f"{words}{_from(line)}"
    if line.subject == "user":
        upon = line.name or line.told.get("username", "")
        return f"{words}{f': {upon}' if upon else ''}{_from(line)}{_more(line)}"
    if line.subject == "person":
        return f"{words}: {line.name or 'một người ngoài phạm vi của bạn'}"
    return f"{words} {line.told['year']}" if "year" in line.told else words


def grant_units(lines: tuple[ActLine, ...]) -> list[GrantTerms]:
    """The terms of the grants that some entries tell, to look up the names of their units."""
    return [terms_told(line.grant) for line in lines if line.grant is not None]


def terms_told(told: Mapping[str, Any]) -> GrantTerms:
    """Read a grant as the journal tells it."""
    levels = {level.value for level in UnitLevel}
    return GrantTerms(
        role=str(told.get("role", "")),
        unit=UUID(told["unit"]) if told.get("unit") else None,
        managed_by=frozenset(UnitLevel(one) for one in told.get("managed_by", ()) if one in levels),
        secrecy=int(told.get("secrecy", 0)),
        valid_from=_day(told.get("from")),
        valid_until=_day(told.get("until")),
    )


def _grant(told: Mapping[str, Any], units: Mapping[UUID, str]) -> str:
    instead = "người vắng" if told.get("instead_of") else ""
    return sentence_of(terms_told(told), units, instead)


def _day(written: Any) -> date | None:
    return date.fromisoformat(written) if written else None


def _from(line: ActLine) -> str:
    return f" từ địa chỉ {line.told['address']}" if line.told.get("address") else ""


def _more(line: ActLine) -> str:
    if "until" in line.told:
        until = datetime.fromisoformat(line.told["until"]).astimezone(VIETNAM)
        return f", dùng được đến {until:%H:%M ngày %d/%m/%Y}"
    if line.told.get("how") == "code":
        return " bằng mã"
    return f" ({line.told['sessions']} phiên)" if "sessions" in line.told else ""
