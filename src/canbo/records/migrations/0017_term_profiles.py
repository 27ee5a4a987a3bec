"""What becomes known of a term after it was learnt is a fact: its number and its years."""

from django.db import migrations, models

from canbo.records.migrations._columns import STANDING, fact_table, points_to, text
from canbo.records.migrations._guards import found_by, found_voided, guard

_TABLE = "termprofile"
_UNGUARD = f"""
DROP TRIGGER canbo_guarded ON records_{_TABLE};
DROP TRIGGER canbo_kept ON records_{_TABLE};
"""


class Migration(migrations.Migration):
    dependencies = [("records", "0016_leaving_without_a_kind")]

    operations = [
        fact_table(
            "TermProfile",
            [("ordinal", text()), ("term", points_to("term", related_name="profiles"))],
            [
                models.UniqueConstraint(
                    condition=STANDING, fields=["term"], name="term_profile_once"
                )
            ],
        ),
        migrations.RunSQL(guard(_TABLE, "canbo_void_once()"), _UNGUARD),
        migrations.RunSQL(
            found_by(_TABLE, "act") + found_voided(_TABLE),
            f"DROP INDEX {_TABLE}_act; DROP INDEX {_TABLE}_voided_act;",
        ),
    ]
