"""The words that an office adds to the vocabulary: files like those of the house, only the new.

A file of the same name may add writings to any list that the house has, rule by rule (columns by
their role, courses by their code), and new names where the house keeps an open register. It takes
nothing away and changes no meaning.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from canbo.law.strict import LawInvalid, LawProblem, Place, open_yaml

Value = Callable[[Place], Any]
_NAMED_BY = ("role", "kind", "course")  # what tells one rule of a list from another
# registers that offices may lengthen: the last key of the way there
_OPEN = frozenset({"bodies", "ethnic_groups", "fields", "languages", "schools"})


def add_own_words(
    shipped: Mapping[str, Any], folder: Path, files: tuple[str, ...], value: Value
) -> dict[str, Any]:
    """The shipped vocabulary with the office's words; raises LawInvalid with every problem."""
    problems: list[LawProblem] = []
    data = dict(shipped)
    for path in sorted(folder.glob("*.yaml")):
        name = f"{folder.name}/{path.name}"
        if path.stem not in files:
            expected = ", ".join(f"{one}.yaml" for one in files)
            problems.append(LawProblem(name, 1, "unknown_file", path.name, expected))
            continue
        place = open_yaml(path, name=name, problems=problems)
        if place is not None:
            data[path.stem] = _Joiner(value).joined(data[path.stem], place, path.stem)
    if problems:
        raise LawInvalid(problems, "own_words_invalid")
    return data


class _Joiner:
    def __init__(self, value: Value) -> None:
        self._value = value

    def joined(self, known: Any, place: Place, key: str) -> Any:
        """What the house knows with what a node of an office's file adds."""
        if isinstance(known, Mapping):
            return self._mapping(known, place, key)
        if isinstance(known, list) and known and isinstance(known[0], Mapping):
            return self._rules(known, place)
        if isinstance(known, list):
            return list(dict.fromkeys((*known, *place.texts())))
        place.report("value_is_fixed", found=str(self._value(place)), expected=str(known))
        return known

    def _mapping(self, known: Mapping[str, Any], place: Place, key: str) -> dict[str, Any]:
        found = dict(known)
        for name, child in place.entries():
            if name in known:
                found[name] = self.joined(known[name], child, name)
            elif key in _OPEN:
                found[name] = self._value(child)
            else:
                child.report("unknown_key", found=name, expected=", ".join(map(str, known)))
        return found

    def _rules(self, known: list[Mapping[str, Any]], place: Place) -> list[Any]:
        """Words for the first rule of each name; a rule of another name has no meaning here."""
        by = next(key for key in _NAMED_BY if key in known[0])
        found = list(known)
        for item in place.items():
            parts = dict(item.entries())
            said = parts.pop(by, None)
            name = said.written if said is not None and said.is_plain else ""
            at = next((n for n, rule in enumerate(found) if rule[by] == name), None)
            if at is None:
                names = dict.fromkeys(str(rule[by]) for rule in known)
                item.report("unknown_key", found=name, expected=", ".join(names))
                continue
            own = {
                key: self.joined(found[at].get(key, []), child, key) for key, child in parts.items()
            }
            found[at] = {**found[at], **own}
        return found
