"""What reporting shows of a figure: the whole number, only one's own rows, the promised keys."""

from __future__ import annotations

from datetime import date

from canbo.engine.figures import HEADLINES, Figure, compute, measures_named
from canbo.engine.timeline import Perspective
from canbo.reporting.documents import figures_document
from canbo.reporting.figures import figure_view
from tests.figures.columns import warehouse_of
from tests.figures.homes import LATE, LAW, Home, frame

SEEN_FROM = Perspective(date(2011, 7, 31), LATE)


def town() -> tuple[Home, dict[str, Figure]]:
    home = Home()
    people = [home.person() for _ in range(4)]
    for number, person in enumerate(people):
        home.holds(person, home.post(home.unit()))
        home.sat(person, home.training_class("LLCT-TC", "2008", "2010"))
        if number:
            home.reached(person, ["SC", "TC", "ĐH"][number - 1])
    with warehouse_of(home.snapshot()) as warehouse:
        figures = compute(warehouse, law=LAW, frame=frame(), measures=measures_named(HEADLINES))
    return home, {figure.name: figure for figure in figures}


NAMES = ["Vũ Thị Ánh", "Lê Văn Bình", "Đỗ Thị An", "Cao Văn Đức"]


def document(figure: Figure, **asked) -> dict:
    view = figure_view(figure, law=LAW, **asked)
    written = figures_document([view], perspective=SEEN_FROM, law=LAW.version)
    assert list(written) == ["as_of", "known_at", "law", "figures"]
    return written["figures"][0]


KEYS = [
    "name", "label", "kind", "value", "unit", "qualifier", "display", "from", "to", "base",
    "numerator", "missing", "definition", "rows",
]  # fmt: skip


def test_a_count_has_the_promised_keys_and_null_for_what_does_not_apply() -> None:
    home, figures = town()
    names = dict(zip(home.people, NAMES, strict=True))
    written = document(figures["intermediate_theory_people"], visible=None, names=names)
    assert list(written) == KEYS
    assert (written["kind"], written["value"], written["unit"]) == ("people", 4, "người")
    assert (written["from"], written["to"]) == ("2006-01-01", "2011-07-31")
    assert [written[key] for key in ("qualifier", "base", "numerator", "missing")] == [None] * 4
    assert [row["name"] for row in written["rows"]] == [
        "Đỗ Thị An", "Vũ Thị Ánh", "Lê Văn Bình", "Cao Văn Đức",
    ]  # fmt: skip
    assert list(written["rows"][0]) == ["id", "person", "name", "source"]
    assert {row["id"] for row in written["rows"]} == {str(one.key) for one in home.attendances}


def test_a_share_is_its_rows() -> None:
    home, figures = town()
    names = dict(zip(home.people, NAMES, strict=True))
    written = document(
        figures["commune_intermediate_professional_share"], visible=None, names=names
    )
    assert (written["value"], written["numerator"], written["missing"]) == ("2/4", 2, 1)
    assert written["base"] == {"label": "Số cán bộ, công chức phường, xã", "count": 4}
    assert (written["display"], written["from"], written["to"]) == ("50%", None, None)
    assert {row["name"]: row["met"] for row in written["rows"]} == dict(
        zip(NAMES, [None, False, True, True], strict=True)
    )


def test_attendances_tell_the_people_behind() -> None:
    _, figures = town()
    written = document(figures["fostering_attendances"], visible=None, names={})
    assert written["base"] == {"label": "Số người có lượt bồi dưỡng", "count": 0}
    assert (written["value"], written["rows"]) == (0, [])


def test_who_may_see_some_gets_the_whole_number_and_the_own_rows() -> None:
    home, figures = town()
    names = dict(zip(home.people, NAMES, strict=True))
    own = set(list(home.people)[:1])
    view = figure_view(figures["intermediate_theory_people"], law=LAW, visible=own, names=names)
    assert (view.value, view.counted, view.visible) == (4, 4, 1)
    assert {row.person for row in view.rows} == own
    assert view.within_rights == "1 của 4 trong phạm vi của bạn"


def test_a_share_of_nobody_has_no_value() -> None:
    with warehouse_of(Home().snapshot()) as warehouse:
        [figure] = compute(
            warehouse, law=LAW, frame=frame(),
            measures=measures_named(["commune_intermediate_professional_share"]),
        )  # fmt: skip
    written = document(figure, visible=None, names=None)
    assert (written["value"], written["numerator"], written["rows"]) == (None, 0, None)
    assert written["base"]["count"] == written["missing"] == 0
