"""The Vietnamese words of the rules of regimes: what they speak of, for whom, how much."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any

from canbo.engine.facts import Sex, UnitLevel
from canbo.engine.law import (
    Amount,
    CodeList,
    CostRule,
    Force,
    HeadCount,
    Law,
    MoveRule,
    PayScale,
    PlanningRule,
    PostSet,
    ProcessStep,
    Quantity,
    RatingLevel,
    RatingRule,
    RegimeRule,
    TrainingRule,
    TrainingSubject,
)
from canbo.engine.vietnamese import write_number
from canbo.reporting.rule_labels import (
    AUTHORITIES,
    BASES,
    CASES,
    COSTS,
    LISTS,
    MOVES,
    PER,
    PLANNING,
    POST_SETS,
    PROGRAMMES,
    QUANTITIES,
    RATINGS,
    TRAINING,
)
from canbo.reporting.vocabulary_words import value_words

BY_OFFICE = "do cơ quan có thẩm quyền đặt"


def subject_words(rule: RegimeRule, law: Law) -> str:
    """Say what a rule speaks of and for whom: "Thời gian học: lớp trung cấp, không tập trung"."""
    return f"{_subject(rule)}{_scope(rule, law)}"


def answer_words(rule: RegimeRule, law: Law) -> str:
    """Say what a rule asks: the amount, then its words."""
    parts = [BY_OFFICE] if rule.by_office else _amounts(rule)
    parts += [each for each in (_own(rule, law), rule.words) if each]
    told = "; ".join(parts)
    return f"phấn đấu {told}" if rule.force is Force.TARGET and rule.amount else told


def authority_words(rule: RegimeRule) -> str:
    """Name who decides; "" where the rule names nobody."""
    return AUTHORITIES[rule.authority] if rule.authority else ""


def amount_words(amount: Amount, unit: str = "") -> str:
    """Write an amount: "từ 2 đến 4 người", "không quá 20%", "từ 70 đến dưới 90 điểm"."""
    if amount.most == 0:
        return f"không {unit or QUANTITIES[amount.quantity]} nào"
    if amount.least is not None and amount.least == amount.most:
        return _counted(amount.least, amount.quantity, unit)
    low = _bound("từ", amount.least, "trên", amount.more_than)
    high = _bound("", amount.most, "dưới", amount.less_than)
    if low and high:
        joined = (
            f"{low[0]} {_number(low[1])} đến {high[0]} {_counted(high[1], amount.quantity, unit)}"
        )
        return " ".join(joined.split())
    if low:
        word = "ít nhất" if low[0] == "từ" else low[0]
        return f"{word} {_counted(low[1], amount.quantity, unit)}"
    word = high[0] or "không quá"
    return f"{word} {_counted(high[1], amount.quantity, unit)}"


def _bound(
    closed: str, inside: Fraction | None, open_: str, outside: Fraction | None
) -> tuple[str, Fraction] | None:
    if inside is not None:
        return closed, inside
    return (open_, outside) if outside is not None else None


def _counted(value: Fraction, quantity: Quantity, unit: str) -> str:
    if quantity is Quantity.PERCENT:
        return f"{_number(value)}%"
    return f"{_number(value)} {unit or QUANTITIES[quantity]}"


def _number(value: Fraction) -> str:
    if value.denominator == 1:
        return write_number(int(value))
    return f"{float(value):.2f}".rstrip("0").replace(".", ",")


def _amounts(rule: RegimeRule) -> list[str]:
    if rule.amount is None:
        return []
    is_age = isinstance(rule, TrainingRule) and rule.subject is TrainingSubject.AGE
    return [amount_words(rule.amount, "tuổi" if is_age else "")]


def _subject(rule: RegimeRule) -> str:
    if isinstance(rule, ProcessStep):
        return f"Bước {rule.number}"
    if isinstance(rule, RatingLevel):
        return f"Mức {rule.order}"
    if isinstance(rule, PayScale):
        return f"Hệ số lương, bảng {rule.table}"
    if isinstance(rule, HeadCount):
        return "Số lượng cán bộ, công chức cấp xã"
    named = rule.name if isinstance(rule, (CodeList, PostSet)) else rule.subject
    return _SUBJECTS[type(named)][named]


def _scope(rule: RegimeRule, law: Law) -> str:
    """For whom or for what a rule is, in brackets after its subject."""
    found: list[str] = []
    match rule:
        case PlanningRule():
            found = [_levels(rule.levels), f"dưới {rule.age_below} tuổi" if rule.age_below else ""]
        case TrainingRule():
            found = _of_training(rule)
        case CostRule():
            found = [rule.grade, PER[rule.per] if rule.per else ""]
        case MoveRule():
            found = [", ".join(sorted(value_words(kind) for kind in rule.kinds))]
        case RatingRule() | RatingLevel():
            found = [value_words(rule.series)]
        case PayScale():
            found = [_holder(rule, law)]
        case HeadCount():
            found = [", ".join(sorted(rule.unit_types)), f"loại {rule.unit_class}"]
        case PostSet():
            found = [_levels({rule.level})]
    told = ", ".join(each for each in found if each)
    return f" ({told})" if told else ""


def _of_training(rule: TrainingRule) -> list[str]:
    sexes = {Sex.FEMALE: "nữ", Sex.MALE: "nam", None: ""}
    minority = {True: "dân tộc thiểu số", False: "trừ dân tộc thiểu số", None: ""}
    return [
        PROGRAMMES[rule.programme],
        value_words(rule.mode) if rule.mode else "",
        sexes[rule.sex],
        minority[rule.minority],
        CASES[rule.case] if rule.case else "",
    ]


def _own(rule: RegimeRule, law: Law) -> str:
    """What the keys of its own kind say of a rule's answer."""
    say = _OWN.get(type(rule))
    return say(rule, law) if say else ""


