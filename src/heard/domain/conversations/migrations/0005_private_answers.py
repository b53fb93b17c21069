"""Answers that name somebody are sealed with the first message of their report."""

from django.db import migrations

import heard.domain.vault.fields


class Migration(migrations.Migration):

    dependencies = [
        ('conversations', '0004_sealed_message_ids'),
    ]

    operations = [
        migrations.AddField(
            model_name='message',
            name='private_answers',
            field=heard.domain.vault.fields.SealedData(blank=True, db_default='', default=dict),
        ),
    ]
