"""Words of cells and titles, pair by pair: what is written and what it means."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import pytest
import yaml

from canbo.engine.facts import AttainmentState, Scale, TenureManner
from canbo.engine.timeline import NotADate
from canbo.exchange.workbooks.courses import CourseReader
from canbo.exchange.workbooks.dates import ImpossibleDate, find_span, read_date
from canbo.exchange.workbooks.grid import text_cell
from canbo.exchange.workbooks.levels import LevelReader
from canbo.exchange.workbooks.places import CellRef, PostReading, UnitReading
from canbo.exchange.workbooks.posts import PostReader, Seat
from canbo.exchange.workbooks.reading import AttainmentReading
from canbo.exchange.workbooks.units import Surroundings, UnitReader
from tests.workbooks.written import VOCABULARY

TEXTS = yaml.safe_load((Path(__file__).parent / "texts.yaml").read_text(encoding="utf-8"))
AT = CellRef("S", 0, 0)
HERE = Surroundings("", "thị xã Sầm Sơn")
UNITS = UnitReader(VOCABULARY.units)
POSTS = PostReader(VOCABULARY.posts, UNITS)
LEVELS = LevelReader(VOCABULARY.levels)
COURSES = CourseReader(VOCABULARY.courses)
WARD = Seat("commune", HERE, UnitReading(("thị xã Sầm Sơn", "phường Bắc Sơn"), "phường", "commune"))
BOARD = Seat("district", HERE, UnitReading(("thị xã Sầm Sơn", "Ban X"), "ban", "district"))
MARKS = {TenureManner.FULL: "", TenureManner.ACTING: "!", TenureManner.CONCURRENT: "+"}


def pairs(*keys: str) -> list[Any]:
    data: Any = TEXTS
    for key in keys:
        data = data[key]
    return [pytest.param(str(text), str(meaning), id=str(text)) for text, meaning in data.items()]


def _post(post: PostReading) -> str:
    title = post.title + MARKS[post.manner] if post.title else f"?{post.as_written}"
    return f"{title}@{post.unit.path[-1]}" if post.unit else title


def _posts(text: str, seat: Seat) -> str:
    return " ".join(_post(post) for post in POSTS.read(text, seat))


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(("text", "meaning"), pairs("commune_posts"))
def test_posts_of_a_commune(text: str, meaning: str, form: str) -> None:
    written = unicodedata.normalize("NFD", text) if form == "NFD" else text
    assert _posts(written, WARD) == meaning


@pytest.mark.parametrize(("text", "meaning"), pairs("district_posts"))
def test_posts_of_a_district(text: str, meaning: str) -> None:
    assert _posts(text, BOARD) == meaning


def _level(found: AttainmentReading) -> str:
    mode = found.mode.value if found.mode else ""
    parts = "/".join([found.level, mode, found.field]).rstrip("/")
    return parts + (" studying" if found.state is AttainmentState.STUDYING else "")


@pytest.mark.parametrize("scale", [*Scale, None])
def test_levels_of_a_scale(scale: Scale | None) -> None:
    said = {}
    wanted = TEXTS["levels"][scale.value if scale else "mixed"]
    for text in wanted:
        found = LEVELS.read(text_cell(str(text)), scale, AT)
        said[text] = " + ".join(map(_level, found.attainments)) if found.understood else "!"
    assert said == wanted


@pytest.mark.parametrize(("text", "meaning"), pairs("dates"))
def test_birth_dates(text: str, meaning: str) -> None:
    try:
        said = read_date(text_cell(text), latest_year=2011, least_age=14).iso()
    except ImpossibleDate as error:
        said = "!" + error.likely
    except NotADate:
        said = "?"
    assert said == meaning


@pytest.mark.parametrize(("text", "meaning"), pairs("spans"))
def test_spans_of_classes(text: str, meaning: str) -> None:
    span = find_span(text)
    sides = [day.iso() if day else "" for day in (span.begins, span.ends)]
    assert "..".join(sides) == meaning


@pytest.mark.parametrize(("text", "meaning"), pairs("courses"))
def test_courses_of_titles(text: str, meaning: str) -> None:
    found = COURSES.read(text)
    assert (f"{found.kind.value} {found.course}" if found else "?") == meaning


@pytest.mark.parametrize(("text", "meaning"), pairs("units"))
def test_units(text: str, meaning: str) -> None:
    found = UNITS.read(text, HERE)
    assert (" / ".join(found.path[1:]) if found else "?") == meaning


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("Thành đoàn Thanh Hóa", ("thành phố Thanh Hóa", "Thành đoàn")),
        ("Huyện đoàn Quảng Xương", ("huyện Quảng Xương", "Huyện đoàn")),
        ("Xã Ban Công, huyện Bá Thước", ("huyện Bá Thước", "xã Ban Công")),
        ("Phòng Nội vụ huyện Quảng Xương", ("huyện Quảng Xương", "Phòng Nội vụ")),
    ],
)
def test_a_unit_that_names_its_district_is_of_that_one(text: str, path: tuple[str, ...]) -> None:
    found = UNITS.read(text, HERE)
    assert found is not None
    assert found.path == path
