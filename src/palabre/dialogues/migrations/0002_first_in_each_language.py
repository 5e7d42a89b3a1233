"""Indexes for the answers a dialogue's own page shows: the first in each language, and words taken down."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("communities", "0001_initial"),
        ("dialogues", "0001_initial"),
        ("places", "0001_initial"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="contribution",
            index=models.Index(
                condition=models.Q(("answers", None)),
                fields=["community", "dialogue", "language", "said_at", "id"],
                name="dialogues_said_in_language",
            ),
        ),
        migrations.AddIndex(
            model_name="contribution",
            index=models.Index(
                condition=models.Q(("answers", None), ("channel", "carried")),
                fields=["community", "dialogue", "said_at", "id"],
                name="dialogues_said_carried",
            ),
        ),
    ]
