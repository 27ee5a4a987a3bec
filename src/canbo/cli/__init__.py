"""The command line: `canbo …`. It translates words into one call of the house, and back."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

from canbo.cli.command import REFUSED, WRONG_USAGE, Command, Needs, print_json, say
from canbo.engine.refusal import Refusal

# Each module offers COMMANDS; the order here is the order of `canbo --help`.
MODULES: tuple[str, ...] = (
    "canbo.cli.demo",
    "canbo.cli.home",
    "canbo.cli.serve",
    "canbo.cli.intake",
    "canbo.cli.facts",
    "canbo.cli.people",
    "canbo.cli.units",
    "canbo.cli.figures",
    "canbo.cli.old_figures",
    "canbo.cli.law",
    "canbo.cli.planning",
    "canbo.cli.cycle",
    "canbo.cli.exports",
    "canbo.cli.journal",
    "canbo.cli.accounts",
)


def commands() -> tuple[Command, ...]:
    """Collect the commands of all modules."""
    found: list[Command] = []
    for module in MODULES:
        found.extend(importlib.import_module(module).COMMANDS)
    return tuple(found)


def build_parser() -> argparse.ArgumentParser:
    """Build the parser of the whole command line."""
    parser = argparse.ArgumentParser(
        prog="canbo", description="Công tác cán bộ từ hồ sơ đến số liệu."
    )
    places = parser.add_subparsers(dest="command", required=True, metavar="LỆNH")
    for command in commands():
        child = places.add_parser(command.name, help=command.help, description=command.help)
        command.arguments(child)
        child.set_defaults(chosen=command)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; exit 0 done, 1 refused with the reasons, 2 wrong usage."""
    parsed = build_parser().parse_args(arguments)
    command: Command = parsed.chosen
    try:
        if command.needs is Needs.HOME:
            from canbo.cli.home import inside_home

            with inside_home():
                return command.run(parsed)
        return command.run(parsed)
    except Refusal as refusal:
        return _refused(refusal, as_json=getattr(parsed, "json", False))
    except BrokenPipeError:  # the reader of our output left, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return REFUSED
    except Exception as error:
        return _mishap(error)
    except KeyboardInterrupt:
        say("Đã dừng theo yêu cầu.")
        return REFUSED


def _mishap(error: Exception) -> int:
    from canbo.cli.home import home_path
    from canbo.cli.mishap import keep_mishap

    home = home_path()
    code, path = keep_mishap(error, home / "errors" if home.is_dir() else None)
    say(f"Có lỗi ngoài dự kiến, mã {code}: lệnh chưa làm xong, dữ liệu không bị lưu dở dang. "
        f"Hãy đọc mã này cho người hỗ trợ; chi tiết ở {path}.")  # fmt: skip
    return REFUSED


def _refused(refusal: Refusal, *, as_json: bool) -> int:
    from canbo.web.messages import sentence

    text = sentence(refusal)
    if as_json:
        print_json({"error": {"code": refusal.code, "message": text, "data": refusal.data}})
    say(text)
    return WRONG_USAGE if refusal.code == "wrong_usage" else REFUSED


if __name__ == "__main__":
    sys.exit(main())
