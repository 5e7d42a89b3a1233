"""The room's first tables."""

import django.db.models.deletion
from django.db import migrations, models

import palabre.kit.fencing
import palabre.kit.fields
from palabre.kit.fencing import Fence


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("communities", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Standing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=80)),
                ("subject_id", models.BigIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "Pending"),
                            ("public", "Public"),
                            ("hidden", "Hidden"),
                            ("removed", "Removed"),
                        ],
                        default="public",
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=40)),
                ("language", palabre.kit.fields.LanguageField(blank=True, max_length=35)),
                ("since", models.DateTimeField()),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="communities.community",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Flag",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("hurts", "Hurts"),
                            ("advertises", "Advertises"),
                            ("private", "Private"),
                            ("false", "False"),
                            ("other", "Other"),
                        ],
                        max_length=12,
                    ),
                ),
                ("note", palabre.kit.fields.Words(blank=True)),
                ("language", palabre.kit.fields.LanguageField(default="en", max_length=35)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    palabre.kit.fencing.FencedKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="communities.membership",
                    ),
                ),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="communities.community",
                    ),
                ),
                (
                    "standing",
                    palabre.kit.fencing.FencedKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="flags",
                        to="moderation.standing",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "Pending"),
                            ("public", "Public"),
                            ("hidden", "Hidden"),
                            ("removed", "Removed"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reason", palabre.kit.fields.Words(blank=True)),
                ("language", palabre.kit.fields.LanguageField(default="en", max_length=35)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    palabre.kit.fencing.FencedKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communities.membership",
                    ),
                ),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="communities.community",
                    ),
                ),
                (
                    "standing",
                    palabre.kit.fencing.FencedKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="decisions",
                        to="moderation.standing",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddIndex(
            model_name="standing",
            index=models.Index(fields=["community", "state", "since"], name="moderation_queue"),
        ),
        migrations.AddConstraint(
            model_name="standing",
            constraint=models.UniqueConstraint(
                fields=("community", "kind", "subject_id"), name="moderation_standing_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="flag",
            constraint=models.UniqueConstraint(
                fields=("community", "standing", "by"), name="moderation_flag_once"
            ),
        ),
        Fence(),
    ]
