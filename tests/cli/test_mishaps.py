"""The command line's last words: refusals, unforeseen errors, wrong usage."""

from __future__ import annotations

import importlib
import json
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from canbo import cli
from canbo.cli.command import Command, Needs
from canbo.engine.refusal import Refusal


def with_command(monkeypatch: pytest.MonkeyPatch, run) -> None:
    def arguments(parser) -> None:
        parser.add_argument("--json", action="store_true")

    made = Command("trial", "thử", arguments, run, Needs.NOTHING)
    monkeypatch.setattr(cli, "commands", lambda _name=None: (made,))


def test_unforeseen_error_gives_a_code_and_keeps_the_rest_for_its_owner(
    monkeypatch, capsys, tmp_path
):
    def run(_parsed) -> int:
        raise ZeroDivisionError("Nguyễn Văn A")

    monkeypatch.setenv("CANBO_HOME", str(tmp_path))
    with_command(monkeypatch, run)
    assert cli.main(["trial"]) == 1
    told = capsys.readouterr()
    (kept,) = (tmp_path / "errors").iterdir()
    assert kept.stem in told.err
    assert "Nguyễn Văn A" not in told.err + told.out
    assert "ZeroDivisionError" in kept.read_text(encoding="utf-8")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_refusal_is_one_json_document_and_a_sentence(monkeypatch, capsys):
    def run(_parsed) -> int:
        raise Refusal("port_taken", {"port": 8000, "path": Path("x")})

    with_command(monkeypatch, run)
    assert cli.main(["trial", "--json"]) == 1
    told = capsys.readouterr()
    error = json.loads(told.out)["error"]
    assert error["code"] == "port_taken"
    assert error["message"] in told.err
    assert "8000" in error["message"]


def test_reader_that_leaves_early_gets_no_traceback():
    program = f"{sys.executable} -m canbo.cli law show X05 | head -n 1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", program], capture_output=True, text=True, check=False
    )
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr


@pytest.mark.parametrize("words", [[], ["no-such-command"], ["figures", "--as-of", "31/13/2011"]])
def test_wrong_usage_exits_with_2(words):
    with pytest.raises(SystemExit) as ended:
        cli.main(words)
    assert ended.value.code == 2


@pytest.mark.parametrize("module", cli.MODULES)
def test_each_module_offers_the_commands_that_it_is_loaded_for(module):
    offered = tuple(command.name for command in importlib.import_module(module).COMMANDS)
    assert offered == cli.MODULES[module]


def test_every_command_explains_itself(capsys):
    for command in cli.commands():
        with pytest.raises(SystemExit) as ended:
            cli.main([command.name, "--help"])
        assert ended.value.code == 0
        assert command.name in capsys.readouterr().out
