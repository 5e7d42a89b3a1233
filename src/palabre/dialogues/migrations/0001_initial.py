"""The room's first tables."""

import django.contrib.postgres.fields
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
            name="CityNotHeard",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
            ],
        ),
        migrations.CreateModel(
            name="Contribution",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("said_by", models.CharField(blank=True, max_length=200)),
                ("consent_at", models.DateTimeField(null=True)),
                ("consent_language", palabre.kit.fields.LanguageField(blank=True, max_length=35)),
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
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("web", "Web"),
                            ("mail", "Mail"),
                            ("carried", "Carried"),
                            ("api", "Api"),
                            ("import", "Import"),
                        ],
                        max_length=8,
                    ),
                ),
                ("text", palabre.kit.fields.Words()),
                ("html", models.TextField()),
                ("language", palabre.kit.fields.LanguageField(max_length=35)),
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
                (
                    "source",
                    models.CharField(help_text="Where an imported one came from.", max_length=200, null=True),
                ),
                ("said_at", models.DateTimeField()),
                (
                    "answers",
                    palabre.kit.fencing.FencedKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="dialogues.contribution",
                    ),
                ),
                (
                    "author",
                    palabre.kit.fencing.FencedKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contributions",
                        to="communities.membership",
                    ),
                ),
                (
                    "city",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.city",
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
                    "taken_down_by",
                    palabre.kit.fencing.FencedKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="taken_down",
                        to="communities.membership",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Citation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                    "contribution",
                    palabre.kit.fencing.FencedKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="citations",
                        to="dialogues.contribution",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Dialogue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.CharField(max_length=100)),
                (
                    "format",
                    models.CharField(
                        choices=[
                            ("salon", "Salon"),
                            ("e-debate", "E Debate"),
                            ("hosted", "Hosted"),
                            ("call", "Call"),
                        ],
                        max_length=10,
                    ),
                ),
                ("title", palabre.kit.fields.Words()),
                (
                    "standfirst",
                    palabre.kit.fields.Words(
                        blank=True, help_text="What it is about, in two or three sentences."
                    ),
                ),
                ("framing", palabre.kit.fields.Words(blank=True)),
                ("framing_html", models.TextField(blank=True)),
                ("language", palabre.kit.fields.LanguageField(max_length=35)),
                ("opens_on", models.DateField()),
                ("closes_on", models.DateField(help_text="The last day on which one may speak.")),
                ("synthesis_due", models.DateField(blank=True, null=True)),
                ("archived_at", models.DateTimeField(blank=True, null=True)),
                (
                    "noted_state",
                    models.CharField(
                        choices=[
                            ("upcoming", "Upcoming"),
                            ("open", "Open"),
                            ("in_synthesis", "In Synthesis"),
                            ("archived", "Archived"),
                        ],
                        default="upcoming",
                        max_length=12,
                    ),
                ),
                ("last_day_noted", models.BooleanField(default=False)),
                (
                    "held",
                    models.BooleanField(
                        default=False, help_text="Reachable by nobody until the room that holds it lets go."
                    ),
                ),
                ("partners", palabre.kit.fields.Words(blank=True)),
                ("picture", models.FileField(blank=True, upload_to="dialogues/")),
                ("picture_alt", palabre.kit.fields.Words(blank=True)),
                ("picture_credit", models.CharField(blank=True, max_length=200)),
                ("source", models.CharField(blank=True, max_length=200, null=True)),
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
                    "follows",
                    palabre.kit.fencing.FencedKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="followers",
                        to="dialogues.dialogue",
                    ),
                ),
                (
                    "version_of",
                    palabre.kit.fencing.FencedKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="versions",
                        to="dialogues.dialogue",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="contribution",
            name="dialogue",
            field=palabre.kit.fencing.FencedKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="contributions",
                to="dialogues.dialogue",
            ),
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("text", palabre.kit.fields.Words()),
                ("html", models.TextField()),
                ("language", palabre.kit.fields.LanguageField(max_length=35)),
                (
                    "cited",
                    models.ManyToManyField(
                        related_name="findings", through="dialogues.Citation", to="dialogues.contribution"
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
            ],
        ),
        migrations.AddField(
            model_name="citation",
            name="finding",
            field=palabre.kit.fencing.FencedKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="citations", to="dialogues.finding"
            ),
        ),
        migrations.CreateModel(
            name="Gloss",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", palabre.kit.fields.Words()),
                ("language", palabre.kit.fields.LanguageField(max_length=35)),
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
                    "contribution",
                    palabre.kit.fencing.FencedKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="glosses",
                        to="dialogues.contribution",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Outcome",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("recipient", palabre.kit.fields.Words()),
                ("language", palabre.kit.fields.LanguageField(max_length=35)),
                ("sent_on", models.DateField()),
                ("answer_due", models.DateField(blank=True, null=True)),
                ("answered_on", models.DateField(blank=True, null=True)),
                ("answer", palabre.kit.fields.Words(blank=True, language="answer_language")),
                ("answer_language", palabre.kit.fields.LanguageField(blank=True, max_length=35)),
                ("effect", palabre.kit.fields.Words(blank=True)),
                ("recorded_at", models.DateTimeField()),
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
                    "dialogue",
                    palabre.kit.fencing.FencedKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="outcomes",
                        to="dialogues.dialogue",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("text", palabre.kit.fields.Words()),
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
                    "dialogue",
                    palabre.kit.fencing.FencedKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="dialogues.dialogue",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="contribution",
            name="question",
            field=palabre.kit.fencing.FencedKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="contributions",
                to="dialogues.question",
            ),
        ),
        migrations.CreateModel(
            name="Resource",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[("institution", "Institution"), ("field", "Field")], max_length=12
                    ),
                ),
                ("title", palabre.kit.fields.Words()),
                ("note", palabre.kit.fields.Words(blank=True)),
                ("language", palabre.kit.fields.LanguageField(max_length=35)),
                ("address", models.URLField(max_length=500)),
                ("added_at", models.DateTimeField()),
                (
                    "city",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.city",
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="resources",
                        to="dialogues.dialogue",
                    ),
                ),
                (
                    "sent_by",
                    palabre.kit.fencing.FencedKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="communities.membership",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Round",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("title", palabre.kit.fields.Words(blank=True)),
                (
                    "note",
                    palabre.kit.fields.Words(
                        blank=True, help_text="What stands under its title and nobody says."
                    ),
                ),
                ("note_html", models.TextField(blank=True)),
                ("language", palabre.kit.fields.LanguageField(max_length=35)),
                ("opens_on", models.DateField()),
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rounds",
                        to="dialogues.dialogue",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="question",
            name="round",
            field=palabre.kit.fencing.FencedKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="questions", to="dialogues.round"
            ),
        ),
        migrations.AddField(
            model_name="contribution",
            name="round",
            field=palabre.kit.fencing.FencedKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="contributions",
                to="dialogues.round",
            ),
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("host", "Host"),
                            ("panelist", "Panelist"),
                            ("local_voice", "Local Voice"),
                            ("speaker", "Speaker"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "email",
                    models.EmailField(
                        blank=True,
                        help_text="Where an invited panelist without an account is written to.",
                        max_length=254,
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                (
                    "title",
                    palabre.kit.fields.Words(blank=True, help_text="What this person is, in a few words."),
                ),
                ("language", palabre.kit.fields.LanguageField(max_length=35)),
                ("opening", palabre.kit.fields.Words(blank=True)),
                ("opening_html", models.TextField(blank=True)),
                ("portrait", models.FileField(blank=True, upload_to="portraits/")),
                ("place_in_row", models.PositiveIntegerField(default=0)),
                (
                    "city",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.city",
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="seats",
                        to="dialogues.dialogue",
                    ),
                ),
                (
                    "membership",
                    palabre.kit.fencing.FencedKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="seats",
                        to="communities.membership",
                    ),
                ),
                (
                    "organisation",
                    palabre.kit.fencing.FencedKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="places.organisation",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="contribution",
            name="seat",
            field=palabre.kit.fencing.FencedKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="contributions",
                to="dialogues.seat",
            ),
        ),
        migrations.CreateModel(
            name="Synthesis",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("introduction", palabre.kit.fields.Words(blank=True)),
                ("introduction_html", models.TextField(blank=True)),
                ("language", palabre.kit.fields.LanguageField(max_length=35)),
                (
                    "languages_not_heard",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=palabre.kit.fields.LanguageField(max_length=35),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("begun_at", models.DateTimeField()),
                ("published_at", models.DateTimeField(null=True)),
                (
                    "by",
                    palabre.kit.fencing.FencedKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communities.membership",
                    ),
                ),
                (
                    "cities_not_heard",
                    models.ManyToManyField(
                        related_name="+", through="dialogues.CityNotHeard", to="places.city"
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="syntheses",
                        to="dialogues.dialogue",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "syntheses",
            },
        ),
        migrations.AddField(
            model_name="finding",
            name="synthesis",
            field=palabre.kit.fencing.FencedKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="findings", to="dialogues.synthesis"
            ),
        ),
        migrations.AddField(
            model_name="citynotheard",
            name="synthesis",
            field=palabre.kit.fencing.FencedKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="dialogues.synthesis"
            ),
        ),
        migrations.CreateModel(
            name="Tally",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("delta", models.IntegerField()),
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tallies",
                        to="dialogues.dialogue",
                    ),
                ),
                (
                    "question",
                    palabre.kit.fencing.FencedKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tallies",
                        to="dialogues.question",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Wrap",
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
                    "dialogue",
                    palabre.kit.fencing.FencedKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="wraps",
                        to="dialogues.dialogue",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddIndex(
            model_name="dialogue",
            index=models.Index(fields=["community", "-opens_on"], name="dialogues_dialogue_latest"),
        ),
        migrations.AddConstraint(
            model_name="dialogue",
            constraint=models.UniqueConstraint(fields=("community", "slug"), name="dialogues_dialogue_slug"),
        ),
        migrations.AddConstraint(
            model_name="dialogue",
            constraint=models.UniqueConstraint(
                fields=("community", "source"), name="dialogues_dialogue_source"
            ),
        ),
        migrations.AddConstraint(
            model_name="dialogue",
            constraint=models.CheckConstraint(
                condition=models.Q(("closes_on__gte", models.F("opens_on"))), name="dialogues_dialogue_period"
            ),
        ),
        migrations.AddConstraint(
            model_name="citation",
            constraint=models.UniqueConstraint(
                fields=("community", "finding", "contribution"), name="dialogues_citation_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="gloss",
            constraint=models.UniqueConstraint(
                fields=("community", "contribution", "language"), name="dialogues_gloss_once"
            ),
        ),
        migrations.AddIndex(
            model_name="outcome",
            index=models.Index(fields=["community", "dialogue", "sent_on"], name="dialogues_outcome_order"),
        ),
        migrations.AddConstraint(
            model_name="resource",
            constraint=models.UniqueConstraint(
                fields=("community", "dialogue", "address"), name="dialogues_resource_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.UniqueConstraint(
                fields=("community", "dialogue", "number"), name="dialogues_round_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.UniqueConstraint(
                fields=("community", "dialogue", "number"), name="dialogues_question_number"
            ),
        ),
        migrations.AddIndex(
            model_name="seat",
            index=models.Index(
                fields=["community", "dialogue", "kind", "place_in_row"], name="dialogues_seat_order"
            ),
        ),
        migrations.AddIndex(
            model_name="contribution",
            index=models.Index(
                fields=["community", "dialogue", "question", "said_at", "id"], name="dialogues_said_in_order"
            ),
        ),
        migrations.AddIndex(
            model_name="contribution",
            index=models.Index(
                fields=["community", "dialogue", "said_at", "id"], name="dialogues_said_in_dialogue"
            ),
        ),
        migrations.AddIndex(
            model_name="contribution",
            index=models.Index(fields=["community", "author", "said_at"], name="dialogues_said_by_author"),
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.UniqueConstraint(
                fields=("community", "source"), name="dialogues_contribution_source"
            ),
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("author__isnull", False),
                    ("seat__isnull", False),
                    models.Q(("said_by", ""), _negated=True),
                    _connector="OR",
                ),
                name="dialogues_contribution_has_an_author",
            ),
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("channel", "carried"), _negated=True),
                    models.Q(("taken_down_by__isnull", False), ("consent_at__isnull", False)),
                    _connector="OR",
                ),
                name="dialogues_contribution_carried_with_consent",
            ),
        ),
        migrations.AddConstraint(
            model_name="synthesis",
            constraint=models.UniqueConstraint(
                fields=("community", "dialogue", "language"), name="dialogues_synthesis_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.UniqueConstraint(
                fields=("community", "synthesis", "number"), name="dialogues_finding_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="citynotheard",
            constraint=models.UniqueConstraint(
                fields=("community", "synthesis", "city"), name="dialogues_citynotheard_once"
            ),
        ),
        migrations.AddIndex(
            model_name="tally",
            index=models.Index(fields=["community", "dialogue", "question"], name="dialogues_tally_sum"),
        ),
        Fence(),
    ]
