"""The room's first tables."""

from django.db import migrations, models

import palabre.kit.fields
from palabre.kit.fencing import Fence


class Migration(migrations.Migration):
    initial = True

    dependencies = [("kit", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Message",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("community_id", models.BigIntegerField(null=True)),
                ("person_id", models.BigIntegerField(null=True)),
                ("kind", models.CharField(max_length=60)),
                ("once", models.CharField(max_length=200)),
                ("to", models.EmailField(max_length=254)),
                ("sender", models.CharField(max_length=400)),
                ("reply_to", models.CharField(blank=True, max_length=200)),
                ("language", palabre.kit.fields.LanguageField(max_length=35)),
                ("subject", palabre.kit.fields.Words()),
                ("text", palabre.kit.fields.Words()),
                ("html", palabre.kit.fields.Words()),
                ("headers", models.JSONField(default=dict)),
                ("attachments", models.JSONField(default=list)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "Queued"),
                            ("sent", "Sent"),
                            ("delivered", "Delivered"),
                            ("bounced", "Bounced"),
                            ("complained", "Complained"),
                            ("failed", "Failed"),
                        ],
                        default="queued",
                        max_length=12,
                    ),
                ),
                ("queued_at", models.DateTimeField()),
                ("attempted_at", models.DateTimeField(null=True)),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("sent_at", models.DateTimeField(null=True)),
                ("trouble", models.TextField(blank=True)),
            ],
            options={
                "indexes": [models.Index(fields=["community_id", "-queued_at"], name="mail_message_latest")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("community_id", "kind", "to", "once"),
                        name="mail_message_once",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Suppression",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("community_id", models.BigIntegerField(null=True)),
                ("address", models.EmailField(max_length=254)),
                (
                    "kind",
                    models.CharField(
                        blank=True, help_text="Empty: all mail but what the person asks for.", max_length=60
                    ),
                ),
                ("reason", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("community_id", "address", "kind"),
                        name="mail_suppression_once",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
        Fence(),
    ]
