"""The room's first tables."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

import palabre.kit.fields
from palabre.kit.fencing import Fence


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("communities", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("subject_id", models.BigIntegerField()),
                ("language", palabre.kit.fields.LanguageField(max_length=35)),
                ("title", palabre.kit.fields.Words()),
                ("excerpt", palabre.kit.fields.Words(blank=True)),
                ("path", models.CharField(max_length=300)),
                ("at", models.DateTimeField()),
                ("vector", django.contrib.postgres.search.SearchVectorField()),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="communities.community",
                    ),
                ),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["vector"], name="portal_search_vector")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("community", "kind", "subject_id", "language"),
                        name="portal_searchdocument_once",
                    )
                ],
            },
        ),
        Fence(),
    ]
