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
            name="City",
            fields=[
                ("geonames_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=200)),
                ("country", models.CharField(help_text="ISO 3166-1 alpha-2", max_length=2)),
                ("names", models.JSONField(default=dict, help_text="language tag → name")),
                ("latitude", models.FloatField()),
                ("longitude", models.FloatField()),
                ("time_zone", models.CharField(max_length=60)),
                ("population", models.PositiveIntegerField(default=0)),
            ],
            options={
                "verbose_name_plural": "cities",
                "indexes": [models.Index(fields=["country", "name"], name="places_city_by_country")],
            },
        ),
        migrations.CreateModel(
            name="Hub",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.CharField(max_length=80)),
                ("opened_on", models.DateField()),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="hubs", to="places.city"
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
            name="Organisation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.CharField(max_length=80)),
                ("name", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("association", "Association"),
                            ("cooperative", "Cooperative"),
                            ("company", "Company"),
                            ("public", "Public"),
                            ("university", "University"),
                            ("foundation", "Foundation"),
                        ],
                        max_length=20,
                    ),
                ),
                ("address", models.URLField(blank=True)),
                ("about", palabre.kit.fields.Words(blank=True)),
                ("language", palabre.kit.fields.LanguageField(default="en", max_length=35)),
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
            ],
        ),
        migrations.CreateModel(
            name="TeamMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateField()),
                ("until", models.DateField(blank=True, null=True)),
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="team", to="places.hub"
                    ),
                ),
                (
                    "membership",
                    palabre.kit.fencing.FencedKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="teams",
                        to="communities.membership",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Home",
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
                (
                    "membership",
                    palabre.kit.fencing.FencedKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="homes",
                        to="communities.membership",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("community", "membership"), name="places_home_once")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="hub",
            constraint=models.UniqueConstraint(fields=("community", "slug"), name="places_hub_slug"),
        ),
        migrations.AddConstraint(
            model_name="hub",
            constraint=models.UniqueConstraint(fields=("community", "city"), name="places_hub_city"),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.UniqueConstraint(fields=("community", "slug"), name="places_organisation_slug"),
        ),
        migrations.AddConstraint(
            model_name="teammember",
            constraint=models.UniqueConstraint(
                fields=("community", "hub", "membership", "since"), name="places_teammember_once"
            ),
        ),
        Fence(),
    ]
