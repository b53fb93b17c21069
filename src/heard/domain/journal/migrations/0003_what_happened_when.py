"""What happened to cases between two moments, found by an index that is made while the council works."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ('journal', '0002_looks_by_colleague'),
    ]

    operations = [
        AddIndexConcurrently(
            model_name='entry',
            index=models.Index(condition=models.Q(('case_id__isnull', False)), fields=['at', 'id'], name='journal_when'),
        ),
    ]
