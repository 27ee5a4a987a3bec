"""Measures of who holds posts on a day: stock, quality, standards, changes, the pool."""

from __future__ import annotations

from canbo.engine.facts import PostClass, Scale, StudyMode, UnitLevel
from canbo.engine.figures.algebra import (
    Age,
    Also,
    Among,
    AsksField,
    Bands,
    Condition,
    EndsInWindow,
    Fits,
    Level,
    Moment,
    Not,
    Pension,
    Rows,
    Split,
    Stands,
    Touches,
)
from canbo.engine.figures.measures import Domain, Measure
from canbo.engine.figures.values import Kind
from canbo.engine.law import Dimension

AGES = Bands(((None, 30), (31, 40), (41, 50), (51, 60), (61, None)))
YOUNG = 35  # an office sets its own with the figure's parameter


def _among(column: str, *values: str) -> Among:
    return Among(column, frozenset(values))


OFFICIALS = _among("post_class", PostClass.OFFICIAL, PostClass.CIVIL_SERVANT)
STAFF = _among("post_class", PostClass.OFFICIAL, PostClass.CIVIL_SERVANT,
               PostClass.PUBLIC_EMPLOYEE)  # fmt: skip
COMMUNE = _among("level", UnitLevel.COMMUNE)
LEADER = _among("leader", "yes")
KEY_POST = _among("key_post", "yes")
WOMAN = _among("sex", "f")
MINORITY = _among("minority", "yes")
IN_SERVICE = Also(
    Rows("attained", (
        _among("scale", Scale.PROFESSIONAL),
        _among("level", "ĐH"),
        _among("mode", StudyMode.IN_SERVICE, StudyMode.WORK_STUDY),
    ))
)  # fmt: skip


def _held(*where: Condition) -> Rows:
    return Rows("held", (STAFF, *where))


def _people(name: str, label: str, split: Split | None, *where: Condition) -> Measure:
    return Measure(name=name, label=label, kind=Kind.PEOPLE, rows=_held(*where), split=split)


def _share(name: str, label: str, met: Condition, *where: Condition) -> Measure:
    return Measure(
        name=name, label=label, kind=Kind.SHARE, rows=_held(*where), met=met,
        base_label="Số cán bộ, công chức, viên chức",
    )  # fmt: skip


_STOCK = (
    _people("workforce_people", "Số cán bộ, công chức, viên chức",
            Split("Loại", "post_class")),
    _people("workforce_by_sex", "Cán bộ, công chức, viên chức theo giới tính",
            Split("Giới tính", "sex")),
    _people("workforce_by_age", "Cán bộ, công chức, viên chức theo độ tuổi",
            Split("Độ tuổi", bands=AGES)),
    _people("workforce_by_ethnic_group", "Cán bộ, công chức, viên chức theo dân tộc",
            Split("Dân tộc", "ethnic")),
    _people("workforce_by_professional", "Cán bộ, công chức, viên chức theo trình độ chuyên môn",
            Split("Trình độ chuyên môn", scale=Scale.PROFESSIONAL)),
    _people("workforce_by_theory", "Cán bộ, công chức, viên chức theo trình độ lý luận chính trị",
            Split("Lý luận chính trị", scale=Scale.POLITICAL_THEORY)),
    _people("workforce_by_state_management",
            "Cán bộ, công chức, viên chức theo trình độ quản lý nhà nước",
            Split("Quản lý nhà nước", scale=Scale.STATE_MANAGEMENT)),
    _people("workforce_by_it", "Cán bộ, công chức, viên chức theo trình độ tin học",
            Split("Tin học", scale=Scale.IT)),
    _people("workforce_by_language", "Cán bộ, công chức, viên chức theo trình độ ngoại ngữ",
            Split("Ngoại ngữ", scale=Scale.FOREIGN_LANGUAGE)),
    Measure(name="ranked_people", label="Số người theo ngạch", kind=Kind.PEOPLE,
            rows=Rows("ranked"), split=Split("Ngạch", "rank")),
    _people("leaders_people", "Số cán bộ lãnh đạo, quản lý", Split("Cấp", "level"), LEADER),
    _people("key_officials_people", "Số cán bộ chủ chốt", Split("Cấp", "level"), KEY_POST),
)  # fmt: skip

_SHARES = (
    _share("women_share", "Tỷ lệ nữ", WOMAN),
    _share("minority_share", "Tỷ lệ người dân tộc thiểu số", MINORITY),
    _share("party_members_share", "Tỷ lệ đảng viên", _among("party", "yes")),
    _share("women_leaders_share", "Tỷ lệ nữ trong cán bộ lãnh đạo, quản lý", WOMAN, LEADER),
    _share("young_leaders_share", "Tỷ lệ cán bộ trẻ trong cán bộ lãnh đạo, quản lý",
           Age(most=YOUNG), LEADER),
    Measure(
        name="commune_intermediate_professional_share",
        label="Tỷ lệ cán bộ, công chức phường, xã có trình độ chuyên môn từ trung cấp trở lên",
        kind=Kind.SHARE,
        rows=Rows("held", (OFFICIALS, COMMUNE)),
        met=Level(Scale.PROFESSIONAL, least="TC"),
        base_label="Số cán bộ, công chức phường, xã",
    ),
    _share("university_share", "Tỷ lệ có trình độ đại học trở lên",
           Level(Scale.PROFESSIONAL, least="ĐH")),
    _share("advanced_theory_share", "Tỷ lệ có trình độ cao cấp lý luận chính trị trở lên",
           Level(Scale.POLITICAL_THEORY, least="CTCC")),
    Measure(
        name="key_officials_in_service_degree",
        label="Số cán bộ chủ chốt phường, xã có trình độ đại học (tại chức)",
        kind=Kind.PEOPLE,
        rows=Rows("held", (OFFICIALS, COMMUNE, KEY_POST, IN_SERVICE)),
    ),
    _share("field_fits_post_share", "Tỷ lệ có ngành đào tạo phù hợp với chức danh",
           Fits(), AsksField()),
)  # fmt: skip

