"""Find what one act wrote without reading whole tables: the journal's seals ask for it."""

from django.db import migrations

from canbo.records.migrations._guards import found_by, found_voided

FACTS = ("unitname", "unitplacement", "particular", "tenure", "attainment", "attendance")
REGISTERS = ("unit", "post", "person", "trainingclass")


class Migration(migrations.Migration):
    dependencies = [("records", "0003_guards")]

    operations = [
        *(
            migrations.RunSQL(
                found_by(table, "act") + found_voided(table),
                f"DROP INDEX {table}_act; DROP INDEX {table}_voided_act;",
            )
            for table in FACTS
        ),
        *(
            migrations.RunSQL(found_by(table, "created_act"), f"DROP INDEX {table}_act;")
            for table in REGISTERS
        ),
    ]
