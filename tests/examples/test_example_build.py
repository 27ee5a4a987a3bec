"""The builder gives the same town every time, and the committed copy is that town."""

from __future__ import annotations

import ast
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from examples.builder import TOWNS, build

BUILDER = Path(__file__).parents[2] / "examples" / "builder"


def _members(workbook: Path) -> dict[str, bytes]:
    """The parts of a workbook: compression may differ between machines, the content may not."""
    if workbook.suffix == ".xls":
        return {workbook.name: workbook.read_bytes()}
    with zipfile.ZipFile(workbook) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_two_builds_give_the_same_bytes(tmp_path: Path) -> None:
    build("sam-son", tmp_path / "one")
    build("sam-son", tmp_path / "two")
    files = sorted(p.relative_to(tmp_path / "one") for p in (tmp_path / "one").rglob("*.*"))
    assert len(files) == 3 + 1 + 19 + 31  # ledgers and schedule, catalogue, both folders
    for file in files:
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def test_a_build_equals_the_committed_copy(tmp_path: Path, committed: Path) -> None:
    build("sam-son", tmp_path)
    for name in ("ledger.json", "ledger-lists.json", "schedule.json", "catalogue-2012.yaml"):
        assert (tmp_path / name).read_bytes() == (committed / name).read_bytes()
    for folder in ("workbooks", "lists"):
        built = sorted(path.name for path in (tmp_path / folder).iterdir())
        assert built == sorted(path.name for path in (committed / folder).iterdir())
        for name in built:
            assert _members(tmp_path / folder / name) == _members(committed / folder / name)


def test_a_build_replaces_the_workbooks_of_an_earlier_one(tmp_path: Path) -> None:
    (tmp_path / "workbooks").mkdir()
    (tmp_path / "workbooks" / "cu.xlsx").write_bytes(b"")
    build("sam-son", tmp_path)
    assert not (tmp_path / "workbooks" / "cu.xlsx").exists()
    assert len(list((tmp_path / "lists").iterdir())) == 31


def test_the_command_line_builds_a_town(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "examples.builder", "--town", "sam-son", "--out", tmp_path]
    done = subprocess.run(
        command, cwd=BUILDER.parents[1], capture_output=True, text=True, check=True
    )
    assert "19 + 31 workbooks" in done.stdout
    assert (tmp_path / "ledger.json").exists()


def test_an_unknown_town_is_wrong_usage(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "examples.builder", "--town", "atlantis", "--out", tmp_path]
    done = subprocess.run(command, cwd=BUILDER.parents[1], capture_output=True, check=False)
    assert done.returncode == 2
    assert not any(tmp_path.iterdir())


@pytest.mark.parametrize("module", sorted(BUILDER.rglob("*.py")), ids=lambda path: path.name)
def test_the_builder_never_asks_canbo(module: Path) -> None:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        assert not any(name.split(".")[0] == "canbo" for name in names)


def test_towns_are_known_by_their_names() -> None:
    assert list(TOWNS) == ["sam-son", "si-ma-cai", "cai-be"]
