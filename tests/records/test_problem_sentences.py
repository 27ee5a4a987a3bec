"""Whatever the intake lists is said in Vietnamese: every code of a problem has its sentence."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from canbo.records.operations import intake
from canbo.web.messages import MESSAGES

ROOM = Path(intake.__file__).parent
CODE = re.compile(r"[a-z]+(?:_[a-z]+)+")
TELLS = {"Problem", "problem", "_list", "_tell"}


def codes() -> set[str]:
    found = set()
    for module in sorted(ROOM.glob("*.py")):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) in TELLS:
                texts = [one.value for one in node.args if isinstance(one, ast.Constant)]
                found |= {one for one in texts if isinstance(one, str) and CODE.fullmatch(one)}
    return found


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def test_every_problem_of_the_intake_has_its_sentence() -> None:
    found = codes()
    assert len(found) > 20
    assert found - set(MESSAGES) == set()
