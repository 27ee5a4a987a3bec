"""The guards of the new tables, and the indexes by which the journal's seals find their rows."""

from importlib import import_module

from django.db import migrations

from canbo.records.migrations._guards import found_by, found_voided

FACTS = (
    "unitchange", "postprofile", "rating", "unitrating", "poolentry", "move", "electionresult",
    "leave", "discipline", "award", "retirement", "rankholding",
)  # fmt: skip
REGISTERS = ("term", "election", "scheme")

_guards = import_module("canbo.records.migrations.0003_guards")


def _guarded(table, function):
    return migrations.RunSQL(_guards.guard(table, function), _guards.unguard(table))


def _found_by_act(table):
    return migrations.RunSQL(
        found_by(table, "act") + found_voided(table),
        f"DROP INDEX {table}_act; DROP INDEX {table}_voided_act;",
    )


class Migration(migrations.Migration):
    dependencies = [("records", "0005_careers")]

    operations = [
        *(_guarded(table, "canbo_void_once()") for table in FACTS),
        *(_guarded(table, _guards.change_only(["withdrawn_at"])) for table in REGISTERS),
        *(_found_by_act(table) for table in FACTS),
        *(
            migrations.RunSQL(found_by(table, "created_act"), f"DROP INDEX {table}_act;")
            for table in REGISTERS
        ),
    ]
