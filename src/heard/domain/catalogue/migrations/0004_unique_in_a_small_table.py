"""One plain target a priority. A council has some hundred targets: the index is made in no time."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0003_offering'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='target',
            constraint=models.UniqueConstraint(condition=models.Q(('condition', {})), fields=('service', 'priority'), name='target_plain_once'),
        ),
    ]
