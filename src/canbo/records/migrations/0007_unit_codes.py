"""The official code of a unit is dated: it stands with the name of its period."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("records", "0006_career_guards")]

    operations = [
        migrations.AddField(
            model_name="unitname",
            name="code",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddIndex(
            model_name="unitname",
            index=models.Index(fields=["code"], name="unit_name_code", condition=~Q(code="")),
        ),
        migrations.AddIndex(
            model_name="unitname",
            index=models.Index(fields=["name_spelling"], name="unit_name_spelling"),
        ),
    ]