def _said_of_training(rule: TrainingRule, law: Law) -> str:
    level = law.levels.get(rule.level)
    named = f"từ {level.name[:1].lower()}{level.name[1:]} trở lên" if level else ""
    return "" if rule.words else named or _posts(rule.posts, law)


def _said_of_step(rule: ProcessStep, _: Law) -> str:
    return f"{rule.body}, {BASES[rule.base]}" if rule.base else rule.body


def _said_of_level(rule: RatingLevel, _: Law) -> str:
    return f"{rule.name} ({rule.code})"


def _said_of_pay(rule: PayScale, _: Law) -> str:
    told = f"từ {_number(rule.first)} đến {_number(rule.last)}, {rule.steps} bậc"
    told += f", mỗi bậc {_number(rule.increment)}"
    return f"{told}, {rule.months} tháng một bậc" if rule.months else told


def _said_of_codes(rule: CodeList, _: Law) -> str:
    return f"{len(rule.codes)} mục" if rule.codes else ""


def _said_of_posts(rule: PostSet, law: Law) -> str:
    return _posts(rule.posts, law)


_OWN: Mapping[type, Callable[[Any, Law], str]] = {
    TrainingRule: _said_of_training,
    ProcessStep: _said_of_step,
    RatingLevel: _said_of_level,
    PayScale: _said_of_pay,
    CodeList: _said_of_codes,
    PostSet: _said_of_posts,
}
# by the type first: members of two enumerations with one value are one key
_SUBJECTS: Mapping[type, Mapping[Any, str]] = {
    type(next(iter(labels))): labels
    for labels in (PLANNING, TRAINING, COSTS, MOVES, RATINGS, LISTS, POST_SETS)
}


def _holder(rule: PayScale, law: Law) -> str:
    post = law.posts.get(rule.holder)
    return f"{post.name}, {rule.holder}" if post else f"ngạch {rule.holder}"


def _posts(codes: Iterable[str], law: Law) -> str:
    return "; ".join(law.posts[code].name for code in sorted(codes) if code in law.posts)


def _levels(levels: Iterable[UnitLevel]) -> str:
    order = list(UnitLevel)
    names = [f"cấp {value_words(level)}" for level in sorted(levels, key=order.index)]
    return ", ".join(names)
