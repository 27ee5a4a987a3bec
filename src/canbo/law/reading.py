"""One item of a law file becomes one value: a text, a level, a course, a post, a standard …

Every reader takes the item's keys (with the file's `defaults` behind them) and what is already
known of the law, and records problems at the place where they stand.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta

from canbo.engine.facts import ClassKind, PostClass, Scale, Sex, UnitLevel
from canbo.engine.law import (
    Area,
    Citation,
    Course,
    Dimension,
    Equivalence,
    LegalEvidence,
    LegalText,
    Level,
    PostTitle,
    Regime,
    RegimeRule,
    Requirement,
    RetirementAge,
    Seat,
    Standard,
)
from canbo.engine.law.values import ALWAYS
from canbo.engine.timeline import Period
from canbo.law.registers import Registers
from canbo.law.strict import Keys, Place

TEXT_KEYS = (
    "id", "number", "title", "issuer", "issued", "from", "to", "replaces", "amends", "source",
    "unverified",
)  # fmt: skip
LEVEL_KEYS = ("code", "scale", "rank", "name", "synonyms", "scheme")
COURSE_KEYS = ("code", "name", "kind", "field", "gives", "synonyms")
POST_KEYS = (
    "code", "name", "class", "level", "managed_by", "key", "head", "deputy", "synonyms", "seat",
    "text", "article", "evidence", "unverified", "from", "to",
)  # fmt: skip
STANDARD_KEYS = (
    "id", "posts", "area", "dimension", "require", "entry_only", "from", "to", "grace_until",
    "grace_years", "text", "article", "evidence",
)  # fmt: skip
EQUIVALENCE_KEYS = (
    "id", "dimension", "counts_as", "levels", "courses", "gained_before", "posts", "from", "to",
    "text", "article", "evidence",
)  # fmt: skip
RETIREMENT_KEYS = (
    "id", "sex", "born_from", "born_to", "age", "from", "to", "text", "article", "evidence",
)  # fmt: skip
COURSE_FIELDS = (
    "political_theory", "state_management", "defence_security", "party_building", "cell_work",
    "professional_skills", "it", "foreign_language", "other",
)  # fmt: skip
OLDEST_AGE = 99
MOST_MONTHS = 600
MOST_YEARS = 10
Dated = Standard | RetirementAge | Equivalence | RegimeRule | Regime


def read_text(keys: Keys, known: Registers) -> tuple[str, LegalText]:
    """Read one legal text; the texts that it replaces or amends may stand in later files."""
    text = LegalText(
        id=keys.take("id", Place.text, ""),
        number=keys.take("number", Place.text, ""),
        title=keys.take("title", Place.text, ""),
        issuer=keys.take("issuer", Place.text, ""),
        issued=keys.take("issued", Place.day, date.min),
        in_force=read_period(keys),
        source=keys.read("source", Place.text, ""),
        unverified=_unverified(keys, TEXT_KEYS),
        replaces=keys.read("replaces", Place.texts, ()),
        amends=keys.read("amends", Place.texts, ()),
        is_own=known.is_overlay,
    )
    if known.is_overlay:
        known.own_texts.add(text.id)
    return text.id, text


def read_level(keys: Keys, _known: Registers) -> tuple[str, Level]:
    """Read one level of a scale."""
    level = Level(
        code=keys.take("code", Place.text, ""),
        scale=keys.take("scale", lambda place: place.choice(Scale), Scale.PROFESSIONAL),
        rank=keys.take("rank", lambda place: place.integer(most=20), 0),
        name=keys.take("name", Place.text, ""),
        synonyms=keys.read("synonyms", Place.texts, ()),
        scheme=keys.read("scheme", Place.text, ""),
    )
    return level.code, level


def read_course(keys: Keys, known: Registers) -> tuple[str, Course]:
    """Read one kind of course."""
    course = Course(
        code=keys.take("code", Place.text, ""),
        name=keys.take("name", Place.text, ""),
        kind=keys.take("kind", lambda place: place.choice(ClassKind), ClassKind.FOSTERING),
        field=keys.take(
            "field", lambda place: place.known(COURSE_FIELDS, code="unknown_value"), ""
        ),
        gives=keys.read("gives", lambda place: place.known(known.levels, code="unknown_level"), ""),
        synonyms=keys.read("synonyms", Place.texts, ()),
    )
    return course.code, course


def read_post(keys: Keys, known: Registers) -> tuple[str, PostTitle]:
    """Read one kind of seat; it may stand without a citation."""
    managed_by = keys.get("managed_by")
    post = PostTitle(
        code=keys.take("code", Place.text, ""),
        name=keys.take("name", Place.text, ""),
        post_class=keys.take("class", lambda place: place.choice(PostClass), PostClass.UNKNOWN),
        level=keys.take("level", lambda place: place.choice(UnitLevel), UnitLevel.COMMUNE),
        managed_by=managed_by.choice(UnitLevel) if managed_by else None,
        is_key=keys.read("key", Place.boolean, otherwise=False),
        is_head=keys.read("head", Place.boolean, otherwise=False),
        is_deputy=keys.read("deputy", Place.boolean, otherwise=False),
        synonyms=keys.read("synonyms", Place.texts, ()),
        citation=read_citation(keys, known) if keys.get("text") or known.is_overlay else None,
        unverified=_unverified(keys, POST_KEYS),
        seat=keys.read("seat", lambda place: place.choice(Seat), Seat.UNIT),
        in_force=_listed(keys),
    )
    return post.code, post


def read_standard(keys: Keys, known: Registers) -> tuple[str, Standard]:
    """Read one rule and hold it against the texts, posts, levels and courses it names."""
    dimension = keys.take("dimension", lambda place: place.choice(Dimension), Dimension.COURSES)
    standard = Standard(
        id=keys.take("id", Place.text, ""),
        posts=keys.take("posts", lambda place: read_posts(place, known), frozenset()),
        area=keys.take("area", lambda place: place.choice(Area), Area.ALL),
        dimension=dimension,
        requirement=_requirement(keys, dimension, known),
        in_force=read_period(keys),
        citation=read_citation(keys, known),
        grace_until=_grace(keys),
        grace_years=keys.read(
            "grace_years", lambda place: place.integer(least=1, most=MOST_YEARS), 0
        ),
    )
    within_its_text(keys, standard, known)
    return standard.id, standard


def read_equivalence(keys: Keys, known: Registers) -> tuple[str, Equivalence]:
    """Read what counts as a level or a course that it is not."""
    dimension = keys.take("dimension", lambda place: place.choice(Dimension), Dimension.COURSES)
    gained_before, posts = keys.get("gained_before"), keys.get("posts")
    equivalence = Equivalence(
        id=keys.take("id", Place.text, ""),
        dimension=dimension,
        counts_as=keys.take("counts_as", lambda place: _counted(place, dimension, known), ""),
        levels=frozenset(_each(keys, "levels", known.levels, "unknown_level")),
        courses=frozenset(_each(keys, "courses", known.courses, "unknown_course")),
        gained_before=gained_before.day() if gained_before else None,
        posts=read_posts(posts, known) if posts else frozenset(),
        in_force=read_period(keys),
        citation=read_citation(keys, known),
    )
    if not equivalence.levels and not equivalence.courses:
        keys.place.report("missing_key", found=equivalence.id, expected="levels, courses")
    within_its_text(keys, equivalence, known)
    return equivalence.id, equivalence


def _counted(place: Place, dimension: Dimension, known: Registers) -> str:
    """Read the level (of the dimension's scale) or the course that something counts as."""
    if dimension is Dimension.COURSES:
        return place.known(known.courses, code="unknown_course")
    if dimension.value not in tuple(Scale):
        place.report("wrong_type", found=dimension.value, expected=", ".join(Scale))
        return ""
    return place.known(known.levels_of(Scale(dimension.value)), code="unknown_level")


def _each(keys: Keys, key: str, codes: Collection[str], problem: str) -> list[str]:
    place = keys.get(key)
    return [item.known(codes, code=problem) for item in place.items()] if place else []


def read_retirement(keys: Keys, known: Registers) -> tuple[str, RetirementAge]:
    """Read one row of a table of ages of retirement."""
    rule = RetirementAge(
        id=keys.take("id", Place.text, ""),
        sex=keys.take("sex", lambda place: place.choice(Sex), Sex.FEMALE),
        born=_born(keys),
        age=keys.take("age", _years_and_months, 0),
        in_force=read_period(keys),
        citation=read_citation(keys, known),
    )
    within_its_text(keys, rule, known)
    return rule.id, rule


def _born(keys: Keys) -> Period:
    """Read the first and the last month of birth, both included; an absent one is an open side."""
    first, last = (
        place.month() if (place := keys.get(key)) else None for key in ("born_from", "born_to")
    )
    born = Period(
        first.earliest if first else None, last.latest + timedelta(days=1) if last else None
    )
    place = keys.get("born_to")
    if born.is_empty and place is not None and first is not None:
        place.report("empty_period", found=place.written, expected=f">= {first.iso()}")
    return born


def _years_and_months(place: Place) -> int:
    asked = place.mapping(required=("years",), optional=("months",))
    years = asked.read("years", lambda at: at.integer(least=1, most=OLDEST_AGE), 0)
    return 12 * years + asked.read("months", lambda at: at.integer(most=11), 0)


def read_citation(keys: Keys, known: Registers) -> Citation:
    """Read text, article and evidence mark: all three are needed.

    In an overlay the text, or the document of `set_by`, must be one that the overlay brings along.
    """
    text = keys.take("text", lambda place: place.known(known.texts, code="unknown_text"), "")
    set_by = _set_by(keys, text, known) if known.is_overlay else ""
    return Citation(
        text=text,
        article=keys.take("article", Place.text, ""),
        evidence=keys.take(
            "evidence", lambda place: place.choice(LegalEvidence), LegalEvidence.UNVERIFIED
        ),
        set_by=set_by,
        set_article=keys.read("set_article", Place.text, "") if known.is_overlay else "",
    )


def _set_by(keys: Keys, text: str, known: Registers) -> str:
    """The document of the home behind a value: the one of `set_by`, else the text itself."""
    place = keys.get("set_by")
    if place is not None:
        return place.known(known.own_texts, code="unknown_text")
    if text and text not in known.own_texts:
        keys.place.report("own_document_missing", found=text, expected="set_by")
    return text


def read_period(keys: Keys) -> Period:
    """Read `from` and `to`, both days included; without `to` the end is open."""
    first = keys.take("from", Place.day, date.min)
    place = keys.get("to")
    if place is None:
        return Period(first, None)
    last = place.day()
    if last < first and last != date.min:
        place.report("empty_period", found=last.isoformat(), expected=f">= {first.isoformat()}")
    return Period(first, last + timedelta(days=1))


def _listed(keys: Keys) -> Period:
    """Read when a title is listed; either side may stay open."""
    if keys.get("from") is not None:
        return read_period(keys)
    place = keys.get("to")
    return ALWAYS if place is None else Period(None, place.day() + timedelta(days=1))


def _grace(keys: Keys) -> date | None:
    place = keys.get("grace_until")
    return place.day() if place else None


def _unverified(keys: Keys, fields: tuple[str, ...]) -> frozenset[str]:
    place = keys.get("unverified")
    if place is None:
        return frozenset()
    return frozenset(item.known(fields, code="unknown_value") for item in place.items())


def read_posts(place: Place, known: Registers) -> frozenset[str]:
    """Read a list of post codes, each once."""
    found: list[str] = []
    for item in place.items():
        code = item.known(known.posts, code="unknown_post")
        if code in found:
            item.report("duplicate_code", found=code, expected=place.file)
        found.append(code)
    if not found:
        place.report("wrong_type", found="[]", expected="list")
    return frozenset(found)


def _requirement(keys: Keys, dimension: Dimension, known: Registers) -> Requirement:
    place = keys.need("require")
    entry_only = keys.read("entry_only", Place.boolean, otherwise=False)
    if dimension is Dimension.AGE_AT_FIRST_APPOINTMENT and not entry_only:
        keys.place.report("age_not_entry_only", found="false", expected="entry_only: true")
    if place is None:
        return Requirement(entry_only=entry_only)
    if place.node_keys == ("by_office",):
        by_office = place.mapping(required=("by_office",)).take("by_office", Place.boolean, False)
        if not by_office:
            place.report("wrong_type", found="by_office: false", expected="by_office: true")
        return Requirement(by_office=True, entry_only=entry_only)
    if dimension is Dimension.AGE_AT_FIRST_APPOINTMENT:
        return _age(place)
    if dimension is Dimension.WORKING_TIME:
        return _months_left(place)
    if dimension is Dimension.COURSES:
        asked = place.mapping(required=("courses",))
        return Requirement(courses=_courses(asked, "courses", known), entry_only=entry_only)
    return _level(place, Scale(dimension.value), known, entry_only=entry_only)


def _months_left(place: Place) -> Requirement:
    """Read the months still to work, at the first election and at a later one."""
    asked = place.mapping(required=("months_left",))
    at = asked.get("months_left")
    months = at.mapping(required=("first", "again")) if at is not None else None
    return Requirement(
        months_left={
            key: months.read(key, lambda each: each.integer(least=1, most=MOST_MONTHS), 1)
            for key in ("first", "again")
        }
        if months is not None
        else {},
        entry_only=True,
    )


def _level(place: Place, scale: Scale, known: Registers, *, entry_only: bool) -> Requirement:
    asked = place.mapping(required=("level",), optional=("or_courses",))
    levels = known.levels_of(scale)
    return Requirement(
        level=asked.read("level", lambda at: at.known(levels, code="unknown_level"), ""),
        or_courses=_courses(asked, "or_courses", known),
        entry_only=entry_only,
    )


def _courses(asked: Keys, key: str, known: Registers) -> tuple[str, ...]:
    place = asked.get(key)
    if place is None:
        return ()
    codes = tuple(item.known(known.courses, code="unknown_course") for item in place.items())
    if not codes:
        place.report("wrong_type", found="[]", expected="list")
    return codes


def _age(place: Place) -> Requirement:
    asked = place.mapping(optional=("max_age", "min_age"))
    if not asked.found:
        place.report("missing_key", found=", ".join(place.node_keys), expected="max_age, min_age")
    return Requirement(
        max_age=asked.read("max_age", _by_sex, {}),
        min_age=asked.read("min_age", lambda at: at.integer(least=1, most=OLDEST_AGE), 0),
        entry_only=True,
    )


def _by_sex(place: Place) -> Mapping[str, int]:
    """Read one age for all, or one for women (f) and one for men (m)."""
    if not place.node_keys:
        age = place.integer(least=1, most=OLDEST_AGE)
        return {"f": age, "m": age}
    ages = place.mapping(required=("f", "m"))
    return {
        sex: at.integer(least=1, most=OLDEST_AGE)
        for sex in ("f", "m")
        if (at := ages.get(sex)) is not None
    }


def within_its_text(keys: Keys, rule: Dated, known: Registers) -> None:
    """A rule is in force no longer than the text that it stands in, and the one that set it."""
    period = rule.in_force
    for id_ in dict.fromkeys((rule.citation.text, rule.citation.set_by)):
        text = known.texts.get(id_)
        if text is not None and not period.is_empty and not is_inside(period, text.in_force):
            keys.place.report(
                "outside_text",
                found=f"{rule.id}: {write_period(period)}",
                expected=f"{text.id}: {write_period(text.in_force)}",
            )


def is_inside(inner: Period, outer: Period) -> bool:
    """Whether all days of a period lie in another."""
    begins = outer.begins is None or (inner.begins is not None and outer.begins <= inner.begins)
    ends = outer.ends is None or (inner.ends is not None and inner.ends <= outer.ends)
    return begins and ends


def write_period(period: Period) -> str:
    """Write a period with both days included, as the files do: 2004-02-27..2023-07-31."""
    first = period.begins.isoformat() if period.begins else ""
    last = (period.ends - timedelta(days=1)).isoformat() if period.ends else ""
    return f"{first}..{last}"
