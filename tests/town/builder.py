"""A small town for the pages: two wards and a body, real standards, a class, a catalogue, a plan.

It is made by the operations that an office uses (import, facts by hand, catalogue, draft), and is
the same every time. Everybody is invented.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid5

from canbo.cycle import operations as cycle
from canbo.engine.facts import (
    Attainment,
    ClassKind,
    Evidence,
    Fact,
    ParticularKind,
    Scale,
    Source,
)
from canbo.engine.timeline import Perspective, Validity
from canbo.records import access, models, operations
from canbo.records.operations.writing import Pen, insert_facts
from tests.records.sheets import NOON, OPERATOR, TOWN, Row, classes, roster, take
from tests.town.cast import OTHER_WARD, WARD, make_cast

AS_OF = date(2011, 7, 31)
DRAFTED = datetime(2011, 8, 2, 3, tzinfo=UTC)
WARD_PATH, OTHER_PATH = (TOWN, WARD), (TOWN, OTHER_WARD)
BODY_PATH = (TOWN, "Ban Tổ chức Thị ủy")
LONG_NAME = "Nguyễn Phúc Công Tằng Tôn Nữ Hoàng Thị Quỳnh Phương Thảo Nguyên Nghiêng"
SCRIPT_NAME = "Lê <script>alert(1)</script> Ác"

# The chairman is managed by the town: his own ward's clerk does not see his file.
CHAIRMAN = Row("Cao Sỹ Quang", "5/3/1962", ("X05",), "ĐH", "m", "Sầm Sơn")
WARD_ROWS = (
    CHAIRMAN,
    Row("Nguyễn Thị Mai", "12/3/1979", ("Y3",), "TC", "f", "Quảng Xương"),
    Row("Lê Thị Lan", "1/2/1980", ("Y6",), "ĐH", "f", "Sầm Sơn", party="3/2/2005"),
    Row("Vũ Đình Bình", "1970", ("X08",), "SC", "m"),
    Row("Vũ Đình Bình", "1/9/1981", ("Y5",), "CĐ", "m", "Hoằng Hóa"),
    Row(LONG_NAME, "3/1975", ("X10",), "TC", "f", "thôn Trung Kỳ, xã Quảng Tiến, thị xã Sầm Sơn"),
)
OTHER_ROWS = (
    Row("Trần Dũng", "4/5/1975", ("Y3",), "TC", "m"),
    Row("Đỗ Thị Cúc", "9/9/1968", ("X04",), "TC", "f"),
    Row(SCRIPT_NAME, "7/7/1977", ("X11",), "TC", "m"),
)
BODY_ROWS = (
    Row("Vũ Thị Hạnh", "4/5/1971", ("H31",), "ĐH", "f"),
    Row("Phạm Văn Thắng", "2/2/1960", ("H30",), "ThS", "m"),
)
THEORY = {
    "Cao Sỹ Quang": "CTSC",
    "Nguyễn Thị Mai": "CT0",
    "Lê Thị Lan": "CTTC",
    "Đỗ Thị Cúc": "CT0",
    "Trần Dũng": "CTSC",
}  # whoever is not named here has no data: nobody is sent to a class for that

CATALOGUE: dict[str, Any] = {
    "year": 2012,
    "town": "382",
    "courses": [{"course": "LLCT-CC", "requires": "LLCT-TC"}],
    "classes": [
        {
            "id": "TC21", "course": "LLCT-TC", "name": "Lớp Trung cấp LLCT–HC khóa 21",
            "institution": "Trường Chính trị tỉnh", "place": "Sầm Sơn", "seats": 1, "minimum": 1,
            "cost": 6_500_000,
            "sessions": [
                {"begins": date(2012, 3, 5), "ends": date(2012, 3, 9)},
                {"begins": date(2012, 4, 9), "ends": date(2012, 4, 13)},
            ],
        },
        {
            "id": "SC1", "course": "LLCT-SC", "name": "Lớp Sơ cấp LLCT 2012", "seats": 20,
            "minimum": 1, "cost": 1_200_000,
            "sessions": [{"begins": date(2012, 5, 7), "ends": date(2012, 5, 18)}],
        },
    ],
    "quotas": [
        {"id": "Q1", "course": "LLCT-TC", "begins": date(2012, 1, 1), "ends": date(2012, 12, 31),
         "unit": None, "places": 1, "document": "Công văn 12-CV/BTC"},
    ],
    "budgets": [
        {"source": "thi-xa", "year": 2012, "amount": 40_000_000, "name": "Ngân sách thị xã"},
    ],
    "payers": [{"source": "thi-xa", "course": None, "group": None}],
    "absence": {"default": 2, "units": {}},
    "rules": {
        "objective": {
            "kind": "weighted",
            "weights": {"legal": 1000, "pool": 30, "shortage": 8, "yearly": 2},
        },
        "classes_per_person_year": 2,
        "leaders_together": False,
        "fairness": None,
        "keep_previous": False,
    },
}  # fmt: skip


@dataclass(frozen=True)
class Town:
    """What a test may want to name: people by name, units by name, waiting files by their maker."""

    people: dict[str, UUID]
    units: dict[str, UUID]
    drafts: dict[str, UUID] = field(default_factory=dict)


def make_town(*, planned: bool = True) -> Town:
    """Make the town with its cast, inside the caller's transaction or outside of any."""
    take(roster(WARD_ROWS, as_of="31/12/2010", path=WARD_PATH))
    take(roster(OTHER_ROWS, as_of="31/12/2010", path=OTHER_PATH, file="bac-son.xlsx"))
    take(roster(BODY_ROWS, as_of="31/12/2010", path=BODY_PATH, file="ban.xlsx"))
    take(classes(_learners(), begins="9/2008", ends="6/2010"))
    fostered = [Row("Nguyễn Thị Mai", "12/3/1979", unit=WARD_PATH), Row("Trần Dũng", "4/5/1975")]
    take(classes(fostered, file="bd.xlsx", name="Bồi dưỡng quản lý nhà nước 2009",
                 begins="3/3/2009", ends="14/3/2009", kind=ClassKind.FOSTERING))  # fmt: skip
    confirm_communes()
    town = look()
    operations.record_facts(facts=tuple(_theory(town.people)), actor=OPERATOR, at=NOON)
    cycle.record_catalogue(content=CATALOGUE, document="danh-muc-2012.yaml", **_by(DRAFTED))
    if planned:
        cycle.draft_plan(year=2012, perspective=Perspective(AS_OF, DRAFTED), **_by(DRAFTED))
    make_cast()
    return town


