"""The parameters of figures, kept as data beside the law: the order of posts, fields, schools."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from canbo.engine.facts import UnitLevel
from canbo.engine.figures import Parameters
from canbo.law.loader import load
from canbo.law.strict import Keys, LawInvalid, LawProblem, Place, open_yaml

SHIPPED = Path(__file__).parent / "vn" / "figures" / "parameters.yaml"
_KEYS = ("place", "no_step", "side", "fields", "institutions")


def load_parameters(path: Path | None = None) -> Parameters:
    """Read the parameters of figures, those that canbo ships where no file is given.

    Raises LawInvalid with every problem of the file.
    """
    return _shipped() if path is None else _read(path)


@cache
def _shipped() -> Parameters:
    return _read(SHIPPED)


def _read(path: Path) -> Parameters:
    problems: list[LawProblem] = []
    top = open_yaml(path, name=f"figures/{path.name}", problems=problems)
    made = None
    if top is not None:
        inner = top.mapping(required=("parameters",)).get("parameters")
        if inner is not None:
            made = _parameters(inner.mapping(required=_KEYS))
    if problems or made is None:
        raise LawInvalid(problems)
    return made


def _parameters(keys: Keys) -> Parameters:
    posts = load().posts
    placed: dict[str, int] = {}
    for place, codes in _entries(keys, "place"):
        placed |= dict.fromkeys(_codes(codes), int(place) if place.isdecimal() else 0)
    outside = keys.get("no_step")
    no_step = set(_codes(outside)) if outside else set()
    return Parameters(
        place={code: placed.get(code, 0) for code in posts if code not in no_step},
        side={code: side for side, codes in _entries(keys, "side") for code in _codes(codes)},
        fields={code: fields.texts() for code, fields in _entries(keys, "fields")},
        institutions=_institutions(keys),
    )


def _entries(keys: Keys, name: str) -> list[tuple[str, Place]]:
    place = keys.get(name)
    return list(place.entries()) if place else []


def _codes(place: Place) -> list[str]:
    posts = load().posts
    return [item.known(posts, code="unknown_post") for item in place.items()]


def _institutions(keys: Keys) -> tuple[tuple[str, str], ...]:
    place = keys.get("institutions")
    found = []
    for item in place.items() if place else []:
        pair = item.items()
        if len(pair) == 2:
            found.append((pair[0].text(), pair[1].choice(UnitLevel).value))
        else:
            item.report("wrong_type", found=item.written, expected="[words, level]")
    return tuple(found)
