"""What members send in to a shelf waits until a host accepts it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dialogues", "0003_the_salon_whole")]

    operations = [
        migrations.AddField(
            model_name="resource",
            name="waits",
            field=models.BooleanField(default=False, help_text="Sent in, and not yet accepted by a host."),
        ),
    ]
