"""A Message-ID may name the sender's own domain: it is sealed, and found by its digest.

The column where it stood plainly is emptied and stays, empty, while a version that knows it may still run.
"""

from django.db import migrations, models

import heard.domain.vault.fields

EMPTY = """
ALTER TABLE conversations_message ALTER COLUMN external_id SET DEFAULT '';
UPDATE conversations_message SET external_id = '' WHERE external_id <> '';
"""


class Migration(migrations.Migration):

    dependencies = [
        ('conversations', '0003_conversations_with_words'),
    ]

    operations = [
        migrations.RemoveIndex(model_name='message', name='message_external'),
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.RemoveField(model_name='message', name='external_id')],
            database_operations=[migrations.RunSQL(EMPTY, migrations.RunSQL.noop)],
        ),
        migrations.AddField(
            model_name='message',
            name='external_id',
            field=heard.domain.vault.fields.SealedText(blank=True, db_column='external_sealed', db_default='', default=str),
        ),
        migrations.AddField(
            model_name='message',
            name='external_key',
            field=models.CharField(blank=True, db_default='', default='', max_length=32),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(condition=models.Q(('external_key', ''), _negated=True), fields=['external_key'], name='message_external_key'),
        ),
    ]
