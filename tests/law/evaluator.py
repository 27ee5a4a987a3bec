"""A small second judge: it reads the law's files and plain facts by itself and judges anew.

It imports nothing of canbo. A case is a mapping of plain words: the title, the areas in which the
unit may lie, the day, and lists of facts whose days are pairs (first, last) of what was written,
None where nobody wrote anything. For each rule it says which facts there are to consider, what each
says, and what follows; the tests hold the trace of every verdict against that.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

DAY = timedelta(days=1)
FAR = date(9999, 1, 1)
GOOD = ("suffices", "equivalent")
Fact = dict[str, Any]
Row = dict[str, Any]


class Register:
    """The rows of the law's files by kind, each with the defaults of its file."""

    def __init__(self, folder: Path) -> None:
        self.standards = _rows(folder, "standards", "standards")
        self.levels = {row["code"]: row for row in _rows(folder, "scales", "levels")}
        self.courses = {row["code"]: row for row in _rows(folder, "courses", "courses")}
        self.equivalences = _rows(folder, "equivalences", "equivalences")
        self.ages = _rows(folder, "retirement", "retirement")

    def reaches(self, held: str, needed: str) -> bool:
        return self.comparable(held, needed) and self.rank(held) >= self.rank(needed)

    def comparable(self, held: str, needed: str) -> bool:
        schemes = {self.levels[code].get("scheme", "") for code in (held, needed)}
        return len(schemes - {""}) < 2

    def rank(self, code: str) -> int:
        return int(self.levels[code]["rank"])


def _rows(folder: Path, kind: str, key: str) -> list[Row]:
    rows: list[Row] = []
    for path in sorted((folder / kind).glob("*.yaml")):
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
        rows += [{**document.get("defaults", {}), **row} for row in document[key]]
    return rows


class Judged:
    """What the second judge found: per fact what it says, the plain answer, the answer."""

    def __init__(self, says: dict[Any, str], plain: str, by: dict[Any, str] | None = None) -> None:
        self.says, self.plain, self.by = says, plain, by or {}
        self.answer = plain


def in_force(row: Row, day: date) -> bool:
    return bool(row["from"] <= day <= row.get("to", FAR))


def binding(register: Register, case: Fact) -> list[Row]:
    """The rules that may bind the holder: of the title, the day and the areas."""
    return [
        row
        for row in register.standards
        if case["title"] in row["posts"]
        and in_force(row, case["as_of"])
        and (row["area"] == "all" or row["area"] in case["areas"])
        and "by_office" not in row["require"]
    ]


def judge(register: Register, row: Row, case: Fact) -> Judged | None:
    """Judge one rule; None where it does not bind."""
    first, last = appointed(case)
    if row["dimension"] == "working_time":
        return _working_time(register, row, case)
    if row.get("entry_only") and last < row["from"]:
        return None
    if row["dimension"] == "age_at_first_appointment":
        judged = _age(row, case)
    elif row["dimension"] == "courses":
        judged = _courses(register, row, case)
    elif row.get("entry_only"):
        judged = _level_at_entry(register, row, case)
    else:
        judged = _level(register, row, case)
    if row.get("entry_only"):
        if judged.plain == "not_met" and (first is None or first < row["from"]):
            judged.answer = judged.plain = "missing"
        return judged
    return _with_grace(judged, row, case)


# When the post was first taken


def appointed(case: Fact) -> tuple[date | None, date]:
    as_of = case["as_of"]
    begun = []
    for held in case["tenures"]:
        earliest = held["begins"][0] if held["begins"] else held["known_by"]
        if earliest is None or earliest <= as_of:
            begun.append(held)
    dated = [held for held in begun if held["begins"]]
    latest = [as_of]
    unknown = not dated
    for held in begun:
        if held["begins"]:
            latest.append(held["begins"][1])
            continue
        ends = [held["ends"][1]] if held["ends"] else []
        seen = min([*ends, *([held["known_by"]] if held["known_by"] else [])], default=None)
        if seen is not None:
            latest.append(seen)
        follows = seen is not None and any(
            other["post"] == held["post"] and other["begins"][1] <= seen for other in dated
        )
        unknown = unknown or not follows
    first = None if unknown else min(held["begins"][0] for held in dated)
    return first, min(latest)


# Levels


def _state(held: Fact, as_of: date) -> str:
    """Whether a level is held on a day ("held"), or why it is not."""
    named = {"studying": "studying", "dropped": "left", "revoked": "revoked"}
    if held["state"] in named:
        return named[held["state"]]
    begins, ends = held["begins"], held["ends"]
    first = begins[1] if begins else held["known_by"]
    past = ends[0] + DAY if ends else FAR
    if first is not None and first >= past:
        first, past = (begins[0] if begins else held["known_by"]), ends[1] + DAY
    if (first is None or first <= as_of) and as_of < past:
        return "held"
    if begins and begins[0] > as_of:
        return "later"
    return "ended" if ends and as_of > ends[1] else "perhaps"


def _last(held: Fact) -> date | None:
    return held["begins"][1] if held["begins"] else held["known_by"]


