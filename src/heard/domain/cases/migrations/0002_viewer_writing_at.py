"""Who is writing an answer right now."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column of the unlogged table."""

    dependencies = [("cases", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="viewer",
            name="writing_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
