"""How far a rotation of the council key has come."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """A row for each table and generation."""

    dependencies = [("vault", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Rewrapping",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("table", models.CharField(max_length=100)),
                ("generation", models.PositiveIntegerField()),
                ("after", models.CharField(blank=True, max_length=64)),
                ("rows", models.PositiveBigIntegerField(default=0)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("table", "generation"), name="rewrapping_once")],
            },
        ),
    ]
