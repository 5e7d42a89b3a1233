"""The room's first tables."""

from django.db import migrations, models

from palabre.kit.fencing import Fence


class Migration(migrations.Migration):
    initial = True

    dependencies = [("kit", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Bookmark",
            fields=[
                ("reader", models.CharField(max_length=80, primary_key=True, serialize=False)),
                ("position", models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("position", models.BigIntegerField(editable=False, null=True, unique=True)),
                ("community_id", models.BigIntegerField(null=True)),
                ("actor_id", models.BigIntegerField(null=True)),
                ("verb", models.CharField(max_length=80)),
                ("subject_kind", models.CharField(max_length=80)),
                ("subject_id", models.BigIntegerField(null=True)),
                ("data", models.JSONField(default=dict)),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("position__isnull", True)),
                        fields=["id"],
                        name="chronicle_unnumbered",
                    ),
                    models.Index(fields=["community_id", "verb", "at"], name="chronicle_by_verb"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Stumble",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reader", models.CharField(max_length=80)),
                ("position", models.BigIntegerField()),
                ("reason", models.TextField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("reader", "position"), name="chronicle_stumble_once")
                ],
            },
        ),
        Fence(),
    ]
