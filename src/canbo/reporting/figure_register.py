"""The register of measures as a list to search in: names and definitions, nothing is computed."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from canbo.engine.figures import REGISTER, Domain, Frame, Measure, definition
from canbo.engine.law import Law
from canbo.engine.vietnamese import search_key

DOMAINS = {
    Domain.WORKFORCE: "Đội ngũ cán bộ, công chức, viên chức",
    Domain.PLANNING: "Quy hoạch cán bộ",
    Domain.MOVES: "Điều động, luân chuyển, bổ nhiệm",
    Domain.TRAINING: "Đào tạo, bồi dưỡng",
    Domain.RATINGS: "Đánh giá, khen thưởng, kỷ luật",
    Domain.RETIREMENT: "Nghỉ hưu, thôi việc",
    Domain.STANDARDS: "Đạt tiêu chuẩn chức danh",
    Domain.MONEY: "Kinh phí",
}


@dataclass(frozen=True, slots=True)
class EntryView:
    """A measure of the register: what it is called, what it counts, how it is told apart."""

    name: str
    label: str
    unit: str
    split: str
    definition: str
    pinned: bool


@dataclass(frozen=True, slots=True)
class DomainView:
    """The measures of one domain."""

    domain: Domain
    words: str
    entries: tuple[EntryView, ...]


@dataclass(frozen=True, slots=True)
class RegisterView:
    """What a search found; `in_definitions`: no name fits, the words stand in definitions."""

    domains: tuple[DomainView, ...]
    in_definitions: bool = False

    @property
    def count(self) -> int:
        """How many measures were found."""
        return sum(len(one.entries) for one in self.domains)


def register(
    frame: Frame, law: Law, *, search: str = "", pinned: Collection[str] = ()
) -> RegisterView:
    """List the measures whose name has all words of a search, tone marks or not, in any order.

    Where no name fits, those whose definition has the words. `frame` gives the definitions their
    days.
    """
    words = search_key(search).split()

    def said(measure: Measure) -> str:
        return definition(measure, frame, law, 0)

    def entry(measure: Measure) -> EntryView:
        split = measure.split.label if measure.split else ""
        return EntryView(
            measure.name, measure.label, measure.unit, split, said(measure), measure.name in pinned
        )

    def found(text: Callable[[Domain, Measure], str]) -> tuple[DomainView, ...]:
        chosen = (
            (domain, [one for one in measures if _fits(words, text(domain, one))])
            for domain, measures in REGISTER.items()
        )
        return tuple(
            DomainView(domain, DOMAINS[domain], tuple(map(entry, measures)))
            for domain, measures in chosen
            if measures
        )

    by_name = found(_called)
    if by_name or not words:
        return RegisterView(by_name)
    return RegisterView(found(lambda _, measure: said(measure)), in_definitions=True)


def _called(domain: Domain, measure: Measure) -> str:
    split = measure.split.label if measure.split else ""
    return f"{measure.label} {split} {DOMAINS[domain]} {measure.name}"


def _fits(words: list[str], text: str) -> bool:
    """Whether each word begins a word of the text."""
    begun = f" {search_key(text.replace('_', ' '))}"
    return all(f" {word}" in begun for word in words)
