"""Measures of what happened: moves, elections, appointments, ratings, awards, leaving, money."""

from __future__ import annotations

from canbo.engine.facts import ElectionKind, RatingSeries, TenureAct, TenureManner, UnitLevel
from canbo.engine.figures.algebra import (
    Age,
    Also,
    Among,
    Condition,
    Not,
    Rows,
    Split,
    Touches,
    When,
)
from canbo.engine.figures.measures import EACH, Domain, Measure
from canbo.engine.figures.of_people import KEY_POST, LEADER, WOMAN, YOUNG
from canbo.engine.figures.values import Kind

STANDING = "V11"  # Ủy viên Ban Thường vụ
GOOD = ("HTXSNV", "HTTNV", "XS", "KHA")


def _among(column: str, *values: str) -> Among:
    return Among(column, frozenset(values))


def _acts(name: str, label: str, rows: Rows, split: Split | None = None) -> Measure:
    return Measure(name=name, label=label, kind=Kind.ACTS, rows=rows, once=EACH, split=split,
                   base_label="Số người", base="person")  # fmt: skip


UNDER_SCHEME = (_among("under_scheme", "yes"), LEADER)
BY_SCHEME = Rows("moved", (*UNDER_SCHEME, Touches()))
OFFICIAL = _among("series", RatingSeries.OFFICIAL)

_MOVES = (
    _acts("moves", "Số lượt điều động, luân chuyển, biệt phái, tăng cường",
          Rows("moved", (Touches(),)), Split("Hình thức", "kind")),
    _acts("moves_under_scheme", "Số lượt cán bộ lãnh đạo, quản lý được điều động, luân chuyển theo "
          "đề án", BY_SCHEME, Split("Hình thức", "kind")),
    _acts("moves_to_grassroots", "Trong đó: số lượt tăng cường về cơ sở",
          Rows("moved", (*UNDER_SCHEME, _among("level", UnitLevel.COMMUNE), Touches())),
          Split("Hình thức", "kind")),
    Measure(
        name="moved_people",
        label="Số người được điều động, luân chuyển",
        kind=Kind.PEOPLE,
        rows=Rows("moved", (Touches(),)),
    ),
    Measure(
        name="moved_then_elected_standing",
        label="Số cán bộ luân chuyển sau đó được bầu vào Ban Thường vụ cấp ủy",
        kind=Kind.PEOPLE,
        rows=Rows("moved", (
            *UNDER_SCHEME, Touches(),
            Also(Rows("elected", (
                _among("title", STANDING), _among("elected", "yes"),
                Not(_among("election_kind", ElectionKind.DESIGNATION)),
            )), When.LATER),
        )),
    ),
    Measure(
        name="moved_now_in_key_posts",
        label="Số cán bộ đã luân chuyển đang giữ chức danh chủ chốt, theo khối",
        kind=Kind.PEOPLE,
        rows=Rows("held", (KEY_POST, Also(BY_SCHEME))),
        split=Split("Khối", "side"),
    ),
    Measure(
        name="moved_now_leading",
        label="Số cán bộ đã luân chuyển đang giữ chức danh lãnh đạo, quản lý, theo khối",
        kind=Kind.PEOPLE,
        rows=Rows("held", (LEADER, Also(BY_SCHEME))),
        split=Split("Khối", "side"),
    ),
    _acts("ratings_after_move", "Kết quả xếp loại sau khi luân chuyển",
          Rows("rated", (OFFICIAL, Touches(), Also(BY_SCHEME, When.EARLIER))),
          Split("Mức xếp loại", "level")),
    Measure(
        name="young_in_moves_share",
        label="Tỷ lệ cán bộ trẻ trong số lượt điều động, luân chuyển",
        kind=Kind.SHARE,
        rows=Rows("moved", (Touches(),)),
        once=EACH,
        met=Age(most=YOUNG, at_act=True),
        base_label="Số lượt điều động, luân chuyển",
        base="key",
    ),
    Measure(
        name="women_in_moves_share",
        label="Tỷ lệ nữ trong số lượt điều động, luân chuyển",
        kind=Kind.SHARE,
        rows=Rows("moved", (Touches(),)),
        once=EACH,
        met=WOMAN,
        base_label="Số lượt điều động, luân chuyển",
        base="key",
    ),
)  # fmt: skip


