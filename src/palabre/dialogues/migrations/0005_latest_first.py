"""The latest of a community first, for its feed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("communities", "0002_members_whole"),
        ("dialogues", "0004_what_is_sent_in_waits"),
        ("places", "0001_initial"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="contribution",
            index=models.Index(fields=["community", "-said_at", "-id"], name="dialogues_said_lately"),
        ),
    ]