def _learners() -> list[Row]:
    return [
        Row("Lê Thị Lan", "1/2/1980", unit=WARD_PATH),
        Row("Đỗ Thị Cúc", "9/9/1968", unit=OTHER_PATH),
        Row("Phạm Văn Thắng", "2/2/1960", unit=BODY_PATH),
        Row("Hoàng Học Viên", "6/6/1986"),  # known from a class only, holds no post
    ]


def _by(at: datetime) -> dict[str, Any]:
    return {"actor": OPERATOR, "at": at}


def confirm_communes() -> None:
    """Say which wards lie in the plain, as the standards ask."""
    for number, name in enumerate((WARD, OTHER_WARD)):
        unit = access.resolve_unit(code=name)
        operations.confirm_unit(unit=unit, code=f"1485{number}", area="delta", **_by(NOON))


def look() -> Town:
    """Read who and what is known; of two people of one name the first by id."""
    snapshot = access.read_snapshot()
    names = sorted(
        (fact.value, fact.person)
        for fact in snapshot.particulars
        if fact.kind is ParticularKind.NAME
    )
    units = {fact.name: fact.unit for fact in snapshot.unit_names}
    return Town(dict(reversed(names)), units)


def _theory(people: dict[str, UUID]) -> Iterator[Fact]:
    for name, level in THEORY.items():
        yield attained(people[name], Scale.POLITICAL_THEORY, level)


def attained(person: UUID, scale: Scale, level: str) -> Attainment:
    """Give a level of a person, declared at the end of 2010."""
    return Attainment(
        id=uuid5(person, f"id {scale} {level}"),
        key=uuid5(person, f"key {scale} {level}"),
        validity=Validity(None, None, known_by=date(2010, 12, 31)),
        recorded_at=NOON,
        source=Source(Evidence.DECLARED, "Tờ khai"),
        person=person,
        scale=scale,
        level=level,
    )


def add_people(count: int, *, path: tuple[str, ...] = WARD_PATH) -> None:
    """Add so many officials to a ward, each with a name, a birth date, a post and a level."""
    rows = [
        Row(_name(n),
            f"{n % 28 + 1}/{n % 12 + 1}/{1955 + n % 35}", (_POSTS[n % 5],), "TC", "fm"[n % 2])
        for n in range(count)
    ]  # fmt: skip
    take(roster(rows, as_of="31/12/2010", path=path, file=f"dong-{path[-1]}-{count}.xlsx"))


def add_crowd(count: int, *, first: int = 1) -> None:
    """Put so many officials into Mai's post at once, as an import would have left them.

    `first` numbers the first of them, where there is a crowd already.
    """
    town, snapshot = look(), access.read_snapshot()
    mai = town.people["Nguyễn Thị Mai"]
    tenure = next(one for one in snapshot.tenures if one.person == mai)
    name = next(one for one in snapshot.particulars if one.person == mai)
    level = next(one for one in snapshot.attainments if one.person == mai and one.level == "TC")
    facts: list[Fact] = []
    people = [UUID(int=number) for number in range(first, first + count)]
    for number, person in enumerate(people):
        for fact in (tenure, level, replace(name, kind=ParticularKind.NAME, value=_name(number))):
            own = {"id": uuid5(person, f"id {fact.id}"), "key": uuid5(person, f"key {fact.id}")}
            facts.append(replace(fact, person=person, **own))
    models.Person.objects.bulk_create(
        models.Person(id=person, created_at=NOON, created_act=1) for person in people
    )
    insert_facts(facts, Pen("tests", 1, None))


def _name(number: int) -> str:
    family, middle = _FAMILIES[number % 7], _MIDDLES[number % 5]
    return f"{family} {middle} {_GIVEN[number % 11]} {_word(number)}"


_FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng")
_MIDDLES = ("Văn", "Thị", "Đức", "Ngọc", "Hữu")
_GIVEN = ("Anh", "Ân", "Bảo", "Dung", "Đạt", "Hoà", "Huệ", "Oanh", "Ơn", "Ước", "Yến")
_POSTS = ("Y3", "Y4", "Y5", "Y6", "Y7")
_SYLLABLES = ("an", "bao", "cam", "dao", "giang", "ha", "kim", "lam", "minh", "nga")


def _word(number: int) -> str:
    """Make each name its own: a number in syllables."""
    return " ".join(_SYLLABLES[int(digit)].capitalize() for digit in str(number))
