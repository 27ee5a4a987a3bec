"""The tables of records, as fifteen migrations had made them before the first release."""

from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.db import migrations

from canbo.records.migrations import (
    _careers,
    _guards,
    _organisation,
    _people,
    _registers,
    _waiting,
)
from canbo.records.migrations._together import MadeTogether
from canbo.records.models.periods import CREATE_PERIOD_FUNCTIONS, DROP_PERIOD_FUNCTIONS

REPLACED = (
    "0001_initial", "0002_facts", "0003_guards", "0004_acts", "0005_careers",
    "0006_career_guards", "0007_unit_codes", "0008_drafts", "0009_merging", "0010_post_register",
    "0011_exported_values", "0012_pool_notes", "0013_secrecy_of_files", "0014_told_days",
    "0015_storing_rounds",
)  # fmt: skip
TABLES = [
    made
    for subject in (_registers, _organisation, _people, _careers, _waiting)
    for made in vars(subject).values()
    if isinstance(made, migrations.CreateModel)
]


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    replaces = [("records", name) for name in REPLACED]

    operations = [
        BtreeGistExtension(),
        TrigramExtension(),
        migrations.RunSQL(CREATE_PERIOD_FUNCTIONS, DROP_PERIOD_FUNCTIONS),
        migrations.RunSQL(_guards.FUNCTIONS, _guards.DROP_FUNCTIONS),
        MadeTogether(TABLES),
        migrations.RunSQL(_guards.SURVIVOR, "DROP FUNCTION canbo_survivor(uuid);"),
        # triggers and indexes fall with their tables
        migrations.RunSQL(_guards.GUARDS + _guards.FOUND_BY_ACT, migrations.RunSQL.noop),
    ]
