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
        ("dialogues", "0001_initial"),
        ("initiatives", "0001_initial"),
        ("network", "0001_initial"),
        ("places", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Story",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.CharField(max_length=100)),
                ("original_language", palabre.kit.fields.LanguageField(max_length=35)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("filed", "Filed"),
                            ("editing", "Editing"),
                            ("ready", "Ready"),
                            ("scheduled", "Scheduled"),
                            ("published", "Published"),
                            ("corrected", "Corrected"),
                            ("on_hold", "On Hold"),
                            ("spiked", "Spiked"),
                            ("killed", "Killed"),
                            ("recalled", "Recalled"),
                            ("unpublished", "Unpublished"),
                        ],
                        default="draft",
                        max_length=12,
                    ),
                ),
                (
                    "publish_at",
                    models.DateTimeField(
                        blank=True, help_text="Embargo: seen by no reader before.", null=True
                    ),
                ),
                ("filed_at", models.DateTimeField(null=True)),
                ("published_at", models.DateTimeField(null=True)),
                (
                    "assignment",
                    palabre.kit.fencing.FencedKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stories",
                        to="network.assignment",
                    ),
                ),
                (
                    "author",
                    palabre.kit.fencing.FencedKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stories",
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
                    "dialogue",
                    palabre.kit.fencing.FencedKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stories",
                        to="dialogues.dialogue",
                    ),
                ),
                (
                    "hub",
                    palabre.kit.fencing.FencedKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="stories", to="places.hub"
                    ),
                ),
                (
                    "initiative",
                    palabre.kit.fencing.FencedKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stories",
                        to="initiatives.initiative",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "stories",
            },
        ),
        migrations.CreateModel(
            name="Photograph",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "file",
                    models.CharField(help_text="Name of its largest size in the storage", max_length=200),
                ),
                ("width", models.PositiveIntegerField()),
                ("height", models.PositiveIntegerField()),
                ("credit", models.CharField(max_length=200)),
                (
                    "people_agreed",
                    models.BooleanField(default=False, help_text="Whoever can be recognised has agreed."),
                ),
                ("place_in_row", models.PositiveIntegerField(default=0)),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="communities.community",
                    ),
                ),
                (
                    "story",
                    palabre.kit.fencing.FencedKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="photographs",
                        to="newsroom.story",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Theme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20)),
                ("title", palabre.kit.fields.Words()),
                ("introduction", palabre.kit.fields.Words()),
                ("introduction_html", models.TextField()),
                (
                    "shared",
                    palabre.kit.fields.Words(
                        blank=True, help_text="What the cities share and where they differ."
                    ),
                ),
                ("shared_html", models.TextField(blank=True)),
                ("language", palabre.kit.fields.LanguageField(max_length=35)),
                ("opens_on", models.DateField()),
                ("created_at", models.DateTimeField()),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="communities.community",
                    ),
                ),
                (
                    "dialogue",
                    palabre.kit.fencing.FencedKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="themes",
                        to="dialogues.dialogue",
                    ),
                ),
                (
                    "editor",
                    palabre.kit.fencing.FencedKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communities.membership",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="story",
            name="theme",
            field=palabre.kit.fencing.FencedKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="stories",
                to="newsroom.theme",
            ),
        ),
        migrations.CreateModel(
            name="AskedCity",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place_in_row", models.PositiveIntegerField(default=0)),
                ("expected_on", models.DateField(blank=True, null=True)),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="communities.community",
                    ),
                ),
                (
                    "hub",
                    palabre.kit.fencing.FencedKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.hub"
                    ),
                ),
                (
                    "theme",
                    palabre.kit.fencing.FencedKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="asked", to="newsroom.theme"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Caption",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("alt", palabre.kit.fields.Words()),
                ("language", palabre.kit.fields.LanguageField(max_length=35)),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="communities.community",
                    ),
                ),
                (
                    "photograph",
                    palabre.kit.fencing.FencedKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="captions",
                        to="newsroom.photograph",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("community", "photograph", "language"), name="newsroom_caption_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StoryVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("language", palabre.kit.fields.LanguageField(max_length=35)),
                ("headline", palabre.kit.fields.Words()),
                ("standfirst", palabre.kit.fields.Words(blank=True)),
                ("body", palabre.kit.fields.Words()),
                ("html", models.TextField()),
                ("dateline_place", models.CharField(max_length=120)),
                ("dateline_on", models.DateField()),
                ("stale_since", models.DateTimeField(blank=True, null=True)),
                ("updated_at", models.DateTimeField()),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="communities.community",
                    ),
                ),
                (
                    "story",
                    palabre.kit.fencing.FencedKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="newsroom.story",
                    ),
                ),
                (
                    "translated_by",
                    palabre.kit.fencing.FencedKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="communities.membership",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("community", "story", "language"), name="newsroom_storyversion_once"
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="theme",
            index=models.Index(fields=["community", "-opens_on"], name="newsroom_theme_latest"),
        ),
        migrations.AddConstraint(
            model_name="theme",
            constraint=models.UniqueConstraint(fields=("community", "code"), name="newsroom_theme_code"),
        ),
        migrations.AddIndex(
            model_name="story",
            index=models.Index(fields=["community", "hub", "-published_at"], name="newsroom_story_stream"),
        ),
        migrations.AddIndex(
            model_name="story",
            index=models.Index(fields=["community", "-published_at"], name="newsroom_story_latest"),
        ),
        migrations.AddConstraint(
            model_name="story",
            constraint=models.UniqueConstraint(fields=("community", "slug"), name="newsroom_story_slug"),
        ),
        migrations.AddConstraint(
            model_name="story",
            constraint=models.UniqueConstraint(
                fields=("community", "assignment"), name="newsroom_story_of_assignment"
            ),
        ),
        migrations.AddConstraint(
            model_name="askedcity",
            constraint=models.UniqueConstraint(
                fields=("community", "theme", "hub"), name="newsroom_askedcity_once"
            ),
        ),
        Fence(),
    ]
