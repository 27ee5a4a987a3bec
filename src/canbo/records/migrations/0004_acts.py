"""Find what one act wrote without reading whole tables: the journal's seals ask for it."""

from django.db import migrations

FACTS = ("unitname", "unitplacement", "particular", "tenure", "attainment", "attendance")
REGISTERS = ("unit", "post", "person", "trainingclass")


def _make(table, act):
    # rows of one act lie together, so a block-range index is enough and costs next to nothing
    return f"""CREATE INDEX {table}_act ON records_{table} USING brin ({act})
        WITH (pages_per_range = 16, autosummarize = on);"""


def _make_voided(table):
    return f"""CREATE INDEX {table}_voided_act ON records_{table} (voided_act)
        WHERE voided_act IS NOT NULL;"""


class Migration(migrations.Migration):
    dependencies = [("records", "0003_guards")]

    operations = [
        *(
            migrations.RunSQL(
                _make(table, "act") + _make_voided(table),
                f"DROP INDEX {table}_act; DROP INDEX {table}_voided_act;",
            )
            for table in FACTS
        ),
        *(
            migrations.RunSQL(_make(table, "created_act"), f"DROP INDEX {table}_act;")
            for table in REGISTERS
        ),
    ]
