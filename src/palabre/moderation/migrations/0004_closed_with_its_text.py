"""What waits about a text is closed when the text is taken out."""

from django.db import migrations, models

from palabre.kit.fencing import Fence


class Migration(migrations.Migration):

    dependencies = [
        ('moderation', '0003_unproven_waits'),
    ]

    operations = [
        migrations.AddField(
            model_name='standing',
            name='closed_at',
            field=models.DateTimeField(null=True),
        ),
        Fence(),
    ]
