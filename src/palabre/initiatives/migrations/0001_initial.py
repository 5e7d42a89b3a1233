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
        ("places", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Initiative",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.CharField(max_length=100)),
                ("name", palabre.kit.fields.Words()),
                ("summary", palabre.kit.fields.Words()),
                (
                    "who",
                    palabre.kit.fields.Words(
                        blank=True, help_text="Who does it, beyond the organisation's name."
                    ),
                ),
                ("for_whom", palabre.kit.fields.Words(blank=True)),
                ("language", palabre.kit.fields.LanguageField(max_length=35)),
                ("evidence", palabre.kit.fields.Words(blank=True, language="evidence_language")),
                ("evidence_language", palabre.kit.fields.LanguageField(blank=True, max_length=35)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("idea", "Idea"),
                            ("trial", "Trial"),
                            ("running", "Running"),
                            ("spreading", "Spreading"),
                            ("ended", "Ended"),
                        ],
                        max_length=10,
                    ),
                ),
                ("address", models.URLField(blank=True)),
                ("begun", models.PositiveIntegerField(blank=True, help_text="Year", null=True)),
                ("checked_on", models.DateField(blank=True, null=True)),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("pending", "Pending"),
                            ("public", "Public"),
                            ("hidden", "Hidden"),
                            ("removed", "Removed"),
                        ],
                        default="public",
                        max_length=8,
                    ),
                ),
                ("added_at", models.DateTimeField()),
                (
                    "added_by",
                    palabre.kit.fencing.FencedKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="communities.membership",
                    ),
                ),
                (
                    "checked_by",
                    palabre.kit.fencing.FencedKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communities.membership",
                    ),
                ),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.city"
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
                    "organisation",
                    palabre.kit.fencing.FencedKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="initiatives",
                        to="places.organisation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="InitiativeVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("language", palabre.kit.fields.LanguageField(max_length=35)),
                ("name", palabre.kit.fields.Words()),
                ("summary", palabre.kit.fields.Words()),
                ("who", palabre.kit.fields.Words(blank=True)),
                ("for_whom", palabre.kit.fields.Words(blank=True)),
                (
                    "by",
                    palabre.kit.fencing.FencedKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
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
                    "initiative",
                    palabre.kit.fencing.FencedKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="initiatives.initiative",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Replication",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("by", models.CharField(max_length=200)),
                ("since", models.PositiveIntegerField(help_text="Year")),
                ("note", palabre.kit.fields.Words(blank=True)),
                ("language", palabre.kit.fields.LanguageField(max_length=35)),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.city"
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
                    "initiative",
                    palabre.kit.fencing.FencedKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="replications",
                        to="initiatives.initiative",
                    ),
                ),
                (
                    "taken_up_as",
                    palabre.kit.fencing.FencedKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="origins",
                        to="initiatives.initiative",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="initiative",
            index=models.Index(fields=["community", "city"], name="initiatives_by_city"),
        ),
        migrations.AddIndex(
            model_name="initiative",
            index=models.Index(fields=["community", "-added_at"], name="initiatives_latest"),
        ),
        migrations.AddConstraint(
            model_name="initiative",
            constraint=models.UniqueConstraint(
                fields=("community", "slug"), name="initiatives_initiative_slug"
            ),
        ),
        migrations.AddConstraint(
            model_name="initiativeversion",
            constraint=models.UniqueConstraint(
                fields=("community", "initiative", "language"), name="initiatives_version_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="replication",
            constraint=models.UniqueConstraint(
                fields=("community", "initiative", "city", "by"), name="initiatives_replication_once"
            ),
        ),
        Fence(),
    ]
