"""Runs PostgreSQL's client programs against a server's URL, the password kept off their command
line, where every user of the machine could read it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit

from canbo.database.cluster import no_room
from canbo.database.programs import Programs
from canbo.database.refusals import DatabaseRefused, disk_full
from canbo.database.service import run


@dataclass(frozen=True, slots=True)
class Client:
    """The client programs, and the server they talk to."""

    programs: Programs
    url: str

    def command(self, name: str, *options: str) -> list[str]:
        """Return the command that runs a client program on the database."""
        address, _ = _without_password(self.url)
        return [self.programs.path(name), *options, f"--dbname={address}"]

    @property
    def environment(self) -> dict[str, str]:
        """What the programs need beside their options."""
        _, password = _without_password(self.url)
        return {"PGPASSWORD": password} if password else {}

    def rows(self, sql: str) -> list[list[str]]:
        """Ask the database; return the rows as texts."""
        options = ["--no-psqlrc", "--no-align", "--tuples-only", "--field-separator=\t"]
        options += ["--set=ON_ERROR_STOP=1", "--command", sql]
        done = run(self.command("psql", *options), environment=self.environment)
        if done.returncode != 0:
            raise DatabaseRefused("database_unreachable", {"detail": done.stderr.strip()})
        return [line.split("\t") for line in done.stdout.splitlines() if line]

    def schema(self) -> dict[str, str]:
        """Return the newest migration of each app; empty before the first migration."""
        if self.rows("SELECT to_regclass('django_migrations')") == []:
            return {}
        return {row[0]: row[1] for row in self.rows(_NEWEST)}

    def is_empty(self) -> bool:
        """Whether the database holds no table of anybody."""
        return self.rows(_TABLES) == [["0"]]


_NEWEST = "SELECT app, max(name) FROM django_migrations GROUP BY app ORDER BY app"
_TABLES = (
    "SELECT count(*) FROM pg_catalog.pg_tables"
    " WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
)


def program_failure(code: str, said: str, *, path: Path) -> DatabaseRefused:
    """Name why a client program failed: a full disk, or as it says."""
    if no_room(said):
        return disk_full(path)
    lines = [line for line in said.splitlines() if line.strip()]
    return DatabaseRefused(code, {"detail": " | ".join(lines[:4])})


def _without_password(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    user, at, host = parts.netloc.rpartition("@")
    name, colon, password = user.partition(":")
    if not (at and colon):
        return url, ""
    return urlunsplit(parts._replace(netloc=f"{name}@{host}")), unquote(password)
