from typing import Any

from django.db import migrations

from heard.kernel.clock import now
from heard.kernel.ids import new_id

DAYS = 90


def add_rule(apps: Any, _editor: Any) -> None:
    """What a mail was read from is needed only while somebody may ask whether it was read right."""
    rules = apps.get_model("privacy", "RetentionRule")
    rules.objects.create(id=new_id(), created_at=now(), kind="envelopes", keep_days=DAYS, active=True)


class Migration(migrations.Migration):
    dependencies = [("privacy", "0003_erasures_of_no_person")]

    operations = [migrations.RunPython(add_rule, migrations.RunPython.noop)]