def _equal(register: Register, row: Row, case: Fact, goal: str, held: str) -> Row | None:
    """What makes a level or a course count as the goal on the day."""
    for each in register.equivalences:
        usable = (
            each["dimension"] == row["dimension"]
            and in_force(each, case["as_of"])
            and case["title"] in each.get("posts", [case["title"]])
            and held in (*each.get("levels", ()), *each.get("courses", ()))
        )
        if not usable:
            continue
        if row["dimension"] == "courses":
            reached = each["counts_as"] == goal
        else:
            reached = register.reaches(each["counts_as"], goal)
        if reached:
            return each
    return None


def _gained(equal: Row, last: date | None, otherwise: str) -> str:
    before = equal.get("gained_before")
    if before is not None and last is None:
        return "perhaps"
    return "other_scheme" if before is not None and last >= before else otherwise


def _level(register: Register, row: Row, case: Fact) -> Judged:
    needed, says, by = row["require"]["level"], {}, {}
    for held in case["levels"]:
        if register.levels[held["code"]]["scale"] != row["dimension"]:
            continue
        state = _state(held, case["as_of"])
        equal = _equal(register, row, case, needed, held["code"])
        if state not in ("held", "perhaps"):
            says[held["id"]] = state
        elif register.reaches(held["code"], needed):
            says[held["id"]] = "suffices" if state == "held" else "perhaps"
        elif equal is not None:
            good = "equivalent" if state == "held" else "perhaps"
            says[held["id"]], by[held["id"]] = _gained(equal, _last(held), good), equal["id"]
        elif state == "perhaps":
            says[held["id"]] = "later"
        else:
            low = register.comparable(held["code"], needed)
            says[held["id"]] = "too_low" if low else "other_scheme"
    if "suffices" not in says.values():
        for sat in case["sat"]:
            equal = _equal(register, row, case, needed, sat["course"])
            state = _sat(sat, case["as_of"])
            if sat["course"] in row["require"].get("or_courses", ()):
                says[sat["id"]] = "suffices" if state == "ended" else state
            elif equal is not None:
                by[sat["id"]] = equal["id"]
                good = _gained(equal, sat["last"], "equivalent")
                says[sat["id"]] = good if state == "ended" else state
    return Judged(says, _of_level(set(says.values())), by)


def _of_level(said: set[str]) -> str:
    if said & {*GOOD}:
        return "met"
    if said & {"perhaps", "other_scheme"}:
        return "missing"
    return "not_met" if "too_low" in said else "missing"


def _sat(sat: Fact, as_of: date) -> str:
    if sat["outcome"] == "dropped":
        return "left"
    return "ended" if sat["last"] is None or sat["last"] <= as_of else "studying"


def _level_at_entry(register: Register, row: Row, case: Fact) -> Judged:
    needed, says, by = row["require"]["level"], {}, {}
    first, last_entry = appointed(case)
    bound = max([row["from"], *([first] if first else [])])
    refuted = False
    for held in case["levels"]:
        if register.levels[held["code"]]["scale"] != row["dimension"]:
            continue
        state = _state(held, case["as_of"])
        if held["state"] not in ("completed", "equivalent"):
            says[held["id"]] = state
            continue
        enough = register.reaches(held["code"], needed)
        equal = None if enough else _equal(register, row, case, needed, held["code"])
        if not enough and equal is None:
            low = register.comparable(held["code"], needed)
            says[held["id"]] = ("too_low" if low else "other_scheme") if state == "held" else state
            refuted = refuted or (low and state == "held")
            continue
        begins = _last(held)
        if equal is not None:
            by[held["id"]] = equal["id"]
        if begins is not None and begins <= bound:
            says[held["id"]] = _gained(equal, begins, "equivalent") if equal else "suffices"
            continue
        maybe = held["begins"] is None or held["begins"][0] <= last_entry
        says[held["id"]] = "perhaps" if maybe else "later"
        refuted = refuted or (not maybe and state == "held")
    said = set(says.values())
    if said & {*GOOD}:
        return Judged(says, "met", by)
    if said & {"perhaps", "other_scheme"}:
        return Judged(says, "missing", by)
    return Judged(says, "not_met" if refuted else "missing", by)


def _courses(register: Register, row: Row, case: Fact) -> Judged:
    says: dict[Any, str] = {}
    answers = [_course(register, row, case, course, says) for course in row["require"]["courses"]]
    return Judged(says, next(each for each in ("not_met", "missing", "met") if each in answers))


def _course(register: Register, row: Row, case: Fact, course: str, says: dict[Any, str]) -> str:
    said: set[str] = set()
    for sat in case["sat"]:
        equal = _equal(register, row, case, course, sat["course"])
        state = _sat(sat, case["as_of"])
        if sat["course"] == course:
            said.add("suffices" if state == "ended" else f"class {state}")
        elif equal is not None and state == "ended":
            said.add(_gained(equal, sat["last"], "equivalent"))
        else:
            continue
        says[sat["id"]] = "seen"
    gives = register.courses[course].get("gives")
    for held in case["levels"] if gives else ():
        if register.levels[held["code"]]["scale"] == _scale(register, gives):
            state = _state(held, case["as_of"])
            enough = "suffices" if register.reaches(held["code"], gives) else "too_low"
            said.add(enough if state == "held" else state)
            says[held["id"]] = "seen"
    if said & {*GOOD}:
        return "met"
    return "not_met" if said & {"class left", "too_low"} and "perhaps" not in said else "missing"


