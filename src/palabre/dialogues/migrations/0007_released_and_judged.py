"""The moment a round of questions was shown; what stands around the talk has a standing of its own."""

from django.db import migrations, models

import palabre.kit.fields


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
        migrations.AddField(
            model_name="gloss",
            name="standing",
            field=palabre.kit.fields.StandingField(
                choices=[("pending", "pending"), ("public", "public"), ("hidden", "hidden"), ("removed", "removed")],
                default="public",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="resource",
            name="standing",
            field=palabre.kit.fields.StandingField(
                choices=[("pending", "pending"), ("public", "public"), ("hidden", "hidden"), ("removed", "removed")],
                default="public",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="seat",
            name="standing",
            field=palabre.kit.fields.StandingField(
                choices=[("pending", "pending"), ("public", "public"), ("hidden", "hidden"), ("removed", "removed")],
                default="public",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="wrap",
            name="standing",
            field=palabre.kit.fields.StandingField(
                choices=[("pending", "pending"), ("public", "public"), ("hidden", "hidden"), ("removed", "removed")],
                default="public",
                max_length=10,
            ),
        ),
    ]
