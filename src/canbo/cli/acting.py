"""Who acts on the command line: the logged local operator, or a user by `--as`."""

from __future__ import annotations

import argparse
import getpass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from canbo.accounts.actor import Actor


def add_as_option(parser: argparse.ArgumentParser) -> None:
    """Add `--as USER` to a command."""
    parser.add_argument(
        "--as",
        dest="acting_user",
        metavar="USER",
        help="người thực hiện (mặc định: người vận hành tại máy)",
    )


def acting(parsed: argparse.Namespace, *, at: datetime) -> Actor:
    """Give who acts, with the rights of this instant. Raises AccountRefused (`account_…`)."""
    from canbo.accounts import access

    username: str | None = getattr(parsed, "acting_user", None)
    if username is not None:
        return access.actor_named(username, at)
    return access.local_operator(_login())


def _login() -> str:
    """The name of the system's user; a process without one still acts."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""