def _taken(*acts: TenureAct) -> Rows:
    acting = Not(_among("manner", TenureManner.ACTING))
    return Rows("tenured", (_among("act", *acts), acting, Touches()))


_COMING = (
    _acts("appointments", "Số lượt bổ nhiệm", _taken(TenureAct.APPOINTED),
          Split("Cấp", "level")),
    _acts("leader_appointments", "Số lượt bổ nhiệm chức danh lãnh đạo, quản lý",
          Rows("tenured", (*_taken(TenureAct.APPOINTED).where, LEADER)), Split("Cấp", "level")),
    _acts("elections_won", "Số lượt trúng cử",
          Rows("elected", (_among("elected", "yes"), Touches())), Split("Chức danh", "title")),
    _acts("recruitments", "Số lượt tuyển dụng", _taken(TenureAct.RECRUITED)),
)  # fmt: skip

_RATED = Rows("rated", (OFFICIAL, Touches()))


def _rated_share(name: str, label: str, *levels: str) -> Measure:
    return Measure(
        name=name, label=label, kind=Kind.SHARE, rows=_RATED, once=EACH,
        met=_among("level", *levels), base_label="Số lượt xếp loại", base="key",
    )  # fmt: skip


_RATINGS = (
    _acts("ratings", "Kết quả đánh giá, xếp loại cán bộ, công chức", _RATED,
          Split("Mức xếp loại", "level")),
    _acts("party_ratings", "Kết quả xếp loại đảng viên",
          Rows("rated", (_among("series", RatingSeries.PARTY_MEMBER), Touches())),
          Split("Mức xếp loại", "level")),
    _rated_share("good_ratings_share", "Tỷ lệ xếp loại tốt, khá trở lên", *GOOD),
    Measure(
        name="unit_ratings",
        label="Kết quả xếp loại tập thể, tổ chức đảng",
        kind=Kind.ACTS,
        says="lượt",
        rows=Rows("units_rated", (Touches(),)),
        once=EACH,
        base_label="Số đơn vị",
        base="unit",
        split=Split("Mức xếp loại", "level"),
    ),
)  # fmt: skip


def _of_kind(name: str, label: str, view: str, split: Split, *where: Condition) -> Measure:
    return _acts(name, label, Rows(view, (*where, Touches())), split)


_HONOURS = (
    _of_kind("disciplines", "Số lượt bị kỷ luật", "disciplined", Split("Hình thức", "form")),
    _of_kind("awards", "Số lượt khen thưởng", "awarded", Split("Danh hiệu", "award")),
)
_LEAVING = (
    Measure(name="retired_people", label="Số người nghỉ hưu, thôi việc", kind=Kind.PEOPLE,
            rows=Rows("retired", (Touches(),)), split=Split("Hình thức", "kind")),
)  # fmt: skip
_AWAY = (
    Measure(name="away_people", label="Số người đang nghỉ, đi học tập trung", kind=Kind.PEOPLE,
            rows=Rows("away"), split=Split("Lý do", "kind")),
)  # fmt: skip
_MONEY = (
    Measure(
        name="training_money",
        label="Kinh phí đào tạo, bồi dưỡng",
        kind=Kind.MONEY,
        rows=Rows("budgets", (Touches(),)),
        once=EACH,
        amount="amount",
        split=Split("Nguồn", "payer"),
    ),
)
BY_DOMAIN = (
    (Domain.MOVES, (*_MOVES, *_COMING)),
    (Domain.RATINGS, (*_RATINGS, *_HONOURS)),
    (Domain.RETIREMENT, _LEAVING),
    (Domain.WORKFORCE, _AWAY),
    (Domain.MONEY, _MONEY),
)
