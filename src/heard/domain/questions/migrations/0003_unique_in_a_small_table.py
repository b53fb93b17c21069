"""A questionnaire's code is its own. A council has some hundred of them: the index is made in no time."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('questions', '0002_versions'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='questionnaire',
            constraint=models.UniqueConstraint(condition=models.Q(('code', ''), _negated=True), fields=('code',), name='questionnaire_code_once'),
        ),
    ]
