"""Indexes of the columns that few cases have, made while the council works."""

import django.contrib.postgres.indexes
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ('cases', '0002_tasks_and_views'),
    ]

    operations = [
        AddIndexConcurrently(
            model_name='case',
            index=models.Index(condition=models.Q(('asset__isnull', False)), fields=['asset', '-reported_at'], name='case_asset'),
        ),
        AddIndexConcurrently(
            model_name='case',
            index=models.Index(condition=models.Q(('parent__isnull', False)), fields=['parent'], name='case_parent'),
        ),
        AddIndexConcurrently(
            model_name='case',
            index=models.Index(condition=models.Q(models.Q(('status', 'closed'), _negated=True), ('workflow_version__isnull', False)), fields=['workflow_version', 'stage'], name='case_stage'),
        ),
        AddIndexConcurrently(
            model_name='case',
            index=django.contrib.postgres.indexes.GinIndex(condition=models.Q(('tags', []), _negated=True), fields=['tags'], name='case_tags'),
        ),
    ]
