"""Counts by city kept as they are said, and the first answers and replies found without reading the others."""

import django.db.models.deletion
from django.db import migrations, models

# For each question and city what stands there already, taken from the same count without a city: sums stay.
# What waits for the end of a transaction would keep the table from being changed after it.
COUNT = """
SET CONSTRAINTS ALL IMMEDIATE;
INSERT INTO dialogues_tally (community_id, dialogue_id, question_id, city_id, delta)
WITH counted AS (
    SELECT community_id, dialogue_id, question_id, city_id, count(*)::integer AS many FROM dialogues_contribution
    WHERE standing = 'public' AND city_id IS NOT NULL GROUP BY community_id, dialogue_id, question_id, city_id
)
SELECT community_id, dialogue_id, question_id, city_id, many FROM counted
UNION ALL
SELECT community_id, dialogue_id, question_id, NULL, -sum(many)::integer FROM counted
GROUP BY community_id, dialogue_id, question_id;
SET CONSTRAINTS ALL DEFERRED
"""


class Migration(migrations.Migration):
    dependencies = [
        ("communities", "0002_members_whole"),
        ("dialogues", "0005_latest_first"),
        ("places", "0001_initial"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="contribution", name="dialogues_said_in_order"),
        migrations.AddIndex(
            model_name="contribution",
            index=models.Index(
                condition=models.Q(("answers", None)),
                fields=["community", "dialogue", "question", "said_at", "id"],
                name="dialogues_said_to_question",
            ),
        ),
        migrations.AddIndex(
            model_name="contribution",
            index=models.Index(
                condition=models.Q(("answers", None)),
                fields=["community", "dialogue", "said_at", "id"],
                name="dialogues_said_first",
            ),
        ),
        migrations.AddIndex(
            model_name="contribution",
            index=models.Index(
                condition=models.Q(("answers__isnull", False)),
                fields=["community", "answers", "said_at", "id"],
                name="dialogues_said_in_reply",
            ),
        ),
        migrations.AddField(
            model_name="tally",
            name="city",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="places.city",
            ),
        ),
        migrations.RunSQL(COUNT, migrations.RunSQL.noop),
    ]
