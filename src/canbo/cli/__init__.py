"""The command line: `canbo …`. It translates words into one call of the house, and back."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Mapping, Sequence

from canbo.cli.command import REFUSED, WRONG_USAGE, Command, Needs, print_json, say
from canbo.engine.refusal import Refusal

# Each module offers the COMMANDS of these names; the order here is the order of `canbo --help`.
MODULES: Mapping[str, tuple[str, ...]] = {
    "canbo.cli.demo": ("demo",),
    "canbo.cli.home": ("init", "stop", "manage", "backup", "restore"),
    "canbo.cli.serve": ("serve", "worker"),
    "canbo.cli.intake": ("import", "undo-import"),
    "canbo.cli.facts": ("fact",),
    "canbo.cli.people": ("people",),
    "canbo.cli.units": ("units",),
    "canbo.cli.figures": ("figures", "check"),
    "canbo.cli.old_figures": ("old-figures",),
    "canbo.cli.forecast": ("forecast",),
    "canbo.cli.law": ("law",),
    "canbo.cli.planning": ("plan", "verify-plan"),
    "canbo.cli.cycle": ("catalogue",),
    "canbo.cli.exports": ("export",),
    "canbo.cli.papers": ("form",),
    "canbo.cli.journal": ("verify",),
    "canbo.cli.accounts": ("user",),
}


def commands(name: str | None = None) -> tuple[Command, ...]:
    """Collect the commands of the module that offers this one, else of all modules.

    Loading all of them costs half a second, which a command that is named need not wait for.
    """
    modules = [module for module, names in MODULES.items() if name in names]
    found: list[Command] = []
    for module in modules or MODULES:
        found.extend(importlib.import_module(module).COMMANDS)
    return tuple(found)


def build_parser(name: str | None = None) -> argparse.ArgumentParser:
    """Build the parser of the whole command line, or of the module of one command."""
    parser = argparse.ArgumentParser(
        prog="canbo", description="Công tác cán bộ từ hồ sơ đến số liệu."
    )
    places = parser.add_subparsers(dest="command", required=True, metavar="LỆNH")
    for command in commands(name):
        child = places.add_parser(command.name, help=command.help, description=command.help)
        command.arguments(child)
        child.set_defaults(chosen=command)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; exit 0 done, 1 refused with the reasons, 2 wrong usage."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    parsed = build_parser(words[0] if words else None).parse_args(words)
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
