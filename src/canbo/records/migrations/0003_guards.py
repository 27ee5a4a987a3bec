"""The database itself refuses to change or delete what is remembered."""

from django.db import migrations

from canbo.records.migrations._guards import DROP_FUNCTIONS, FUNCTIONS, change_only, guard

FACTS = ("unitname", "unitplacement", "particular", "tenure", "attainment", "attendance")
CHANGEABLE = {
    "unit": ("code", "proposed", "withdrawn_at"),
    "post": ("title", "post_class", "level", "managed_by", "proposed", "withdrawn_at"),
    "person": ("withdrawn_at",),
    "trainingclass": ("course", "proposed", "withdrawn_at"),
    "importbatch": ("state", "undone_at", "undone_act"),
    "restatement": (),
}


def unguard(table):
    return f"""
DROP TRIGGER canbo_guarded ON records_{table};
DROP TRIGGER canbo_kept ON records_{table};
"""


class Migration(migrations.Migration):
    dependencies = [("records", "0002_facts")]

    operations = [
        migrations.RunSQL(FUNCTIONS, DROP_FUNCTIONS),
        *(migrations.RunSQL(guard(table, "canbo_void_once()"), unguard(table)) for table in FACTS),
        *(
            migrations.RunSQL(guard(table, change_only(columns)), unguard(table))
            for table, columns in CHANGEABLE.items()
        ),
    ]
