"""Who sees whom: judged now, by the posts that people hold now, whatever the perspective."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canbo.accounts.actor import ALL_LEVELS, Actor, GrantValue
from canbo.engine.facts import ParticularKind, UnitLevel
from canbo.engine.timeline import Period, Perspective
from canbo.records import access
from canbo.records.access import OfficialNotFound
from canbo.records.queries import read_snapshot
from tests.records.sheets import NOON, OPERATOR, TOWN, WARD, Row, classes, roster, take

pytestmark = pytest.mark.django_db
OTHER = (TOWN, "phường Bắc Sơn")
BODY = (TOWN, "Ban Tổ chức Thị ủy")
COMMUNE = frozenset({UnitLevel.COMMUNE})
NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)
VIEW = Perspective(date(2011, 7, 31), NOW)

QUANG = Row("Cao Sỹ Quang", "1962", ("X05", "V02"))  # managed by the town
MAI = Row("Nguyễn Thị Mai", "12/3/1979", ("Y3",))
LAN = Row("Lê Thị Lan", "1/2/1980", ("Y6",))
LEFT = Row("Đỗ Văn Lưu", "1/2/1950", ("Y5",))
DUNG = Row("Trần Dũng", "4/5/1975", ("Y3",))
HANH = Row("Vũ Thị Hạnh", "4/5/1971", ("H31",))


def load_town() -> None:
    take(roster([QUANG, MAI, LAN, LEFT], as_of="31/12/2008"))
    take(roster([QUANG, MAI, LAN], as_of="31/12/2010", file="ts-2010.xlsx"))
    take(roster([DUNG], path=OTHER, file="bac-son.xlsx"))
    take(roster([HANH], path=BODY, file="ban.xlsx"))
    take(classes([Row("Người Học", "1990")]))


def people() -> dict[str, UUID]:
    return {
        fact.value: fact.person
        for fact in read_snapshot().particulars
        if fact.kind is ParticularKind.NAME
    }


def unit_of(path: tuple[str, ...]) -> UUID:
    return access.resolve_unit(code=path[-1])


def actor(*grants: GrantValue) -> Actor:
    return Actor("someone", "Ai đó", grants)


def grant(
    unit: UUID | None, levels: frozenset[UnitLevel] = COMMUNE, *, role: str = "ward_clerk",
    valid: Period = Period(None, None),  # noqa: B008
) -> GrantValue:  # fmt: skip
    return GrantValue(role, unit, levels, 0, valid)


def seen(one: Actor, at: datetime = NOW) -> set[str] | None:
    visible = access.visible_people(actor=one, at=at)
    if visible is None:
        return None
    return {name for name, identity in people().items() if identity in visible}


def test_the_operator_sees_everybody() -> None:
    load_town()
    assert seen(OPERATOR) is None


def test_a_ward_clerk_sees_the_ward_and_not_its_chairman() -> None:
    load_town()
    assert seen(actor(grant(unit_of(WARD)))) == {"Nguyễn Thị Mai", "Lê Thị Lan", "Đỗ Văn Lưu"}


def test_a_clerk_of_another_ward_sees_nobody_of_this_one() -> None:
    load_town()
    assert seen(actor(grant(unit_of(OTHER)))) == {"Trần Dũng"}


def test_a_grant_over_the_town_reaches_down() -> None:
    load_town()
    levels = frozenset({UnitLevel.COMMUNE, UnitLevel.DISTRICT})
    found = seen(actor(grant(unit_of((TOWN,)), levels)))
    assert found is not None
    assert {"Cao Sỹ Quang", "Trần Dũng", "Nguyễn Thị Mai"} <= found
    assert "Người Học" not in found  # holds no post: not everybody's


@pytest.mark.parametrize(
    "nothing",
    [
        (),
        (GrantValue("ward_clerk", None, frozenset(), 0, Period(None, None)),),
        (GrantValue("no_such_role", None, ALL_LEVELS, 0, Period(None, None)),),
        (GrantValue("operator", None, ALL_LEVELS, 0, Period(None, None)),),
        (GrantValue("clerk", None, ALL_LEVELS, 0, Period(None, date(2026, 11, 23))),),
        (GrantValue("clerk", uuid4(), ALL_LEVELS, 0, Period(None, None)),),
    ],
)
def test_rights_fail_closed(nothing: tuple[GrantValue, ...]) -> None:
    load_town()
    assert seen(actor(*nothing)) == set()
    listed = access.list_officials(actor=actor(*nothing), at=NOW, perspective=VIEW, search="n")
    assert listed.rows == ()


def test_a_post_that_nobody_knows_hides_its_holder_from_a_limited_grant() -> None:
    take(roster([Row("Bí Ẩn", "1970", ("Người giữ thứ gì đó",))]))
    assert seen(actor(grant(unit_of(WARD), frozenset({UnitLevel.COMMUNE})))) == set()
    assert seen(actor(grant(unit_of(WARD), ALL_LEVELS))) == {"Bí Ẩn"}


def test_the_forbidden_and_the_absent_are_answered_alike() -> None:
    load_town()
    dung = actor(grant(unit_of(OTHER)))
    answers = []
    for asked in (people()["Nguyễn Thị Mai"], uuid4()):
        with pytest.raises(OfficialNotFound) as refused:
            access.get_official(official=asked, actor=dung, at=NOW, perspective=VIEW)
        answers.append((refused.value.code, set(refused.value.data)))
    assert answers[0] == answers[1]


def test_who_has_left_the_ward_is_no_longer_seen_in_any_past() -> None:
    load_town()
    moved = Row("Nguyễn Thị Mai", "12/3/1979", ("Y3",))
    take(roster([moved], path=OTHER, as_of="1/7/2011", file="bac-son-2.xlsx"))
    # the ward's next roster lists Mai in another unit's post only
    snapshot = read_snapshot()
    mai = people()["Nguyễn Thị Mai"]
    assert mai in {tenure.person for tenure in snapshot.tenures}
    clerk = actor(grant(unit_of(OTHER)))
    past = Perspective(date(2009, 1, 1), NOON)
    listed = access.list_officials(actor=clerk, at=NOW, perspective=past, search="mai")
    assert [row.name for row in listed.rows] == ["Nguyễn Thị Mai"]


@given(
    as_of=st.dates(date(2000, 1, 1), date(2030, 1, 1)),
    known=st.integers(-10, 10),
    place=st.sampled_from([WARD, OTHER, BODY, (TOWN,), None]),
    levels=st.sets(st.sampled_from(list(UnitLevel))),
    search=st.sampled_from(["", "n", "mai", "quang", "thi"]),
)
def test_whatever_the_perspective_only_people_within_todays_rights_are_seen(
    as_of: date, known: int, place: tuple[str, ...] | None, levels: set[UnitLevel], search: str
) -> None:
    if not people():
        load_town()
    unit = unit_of(place) if place else None
    one = actor(grant(unit, frozenset(levels)))
    allowed = access.visible_people(actor=one, at=NOW)
    perspective = Perspective(as_of, NOON + timedelta(days=known))
    listed = access.list_officials(actor=one, at=NOW, perspective=perspective, search=search)
    for row in listed.rows:
        assert allowed is None or row.id in allowed
    for identity in people().values():
        try:
            view = access.get_official(
                official=identity, actor=one, at=NOW, perspective=perspective
            )
        except OfficialNotFound:
            continue
        assert allowed is None or view.id in allowed
