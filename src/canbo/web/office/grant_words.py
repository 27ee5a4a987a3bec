"""A grant in words, as it is shown before it is confirmed and wherever rights are told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from canbo.accounts.actor import ALL_LEVELS
from canbo.accounts.people import stands_on
from canbo.accounts.roles import NEVER_LENT, ROLES, Permission, permissions_of
from canbo.accounts.values import GrantRecord, GrantTerms
from canbo.engine.facts import UnitLevel
from canbo.engine.timeline import Perspective
from canbo.engine.vietnamese import write_date
from canbo.records import access as records

LEVELS = {
    UnitLevel.COMMUNE: "cấp xã",
    UnitLevel.DISTRICT: "cấp huyện",
    UnitLevel.PROVINCE: "cấp tỉnh",
    UnitLevel.CENTRAL: "Trung ương",
}
SECRECY = ("không xem hồ sơ mật", "xem cả hồ sơ mật", "xem cả hồ sơ tối mật",
           "xem cả hồ sơ tuyệt mật")  # fmt: skip
_OWN_WORDS = ("phường", "xã", "thị trấn")  # a unit of the commune level names its kind first
_MAY = (
    (Permission.IMPORT, "nhập tệp và hủy lần nhập"),
    (Permission.MAKE_PLAN, "lập kế hoạch đào tạo"),
    (Permission.SEE_JOURNAL, "xem nhật ký"),
    (Permission.MANAGE_USERS, "tạo tài khoản, cấp và thu quyền"),
    (Permission.VIEW_AS, "xem trang như người khác"),
)


@dataclass(frozen=True, slots=True)
class ToldGrant:
    """A grant as a page shows it: the sentence, its state, and whether it still can end."""

    id: UUID
    sentence: str
    state: str
    given: datetime
    revoked: datetime | None
    stands: bool
    may_end: bool


def told_grants(
    grants: Iterable[GrantRecord], names: Mapping[UUID, str], at: datetime, day: date
) -> tuple[ToldGrant, ...]:
    """Tell grants in words: those that stand first, then those to come, then those that ended."""
    told = [
        ToldGrant(
            one.id, sentence_of(one.terms, names, one.instead_of), _state(one, at, day),
            one.granted_at, one.revoked_at, stands_on(one, at, day),
            one.revoked_at is None and not _is_over(one.terms, day),
        )
        for one in grants
    ]  # fmt: skip
    return tuple(sorted(told, key=lambda one: (not one.stands, not one.may_end)))


def unit_names_of(terms: Iterable[GrantTerms], at: datetime, today: date) -> dict[UUID, str]:
    """The names of the units of grants, today."""
    units = {one.unit for one in terms if one.unit}
    return records.names_of_units(units, Perspective(today, at)) if units else {}


def sentence_of(terms: GrantTerms, names: Mapping[UUID, str], instead_of: str = "") -> str:
    """Tell a grant in one sentence: the role, where, whom it reaches, how secret, how long."""
    role = ROLES.get(terms.role)
    name = role.name if role else f"Vai trò không còn ({terms.role})"
    unit = names.get(terms.unit, "một đơn vị không còn") if terms.unit else "toàn cơ quan"
    may = permissions_of(terms.role) - (NEVER_LENT if instead_of else frozenset())
    parts = [*_reach(terms, unit, may), *_other(may), _days(terms)]
    instead = f", thay {instead_of}" if instead_of else ""
    return f"{name} của {unit}{instead}: {', '.join(parts)}"


def _reach(terms: GrantTerms, unit: str, may: frozenset[Permission]) -> list[str]:
    if Permission.SEE_OFFICIALS not in may:
        return ["không xem hồ sơ của ai"]
    if not terms.managed_by:
        return ["không xem hồ sơ của ai, chỉ xem số liệu chung"]
    secrecy = SECRECY[terms.secrecy] if terms.secrecy < len(SECRECY) else SECRECY[0]
    if terms.managed_by == ALL_LEVELS:
        return ["xem hồ sơ mọi cán bộ, ai quản lý cũng vậy", secrecy]
    return [f"xem hồ sơ những người {_managers(terms, unit)} quản lý", secrecy]


def _managers(terms: GrantTerms, unit: str) -> str:
    """Who manages those whom a grant reaches: a ward's own clerk reads "phường"."""
    own = next((word for word in _OWN_WORDS if unit.lower().startswith(f"{word} ")), "")
    if own and terms.managed_by == {UnitLevel.COMMUNE}:
        return own
    words = [LEVELS[level] for level in UnitLevel if level in terms.managed_by]
    return " và ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _other(may: frozenset[Permission]) -> list[str]:
    words = [word for permission, word in _MAY if permission in may]
    if Permission.SEE_PLAN in may and Permission.MAKE_PLAN not in may:
        words.insert(0, "xem kế hoạch")
    return [f"được {words[0]}", *words[1:]] if words else []


def _days(terms: GrantTerms) -> str:
    ends = f"đến hết {write_date(terms.valid_until)}" if terms.valid_until else ""
    if terms.valid_from:
        return f"từ {write_date(terms.valid_from)} {ends or 'không định ngày hết'}"
    return ends or "không định ngày hết"


def _is_over(terms: GrantTerms, day: date) -> bool:
    return terms.valid_until is not None and terms.valid_until < day


def _state(grant: GrantRecord, at: datetime, day: date) -> str:
    if grant.revoked_at is not None and grant.revoked_at <= at:
        return "đã thu hồi"
    if stands_on(grant, at, day):
        return "đang có"
    return "đã hết hạn" if _is_over(grant.terms, day) else "chưa đến ngày"
