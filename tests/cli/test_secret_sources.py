"""Commands in the name of a user tell no more of planning lists than the pages do to that user."""

from __future__ import annotations

import argparse
import importlib
import io
import pkgutil
from collections.abc import Callable, Iterator
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from canbo import cli
from canbo.records.models import ImportBatch
from tests.town import planned
from tests.town.builder import Town
from tests.town.cast import REAL_NOW, WARD
from tests.town.fixtures import home, planned_town
from tests.town.planned import found_in, text_of

__all__ = ["home", "planned_town"]

CLOSED, OPEN = ("mai", "hanh", "thanhtra"), "thang"
DAYS = ("--from", "2006-01-01", "--to", "2011-07-31", "--as-of", "2011-07-31")
# each command that takes `--as`, with the words that it is tried with
TRIED: dict[str, tuple[tuple[str, ...], ...]] = {
    "import": (("{list}", "--preview"), ("{list}",)),
    "undo-import": (("{secret}",), ("{first}",)),
    "fact list": tuple((f"{{{name}}}",) for name in (
        "Lê Thị Lan", "Nguyễn Thị Mai", "Trần Dũng", "Cao Sỹ Quang", "Hà Kế Nhiệm"
    )),
    "fact add": (("award", "award=Giấy khen", "begins=2/9/2010", "--person", "{Lê Thị Lan}",
                  "--preview"),),
    "fact correct": (("{fact}", "value=Xã Trung Sơn", "--preview"),),
    "fact void": (("{fact}", "--reason", "nhầm", "--preview"),),
    "people duplicates": ((),),
    "people merge": (("{Lê Thị Lan}", "{Trần Dũng}", "--preview"),
                     ("{Cao Sỹ Quang}", "{Hà Kế Nhiệm}", "--preview")),
    "people unmerge": (("77",),),
    "people merges": ((),),
    "people apart": (("{Lê Thị Lan}", "{Trần Dũng}"),),
    "units load": (("{nothing}",),),
    "units disputes": ((),),
    "units show": ((WARD,), ("Phòng Kế hoạch dự nguồn",)),
    "units move": (("--propose", "{out}/moves.xlsx"),),
    "figures": ((*DAYS, "--rows"),),
    "old-figures": (("commune_intermediate_professional_share", "100%", "--as-of", "2011-07-31"),
                    ("pool_people", "0", "--as-of", "2011-07-31")),
    "check": (("--as-of", "2011-07-31"),),
    "forecast": (("--as-of", "2011-07-31", "--rows"),
                 ("--as-of", "2011-07-31", "--to", "2012-07-31", "--backtest", "--rows"),
                 ("--as-of", "2011-07-31", "--bench", "--term", "2015-07-01", "--behind", "2")),
    "catalogue": (("{nothing}",),),
    "export plan": (("{out}", "--catalogue", "{nothing}"),),
    "export rotation": (("{out}", "--as-of", "2011-07-31"),),
    "export warehouse": (("{out}",),),
    "export lists": (("{out}", "--as-of", "2011-07-31"),
                     ("{out}", "figure:commune_intermediate_professional_share", "--as-of",
                      "2011-07-31")),
    "form": (*((form, "--person", "{Lê Thị Lan}", "--as-of", "2011-07-31", "--out",
                f"{{out}}/{form}.docx") for form in ("2c-bnv-2008", "2c-tctw-98", "tieu-su")),
             ("trich-ngang", "--as-of", "2011-07-31", "--out", "{out}/list.docx"),
             ("trich-ngang", "--as-of", "2011-07-31", "--out", "{out}/list.xlsx"),
             ("tieu-su", "--save-template", "{out}/template.docx"),
             ("tieu-su", "--use-template", "{nothing}"), ("tieu-su", "--shipped-template")),
    "user add": (("ai-do", "--no-password"),),
    "user disable": (("mai",),),
    "user enable": (("mai",),),
    "user grant": (("mai", "clerk"),),
    "user revoke": (("1",),),
    "user passwd": (("mai", "--password-stdin"),),
    "user list": ((),),
}  # fmt: skip
TOLD_ON = {
    "undo-import", "fact list", "fact correct", "fact void", "people merge", "units show",
    "figures", "export lists",
}  # fmt: skip


