"""The room's first tables."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import palabre.kit.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [("kit", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("email", models.EmailField(max_length=254, unique=True)),
                ("name", models.CharField(blank=True, max_length=200)),
                (
                    "language",
                    palabre.kit.fields.LanguageField(
                        default="en",
                        help_text="The language the interface and mails speak to this person.",
                        max_length=35,
                    ),
                ),
                (
                    "reads",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=palabre.kit.fields.LanguageField(max_length=35),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "writes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=palabre.kit.fields.LanguageField(max_length=35),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("time_zone", models.CharField(default="UTC", max_length=60)),
                (
                    "network_roles",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[("operator", "Operator"), ("network_editor", "Network Editor")],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("is_active", models.BooleanField(default=True)),
                ("joined_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SignInCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "host",
                    models.CharField(help_text="As the browser names it, with its port", max_length=270),
                ),
                ("browser", models.CharField(max_length=64)),
                ("email", models.EmailField(max_length=254)),
                ("code_hash", models.CharField(max_length=64)),
                ("credential", models.CharField(blank=True, max_length=128)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("asked_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["host", "browser"], name="people_code_browser")],
            },
        ),
        migrations.CreateModel(
            name="Ticket",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("host", models.CharField(max_length=270)),
                ("secret_hash", models.CharField(max_length=64, unique=True)),
                (
                    "proof",
                    models.CharField(
                        help_text="Digest of what only the browser on that host can show", max_length=64
                    ),
                ),
                ("credential", models.CharField(max_length=128)),
                ("made_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tickets",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
    ]
