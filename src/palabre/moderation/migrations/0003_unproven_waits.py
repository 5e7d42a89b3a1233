"""What was sent before signing in waits, where nothing showed that no machine sent it."""

from django.db import migrations, models

from palabre.kit.fencing import Fence


class Migration(migrations.Migration):

    dependencies = [
        ('moderation', '0002_appeals_holds_and_grounds'),
    ]

    operations = [
        migrations.AddField(
            model_name='holds',
            name='unproven',
            field=models.BooleanField(default=True),
        ),
        Fence(),
    ]
