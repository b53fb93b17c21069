"""People are found by what their name is made of."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial"), ("kernel", "0001_initial")]

    operations = [
        migrations.AddIndex("person", GinIndex(OpClass("name", name="gin_trgm_ops"), name="person_name")),
    ]
