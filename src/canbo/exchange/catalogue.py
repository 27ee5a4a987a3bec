"""Reads a year's catalogue of classes (danh mục lớp) from an office's YAML file.

All that is wrong is collected and refused together: where, what was found, what is expected.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeVar

import yaml

from canbo.engine.planning.catalogue import (
    Absence,
    Agreement,
    Catalogue,
    MayPay,
    OfferedClass,
    OfferedQuota,
    Source,
)
from canbo.engine.planning.training.problem import Fairness, Level, Rules
from canbo.engine.refusal import Refusal
from canbo.engine.timeline import NotADate, PartialDate
from canbo.exchange.plain_text import UNREADABLE, why_unreadable

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class CatalogueProblem:
    """One thing wrong: `place` as "classes[2].seats", what was found, what is expected."""

    place: str
    found: str
    expected: str


class CatalogueRefused(Refusal):
    """The catalogue is not taken; every problem is named."""

    def __init__(self, document: str, problems: list[CatalogueProblem]) -> None:
        listed = "; ".join(f"{p.place}: thấy {p.found}, cần {p.expected}" for p in problems)
        super().__init__("catalogue_refused", {"file": document, "listed": listed})
        self.problems = tuple(problems)


def read_catalogue(path: Path) -> Catalogue:
    """Read and check a catalogue file. Raises CatalogueRefused with every problem."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except UNREADABLE as error:
        problem = CatalogueProblem("tệp", why_unreadable(error), "một tệp YAML đọc được")
        raise CatalogueRefused(path.name, [problem]) from error
    return catalogue_of(content, document=path.name)


def catalogue_of(content: Any, *, document: str) -> Catalogue:
    """Turn plain values (parsed YAML or stored JSON) into a catalogue. Raises CatalogueRefused."""
    reader = _Reader()
    catalogue = reader.catalogue(content)
    reader.refer(catalogue)
    if reader.problems:
        raise CatalogueRefused(document, reader.problems)
    return catalogue


_TOP = {"year", "town", "courses", "classes", "quotas", "budgets", "payers", "absence", "rules",
        "agreements"}  # fmt: skip
_AGREEMENT = {"institution", "number", "day", "subject", "fields", "people", "begins", "ends"}
_CLASS = {"id", "course", "name", "institution", "place", "area", "seats", "minimum", "cost",
          "sessions"}  # fmt: skip
_QUOTA = {"id", "course", "begins", "ends", "unit", "places", "document"}
_RULES = {"objective", "classes_per_person_year", "leaders_together", "fairness", "keep_previous"}


