"""The day of lists that name none, as the office tells it: kept with the file and the import."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0013_secrecy_of_files")]

    operations = [
        migrations.AddField("importdraft", "as_of", models.DateField(null=True)),
        migrations.AddField("importbatch", "as_of", models.DateField(null=True)),
    ]
