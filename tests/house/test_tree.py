"""The rules of the house that no other tool checks: sizes, names, words that must not occur."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "canbo"
MODULES = sorted(path for path in SOURCE.rglob("*.py"))


def tracked_files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, check=True, text=True,
    ).stdout  # fmt: skip
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_module_is_short_and_says_what_it_holds(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 500
    if text.strip() and "migrations" not in module.parts:
        assert ast.get_docstring(ast.parse(text)), "a module begins with what may live in it"


def test_no_room_collects_everything() -> None:
    refused = {"utils", "common", "helpers", "core", "base", "misc"}
    assert not [
        path for path in SOURCE.rglob("*") if path.stem in refused and path.suffix in {"", ".py"}
    ]


def test_functions_stay_small() -> None:
    lengths = [
        node.end_lineno - node.lineno + 1
        for module in MODULES
        if "migrations" not in module.parts
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    assert sum(length < 40 for length in lengths) >= 0.9 * len(lengths)


def test_published_numbers_are_computed_never_written() -> None:
    # 178 and 594 are what the page of 2011 counts; the source may not know them
    number = re.compile(r"(?<![\d./-])(178|594)(?![\d]|[./-]\d{4}|/(?:QĐ|NĐ|TT|NQ|KH|HD))")
    found = [
        f"{path.relative_to(ROOT)}:{place}"
        for path in SOURCE.rglob("*")
        if path.suffix in {".py", ".yaml", ".html", ".sql", ".json"} and "vendor" not in path.parts
        for place, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if number.search(line)
    ]
    assert found == []


def test_nothing_names_a_registry_or_a_path_of_one_machine() -> None:
    # written in pieces, so that this file does not find itself
    words = [
        "py" + "pi.org",
        "python" + "hosted.",
        "registry.np" + "mjs",
        "deb.deb" + "ian",
        "/ro" + "ot/",
    ]
    found = []
    for path in tracked_files():
        if path.suffix in {".xlsx", ".png", ".woff2", ".xls", ".parquet"}:
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        found += [f"{path.relative_to(ROOT)}: {word}" for word in words if word in text]
    assert found == []


def test_engine_works_without_django() -> None:
    program = (
        "import sys\n"
        "class Closed:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.split('.')[0] in {'django', 'ortools', 'psycopg'}:\n"
        "            raise ImportError(name)\n"
        "sys.meta_path.insert(0, Closed())\n"
        "import canbo.engine, canbo.engine.facts, canbo.engine.law, canbo.engine.timeline\n"
        "import canbo.engine.figures, canbo.engine.planning, canbo.law, canbo.database\n"
        "print('ok')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "ok", done.stderr


def test_readme_tree_is_the_tree_on_disk() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    tree = readme.split("<!-- tree -->")[1].split("```")[1]
    named = re.findall(r"^[│ ]*[├└]── (\S+?)/?\s", tree, flags=re.MULTILINE)
    missing = [name for name in named if not any(ROOT.rglob(name.rstrip("/")))]
    assert missing == []
    rooms = {path.name for path in SOURCE.iterdir() if path.is_dir() and path.name != "__pycache__"}
    engine = {path.stem for path in (SOURCE / "engine").iterdir() if not path.name.startswith("_")}
    assert rooms | engine <= set(re.findall(r"[A-Za-z_]+", tree))


def glossary() -> list[dict[str, str]]:
    return yaml.safe_load((SOURCE / "glossary.yaml").read_text(encoding="utf-8"))


def test_glossary_is_one_to_one() -> None:
    entries = glossary()
    assert len(entries) >= 40
    for name in ("identifier", "term"):
        counted = Counter(entry[name].casefold() for entry in entries)
        assert [word for word, times in counted.items() if times > 1] == []
    for entry in entries:
        assert set(entry) == {"identifier", "term", "definition", "source"}, entry
        assert all(entry.values()), entry


def test_glossary_identifiers_exist_in_the_code() -> None:
    code = "\n".join(module.read_text(encoding="utf-8") for module in MODULES)
    words = set(re.findall(r"[A-Za-z_]\w*", code))
    unknown = [e["identifier"] for e in glossary() if e["identifier"].split(".")[-1] not in words]
    assert unknown == []


def test_every_engine_value_has_its_glossary_term() -> None:
    named = {entry["identifier"].split(".")[0] for entry in glossary()}
    kinds = ast.parse((SOURCE / "engine" / "facts" / "kinds.py").read_text(encoding="utf-8"))
    classes = {node.name for node in kinds.body if isinstance(node, ast.ClassDef)}
    plumbing = {"Fact", "FactKind"}
    assert classes - plumbing <= named
