"""What a command of `canbo` is: a name, its arguments, and a function that runs it.

A module of this package offers `COMMANDS: tuple[Command, ...]`; `canbo.cli` lists the modules.
"""

from __future__ import annotations

import argparse
import errno
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any


class Needs(Enum):
    """What stands ready before a command runs."""

    NOTHING = "nothing"  # no home, no database, no Django
    HOME = "home"  # the database runs, migrated, Django is set up


DONE, REFUSED, WRONG_USAGE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Command:
    """One command: `arguments` fills its parser, `run` does it and returns the exit code.

    `run` may raise `Refusal`: main prints its sentence on stderr (and, with `--json`, the error
    document on stdout) and exits with 1.
    """

    name: str
    help: str
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]
    needs: Needs = Needs.HOME


def print_json(document: Any) -> None:
    """Print one JSON document on stdout, Vietnamese as it is."""
    json.dump(document, sys.stdout, ensure_ascii=False, indent=1, default=str)
    sys.stdout.write("\n")


def say(text: str) -> None:
    """Print a line for the person on stderr: progress, messages."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def write(text: str) -> None:
    """Print a line of the command's result on stdout."""
    sys.stdout.write(text + "\n")


_WHY_UNREADABLE = {
    errno.ENOENT: "không có tệp này",
    errno.EISDIR: "đây là một thư mục",
    errno.EACCES: "không có quyền đọc",
}


def why_unreadable(error: OSError) -> str:
    """Why a file that was named cannot be read."""
    return _WHY_UNREADABLE.get(error.errno or 0, error.strerror or "")
