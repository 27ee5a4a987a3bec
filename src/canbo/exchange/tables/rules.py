"""`rules.json`: the objective and the rules for everybody, read strictly and exactly."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from canbo.engine.planning.training.problem import Fairness, Level, Rules
from canbo.exchange.tables.cells import FolderProblem

FILE = "rules.json"
_TOP = ("objective", "classes_per_person_year", "leaders_together", "fairness", "keep_previous")
_NO_WEIGHTS = tuple((level, 0) for level in Level)
_MOST_PLACES = 30  # of a share, behind the point


@dataclass
class RulesReader:
    """Takes a document apart and collects what is wrong with it."""

    problems: list[FolderProblem] = field(default_factory=list)

    def complain(self, key: str | None, code: str, found: object, expected: str) -> None:
        is_bare = code == "unknown_key" or isinstance(found, Decimal)
        text = str(found) if is_bare else json.dumps(found, ensure_ascii=False, default=str)
        self.problems.append(FolderProblem(FILE, None, key, code, text, expected))

    def take(self, place: str, value: object, names: tuple[str, ...]) -> Mapping[str, Any]:
        """Give an object's values, after naming unknown and missing keys."""
        if not isinstance(value, dict):
            self.complain(place or None, "wrong_type", value, "{" + ", ".join(names) + "}")
            return {}
        prefix = f"{place}." if place else ""
        for name in value:
            if name not in names:
                self.complain(f"{prefix}{name}", "unknown_key", name, ", ".join(names))
        for name in names:
            if name not in value:
                self.complain(f"{prefix}{name}", "missing_key", None, ", ".join(names))
        return value

    def integer(self, place: str, values: Mapping[str, Any]) -> int:
        name = place.rpartition(".")[2]
        value = values.get(name, 0)
        if isinstance(value, bool) or not isinstance(value, int):
            self.complain(place, "wrong_type", value, "integer")
            return 0
        return value

    def flag(self, name: str, values: Mapping[str, Any]) -> bool:
        value = values.get(name, False)
        if not isinstance(value, bool):
            self.complain(name, "wrong_type", value, "true | false")
        return value is True

    def share(self, place: str, values: Mapping[str, Any]) -> Fraction:
        value = values.get(place.rpartition(".")[2], 0)
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            self.complain(place, "wrong_type", value, "0..1")
            return Fraction(0)
        if not 0 <= value <= 1 or _places(Decimal(value)) > _MOST_PLACES:
            # looked at before it becomes a fraction: 1e-999999999 would have a billion digits
            self.complain(place, "out_of_range", value, f"0..1, ≤ {_MOST_PLACES} digits")
            return Fraction(0)
        return Fraction(value)


def read_rules(folder: Path) -> tuple[Rules | None, list[FolderProblem]]:
    """Read the rules of a training plan, with every problem of the file.

    Beside problems the rules hold what could be read, so that the rest is judged too; None where
    nothing could.
    """
    document, reader = read_document(folder)
    if document is None:
        return None, reader.problems
    rules = _rules(reader, document)
    return (rules if isinstance(document, dict) else None), reader.problems


def read_document(folder: Path) -> tuple[object, RulesReader]:
    """Read `rules.json` exactly; None with a problem where there is none to read."""
    path, reader = folder / FILE, RulesReader()
    if not path.is_file():
        reader.problems.append(FolderProblem(FILE, None, None, "missing_table", "-", FILE))
        return None, reader
    try:
        document = json.loads(
            path.read_text(encoding="utf-8"),
            parse_float=Decimal,
            parse_constant=_no_constant,
            object_pairs_hook=_no_repeats,
        )
    except (ValueError, RecursionError) as error:
        reader.problems.append(FolderProblem(FILE, None, None, "unreadable", str(error), "JSON"))
        return None, reader
    if document is None:
        reader.take("", document, _TOP)
    return document, reader


def _rules(reader: RulesReader, document: object) -> Rules:
    top = reader.take("", document, _TOP)
    return Rules(
        weights=_weights(reader, top.get("objective")) if "objective" in top else _NO_WEIGHTS,
        classes_per_person_year=reader.integer("classes_per_person_year", top),
        leaders_together=reader.flag("leaders_together", top),
        fairness=_fairness(reader, top.get("fairness")),
        keep_previous=reader.flag("keep_previous", top),
    )


def _weights(reader: RulesReader, value: object) -> tuple[tuple[Level, int], ...]:
    kind = value.get("kind") if isinstance(value, dict) else None
    if kind == "lexicographic":
        reader.complain("objective.kind", "lexicographic_not_offered", kind, "weighted")
        return _NO_WEIGHTS
    objective = reader.take("objective", value, ("kind", "weights"))
    if objective and kind != "weighted":
        reader.complain("objective.kind", "unknown_value", kind, "weighted")
    if "weights" not in objective:
        return _NO_WEIGHTS
    names = tuple(level.value for level in Level)
    weights = reader.take("objective.weights", objective["weights"], names)
    return tuple(
        (level, reader.integer(f"objective.weights.{level.value}", weights)) for level in Level
    )


def _fairness(reader: RulesReader, value: object) -> Fairness | None:
    if value is None:
        return None
    fairness = reader.take("fairness", value, ("share", "penalty"))
    share = reader.share("fairness.share", fairness)
    return Fairness(share, reader.integer("fairness.penalty", fairness))


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _no_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise ValueError(f"duplicate key: {name}")
        found[name] = value
    return found


def write_rules(folder: Path, rules: Rules) -> None:
    """Write the rules; a share that is no finite decimal is refused by ValueError."""
    fairness = rules.fairness
    document = {
        "objective": {
            "kind": "weighted",
            "weights": {level.value: weight for level, weight in rules.weights},
        },
        "classes_per_person_year": rules.classes_per_person_year,
        "leaders_together": rules.leaders_together,
        "fairness": fairness and {"share": "SHARE", "penalty": fairness.penalty},
        "keep_previous": rules.keep_previous,
    }
    text = json.dumps(document, ensure_ascii=False, indent=1)
    if fairness:
        text = text.replace('"SHARE"', write_share(fairness.share))
    (folder / FILE).write_text(text + "\n", encoding="utf-8")


def write_share(share: Fraction) -> str:
    """Write a fraction as an exact decimal, digit by digit; raises ValueError where it is none."""
    for places in range(31):
        scaled = share * 10**places
        if scaled.denominator == 1:
            whole, rest = divmod(scaled.numerator, 10**places)
            return f"{whole}.{rest:0{places}d}" if places else f"{whole}"
    raise ValueError(f"{share} is no finite decimal")
