"""Earlier wordings, drafts, visits, picks, who is named, channels, what is put to a panelist, files on the shelf."""

import django.db.models.deletion
from django.db import migrations, models

import palabre.kit.fencing
import palabre.kit.fields
from palabre.kit.fencing import Fence


class Migration(migrations.Migration):
    dependencies = [
        ("communities", "0001_initial"),
        ("dialogues", "0002_first_in_each_language"),
        ("places", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Channel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.CharField(max_length=60)),
                ("name", palabre.kit.fields.Words()),
                ("note", palabre.kit.fields.Words(blank=True, help_text="What it is about, in a sentence.")),
                ("language", palabre.kit.fields.LanguageField(max_length=35)),
            ],
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=24)),
                ("text", palabre.kit.fields.Words(blank=True)),
                ("language", palabre.kit.fields.LanguageField(blank=True, max_length=35)),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("idea", "Idea"),
                            ("approach", "Approach"),
                            ("solution", "Solution"),
                            ("resource", "Resource"),
                            ("experience", "Experience"),
                            ("answer", "Answer"),
                        ],
                        max_length=12,
                    ),
                ),
                ("saved_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Mention",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Pick",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("pinned", models.BooleanField(default=False)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="PutTo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", palabre.kit.fields.Words()),
                ("html", models.TextField()),
                ("language", palabre.kit.fields.LanguageField(max_length=35)),
                ("until", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Visit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("last", models.DateTimeField()),
                ("before", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Welcome",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("language", palabre.kit.fields.LanguageField(max_length=35)),
                ("text", palabre.kit.fields.Words()),
                ("changed_at", models.DateTimeField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="resource",
            name="dialogues_resource_once",
        ),
        migrations.AddField(
            model_name="contribution",
            name="edited_at",
            field=models.DateTimeField(
                help_text="When it was last changed; earlier wordings are kept.", null=True
            ),
        ),
        migrations.AddField(
            model_name="contribution",
            name="language_known",
            field=models.CharField(
                choices=[("recognised", "Recognised"), ("named", "Named"), ("corrected", "Corrected")],
                default="named",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="contribution",
            name="receipt_hash",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name="contribution",
            name="sound",
            field=models.FileField(blank=True, upload_to="sounds/"),
        ),
        migrations.AddField(
            model_name="contribution",
            name="withdrawn_at",
            field=models.DateTimeField(help_text="Its words are gone then; its place stays.", null=True),
        ),
        migrations.AddField(
            model_name="resource",
            name="checked_at",
            field=models.DateTimeField(help_text="When the address was last tried.", null=True),
        ),
        migrations.AddField(
            model_name="resource",
            name="file",
            field=models.FileField(blank=True, upload_to="shelf/"),
        ),
        migrations.AddField(
            model_name="resource",
            name="media_type",
            field=models.CharField(blank=True, help_text="What the file is, by its content.", max_length=80),
        ),
        migrations.AddField(
            model_name="resource",
            name="size",
            field=models.PositiveIntegerField(help_text="Bytes of the file.", null=True),
        ),
        migrations.AddField(
            model_name="resource",
            name="trouble",
            field=models.CharField(
                blank=True, help_text="What was wrong with it then, as a code.", max_length=40
            ),
        ),
        migrations.AddField(
            model_name="seat",
            name="asked",
            field=palabre.kit.fencing.FencedKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="dialogues.question",
            ),
        ),
        migrations.AddField(
            model_name="seat",
            name="reminded_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="resource",
            name="address",
            field=models.URLField(blank=True, max_length=500),
        ),
        migrations.AlterField(
            model_name="round",
            name="opens_on",
            field=models.DateField(help_text="None: not yet, a host releases it by hand.", null=True),
        ),
        migrations.AddConstraint(
            model_name="resource",
            constraint=models.UniqueConstraint(
                condition=models.Q(("address", ""), _negated=True),
                fields=("community", "dialogue", "address"),
                name="dialogues_resource_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="resource",
            constraint=models.CheckConstraint(
                condition=models.Q(("address", ""), ("file", ""), _connector="XOR"),
                name="dialogues_resource_is_one_thing",
            ),
        ),
        migrations.AddField(
            model_name="channel",
            name="community",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="communities.community"
            ),
        ),
        migrations.AddField(
            model_name="dialogue",
            name="channel",
            field=palabre.kit.fencing.FencedKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="dialogues",
                to="dialogues.channel",
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="by",
            field=palabre.kit.fencing.FencedKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="drafts",
                to="communities.membership",
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="community",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="communities.community"
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="dialogue",
            field=palabre.kit.fencing.FencedKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="drafts", to="dialogues.dialogue"
            ),
        ),
        migrations.AddField(
            model_name="mention",
            name="community",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="communities.community"
            ),
        ),
        migrations.AddField(
            model_name="mention",
            name="contribution",
            field=palabre.kit.fencing.FencedKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="mentions",
                to="dialogues.contribution",
            ),
        ),
        migrations.AddField(
            model_name="mention",
            name="membership",
            field=palabre.kit.fencing.FencedKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="mentions",
                to="communities.membership",
            ),
        ),
        migrations.AddField(
            model_name="pick",
            name="by",
            field=palabre.kit.fencing.FencedKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="communities.membership"
            ),
        ),
        migrations.AddField(
            model_name="pick",
            name="community",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="communities.community"
            ),
        ),
        migrations.AddField(
            model_name="pick",
            name="contribution",
            field=palabre.kit.fencing.FencedKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="picks", to="dialogues.contribution"
            ),
        ),
        migrations.AddField(
            model_name="putto",
            name="community",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="communities.community"
            ),
        ),
        migrations.AddField(
            model_name="putto",
            name="contribution",
            field=palabre.kit.fencing.FencedKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="put_to",
                to="dialogues.contribution",
            ),
        ),
        migrations.AddField(
            model_name="putto",
            name="seat",
            field=palabre.kit.fencing.FencedKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="put", to="dialogues.seat"
            ),
        ),
        migrations.AddField(
            model_name="revision",
            name="by",
            field=palabre.kit.fencing.FencedKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="communities.membership"
            ),
        ),
        migrations.AddField(
            model_name="revision",
            name="community",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="communities.community"
            ),
        ),
        migrations.AddField(
            model_name="revision",
            name="contribution",
            field=palabre.kit.fencing.FencedKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="revisions",
                to="dialogues.contribution",
            ),
        ),
        migrations.AddField(
            model_name="visit",
            name="by",
            field=palabre.kit.fencing.FencedKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="visits",
                to="communities.membership",
            ),
        ),
        migrations.AddField(
            model_name="visit",
            name="community",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="communities.community"
            ),
        ),
        migrations.AddField(
            model_name="visit",
            name="dialogue",
            field=palabre.kit.fencing.FencedKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="visits", to="dialogues.dialogue"
            ),
        ),
        migrations.AddField(
            model_name="welcome",
            name="by",
            field=palabre.kit.fencing.FencedKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="communities.membership",
            ),
        ),
        migrations.AddField(
            model_name="welcome",
            name="community",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="communities.community"
            ),
        ),
        migrations.AddConstraint(
            model_name="channel",
            constraint=models.UniqueConstraint(fields=("community", "slug"), name="dialogues_channel_slug"),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.UniqueConstraint(
                fields=("community", "dialogue", "by", "place"), name="dialogues_draft_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="mention",
            constraint=models.UniqueConstraint(
                fields=("community", "contribution", "membership"), name="dialogues_mention_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="pick",
            constraint=models.UniqueConstraint(
                fields=("community", "contribution"), name="dialogues_pick_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="putto",
            constraint=models.UniqueConstraint(
                fields=("community", "seat", "contribution"), name="dialogues_put_once"
            ),
        ),
        migrations.AddIndex(
            model_name="revision",
            index=models.Index(fields=["community", "contribution", "until"], name="dialogues_wordings"),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.UniqueConstraint(
                fields=("community", "dialogue", "by"), name="dialogues_visit_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="welcome",
            constraint=models.UniqueConstraint(
                fields=("community", "language"), name="dialogues_welcome_once"
            ),
        ),
        migrations.AlterField(
            model_name="contribution",
            name="standing",
            field=models.CharField(
                choices=[
                    ("pending", "Pending"),
                    ("public", "Public"),
                    ("hidden", "Hidden"),
                    ("removed", "Removed"),
                    ("withdrawn", "Withdrawn"),
                ],
                default="public",
                max_length=10,
            ),
        ),
        Fence(),
    ]
