"""Somebody has left, and no list says how: the kind of leaving may be unknown."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0015_storing_rounds")]

    operations = [migrations.AlterField("retirement", "kind", models.TextField(null=True))]