def _scale(register: Register, code: str) -> str:
    return str(register.levels[code]["scale"])


# Age and working time


def _years(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _born(case: Fact) -> tuple[date, date] | None:
    if not case["births"]:
        return None
    first = max(birth["value"][0] for birth in case["births"])
    last = min(birth["value"][1] for birth in case["births"])
    if first > last:
        first = min(birth["value"][0] for birth in case["births"])
        last = max(birth["value"][1] for birth in case["births"])
    return first, last


def _sexes(case: Fact) -> list[str]:
    said = {sex["value"] for sex in case["sexes"]}
    return list(said) if len(said) == 1 else ["f", "m"]


def _age(row: Row, case: Fact) -> Judged:
    says = {fact["id"]: "states" for fact in (*case["births"], *case["sexes"])}
    born = _born(case)
    if born is None:
        return Judged(says, "missing")
    first, last = appointed(case)
    days = [max([row["from"], *([first] if first else [])]), last]
    limit = row["require"].get("max_age", 999)
    limits = [limit[sex] if isinstance(limit, dict) else limit for sex in _sexes(case)]
    least = row["require"].get("min_age", 0)
    ages = [max(_years(born[1], days[0]), 0), max(_years(born[0], days[1]), 0)]
    if ages[0] >= least and ages[1] <= min(limits):
        return Judged(says, "met")
    if ages[1] < least or ages[0] > max(limits):
        return Judged(says, "not_met")
    return Judged(says, "missing")


def _held_tenure(case: Fact) -> Fact | None:
    for held in case["tenures"]:
        if held["mine"] and _state({**held, "state": "completed"}, case["as_of"]) == "held":
            return held
    return None


def _working_time(register: Register, row: Row, case: Fact) -> Judged | None:
    held = _held_tenure(case)
    if held is None or held["act"] not in (None, "elected"):
        return None
    last = _last(held)
    if last is None or last < row["from"]:
        return None
    earlier = [one for one in case["tenures"] if one["ends"] and one["ends"][0] < last]
    needed = row["require"]["months_left"]["again" if earlier else "first"]
    says = {fact["id"]: "states" for fact in (*case["births"], *case["sexes"], held, *earlier)}
    born = _born(case)
    dated = held["begins"] and held["begins"][0] >= row["from"]
    if born is None or not dated or held["act"] is None:
        return Judged(says, "missing")
    left = [
        _months_left(register, birth, sex, day)
        for birth in born
        for sex in _sexes(case)
        for day in held["begins"]
    ]
    if None in left:
        return Judged(says, "missing")
    enough = {months >= needed for months in left if months is not None}
    return Judged(says, "missing" if len(enough) == 2 else "met" if True in enough else "not_met")


def _months_left(register: Register, born: date, sex: str, day: date) -> int | None:
    """Whole months until the pension, month by month along the calendar."""
    for row in register.ages:
        after = str(row.get("born_from", "0000")) <= f"{born:%Y-%m}"
        before = f"{born:%Y-%m}" <= str(row.get("born_to", "9999"))
        if row["sex"] == sex and after and before and in_force(row, day):
            age = row["age"]
            months = 12 * age["years"] + age.get("months", 0) + 1
            year, month = divmod(born.year * 12 + born.month - 1 + months, 12)
            pension, count = date(year, month + 1, 1), 0
            while _months_on(day, count + 1) <= pension:
                count += 1
            return count
    return None


def _months_on(day: date, months: int) -> date:
    """The day so many months on; beyond the month's end the first of the next."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    try:
        return day.replace(year=year, month=month + 1)
    except ValueError:
        year, month = divmod(year * 12 + month + 1, 12)
        return date(year, month + 1, 1)


# Grace


def _with_grace(judged: Judged, row: Row, case: Fact) -> Judged:
    if judged.plain != "not_met" or not (row.get("grace_until") or row.get("grace_years")):
        return judged
    first, last = appointed(case)
    days: Iterator[date] = iter(
        {first or date(1900, 1, 1), last}
        | ({row["from"] - DAY, row["from"]} if (first or date.min) < row["from"] <= last else set())
    )
    within = {_is_within(row, day, case["as_of"]) for day in days}
    judged.answer = "missing" if len(within) == 2 else "not_yet" if True in within else "not_met"
    return judged


def _is_within(row: Row, entered: date, as_of: date) -> bool:
    if entered < row["from"] and row.get("grace_until"):
        return bool(as_of < row["grace_until"])
    if not row.get("grace_years"):
        return False
    return _months_on(entered, 12 * row["grace_years"]) > as_of
