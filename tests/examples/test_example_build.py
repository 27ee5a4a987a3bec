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


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The town built in this process."""
    out = tmp_path_factory.mktemp("built")
    build("sam-son", out)
    return out


@pytest.fixture(scope="module")
def commanded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The town built by the command line where an earlier one stood, and what it said."""
    out = tmp_path_factory.mktemp("commanded")
    (out / "workbooks").mkdir()
    (out / "workbooks" / "cu.xlsx").write_bytes(b"")
    command = [sys.executable, "-m", "examples.builder", "--town", "sam-son", "--out", out]
    done = subprocess.run(
        command, cwd=BUILDER.parents[1], capture_output=True, text=True, check=True
    )
    return out, done.stdout


def test_two_builds_give_the_same_bytes(built: Path, commanded: tuple[Path, str]) -> None:
    """Of two processes, so that no order of a set or of hashes stands in a file."""
    files, others = (
        sorted(p.relative_to(out) for p in out.rglob("*.*")) for out in (built, commanded[0])
    )
    assert files == others
    assert len(files) == 3 + 1 + 19 + 31  # ledgers and schedule, catalogue, both folders
    for file in files:
        assert (built / file).read_bytes() == (commanded[0] / file).read_bytes()


def test_a_build_equals_the_committed_copy(built: Path, committed: Path) -> None:
    for name in ("ledger.json", "ledger-lists.json", "schedule.json", "catalogue-2012.yaml"):
        assert (built / name).read_bytes() == (committed / name).read_bytes()
    for folder in ("workbooks", "lists"):
        names = sorted(path.name for path in (built / folder).iterdir())
        assert names == sorted(path.name for path in (committed / folder).iterdir())
        for name in names:
            assert _members(built / folder / name) == _members(committed / folder / name)


def test_a_build_replaces_the_workbooks_of_an_earlier_one(commanded: tuple[Path, str]) -> None:
    assert not (commanded[0] / "workbooks" / "cu.xlsx").exists()
    assert len(list((commanded[0] / "lists").iterdir())) == 31


def test_the_command_line_builds_a_town(commanded: tuple[Path, str]) -> None:
    out, said = commanded
    assert "19 + 31 workbooks" in said
    assert (out / "ledger.json").exists()


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
