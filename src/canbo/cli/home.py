"""The home's commands: `canbo init`, `stop`, `manage`, `backup`, `restore`; and what every command
that works inside a home stands on."""

from __future__ import annotations

import argparse
import importlib
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from types import FrameType
from typing import Any

from canbo import database
from canbo.cli.command import DONE, Command, Needs, say, write
from canbo.engine.refusal import Refusal

DEFAULT_HOME = "./var"
_URL = "CANBO_DATABASE_URL"
_MIGRATING = 7_204_011  # the advisory lock under which one process at a time migrates


class HomeRefused(Refusal):
    """The home is not there, not made by `canbo init`, or made by a newer canbo."""


def home_path() -> Path:
    """Return the home that this command works for: `CANBO_HOME`, or `var` in this folder."""
    return Path(os.environ.get("CANBO_HOME") or DEFAULT_HOME).expanduser().absolute()


@contextmanager
def inside_home() -> Iterator[Path]:
    """Stand inside the home while the block runs: its database up and migrated, Django set up.

    Refuses with `home_not_initialised` when there is no home yet or its tables are of another
    version, and with the launcher's refusals.
    """
    home = home_path()
    if database.external_url() is None and not database.has_cluster(home):
        raise HomeRefused("home_not_initialised", {"home": str(home)})
    with _opened(home):
        if missing_migrations():
            raise HomeRefused("home_not_initialised", {"home": str(home)})
        yield home


@contextmanager
def prepared_home() -> Iterator[Path]:
    """Stand inside the home while the block runs, making or migrating it first."""
    home = home_path()
    with _opened(home):
        migrate()
        yield home


@contextmanager
def _opened(home: Path) -> Iterator[None]:
    """Set Django up on the home's database; make the home when it is not there yet."""
    given = os.environ.get(_URL)
    with _ended_in_order(), database.running(home) as url:
        os.environ[_URL] = url
        try:
            _set_up()
            with _losses_explained(home):
                yield
        finally:
            _disconnect()
            _put_back(given)


def _set_up() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "canbo.config.settings")
    django.setup()


def _disconnect() -> None:
    """Close this process's connections before the server is stopped under them."""
    from django.apps import apps

    if apps.ready:
        from django.db import connections

        connections.close_all()


def _put_back(given: str | None) -> None:
    if given is None:
        os.environ.pop(_URL, None)
    else:
        os.environ[_URL] = given


@contextmanager
def _ended_in_order() -> Iterator[None]:
    """Let a request to end (SIGTERM, a closed terminal) unwind like Ctrl-C, so that the server
    is given back."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = {name: signal.signal(name, interrupt) for name in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)


@contextmanager
def _losses_explained(home: Path) -> Iterator[None]:
    """Turn a full disk and a lost server into their sentences; other errors pass."""
    from django.db import Error, connection

    try:
        yield
    except Error as error:
        if not _is_loss(error):
            raise
        connection.close()
        raise database.explain_loss(home, said=str(error)) from error


def _is_loss(error: BaseException) -> bool:
    """Whether the server was lost or found no room: classes 08, 53 and 57P of SQLSTATE, or an
    error of the connection itself, which has none."""
    from django.db import InterfaceError, OperationalError

    if not isinstance(error, OperationalError | InterfaceError):
        return False
    state = getattr(error.__cause__, "sqlstate", None)
    return state is None or state.startswith(("08", "53", "57P", "58"))


def missing_migrations() -> list[str]:
    """List the migrations that the installed apps have and the database does not.

    Compares names only, which takes milliseconds: Django's own plan imports every migration.
    """
    from django.apps import apps
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    applied = set(MigrationRecorder(connection).applied_migrations())
    missing = []
    for app in apps.get_app_configs():
        names = _migration_names(Path(app.path))
        missing += [f"{app.label}.{name}" for name in names if (app.label, name) not in applied]
    return missing


def _migration_names(app: Path) -> list[str]:
    return sorted(path.stem for path in app.glob("migrations/[!_]*.py"))


def migrate() -> None:
    """Bring the tables to this version's state; two processes do it one after the other."""
    from django.core.management import call_command
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_MIGRATING])
    try:
        if missing_migrations():
            call_command("migrate", interactive=False, verbosity=0)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_MIGRATING])


def _no_arguments(parser: argparse.ArgumentParser) -> None:
    del parser


def _run_init(arguments: argparse.Namespace) -> int:
    del arguments
    home = home_path()
    with _opened(home):
        migrate()
    say("Nơi lưu dữ liệu đã sẵn sàng.")
    write(str(home))
    return DONE


def _run_stop(arguments: argparse.Namespace) -> int:
    del arguments
    stopped = database.stop(home_path())
    say("Đã dừng mọi tiến trình của nơi lưu dữ liệu này." if stopped else "Không có gì đang chạy.")
    return DONE


def _manage_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", nargs=argparse.REMAINDER, metavar="…", help="lệnh của Django")


def _run_manage(arguments: argparse.Namespace) -> int:
    from django.core.management import execute_from_command_line

    with _opened(home_path()):
        execute_from_command_line(["canbo manage", *arguments.words])
    return DONE


def _backup_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="tệp sao lưu sẽ ghi")


def _run_backup(arguments: argparse.Namespace) -> int:
    home = home_path()
    if database.external_url() is None and not database.has_cluster(home):
        raise HomeRefused("home_not_initialised", {"home": str(home)})
    with _ended_in_order():
        database.backup(home, file=arguments.file, at=datetime.now(UTC), canbo=version("canbo"))
    say("Đã sao lưu. Tệp chứa khóa bí mật: giữ ở nơi an toàn.")
    write(str(arguments.file))
    return DONE


def _restore_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="tệp do `canbo backup` ghi")


def _run_restore(arguments: argparse.Namespace) -> int:
    home = home_path()
    manifest = database.read_manifest(arguments.file)
    _refuse_newer(manifest)
    with _ended_in_order():
        database.restore(arguments.file, home)
    with _opened(home):
        migrate()
    say(f"Đã phục hồi bản sao lưu ngày {manifest.made_at}.")
    write(str(home))
    return DONE


def _refuse_newer(manifest: database.Manifest) -> None:
    """Refuse a backup whose tables this version does not know yet."""
    package = Path(str(importlib.import_module("canbo").__file__)).parent
    for app, newest in manifest.schema.items():
        names = _migration_names(package / app)
        if names and newest not in names:
            found: dict[str, Any] = {"app": app, "found": newest, "known": names[-1]}
            raise HomeRefused("backup_newer", {**found, "canbo": manifest.canbo})


COMMANDS = (
    Command("init", "Tạo nơi lưu dữ liệu, hoặc nâng nó lên phiên bản này.",
            _no_arguments, _run_init, Needs.NOTHING),
    Command("stop", "Dừng mọi tiến trình và cơ sở dữ liệu của nơi lưu dữ liệu này.",
            _no_arguments, _run_stop, Needs.NOTHING),
    Command("manage", "Chuyển lệnh cho Django (dành cho người quản trị).",
            _manage_arguments, _run_manage, Needs.NOTHING),
    Command("backup", "Sao lưu cơ sở dữ liệu và khóa vào một tệp.",
            _backup_arguments, _run_backup, Needs.NOTHING),
    Command("restore", "Phục hồi một bản sao lưu vào nơi lưu dữ liệu còn trống.",
            _restore_arguments, _run_restore, Needs.NOTHING),
)  # fmt: skip
