"""The moment a round of questions was shown, so that nobody is late from midnight on."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dialogues", "0006_flat_as_it_grows")]

    operations = [
        migrations.AddField(
            model_name="round",
            name="released_at",
            field=models.DateTimeField(
                help_text="When it was shown, where that was not the beginning of the day.", null=True
            ),
        ),
    ]
