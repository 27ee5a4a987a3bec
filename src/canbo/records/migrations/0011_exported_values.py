"""What a cell said when it was exported, beside what file and home say now."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0010_post_register")]

    operations = [
        migrations.AddField(
            "draftdifference", "exported", models.TextField(blank=True, default="")
        ),
    ]
