"""The columns of a list of people, and what each shows of a person.

Headers and values are written as offices write them and as the reader of workbooks reads them, so
that a list without its hidden key comes back as a roster like any other.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from canbo.engine.facts import (
    DATE_KINDS,
    HELD,
    Attainment,
    ParticularKind,
    Scale,
    Sex,
    StudyMode,
    TenureManner,
)
from canbo.engine.law import Law
from canbo.engine.timeline import NotADate, PartialDate
from canbo.exchange.workbooks.keys import Facts, KeyColumn, Reads, Value
from canbo.exchange.workbooks.writing import ListColumn
from canbo.records.access import Known, PersonLine, PostLine
from canbo.reporting.vocabulary_words import value_words

_SEXES = {Sex.FEMALE: "Nữ", Sex.MALE: "Nam"}
_PARTICULARS: tuple[tuple[ParticularKind, str, float], ...] = (
    (ParticularKind.NAME, "Họ và tên", 21),
    (ParticularKind.OTHER_NAME, "Tên gọi khác", 18),
    (ParticularKind.BIRTH, "Ngày sinh", 11),
    (ParticularKind.SEX, "Giới tính", 7),
    (ParticularKind.ETHNIC_GROUP, "Dân tộc", 8),
    (ParticularKind.RELIGION, "Tôn giáo", 10),
    (ParticularKind.STAFF_CODE, "Số hiệu cán bộ", 12),
    (ParticularKind.BIRTH_PLACE, "Nơi sinh", 24),
    (ParticularKind.HOME_PLACE, "Quê quán", 22),
    (ParticularKind.RESIDENCE, "Nơi ở hiện nay", 26),
    (ParticularKind.RECRUITED, "Ngày tuyển dụng", 12),
    (ParticularKind.PARTY_DATE, "Ngày vào Đảng", 11),
    (ParticularKind.PARTY_OFFICIAL_DATE, "Ngày chính thức", 11),
)
# always there; the other kinds only where the home knows them. Identity and insurance numbers
# never leave in a list.
_ALWAYS = frozenset(
    {
        ParticularKind.NAME,
        ParticularKind.BIRTH,
        ParticularKind.SEX,
        ParticularKind.ETHNIC_GROUP,
        ParticularKind.HOME_PLACE,
        ParticularKind.PARTY_DATE,
        ParticularKind.PARTY_OFFICIAL_DATE,
    }
)
_SCALES: tuple[tuple[Scale, str, float], ...] = (
    (Scale.GENERAL_EDUCATION, "Trình độ văn hóa", 11),
    (Scale.PROFESSIONAL, "Trình độ chuyên môn", 11),
    (Scale.POLITICAL_THEORY, "Lý luận chính trị", 12),
    (Scale.STATE_MANAGEMENT, "Quản lý nhà nước", 16),
    (Scale.DEFENCE_SECURITY, "Quốc phòng, an ninh", 11),
    (Scale.FOREIGN_LANGUAGE, "Ngoại ngữ", 12),
    (Scale.IT, "Tin học", 12),
    (Scale.ETHNIC_LANGUAGE, "Tiếng dân tộc thiểu số", 14),
)
_SHORT = frozenset({ParticularKind.NAME, ParticularKind.BIRTH})
_READS = {ParticularKind.NAME: Reads.NAME, ParticularKind.SEX: Reads.CHOICE}
_SEX_CHOICES = tuple((words, sex.value) for sex, words in _SEXES.items())
MODES = tuple((value_words(mode).capitalize(), mode.value) for mode in StudyMode)
_DETAIL_OF = {"begins": "reached"}
_USUAL_SCALES = frozenset({Scale.PROFESSIONAL, Scale.POLITICAL_THEORY, Scale.STATE_MANAGEMENT})
_CENTRED = 12  # columns up to this width hold short values

Show = Callable[[PersonLine], Value]
Told = Callable[[PersonLine], Facts]


@dataclass(frozen=True, slots=True)
class PersonColumn:
    """A column, what it shows of a person, and the keys of the facts that say so."""

    column: ListColumn
    show: Show
    facts: Told


def person_columns(law: Law, known: Known) -> tuple[PersonColumn, ...]:
    """All columns of a list of people; where nobody has a value, most columns are left out."""
    return (
        *who_columns(law, known.particulars),
        *(one for one in _level_columns(law) if _is_wanted(one, known)),
        _particular(ParticularKind.NOTE, "Ghi chú", 20, lambda line: "; ".join(line.notes)),
    )


def who_columns(law: Law, said: Collection[ParticularKind]) -> tuple[PersonColumn, ...]:
    """The columns that say who somebody is and in which posts."""
    particulars = [
        _particular(kind, label, width, _shown(kind))
        for kind, label, width in _PARTICULARS
        if kind in _ALWAYS or kind in said
    ]
    post = KeyColumn("tenure::post", "Chức danh", Reads.POST)
    unit = KeyColumn("tenure::unit", "Đơn vị", Reads.UNIT)
    return (
        *particulars,
        PersonColumn(ListColumn(post, 24), lambda line: posts_of(line, law), _tenures),
        PersonColumn(ListColumn(unit, 22), unit_of, _tenures),
    )


def short_columns(law: Law) -> tuple[PersonColumn, ...]:
    """Name, birth date, posts and unit: for lists that tell something else of people."""
    name, birth, *_, post, unit = who_columns(law, _SHORT)
    return (name, birth, post, unit)


def named_columns(law: Law) -> tuple[PersonColumn, ...]:
    """Name and birth date: for lists of facts, that tell posts and units themselves."""
    return short_columns(law)[:2]


def _is_wanted(column: PersonColumn, known: Known) -> bool:
    key = column.column.key
    if key.attribute != "level":
        return _DETAIL_OF.get(key.attribute, key.attribute) in known.details
    return key.which in _USUAL_SCALES or key.which in known.scales


def _particular(kind: ParticularKind, label: str, width: float, show: Show) -> PersonColumn:
    reads = Reads.DAY if kind in DATE_KINDS else _READS.get(kind, Reads.TEXT)
    choices = _SEX_CHOICES if kind is ParticularKind.SEX else ()
    key = KeyColumn(f"particular:{kind}:value", label, reads, choices)
    column = ListColumn(key, width, centred=width <= _CENTRED)
    return PersonColumn(column, show, lambda line: line.keys.get(kind, ()))


def _tenures(line: PersonLine) -> Facts:
    return tuple(post.key for post in line.posts)


def _shown(kind: ParticularKind) -> Show:
    def show(line: PersonLine) -> Value:
        value = line.particulars.get(kind, "")
        if not value:
            return None
        if kind is ParticularKind.SEX:
            return _SEXES[Sex(value)]
        return date_of(value) if kind in DATE_KINDS else value

    return show


def date_of(value: str) -> Value:
    """A stored date; text that is none stays text."""
    try:
        return PartialDate.parse(value)
    except NotADate:
        return value


# --- posts and units ------------------------------------------------------------------------------


def posts_of(line: PersonLine, law: Law) -> str:
    """The posts, each in a unit other than the person's first with that unit behind it."""
    first = line.posts[0].units if line.posts else ()
    return "; ".join(_post(post, law, first) for post in line.posts)


