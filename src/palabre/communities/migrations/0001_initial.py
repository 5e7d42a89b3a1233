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
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Community",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "host",
                    models.CharField(
                        max_length=253,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$"
                            )
                        ],
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                (
                    "blueprint",
                    models.CharField(
                        choices=[("salon", "Salon"), ("cities", "Cities"), ("circle", "Circle")],
                        max_length=10,
                    ),
                ),
                (
                    "visibility",
                    models.CharField(
                        choices=[("open", "Open"), ("private", "Private"), ("preview", "Preview")],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("cause", palabre.kit.fields.Words(blank=True, language="default_language")),
                ("about", palabre.kit.fields.Words(blank=True, language="default_language")),
                ("about_html", models.TextField(blank=True)),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=palabre.kit.fields.LanguageField(max_length=35), size=None
                    ),
                ),
                ("default_language", palabre.kit.fields.LanguageField(max_length=35)),
                ("time_zone", models.CharField(default="UTC", max_length=60)),
                (
                    "brand",
                    models.JSONField(
                        default=dict, help_text="accent, on_accent, accent_dark, on_accent_dark"
                    ),
                ),
                ("founded_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name_plural": "communities",
            },
        ),
        migrations.CreateModel(
            name="Funder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("name", models.CharField(max_length=200)),
                ("mark", models.FileField(blank=True, upload_to="marks/")),
                ("country", models.CharField(blank=True, help_text="ISO 3166-1 alpha-2", max_length=2)),
            ],
        ),
        migrations.CreateModel(
            name="Engagement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=60)),
                ("title", palabre.kit.fields.Words()),
                ("language", palabre.kit.fields.LanguageField(max_length=35)),
                ("starts", models.DateField()),
                ("ends", models.DateField()),
                (
                    "salons",
                    models.PositiveIntegerField(
                        default=0, help_text="Dialogues promised over the whole period."
                    ),
                ),
                (
                    "stories_per_month",
                    models.PositiveIntegerField(default=0, help_text="Stories promised per city and month."),
                ),
                ("cities", models.PositiveIntegerField(default=0, help_text="Cities promised.")),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=palabre.kit.fields.LanguageField(max_length=35), default=list, size=None
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
            name="EngagementFunder",
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
                    "engagement",
                    palabre.kit.fencing.FencedKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="communities.engagement",
                    ),
                ),
                (
                    "funder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="communities.funder",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="engagement",
            name="funders",
            field=models.ManyToManyField(
                related_name="engagements", through="communities.EngagementFunder", to="communities.funder"
            ),
        ),
        migrations.CreateModel(
            name="KeptDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("browser", models.CharField(max_length=64)),
                ("kind", models.CharField(max_length=60)),
                ("title", palabre.kit.fields.Words()),
                ("language", palabre.kit.fields.LanguageField(max_length=35)),
                ("payload", models.JSONField()),
                (
                    "key",
                    models.CharField(help_text="The one-time key of the form it was sent by", max_length=64),
                ),
                ("kept_at", models.DateTimeField()),
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
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "roles",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("member", "Member"),
                                ("correspondent", "Correspondent"),
                                ("editor", "Editor"),
                                ("moderator", "Moderator"),
                                ("manager", "Manager"),
                                ("funder", "Funder"),
                            ],
                            max_length=20,
                        ),
                        default=list,
                        size=None,
                    ),
                ),
                ("name", models.CharField(help_text="The name shown in this community.", max_length=200)),
                ("about", palabre.kit.fields.Words(blank=True)),
                ("language", palabre.kit.fields.LanguageField(default="en", max_length=35)),
                ("place", models.CharField(blank=True, max_length=120)),
                ("portrait", models.FileField(blank=True, upload_to="portraits/")),
                ("rules_accepted_at", models.DateTimeField(blank=True, null=True)),
                ("mail_consent_at", models.DateTimeField(blank=True, null=True)),
                ("joined_at", models.DateTimeField(auto_now_add=True)),
                ("left_at", models.DateTimeField(blank=True, null=True)),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="communities.community",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", models.EmailField(max_length=254)),
                ("name", models.CharField(blank=True, max_length=200)),
                (
                    "roles",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("member", "Member"),
                                ("correspondent", "Correspondent"),
                                ("editor", "Editor"),
                                ("moderator", "Moderator"),
                                ("manager", "Manager"),
                                ("funder", "Funder"),
                            ],
                            max_length=20,
                        ),
                        default=list,
                        size=None,
                    ),
                ),
                ("language", palabre.kit.fields.LanguageField(max_length=35)),
                ("token_hash", models.CharField(max_length=64)),
                ("path", models.CharField(blank=True, max_length=300)),
                ("invited_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="communities.community",
                    ),
                ),
                (
                    "accepted_by",
                    palabre.kit.fencing.FencedKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communities.membership",
                    ),
                ),
                (
                    "invited_by",
                    palabre.kit.fencing.FencedKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="communities.membership",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="NetworkOnceKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "author",
                    models.CharField(
                        help_text="`person:ID`, or `browser:ID` before signing in", max_length=80
                    ),
                ),
                ("key", models.CharField(max_length=64)),
                ("location", models.CharField(blank=True, max_length=500)),
                ("used_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("author", "key"), name="communities_networkkey_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="OnceKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "author",
                    models.CharField(
                        help_text="`person:ID`, or `browser:ID` before signing in", max_length=80
                    ),
                ),
                ("key", models.CharField(max_length=64)),
                ("location", models.CharField(blank=True, max_length=500)),
                ("used_at", models.DateTimeField()),
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
        migrations.AddConstraint(
            model_name="engagementfunder",
            constraint=models.UniqueConstraint(
                fields=("community", "engagement", "funder"), name="communities_part_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="engagement",
            constraint=models.UniqueConstraint(
                fields=("community", "slug"), name="communities_engagement_slug"
            ),
        ),
        migrations.AddConstraint(
            model_name="engagement",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends__gte", models.F("starts"))), name="communities_engagement_period"
            ),
        ),
        migrations.AddConstraint(
            model_name="keptdraft",
            constraint=models.UniqueConstraint(
                fields=("community", "browser", "key"), name="communities_draft_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                fields=("community", "person"), name="communities_membership_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(
                fields=("community", "token_hash"), name="communities_invitation_token"
            ),
        ),
        migrations.AddConstraint(
            model_name="oncekey",
            constraint=models.UniqueConstraint(
                fields=("community", "author", "key"), name="communities_oncekey_once"
            ),
        ),
        Fence(),
    ]
