"""How a case ended, in the words of its workflow."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """A column with a default of the database's own."""

    dependencies = [("cases", "0003_rare_cases")]

    operations = [
        migrations.AddField(
            model_name="case",
            name="outcome_code",
            field=models.SlugField(blank=True, db_default="", db_index=False, default="", max_length=60),
        ),
    ]
