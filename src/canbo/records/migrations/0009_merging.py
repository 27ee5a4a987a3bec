"""People who are one, people who are two, and what was decided on an import."""

from importlib import import_module

from django.db import migrations, models

from canbo.records.migrations._guards import SURVIVOR
from canbo.records.migrations._waiting import APART, MERGE

_guards = import_module("canbo.records.migrations.0003_guards")


class Migration(migrations.Migration):
    dependencies = [("records", "0008_drafts")]

    operations = [
        migrations.AddField("importbatch", "decisions", models.JSONField(default=dict)),
        MERGE,
        APART,
        migrations.RunSQL(SURVIVOR, "DROP FUNCTION canbo_survivor(uuid);"),
        *(
            migrations.RunSQL(
                _guards.guard(table, _guards.change_only(["undone_at", "undone_act"])),
                _guards.unguard(table),
            )
            for table in ("merge", "apart")
        ),
    ]