def _post(post: PostLine, law: Law, first: Sequence[str]) -> str:
    title = law.posts.get(post.title_code)
    words = title.name if title else post.title
    if post.manner is TenureManner.ACTING:
        words = f"Quyền {words}"
    elif post.manner is TenureManner.CONCURRENT:
        words = f"{words} (kiêm nhiệm)"
    return words if tuple(first) == post.units else f"{words}, {', '.join(post.units)}"


def unit_of(line: PersonLine) -> str:
    """The unit of the first post, with those above it."""
    return ", ".join(line.posts[0].units) if line.posts else ""


# --- levels ---------------------------------------------------------------------------------------


def _level_columns(law: Law) -> tuple[PersonColumn, ...]:
    columns: list[PersonColumn] = []
    for scale, label, width in _SCALES:
        key = KeyColumn(f"attainment:{scale}:level", label, Reads.LEVEL)
        shown = _level(scale, law)
        centred = width <= _CENTRED
        columns.append(PersonColumn(ListColumn(key, width, centred), shown, _key_of(scale, law)))
        if scale is Scale.PROFESSIONAL:
            columns.extend(_details(scale, law))
    return tuple(columns)


def _details(scale: Scale, law: Law) -> tuple[PersonColumn, ...]:
    """What belongs to the professional level: where one studied what, how, and until when."""

    def column(key: KeyColumn, width: float, part: Callable[[Attainment], Value]) -> PersonColumn:
        def show(line: PersonLine) -> Value:
            highest = highest_of(line, scale, law)
            return part(highest) if highest is not None else None

        centred = width <= _CENTRED
        return PersonColumn(ListColumn(key, width, centred), show, _key_of(scale, law))

    base = f"attainment:{scale}"
    mode = KeyColumn(f"{base}:mode", "Hình thức đào tạo", Reads.CHOICE, MODES)
    return (
        column(KeyColumn(f"{base}:field", "Chuyên ngành"), 18, lambda one: one.field),
        column(mode, 10, lambda one: value_words(one.mode).capitalize() if one.mode else None),
        column(KeyColumn(f"{base}:school", "Trường đào tạo"), 18, lambda one: one.school),
        column(
            KeyColumn(f"{base}:begins", "Năm tốt nghiệp", Reads.DAY), 10,
            lambda one: one.validity.begins,
        ),
    )  # fmt: skip


def _key_of(scale: Scale, law: Law) -> Told:
    def told(line: PersonLine) -> Facts:
        highest = highest_of(line, scale, law)
        return (highest.key,) if highest is not None else ()

    return told


def _level(scale: Scale, law: Law) -> Show:
    def show(line: PersonLine) -> Value:
        highest = highest_of(line, scale, law)
        return level_words(highest, law) if highest is not None else None

    return show


def highest_of(line: PersonLine, scale: Scale, law: Law) -> Attainment | None:
    """The highest level held on a scale; of two equal ones the better told."""
    held = [one for one in line.attainments if one.scale is scale and one.state in HELD]
    known = [one for one in held if one.level in law.levels]
    if not known:
        return None
    return max(
        known,
        key=lambda one: (law.levels[one.level].rank, bool(one.field), bool(one.mode), str(one.key)),
    )


def level_words(held: Attainment, law: Law) -> str:
    """A level as its column shows it; a language beside its level."""
    name = law.levels[held.level].name
    if held.scale in (Scale.FOREIGN_LANGUAGE, Scale.ETHNIC_LANGUAGE) and held.field:
        return f"{name} {held.field}"
    return name
