"""The scheme of May 2008 and what it moved; and the moves that are none of it.

Đề án số 03-ĐA/ThU of 12 May 2008. Ten leaders were moved by it until July 2011, five of them to
wards and communes. Beside them the lists name moves outside the scheme and before it, an expert
without a leading post, and intentions that came to nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from examples.builder.chronicle import Chronicle, Fact
from examples.builder.sam_son.numbers import decision
from examples.builder.sam_son.places import TOWN, WARDS

SCHEME = "Đề án số 03-ĐA/ThU"
SCHEME_DAY = "2008-05-12"
SCHEME_NAME = "Đề án điều động, luân chuyển cán bộ lãnh đạo, quản lý giai đoạn 2008 - 2010"


@dataclass(frozen=True, slots=True)
class Moved:
    """One move: kind, first day, from post and unit, to post and unit, months away."""

    person: str
    kind: str  # reassignment, rotation, reinforcement
    day: str
    origin: tuple[str, str]
    goal: tuple[str, str]
    months: int = 0  # 0: for good


def _at(body: str) -> str:
    return body if body in WARDS else f"{TOWN}.{body}"


def _moved(text: str) -> Moved:
    person, kind, day, from_post, from_unit, to_post, to_unit, months = text.split()
    return Moved(
        person, kind, day, (from_post, _at(from_unit)), (to_post, _at(to_unit)), int(months)
    )


BY_SCHEME = tuple(
    _moved(text)
    for text in (
        "P181 reassignment 2008-08-20 H16 vp-thi-uy H11 ban-tuyen-giao 0",
        "P269 reassignment 2008-09-12 H21 ld-tbxh H31 mttq 0",
        "P037 reinforcement 2008-10-15 H21 noi-vu X06 14833 36",
        "P135 reinforcement 2008-11-20 H36 hoi-lhpn X04 14839 36",
        "P134 rotation 2008-11-25 H21 kinh-te X05 14839 36",
        "P225 rotation 2009-01-15 X06 14830 H21 gd-dt 0",
        "P185 rotation 2009-03-10 H12 ban-dan-van X01 14842 36",
        "P169 reassignment 2010-01-12 X02 14830 H17 vp-thi-uy 0",
        "P197 reinforcement 2010-03-18 H05 hdnd X01 14836 36",
        "P188 reassignment 2010-12-15 H11 ban-dan-van H13 ubkt 0",
    )
)
OUTSIDE = tuple(
    _moved(text)
    for text in (
        "P188 reassignment 2009-02-10 H14 ubkt H11 ban-dan-van 0",
        "Q07 reassignment 2009-02-16 X05 14839 H20 noi-vu 0",
        "P247 reassignment 2009-11-03 H61 tn-mt H61 qldt 0",
    )
)
BEFORE = tuple(
    _moved(text)
    for text in (
        "P269 reassignment 2007-03-15 H32 mttq H21 ld-tbxh 0",
        "P169 reinforcement 2008-03-05 H17 vp-thi-uy X02 14830 36",
    )
)
EXPERT = _moved("P192 reassignment 2009-08-12 H61 ban-to-chuc H61 ubkt 0")  # holds no leading post
# Intended in May 2008 and never done: person, the goal, why not.
NEVER = (
    ("P217", ("X05", "14830"), "Không thực hiện vì lý do sức khỏe"),
    ("P258", ("X06", "14842"), "Chưa thực hiện (phường, xã đã đủ cơ cấu)"),
    ("P235", ("H20", f"{TOWN}.noi-vu"), "Tạm dừng"),
)


def write_moves(told: Chronicle) -> None:
    """Write the moves: all are acts with a decision; only ten belong to the scheme."""
    for moved in BY_SCHEME:
        _write(told, moved, scheme="2008", leader=True)
    for moved in (*OUTSIDE, *BEFORE):
        _write(told, moved, scheme="", leader=moved.origin[0] != "H61")
    _write(told, EXPERT, scheme="2008", leader=False)


def _write(told: Chronicle, moved: Moved, *, scheme: str, leader: bool) -> Fact:
    planned = ""
    if moved.months:
        year, month = int(moved.day[:4]) + moved.months // 12, moved.day[5:7]
        planned = f"{year}-{month}"
    made = told.add(
        "move", moved.person, move_kind=moved.kind, begins=moved.day, scheme=scheme,
        from_post=moved.origin[0], from_unit=moved.origin[1], to_post=moved.goal[0],
        to_unit=moved.goal[1], planned_end=planned, leader=leader,
        **decision("town_party", moved.day),
    )  # fmt: skip
    for tenure in told.tenures(moved.person):
        if (tenure["post"], tenure["unit"], tenure["begins"]) == (*moved.goal, moved.day):
            numbers = {key: made[key] for key in ("decision", "decision_day", "issuer")}
            told.amend(tenure, act="reassigned", **numbers)
    return made
