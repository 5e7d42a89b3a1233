"""The room's first tables."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import palabre.kit.fencing
import palabre.kit.fields
from palabre.kit.fencing import Fence


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("communities", "0001_initial"),
        ("places", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Correspondent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_name", models.CharField(max_length=200)),
                ("shown", models.BooleanField(default=False)),
                ("about", palabre.kit.fields.Words(blank=True)),
                ("language", palabre.kit.fields.LanguageField(default="en", max_length=35)),
                (
                    "beats",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), blank=True, default=list, size=None
                    ),
                ),
                ("usual_fee", models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                (
                    "currency",
                    models.CharField(
                        blank=True,
                        max_length=3,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z]{3}$", "A currency is three capital letters, such as EUR (ISO 4217)."
                            )
                        ],
                    ),
                ),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="correspondent",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slugline", models.CharField(max_length=100)),
                ("brief", palabre.kit.fields.Words()),
                ("language", palabre.kit.fields.LanguageField(max_length=35)),
                ("due_at", models.DateTimeField()),
                ("fee", models.DecimalField(decimal_places=2, max_digits=12)),
                ("kill_fee", models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                (
                    "currency",
                    models.CharField(
                        max_length=3,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z]{3}$", "A currency is three capital letters, such as EUR (ISO 4217)."
                            )
                        ],
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("offered", "Offered"),
                            ("accepted", "Accepted"),
                            ("declined", "Declined"),
                            ("countered", "Countered"),
                            ("lapsed", "Lapsed"),
                            ("in_progress", "In Progress"),
                            ("filed", "Filed"),
                            ("completed", "Completed"),
                            ("cancelled", "Cancelled"),
                            ("killed", "Killed"),
                        ],
                        default="draft",
                        max_length=12,
                    ),
                ),
                ("reply_token_hash", models.CharField(blank=True, max_length=64)),
                ("reply_until", models.DateTimeField(null=True)),
                ("reason", palabre.kit.fields.Words(blank=True, help_text="Why it was declined.")),
                ("offered_at", models.DateTimeField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("filed_at", models.DateTimeField(null=True)),
                ("completed_at", models.DateTimeField(null=True)),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="communities.community",
                    ),
                ),
                (
                    "engagement",
                    palabre.kit.fencing.FencedKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="communities.engagement",
                    ),
                ),
                (
                    "hub",
                    palabre.kit.fencing.FencedKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="places.hub",
                    ),
                ),
                (
                    "membership",
                    palabre.kit.fencing.FencedKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="communities.membership",
                    ),
                ),
                (
                    "offered_by",
                    palabre.kit.fencing.FencedKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communities.membership",
                    ),
                ),
                (
                    "correspondent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="network.correspondent",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Coverage",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="coverage", to="places.city"
                    ),
                ),
                (
                    "correspondent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="coverage",
                        to="network.correspondent",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LedgerLine",
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
                            ("stipend", "Stipend"),
                            ("fee", "Fee"),
                            ("kill_fee", "Kill Fee"),
                            ("expense", "Expense"),
                            ("advance", "Advance"),
                        ],
                        max_length=10,
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
                (
                    "currency",
                    models.CharField(
                        max_length=3,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z]{3}$", "A currency is three capital letters, such as EUR (ISO 4217)."
                            )
                        ],
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("agreed", "Agreed"),
                            ("earned", "Earned"),
                            ("approved", "Approved"),
                            ("batched", "Batched"),
                            ("sent", "Sent"),
                            ("confirmed", "Confirmed"),
                            ("failed", "Failed"),
                            ("reversed", "Reversed"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="agreed",
                        max_length=10,
                    ),
                ),
                ("agreed_at", models.DateTimeField()),
                ("earned_at", models.DateTimeField(null=True)),
                (
                    "assignment",
                    palabre.kit.fencing.FencedKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ledger",
                        to="network.assignment",
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
                    "correspondent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ledger",
                        to="network.correspondent",
                    ),
                ),
                (
                    "engagement",
                    palabre.kit.fencing.FencedKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ledger",
                        to="communities.engagement",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Tongue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("language", palabre.kit.fields.LanguageField(max_length=35)),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("speak", "Speak"),
                            ("read", "Read"),
                            ("write", "Write"),
                            ("translate", "Translate"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "correspondent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tongues",
                        to="network.correspondent",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="assignment",
            index=models.Index(fields=["community", "state", "due_at"], name="network_assignment_due"),
        ),
        migrations.AddIndex(
            model_name="assignment",
            index=models.Index(fields=["community", "membership", "due_at"], name="network_assignment_mine"),
        ),
        migrations.AddConstraint(
            model_name="coverage",
            constraint=models.UniqueConstraint(
                fields=("correspondent", "city"), name="network_coverage_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="ledgerline",
            constraint=models.UniqueConstraint(
                fields=("community", "assignment", "kind"), name="network_ledgerline_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="tongue",
            constraint=models.UniqueConstraint(
                fields=("correspondent", "language"), name="network_tongue_once"
            ),
        ),
        Fence(),
    ]