_RETIRING = (
    _people("retirements_ahead_people", "Số người đến tuổi nghỉ hưu trong thời gian tới",
            Split("Tháng hưởng lương hưu", "pension_month"), Pension(12)),
)  # fmt: skip


def _stands(on: Moment, *more: Condition) -> Rows:
    return Rows("tenured", (STAFF, Stands(on), *more))


_AT_START = Also(_stands(Moment.BEFORE_WINDOW), here=True)
_AT_END = Also(_stands(Moment.END_OF_WINDOW), here=True)
_JOINED = _stands(Moment.END_OF_WINDOW, Not(_AT_START), Touches())
_LEFT = _stands(Moment.BEFORE_WINDOW, Not(_AT_END), EndsInWindow())


def _change(name: str, label: str, rows: Rows) -> Measure:
    return Measure(name=name, label=label, kind=Kind.PEOPLE, rows=rows)


_CHANGES = (
    _change("stock_at_start", "Số người đầu kỳ", _stands(Moment.BEFORE_WINDOW)),
    _change("joined_people", "Số người vào trong kỳ (có ghi ngày)", _JOINED),
    _change("left_people", "Số người ra trong kỳ (có ghi ngày)", _LEFT),
    _change("appeared_people", "Số người có mặt cuối kỳ mà không rõ ngày vào",
            _stands(Moment.END_OF_WINDOW, Not(_AT_START), Not(Also(_JOINED, here=True)))),
    _change("vanished_people", "Số người không còn cuối kỳ mà không rõ ngày ra",
            _stands(Moment.BEFORE_WINDOW, Not(_AT_END), Not(Also(_LEFT, here=True)))),
    _change("stock_at_end", "Số người cuối kỳ", _stands(Moment.END_OF_WINDOW)),
)  # fmt: skip
# stock_at_start + joined − left + appeared − vanished = stock_at_end: what is not explained shows
BALANCE = {"stock_at_start": 1, "joined_people": 1, "left_people": -1, "appeared_people": 1,
           "vanished_people": -1, "stock_at_end": -1}  # fmt: skip


def _pool_share(name: str, label: str, met: Condition) -> Measure:
    return Measure(
        name=name, label=label, kind=Kind.SHARE, rows=Rows("planned"), met=met,
        base_label="Số người trong quy hoạch",
    )  # fmt: skip


_POOL = (
    Measure(
        name="pool_entries",
        label="Số lượt quy hoạch (so với số chức danh: hệ số quy hoạch)",
        kind=Kind.ACTS,
        rows=Rows("planned"),
        once=("person", "post", "ordinal"),
        base_label="Số chức danh có người trong quy hoạch",
        base="post",
        split=Split("Chức danh", "title"),
    ),
    Measure(name="pool_people", label="Số người trong quy hoạch", kind=Kind.PEOPLE,
            rows=Rows("planned"), split=Split("Giới tính", "sex")),
    _pool_share("pool_women_share", "Tỷ lệ nữ trong quy hoạch", WOMAN),
    _pool_share("pool_young_share", "Tỷ lệ cán bộ trẻ trong quy hoạch", Age(most=YOUNG)),
    _pool_share("pool_minority_share", "Tỷ lệ người dân tộc thiểu số trong quy hoạch", MINORITY),
)  # fmt: skip

_STANDARDS = {
    Dimension.PROFESSIONAL: "chuyên môn",
    Dimension.POLITICAL_THEORY: "lý luận chính trị",
    Dimension.STATE_MANAGEMENT: "quản lý nhà nước",
    Dimension.GENERAL_EDUCATION: "học vấn phổ thông",
    Dimension.IT: "tin học",
    Dimension.DEFENCE_SECURITY: "quốc phòng, an ninh",
}
ALL_DIMENSIONS = "all"


def _complied(dimension: str, words: str) -> Measure:
    return Measure(
        name=f"complied_{dimension}_share",
        label=f"Tỷ lệ đạt tiêu chuẩn chức danh: {words}",
        kind=Kind.SHARE,
        rows=Rows("complied", (_among("dimension", dimension),)),
        met=_among("answer", "met"),
        base_label="Số người được đối chiếu",
        split=Split("Kết quả", "answer"),
    )


_COMPLIANCE = (
    _complied(ALL_DIMENSIONS, "đủ mọi tiêu chuẩn"),
    *(_complied(dimension, words) for dimension, words in _STANDARDS.items()),
)
BY_DOMAIN = (
    (Domain.WORKFORCE, (*_STOCK, *_SHARES, *_CHANGES)),
    (Domain.PLANNING, _POOL),
    (Domain.RETIREMENT, _RETIRING),
    (Domain.STANDARDS, _COMPLIANCE),
)
