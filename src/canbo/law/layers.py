"""One law laid over another: how a province's or an office's own rules join the shipped law.

An item of an overlay is new, or stands `instead_of` an item below. Then it takes over every key
that it does not write itself, except its own id and the evidence. A rule gives way only for the
days (a standard also only for the posts and the areas) of the rule that stands instead of it; a
text, level, course, post or regime is replaced as a whole, under its code. The files below are
never touched, and every rule of an overlay names the document of the home that set it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from canbo.engine.law import Area, Standard
from canbo.engine.timeline import Period
from canbo.law.kinds import KINDS, Kind
from canbo.law.registers import Registers
from canbo.law.rule_reading import BY_OFFICE
from canbo.law.strict import Keys, Place

OVERLAY_KEYS = ("instead_of", "set_by", "set_article")
_AREAS = frozenset(Area) - {Area.ALL}

Top = tuple[Kind, Place]


@dataclass(slots=True)
class Layers:
    """What has been read of all layers, and the keys that each item was read from."""

    registers: Registers = field(default_factory=Registers)
    keys: dict[str, dict[str, Keys]] = field(default_factory=dict)

    def below(self) -> Layers:
        """A copy to lay the next folder over; the values themselves are shared."""
        registers = Registers(
            {key: dict(found) for key, found in self.registers.by_list.items()}, is_overlay=True
        )
        return Layers(registers, {key: dict(found) for key, found in self.keys.items()})

    def places(self, list_key: str) -> dict[str, Place]:
        """Where each item of a list stands, in the order of reading."""
        return {code: keys.place for code, keys in self.keys.get(list_key, {}).items()}


def lay_over(layers: Layers, tops: Sequence[Top]) -> Layers:
    """Read files into the layers, kind by kind, so that later kinds know the earlier ones."""
    for kind in KINDS:
        _lay_kind(kind, [top for of, top in tops if of is kind], layers)
    return layers


def _lay_kind(kind: Kind, tops: Iterable[Place], layers: Layers) -> None:
    values, below = layers.registers.of(kind.list_key), layers.keys.setdefault(kind.list_key, {})
    fresh: dict[str, Any] = {}
    read: dict[str, Keys] = {}
    instead: dict[str, list[Any]] = {}
    for top in tops:
        for own in _items(kind, top, is_overlay=layers.registers.is_overlay):
            keys, target = _taking_over(kind, own, below)
            code, value = kind.read(keys, layers.registers)
            first = read.get(code) or (None if target == code else below.get(code))
            if first is not None:
                at = first.place
                own.place.report("duplicate_code", found=code, expected=f"{at.file}:{at.line}")
            elif code:
                fresh[code], read[code] = value, keys
                instead.setdefault(target, []).append(value)
    for target, others in instead.items():
        if kind.is_rule and target:
            _give_way(values, below, target, others)
    for code in fresh:  # what is replaced as a whole moves behind, where its new place is
        values.pop(code, None)
        below.pop(code, None)
    values.update(fresh)
    below.update(read)


def _give_way(
    values: dict[str, Any], below: dict[str, Keys], target: str, instead: Iterable[Any]
) -> None:
    """Leave of a rule what no other rule stands for; a second remainder is called id/2."""
    left = [values.pop(target)]
    keys = below.pop(target)
    for other in instead:
        left = [piece for rule in left for piece in remainders(rule, other)]
    for number, piece in enumerate(left, start=1):
        code = target if number == 1 else f"{target}/{number}"
        values[code], below[code] = replace(piece, id=code), keys


def remainders(rule: Any, instead: Any) -> Iterator[Any]:
    """What stays of a rule beside the one that stands instead of it."""
    if isinstance(rule, Standard):
        posts, areas = rule.posts & instead.posts, _areas(rule) & _areas(instead)
        if rule.posts - posts:
            yield replace(rule, posts=rule.posts - posts)
        if not posts:
            return
        for area in sorted(_areas(rule) - areas):
            yield replace(rule, posts=posts, area=area)
        if not areas:
            return
        rule = replace(rule, posts=posts, area=Area.ALL if areas == _AREAS else min(areas))
    for period in _other_days(rule.in_force, instead.in_force):
        yield replace(rule, in_force=period)


def _areas(standard: Standard) -> frozenset[Area]:
    return _AREAS if standard.area is Area.ALL else frozenset({standard.area})


def _other_days(days: Period, taken: Period) -> Iterator[Period]:
    if not days.overlaps(taken):
        yield days
        return
    before, after = Period(days.begins, taken.begins), Period(taken.ends, days.ends)
    if taken.begins is not None and not before.is_empty:
        yield before
    if taken.ends is not None and not after.is_empty:
        yield after


def _items(kind: Kind, top: Place, *, is_overlay: bool) -> list[Keys]:
    allowed = (*kind.item_keys, *OVERLAY_KEYS) if is_overlay else kind.item_keys
    keys = top.mapping(required=(kind.list_key,), optional=("defaults",))
    defaults = keys.get("defaults")
    fallback = defaults.mapping(optional=allowed) if defaults else None
    listed = keys.get(kind.list_key)
    items = listed.items() if listed else []
    read = [item.mapping(optional=allowed) for item in items]
    return [Keys(keys.place, keys.found, fallback) for keys in read]


def _taking_over(kind: Kind, own: Keys, below: dict[str, Keys]) -> tuple[Keys, str]:
    """An item's keys with those of the item that it stands for behind them, and that one's id."""
    place = own.get("instead_of")
    if place is None:
        return own, ""
    target = place.known(below, code="unknown_rule")
    if target not in below:
        return own, ""
    kept = {
        name: at
        for name in kind.item_keys
        if name != "evidence"
        and not (kind.is_rule and name == "id")
        and (at := below[target].get(name)) is not None
        and at.written != BY_OFFICE  # what was open is set now
    }
    behind = Keys(own.place, kept)
    if own.fallback is not None:
        behind = Keys(own.fallback.place, own.fallback.found, behind)
    return Keys(own.place, own.found, behind), target
