"""The cast: who signs in, by which grant, and the one day that everybody's clock shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from canbo.accounts import operations as accounts
from canbo.accounts.access import local_operator
from canbo.accounts.actor import ALL_LEVELS
from canbo.accounts.values import GrantTerms
from canbo.engine.facts import UnitLevel
from canbo.records import access as records

PASSWORD = "mot-mat-khau-dai-va-la"
REAL_NOW = datetime(2026, 11, 23, 9, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
YESTERDAY = REAL_NOW.date() - timedelta(days=1)
COMMUNE = frozenset({UnitLevel.COMMUNE})
WARD, OTHER_WARD = "phường Trường Sơn", "phường Bắc Sơn"


@dataclass(frozen=True)
class Role:
    """A member of the cast: a grant in words. `role` "" is a user without any grant."""

    username: str
    name: str
    role: str = ""
    unit: str = ""
    levels: frozenset[UnitLevel] = ALL_LEVELS
    until: date | None = None


CAST = (
    Role("mai", "Mai", "ward_clerk", WARD, COMMUNE),
    Role("dung", "Dũng", "ward_clerk", OTHER_WARD, COMMUNE),
    Role("hanh", "Hạnh", "clerk"),
    Role("thang", "Thắng", "head"),
    Role("thanhtra", "Thanh tra", "inspector"),
    Role("quantri", "Quản trị", "operator", levels=frozenset()),
    Role("khongquyen", "Chưa có quyền"),
    Role("hetquyen", "Hết quyền hôm qua", "clerk", until=YESTERDAY),
)
STRANGER = "stranger"


def make_cast(at: datetime = REAL_NOW) -> None:
    """Make every user with their grant; the units must be known by then."""
    for one in CAST:
        _make(one, at)


def make_clerk(at: datetime = REAL_NOW) -> None:
    """Make only the clerk of the whole home, as in a home without units."""
    _make(next(one for one in CAST if one.username == "hanh"), at)


def _make(one: Role, at: datetime) -> None:
    operator = local_operator()
    accounts.create_user(
        username=one.username, display_name=one.name, password=PASSWORD, actor=operator, at=at
    )
    if one.role:
        unit = records.resolve_unit(code=one.unit) if one.unit else None
        terms = GrantTerms(role=one.role, unit=unit, managed_by=one.levels, valid_until=one.until)
        accounts.add_grant(username=one.username, terms=terms, actor=operator, at=at)
