"""The questions stand in the versions. Their table stays while a version that knows it may still run.

Nothing ties it to the questionnaires any more, so that who empties those need not know of it.
"""

from django.db import migrations

UNTIE = """
DO $$
DECLARE tie text;
BEGIN
    FOR tie IN SELECT conname FROM pg_constraint WHERE conrelid = 'questions_question'::regclass AND contype = 'f'
    LOOP
        EXECUTE format('ALTER TABLE questions_question DROP CONSTRAINT %I', tie);
    END LOOP;
END
$$
"""


class Migration(migrations.Migration):

    dependencies = [
        ('questions', '0005_first_versions'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.DeleteModel(name='Question')],
            database_operations=[migrations.RunSQL(UNTIE, migrations.RunSQL.noop)],
        ),
    ]
