"""The questions stand in the versions. Their table stays while a version that knows it may still run."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('questions', '0005_first_versions'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.DeleteModel(name='Question')],
            database_operations=[],
        ),
    ]
