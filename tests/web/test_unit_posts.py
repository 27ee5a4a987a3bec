"""A unit from inside: who holds which of its posts, which are vacant; the chart below it."""

from __future__ import annotations

import re
from datetime import date
from uuid import uuid4

import pytest

from canbo.engine.facts import Evidence, FactKind, Source, TenureManner
from canbo.engine.timeline import PartialDate, Perspective, Validity
from canbo.records.access import unit_tree
from canbo.records.access.unit_posts import posts_of_unit
from canbo.records.access.unit_tree import UnitBranch, UnitLine
from canbo.records.operations import correct_fact
from canbo.records.queries import read_snapshot
from canbo.web.office.org_chart import BOX, draw
from tests.records.sheets import OPERATOR
from tests.town.builder import AS_OF, WARD_PATH
from tests.town.cast import REAL_NOW, WARD

pytestmark = pytest.mark.django_db
SCRIPT = {"HX-Request": "true"}
NOW = Perspective(AS_OF, REAL_NOW)


def text_of(page) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def test_each_post_tells_who_holds_it_heads_first(town, browse) -> None:
    address = f"/don-vi/{town.units[WARD]}/chuc-danh/"
    told = text_of(browse("hanh").get(address, headers=SCRIPT))
    assert "Chủ tịch Ủy ban nhân dân chưa xác nhận Cao Sỹ Quang Có người" in told
    whole = text_of(browse("hanh").get(address))
    assert f"Chức danh của {WARD}" in whole
    assert told.split("Tình trạng")[1].split("Có người")[0] in whole
    heads = re.findall(r'<th scope="row">([^<]+)', browse("hanh").get(address).content.decode())
    chairman = next(place for place, name in enumerate(heads) if name.startswith("Chủ tịch"))
    clerk = next(place for place, name in enumerate(heads) if name.startswith("Văn phòng"))
    assert chairman < clerk


def test_a_clerk_is_told_how_many_hold_a_post_not_who(town, browse) -> None:
    """The ward's chairman is managed by the town: closed to the ward's own clerk."""
    told = text_of(browse("mai").get(f"/don-vi/{town.units[WARD]}/chuc-danh/"))
    assert "Cao Sỹ Quang" not in told
    assert "Chủ tịch Ủy ban nhân dân chưa xác nhận 1 người ngoài phạm vi của bạn Có người" in told


def held(town, name: str):
    person = town.people[name]
    return next(one for one in read_snapshot().tenures if one.person == person)


def say(tenure, **told) -> None:
    """Correct a tenure."""
    correct_fact(
        kind=FactKind.TENURE, fact=tenure.id, values=told,
        source=Source(Evidence.DECLARED, "lời khai"), actor=OPERATOR, at=REAL_NOW,
    )  # fmt: skip


def test_a_post_whose_holder_left_is_vacant_and_says_since_when(town, browse) -> None:
    tenure = held(town, "Cao Sỹ Quang")
    ended = Validity(begins=tenure.validity.begins, ends=PartialDate.parse("5/2011"))
    say(tenure, validity=ended)
    told = text_of(browse("hanh").get(f"/don-vi/{town.units[WARD]}/chuc-danh/"))
    assert "Chủ tịch Ủy ban nhân dân chưa xác nhận Trống; người trước thôi giữ 5/2011" in told
    assert "; 1 trống)" in told


def test_a_post_that_is_only_acted_in_says_so(town, browse) -> None:
    say(held(town, "Cao Sỹ Quang"), manner=TenureManner.ACTING)
    told = text_of(browse("hanh").get(f"/don-vi/{town.units[WARD]}/chuc-danh/"))
    assert "Cao Sỹ Quang (quyền, phụ trách) Giao quyền, phụ trách" in told


def test_two_heads_of_one_post_are_too_many(town, browse) -> None:
    chairman, other = held(town, "Cao Sỹ Quang"), held(town, "Đỗ Thị Cúc")
    say(other, post=chairman.post)
    told = text_of(browse("hanh").get(f"/don-vi/{town.units[WARD]}/chuc-danh/"))
    assert "2 người cùng giữ một chức danh cấp trưởng" in told


def test_the_state_of_another_day_is_another(town) -> None:
    before = Perspective(date(1990, 1, 1), REAL_NOW)
    posts = posts_of_unit(unit=town.units[WARD], actor=OPERATOR, at=REAL_NOW, perspective=before)
    assert posts
    assert not any(post.held for post in posts)


@pytest.mark.parametrize("part", ["chuc-danh", "so-do"])
def test_an_unknown_unit_is_not_there(browse, part) -> None:
    assert browse("hanh").get(f"/don-vi/{uuid4()}/{part}/").status_code == 404


def test_the_chart_shows_each_unit_below_as_a_link_with_its_people(town, browse) -> None:
    tree = unit_tree(NOW)
    top = next(node.id for node in tree if node.name == WARD_PATH[0])
    shown = browse("hanh").get(f"/don-vi/{top}/so-do/").content.decode()
    assert f'href="/don-vi/{town.units[WARD]}/"' in shown
    assert re.search(rf'aria-label="{WARD}: \d+ người"', shown)
    alone = browse("hanh").get(f"/don-vi/{town.units[WARD]}/so-do/").content.decode()
    assert alone.count("<rect") == 1


def branch(name: str, *below: UnitBranch, left_out: int = 0) -> UnitBranch:
    line = UnitLine(uuid4(), "", name, (), True, False, len(below), 3, 0)
    return UnitBranch(line, below, left_out)


def test_many_units_stand_in_columns_and_their_lines_pass_above() -> None:
    chart = draw(branch("A", *(branch(f"Đơn vị {number:02}") for number in range(30))))
    assert not _meeting(chart.boxes)
    assert len({box.left for box in chart.boxes}) == 4  # the top, and three columns of ten
    assert len(chart.paths) == 30
    assert chart.height < 800


def _meeting(boxes) -> list[tuple[str, str]]:
    return [
        (one.name, other.name)
        for one in boxes
        for other in boxes
        if one is not other
        and abs(one.left - other.left) < BOX[0]
        and abs(one.top - other.top) < BOX[1]
    ]


def test_boxes_never_meet_and_parents_stand_in_the_middle() -> None:
    long = "Trung tâm Bồi dưỡng chính trị và Phục vụ hành chính công thị xã Sầm Sơn mở rộng"
    tree = branch("A", branch("B", branch("C"), branch(long)), branch("D", left_out=4), branch("E"))
    chart = draw(tree)
    boxes = {box.name: box for box in chart.boxes}
    assert len(boxes) == 6
    assert not _meeting(chart.boxes)
    assert boxes["A"].top == (boxes["B"].top + boxes["E"].top) // 2
    assert len(chart.paths) == 5
    assert boxes[long].lines[1].endswith("…")
    assert all(len(line) <= 30 for line in boxes[long].lines)
    assert boxes["D"].people == "3 người; 4 đơn vị trực thuộc"
    assert chart.height >= max(box.top for box in chart.boxes) + BOX[1]
