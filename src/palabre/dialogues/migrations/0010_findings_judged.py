"""A finding has a standing of its own, and its writer beside it, whom the chronicle knew so far."""

import django.db.models.deletion
from django.db import migrations

import palabre.kit.fencing
import palabre.kit.fields
from palabre.kit.fencing import Fence

# Before the fence: what is written here is not to be pending while its keys are made.
WRITERS = """
UPDATE dialogues_finding SET by_id = member.id
FROM chronicle_entry AS entry
JOIN communities_membership AS member
  ON member.community_id = entry.community_id AND member.person_id = entry.actor_id
WHERE entry.verb = 'dialogues.finding_written'
  AND entry.community_id = dialogues_finding.community_id
  AND entry.subject_id = dialogues_finding.id
"""


class Migration(migrations.Migration):
    dependencies = [
        ("chronicle", "0002_numberer"),
        ("communities", "0002_members_whole"),
        ("dialogues", "0009_changes_are_told"),
    ]

    operations = [
        migrations.AddField(
            model_name="finding",
            name="standing",
            field=palabre.kit.fields.StandingField(
                choices=[("pending", "pending"), ("public", "public"), ("hidden", "hidden"), ("removed", "removed")],
                default="public",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="finding",
            name="by",
            field=palabre.kit.fencing.FencedKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="communities.membership",
            ),
        ),
        migrations.RunSQL(WRITERS, migrations.RunSQL.noop),
        Fence(),
    ]
