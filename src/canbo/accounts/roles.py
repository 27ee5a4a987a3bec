"""Roles as data: what each kind of work in an organisation board needs, and nothing more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from canbo.engine.facts import UnitLevel


class Permission(StrEnum):
    """What a grant may allow; the grant's unit, levels and secrecy say over whom."""

    SEE_OFFICIALS = "see_officials"  # xem hồ sơ cán bộ
    SEE_FIGURES = "see_figures"  # xem số liệu thống kê
    SEE_PLAN = "see_plan"  # xem kế hoạch đào tạo, bồi dưỡng
    MAKE_PLAN = "make_plan"  # lập kế hoạch
    IMPORT = "import"  # nhập tệp
    UNDO_IMPORT = "undo_import"  # hủy một lần nhập
    CONFIRM = "confirm"  # xác nhận đơn vị, chức danh do máy đề xuất
    EDIT_TEMPLATES = "edit_templates"  # thay mẫu văn bản của cơ quan
    MANAGE_USERS = "manage_users"  # tạo tài khoản, cấp và thu quyền
    SEE_JOURNAL = "see_journal"  # xem nhật ký


@dataclass(frozen=True, slots=True)
class Role:
    """A role that may be granted; `name` is its Vietnamese name.

    `usual_levels` are the levels of diện quản lý that a grant of it has when nobody says else.
    """

    code: str
    name: str
    permissions: frozenset[Permission]
    usual_levels: frozenset[UnitLevel]


LOCAL_OPERATOR = "local_operator"  # the person at the machine; never granted to a user

_LOOK = frozenset({Permission.SEE_OFFICIALS, Permission.SEE_FIGURES})
_TAKE_IN = frozenset({Permission.IMPORT, Permission.UNDO_IMPORT})  # within the grant's reach
_CLERK = (
    _LOOK
    | _TAKE_IN
    | {Permission.SEE_PLAN, Permission.MAKE_PLAN, Permission.CONFIRM, Permission.EDIT_TEMPLATES}
)
_OPERATE = frozenset({Permission.MANAGE_USERS, Permission.SEE_JOURNAL})

_WARD = frozenset({UnitLevel.COMMUNE})
_TOWN = frozenset({UnitLevel.DISTRICT, UnitLevel.COMMUNE})

_ROLES = (
    Role("clerk", "Chuyên viên tổ chức", _CLERK, _TOWN),
    Role("head", "Trưởng ban", _CLERK | {Permission.SEE_JOURNAL}, _TOWN),
    Role("ward_clerk", "Công chức xã, phường", _LOOK | _TAKE_IN, _WARD),
    Role("inspector", "Thanh tra", _LOOK | {Permission.SEE_PLAN, Permission.SEE_JOURNAL}, _TOWN),
    Role("operator", "Quản trị hệ thống", _OPERATE, frozenset()),
)
ROLES: Mapping[str, Role] = MappingProxyType({role.code: role for role in _ROLES})


def permissions_of(role: str) -> frozenset[Permission]:
    """Give the permissions of a role code; an unknown role has none."""
    if role == LOCAL_OPERATOR:
        return frozenset(Permission)
    known = ROLES.get(role)
    return known.permissions if known else frozenset()