class _Reader:
    """Reads one file, keeping a stand-in where a value is wrong so that reading goes on."""

    def __init__(self) -> None:
        self.problems: list[CatalogueProblem] = []

    def wrong(self, place: str, found: object, expected: str) -> None:
        shown = "chỗ trống" if found is None else repr(found)[:60]
        self.problems.append(CatalogueProblem(place, shown, expected))

    def catalogue(self, content: Any) -> Catalogue:
        top = self.table(content, "danh mục", _TOP)
        courses = self.rows(top, "courses", {"course", "requires"}, self.requires)
        absence = self.table(top.get("absence"), "absence", {"default", "units"})
        return Catalogue(
            year=self.whole(top, "year", "year", least=1990, most=2100),
            classes=self.rows(top, "classes", _CLASS, self.offered),
            quotas=self.rows(top, "quotas", _QUOTA, self.quota),
            sources=self.rows(top, "budgets", {"source", "year", "amount", "name"}, self.source),
            payers=self.rows(top, "payers", {"source", "course", "group"}, self.may_pay),
            rules=self.rules(top.get("rules")),
            absence=self.absence(absence),
            requires=dict(courses),
            agreements=self.agreements(top),
        )

    def agreements(self, top: Mapping[str, Any]) -> tuple[Agreement, ...]:
        """Agreements with schools; a catalogue need not name any."""
        if "agreements" not in top:
            return ()
        return self.rows(top, "agreements", _AGREEMENT, self.agreement)

    def agreement(self, row: Mapping[str, Any], place: str) -> Agreement:
        people = row.get("people")
        return Agreement(
            institution=self.text(row, "institution", place),
            number=self.text(row, "number", place),
            day=self.part_of_day(row, "day", place),
            subject=self.text(row, "subject", place, empty=True),
            fields=self.text(row, "fields", place, empty=True),
            people=None if people is None else self.whole(row, "people", place),
            begins=self.part_of_day(row, "begins", place),
            ends=self.part_of_day(row, "ends", place),
        )

    def part_of_day(self, row: Mapping[str, Any], key: str, place: str) -> PartialDate | None:
        """A day, month or year, as far as it is written."""
        value = row.get(key)
        if value is None or value == "":
            return None
        try:
            return PartialDate.parse(str(value))
        except NotADate:
            self.wrong(f"{place}.{key}", value, "ngày, tháng hoặc năm có thật")
            return None

    def table(self, value: Any, place: str, keys: set[str]) -> Mapping[str, Any]:
        if not isinstance(value, dict):
            self.wrong(place, value, f"các mục {', '.join(sorted(keys))}")
            return {}
        for key in value:
            if key not in keys:
                self.wrong(f"{place}.{key}", key, f"một trong {', '.join(sorted(keys))}")
        return value

    def rows(
        self,
        top: Mapping[str, Any],
        name: str,
        keys: set[str],
        read: Callable[[Mapping[str, Any], str], T],
    ) -> tuple[T, ...]:
        listed = top.get(name)
        if not isinstance(listed, list):
            self.wrong(name, listed, "một danh sách (có thể rỗng: [])")
            return ()
        return tuple(
            read(self.table(row, f"{name}[{number}]", keys), f"{name}[{number}]")
            for number, row in enumerate(listed, start=1)
        )

    def text(self, row: Mapping[str, Any], key: str, place: str, *, empty: bool = False) -> str:
        value = row.get(key)
        if isinstance(value, str) and (value.strip() or empty):
            return value.strip()
        if value is None and empty:
            return ""
        self.wrong(f"{place}.{key}", value, "chữ")
        return ""

    def whole(
        self, row: Mapping[str, Any], key: str, place: str, *, least: int = 0, most: int = 10**15
    ) -> int:
        value = row.get(key)
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        where = place if place == key else f"{place}.{key}"
        self.wrong(where, value, f"số nguyên từ {least} đến {most}")
        return least

    def day(self, row: Mapping[str, Any], key: str, place: str) -> date:
        value = row.get(key)
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.wrong(f"{place}.{key}", value, "ngày có thật, dạng 2012-03-05")
            return date(2000, 1, 1)

    def requires(self, row: Mapping[str, Any], place: str) -> tuple[str, str]:
        return self.text(row, "course", place), self.text(row, "requires", place)

    def offered(self, row: Mapping[str, Any], place: str) -> OfferedClass:
        sessions = self.rows(
            {f"{place}.sessions": row.get("sessions")}, f"{place}.sessions", {"begins", "ends"},
            lambda one, where: (self.day(one, "begins", where), self.day(one, "ends", where)),
        )  # fmt: skip
        if not sessions and isinstance(row.get("sessions"), list):
            self.wrong(f"{place}.sessions", [], "ít nhất một đợt học")
        for begins, ends in sessions:
            if ends < begins:
                self.wrong(
                    f"{place}.sessions", f"{begins} → {ends}", "ngày cuối không trước ngày đầu"
                )
        seats = self.whole(row, "seats", place, least=1)
        return OfferedClass(
            code=self.text(row, "id", place),
            name=self.text(row, "name", place),
            course=self.text(row, "course", place),
            seats=seats,
            minimum=self.whole(row, "minimum", place, most=seats),
            cost=self.whole(row, "cost", place),
            sessions=sessions or ((date(2000, 1, 1), date(2000, 1, 1)),),
            institution=self.text(row, "institution", place, empty=True),
            place=self.text(row, "place", place, empty=True),
        )

    def quota(self, row: Mapping[str, Any], place: str) -> OfferedQuota:
        return OfferedQuota(
            code=self.text(row, "id", place),
            course=self.text(row, "course", place),
            begins=self.day(row, "begins", place),
            ends=self.day(row, "ends", place),
            places=self.whole(row, "places", place),
            unit=self.text(row, "unit", place, empty=True) or None,
            document=self.text(row, "document", place, empty=True),
        )

    def source(self, row: Mapping[str, Any], place: str) -> Source:
        code = self.text(row, "source", place)
        return Source(
            code=code,
            name=self.text(row, "name", place, empty=True) or code,
            year=self.whole(row, "year", place, least=1990, most=2100),
            amount=self.whole(row, "amount", place),
        )

    def may_pay(self, row: Mapping[str, Any], place: str) -> MayPay:
        return MayPay(
            self.text(row, "source", place),
            self.text(row, "course", place, empty=True) or None,
            self.text(row, "group", place, empty=True) or None,
        )

    def absence(self, row: Mapping[str, Any]) -> Absence:
        units = row.get("units") or {}
        if not isinstance(units, dict):
            self.wrong("absence.units", units, "mã đơn vị: số người")
            units = {}
        caps = {str(unit): self.whole(units, unit, f"absence.units.{unit}") for unit in units}
        return Absence(self.whole(row, "default", "absence"), caps)

    def rules(self, value: Any) -> Rules:
        row = self.table(value, "rules", _RULES)
        objective = self.table(row.get("objective"), "rules.objective", {"kind", "weights"})
        if objective.get("kind") != "weighted":
            self.wrong("rules.objective.kind", objective.get("kind"), "weighted")
        names = {level.value for level in Level}
        weights = self.table(objective.get("weights"), "rules.objective.weights", names)
        return Rules(
            weights=tuple(
                (level, self.whole(weights, level.value, "rules.objective.weights"))
                for level in Level
            ),
            classes_per_person_year=self.whole(row, "classes_per_person_year", "rules", least=1),
            leaders_together=self.flag(row, "leaders_together"),
            fairness=self.fairness(row.get("fairness")),
            keep_previous=self.flag(row, "keep_previous"),
        )

    def flag(self, row: Mapping[str, Any], key: str) -> bool:
        value = row.get(key)
        if not isinstance(value, bool):
            self.wrong(f"rules.{key}", value, "true hoặc false")
        return value is True

    def fairness(self, value: Any) -> Fairness | None:
        if value is None:
            return None
        row = self.table(value, "rules.fairness", {"share", "penalty"})
        try:
            share = Fraction(Decimal(str(row.get("share"))))
        except InvalidOperation:
            share = Fraction(-1)
        if not 0 <= share <= 1:
            self.wrong("rules.fairness.share", row.get("share"), "số từ 0 đến 1")
        return Fairness(share, self.whole(row, "penalty", "rules.fairness"))

    def refer(self, catalogue: Catalogue) -> None:
        """Refuse what is named twice and payers whose source has no budget row."""
        self.once("classes", [offered.code for offered in catalogue.classes])
        self.once("quotas", [quota.code for quota in catalogue.quotas])
        self.once("budgets", [f"{one.code} {one.year}" for one in catalogue.sources])
        funded = {source.code for source in catalogue.sources}
        for number, payer in enumerate(catalogue.payers, start=1):
            if payer.source not in funded:
                self.wrong(f"payers[{number}].source", payer.source, "một nguồn có trong budgets")

    def once(self, name: str, codes: list[str]) -> None:
        for code in sorted({code for code in codes if codes.count(code) > 1}):
            self.wrong(name, code, "mỗi mã chỉ một lần")
