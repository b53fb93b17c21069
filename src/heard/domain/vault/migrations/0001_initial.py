"""The slots of the keys. Each is used once, so that a key can be forgotten alone."""

from django.db import migrations


class Migration(migrations.Migration):
    """One sequence, as long as the tree of keys is wide."""

    initial = True
    dependencies = []

    operations = [
        migrations.RunSQL(
            "CREATE SEQUENCE vault_slot MINVALUE 0 START 0 MAXVALUE 4294967295", "DROP SEQUENCE vault_slot"
        ),
    ]
