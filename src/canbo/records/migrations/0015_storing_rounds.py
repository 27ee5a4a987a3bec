"""Several waiting files are stored one after the other: which belong together, in which order."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0014_told_days")]

    operations = [
        migrations.AddField("importdraft", "round", models.UUIDField(null=True)),
        migrations.AddField("importdraft", "turn", models.TextField(default="")),
        migrations.AddIndex("importdraft", models.Index(fields=["round"], name="draft_of_round")),
    ]
