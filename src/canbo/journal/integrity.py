"""What `canbo verify` checks besides the chain: other apps add to it in their AppConfig.ready.

Nothing here imports upwards: an app registers the triggers and constraints that must stand, and
functions that look for what may not be (a fact whose act is not in the journal).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it must be: a code, and what its sentence needs."""

    code: str
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Guard:
    """A trigger, constraint or unique index that must stand on a table, enabled and validated.

    `kind` is "trigger", "always_trigger" (one that a session cannot switch off for itself,
    ENABLE ALWAYS), "constraint" or "index" (a unique one).
    """

    kind: str
    table: str
    name: str


Checker = Callable[[], Iterable[Finding]]
_checkers: dict[str, Checker] = {}
_guards: dict[Guard, None] = {}


def register_checker(name: str, checker: Checker) -> None:
    """Add a check under a name; the same name again replaces it."""
    _checkers[name] = checker


def register_guards(*guards: Guard) -> None:
    """Add triggers and constraints that must stand."""
    _guards.update(dict.fromkeys(guards))


def act_references(table: str, column: str = "act", key: str = "id") -> Checker:
    """Make a check that each row's act is an entry of the journal; one finding for each act."""

    def check() -> Iterator[Finding]:
        name = connection.ops.quote_name
        query = (
            f"SELECT min(f.{name(key)}::text), f.{name(column)}, count(*)"  # noqa: S608 - names of our own tables
            f" FROM {name(table)} f LEFT JOIN journal_entry e ON e.seq = f.{name(column)}"
            f" WHERE f.{name(column)} IS NOT NULL AND e.seq IS NULL"
            f" GROUP BY f.{name(column)} ORDER BY f.{name(column)}"
        )
        with connection.cursor() as cursor:
            cursor.execute(query)
            for row, act, count in cursor.fetchall():
                data = {"table": table, "row": row, "seq": act, "count": count}
                yield Finding("verify_act_missing", data)

    return check


# each statement in a block of its own, which takes back whatever it did
_TRYING = """
DO $trying$
DECLARE
  tried text;
  place integer := 0;
  done text := '';
BEGIN
  FOR tried IN SELECT json_array_elements_text(current_setting('canbo.tried')::json) LOOP
    BEGIN
      EXECUTE tried;
      RAISE EXCEPTION 'not refused';
    EXCEPTION
      WHEN restrict_violation THEN NULL;  -- what our triggers raise
      WHEN OTHERS THEN done := done || ' ' || place;
    END;
    place := place + 1;
  END LOOP;
  PERFORM set_config('canbo.done', done, true);
END $trying$
"""


def not_refused(statements: Sequence[str]) -> list[int]:
    """Try statements that triggers must refuse (restrict_violation); nothing of them stays.

    Gives the places of those that were not refused so. All are tried in one question: a look at
    the whole journal asks for dozens.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        tried = json.dumps(list(statements))
        cursor.execute("SELECT set_config('canbo.tried', %s, true)", [tried])
        cursor.execute(_TRYING)
        cursor.execute("SELECT current_setting('canbo.done')")
        [(places,)] = cursor.fetchall()
    return [int(place) for place in places.split()]


def run_checks() -> Iterator[Finding]:
    """Run the checks of all apps, then look at the guards."""
    for checker in _checkers.values():
        yield from checker()
    yield from _missing_guards()
    yield from _disabled_triggers()


def checked_names() -> tuple[str, ...]:
    """Name what `run_checks` looks at."""
    return (*_checkers, "guards")


_STANDING = """
SELECT 'trigger', c.relname::text, t.tgname::text
  FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
 WHERE NOT t.tgisinternal
   AND pg_table_is_visible(c.oid)
UNION ALL
SELECT 'always_trigger', c.relname::text, t.tgname::text
  FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
 WHERE t.tgenabled = 'A'
   AND pg_table_is_visible(c.oid)
UNION ALL
SELECT 'constraint', c.relname::text, k.conname::text
  FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
  LEFT JOIN pg_index i ON i.indexrelid = k.conindid AND k.contype <> 'f'
 WHERE k.convalidated AND coalesce(i.indisvalid AND i.indisready, true)
   AND pg_table_is_visible(c.oid)
UNION ALL
SELECT 'index', c.relname::text, u.relname::text
  FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_class u ON u.oid = i.indexrelid
 WHERE i.indisunique AND i.indisvalid AND i.indisready
   AND pg_table_is_visible(c.oid)
"""
# a foreign key is kept by internal triggers, which can be disabled like any other
_DISABLED = """
SELECT c.relname::text, t.tgname::text
  FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
 WHERE t.tgenabled NOT IN ('O', 'A')
   AND pg_table_is_visible(c.oid)
 ORDER BY 1, 2
"""


def _missing_guards() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute(_STANDING)
        standing = {Guard(*row) for row in cursor.fetchall()}
    for guard in _guards:
        if guard not in standing:
            yield Finding(
                "verify_guard_missing",
                {"kind": guard.kind, "table": guard.table, "name": guard.name},
            )


def _disabled_triggers() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute(_DISABLED)
        for table, name in cursor.fetchall():
            yield Finding("verify_trigger_disabled", {"table": table, "name": name})
