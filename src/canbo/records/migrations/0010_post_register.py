"""A post's row keeps what the first file made of it: what is said of it later is a fact."""

from importlib import import_module

from django.db import migrations

_guards = import_module("canbo.records.migrations.0003_guards")
_DROP = "DROP TRIGGER canbo_guarded ON records_post;"
_BEFORE = _guards.CHANGEABLE["post"]


def _guard(columns):
    return f"""
CREATE TRIGGER canbo_guarded AFTER UPDATE ON records_post
    FOR EACH ROW EXECUTE FUNCTION {_guards.change_only(columns)};
ALTER TABLE records_post ENABLE ALWAYS TRIGGER canbo_guarded;
"""


class Migration(migrations.Migration):
    dependencies = [("records", "0009_merging")]

    operations = [
        migrations.RunSQL(_DROP + _guard(["proposed", "withdrawn_at"]), _DROP + _guard(_BEFORE)),
    ]