def leaves(
    parser: argparse.ArgumentParser, name: str = ""
) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Each command and sub-command with its parser."""
    places = [one for one in parser._actions if isinstance(one, argparse._SubParsersAction)]
    for place in places:
        for word, child in place.choices.items():
            yield from leaves(child, f"{name} {word}".strip())
    if not places:
        yield name, parser


def test_every_command_in_somebody_s_name_is_tried() -> None:
    named = {
        name
        for name, parser in leaves(cli.build_parser())
        if any(action.dest == "acting_user" for action in parser._actions)
    }
    assert named == set(TRIED)


@pytest.fixture
def run(
    planned_town: Town, db: None, monkeypatch: pytest.MonkeyPatch, capsys: Any, tmp_path: Path
) -> Callable[[str, str], str]:
    """Try a command as somebody; give all that it says and writes."""
    monkeypatch.setattr("canbo.cli.home.inside_home", nullcontext)
    for module in pkgutil.iter_modules(cli.__path__, "canbo.cli."):
        if not module.name.endswith("__main__"):
            found = importlib.import_module(module.name)
            if hasattr(found, "now"):
                monkeypatch.setattr(found, "now", lambda: REAL_NOW)
    monkeypatch.setattr("sys.stdin", io.StringIO("mot-mat-khau-dai-va-la"))
    (tmp_path / "tep.xlsx").write_bytes(planned.written())
    first, secret = (
        ImportBatch.objects.order_by("id")[0].id, ImportBatch.objects.get(file=planned.FILE).id
    )  # fmt: skip
    known = {
        **{name: str(person) for name, person in planned_town.people.items()},
        "list": str(tmp_path / "tep.xlsx"), "nothing": str(tmp_path / "khong-co.csv"),
        "first": str(first), "secret": str(secret), "fact": str(planned.residence().id),
    }  # fmt: skip

    def act(name: str, username: str) -> str:
        said = []
        for number, words in enumerate(TRIED[name]):
            out = tmp_path / f"{username}-{number}"
            out.mkdir(exist_ok=True)
            filled = [word.format(**known, out=out) for word in words]
            for more in ([], ["--json"]):
                said.append(_answer([*name.split(), *filled, "--as", username, *more], capsys))
            said += [text_of(one.read_bytes()) for one in out.rglob("*") if one.is_file()]
        return " ".join(said)

    return act


def _answer(words: list[str], capsys: Any) -> str:
    with transaction.atomic():
        with suppress(SystemExit):  # wrong usage: argparse says so
            cli.main(words)
        transaction.set_rollback(True)
    said = capsys.readouterr()
    return f"{said.out} {said.err}"


@pytest.mark.parametrize("username", CLOSED)
@pytest.mark.parametrize("name", sorted(TRIED))
def test_no_command_tells_of_the_lists(
    run: Callable[[str, str], str], name: str, username: str
) -> None:
    said = run(name, username)
    assert "ngoài dự kiến" not in said
    assert not found_in(said, str(planned.FIRST) if name == "undo-import" else "")


def test_commands_tell_who_has_the_right(run: Callable[[str, str], str]) -> None:
    assert {name for name in TRIED if found_in(run(name, OPEN))} >= TOLD_ON


def test_a_planning_list_is_taken_in_by_who_may_see_the_pool(
    run: Callable[[str, str], str],
) -> None:
    assert "chỉ người có quyền xem độ mật 1 trở lên mới nhập được" in run("import", "hanh")
    assert "xem trước, chưa lưu" in run("import", OPEN)


def test_an_import_of_a_list_is_unknown_to_others(run: Callable[[str, str], str]) -> None:
    assert f"Không có lần nhập số {planned.FIRST}." in run("undo-import", "hanh")
