"""Themes, stories, their versions and photographs."""

from __future__ import annotations

from django.db import models

from palabre.communities.models import CommunityRow, Membership
from palabre.dialogues.models import Dialogue
from palabre.initiatives.models import Initiative
from palabre.kit.fencing import FencedKey
from palabre.kit.fields import LanguageField, Words
from palabre.network.models import Assignment
from palabre.newsroom.reach import StoryQuerySet, ThemeQuerySet
from palabre.places.models import Hub


class Theme(CommunityRow):
    """The question of the week, asked in many cities at once; `code` is its date-coded address (`c261123`)."""

    code = models.CharField(max_length=20)
    title = Words()
    introduction = Words()
    introduction_html = models.TextField()
    shared = Words(blank=True, help_text="What the cities share and where they differ.")
    shared_html = models.TextField(blank=True)
    language = LanguageField()
    opens_on = models.DateField()
    editor = FencedKey(Membership, models.PROTECT, related_name="+")
    dialogue = FencedKey(Dialogue, models.PROTECT, related_name="themes", null=True, blank=True)
    created_at = models.DateTimeField()

    objects = ThemeQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "code"], name="newsroom_theme_code")]
        indexes = [models.Index(fields=["community", "-opens_on"], name="newsroom_theme_latest")]

    def __str__(self) -> str:
        return self.code


class AskedCity(CommunityRow):
    """A city to which a theme's question was put, in the order of the page."""

    theme = FencedKey(Theme, models.CASCADE, related_name="asked")
    hub = FencedKey(Hub, models.PROTECT, related_name="+")
    place_in_row = models.PositiveIntegerField(default=0)
    expected_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "theme", "hub"], name="newsroom_askedcity_once")
        ]

    def __str__(self) -> str:
        return f"{self.theme_id} asks {self.hub_id}"


class Story(CommunityRow):
    """An article; one version per language, one of them the original."""

    class State(models.TextChoices):
        DRAFT = "draft"
        FILED = "filed"
        EDITING = "editing"
        READY = "ready"
        SCHEDULED = "scheduled"
        PUBLISHED = "published"
        CORRECTED = "corrected"
        ON_HOLD = "on_hold"
        SPIKED = "spiked"
        KILLED = "killed"
        RECALLED = "recalled"
        UNPUBLISHED = "unpublished"

    slug = models.CharField(max_length=100)
    hub = FencedKey(Hub, models.PROTECT, related_name="stories")
    theme = FencedKey(Theme, models.PROTECT, related_name="stories", null=True, blank=True)
    author = FencedKey(Membership, models.PROTECT, related_name="stories")
    assignment = FencedKey(Assignment, models.PROTECT, related_name="stories", null=True, blank=True)
    initiative = FencedKey(Initiative, models.PROTECT, related_name="stories", null=True, blank=True)
    dialogue = FencedKey(Dialogue, models.PROTECT, related_name="stories", null=True, blank=True)
    original_language = LanguageField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    publish_at = models.DateTimeField(null=True, blank=True, help_text="Embargo: seen by no reader before.")
    filed_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)

    objects = StoryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "stories"
        constraints = [
            models.UniqueConstraint(fields=["community", "slug"], name="newsroom_story_slug"),
            models.UniqueConstraint(fields=["community", "assignment"], name="newsroom_story_of_assignment"),
        ]
        indexes = [
            models.Index(fields=["community", "hub", "-published_at"], name="newsroom_story_stream"),
            models.Index(fields=["community", "-published_at"], name="newsroom_story_latest"),
        ]

    def __str__(self) -> str:
        return self.slug


class StoryVersion(CommunityRow):
    """A story in one language."""

    story = FencedKey(Story, models.CASCADE, related_name="versions")
    language = LanguageField()
    headline = Words()
    standfirst = Words(blank=True)
    body = Words()
    html = models.TextField()
    dateline_place = models.CharField(max_length=120)
    dateline_on = models.DateField()
    translated_by = FencedKey(Membership, models.SET_NULL, related_name="+", null=True, blank=True)
    stale_since = models.DateTimeField(null=True, blank=True)
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "story", "language"], name="newsroom_storyversion_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.story_id} in {self.language}"


class Correction(CommunityRow):
    """What was wrong in a published story and what it says now; readers see it, dated, in the version it changed."""

    version = FencedKey(StoryVersion, models.CASCADE, related_name="corrections")
    note = Words()
    language = LanguageField()
    at = models.DateTimeField()
    by = FencedKey(Membership, models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["community", "version", "at"], name="newsroom_correction_of")]

    def __str__(self) -> str:
        return f"correction of {self.version_id}"


class Withdrawal(CommunityRow):
    """Why a story that readers had seen is gone: its address stays and says this."""

    story = FencedKey(Story, models.CASCADE, related_name="withdrawals")
    reason = Words()
    language = LanguageField()
    at = models.DateTimeField()
    by = FencedKey(Membership, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "story"], name="newsroom_withdrawal_once")
        ]

    def __str__(self) -> str:
        return f"withdrawal of {self.story_id}"


class Photograph(CommunityRow):
    """A picture of a story with its credit; `Caption` says in each language what it shows."""

    story = FencedKey(Story, models.CASCADE, related_name="photographs")
    file = models.CharField(max_length=200, help_text="Name of its largest size in the storage")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    credit = models.CharField(max_length=200)
    people_agreed = models.BooleanField(default=False, help_text="Whoever can be recognised has agreed.")
    place_in_row = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"photograph {self.pk} of {self.story_id}"


class Caption(CommunityRow):
    """What a photograph shows, in one language, for those who cannot see it."""

    photograph = FencedKey(Photograph, models.CASCADE, related_name="captions")
    alt = Words()
    language = LanguageField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "photograph", "language"], name="newsroom_caption_once"
            )
        ]

    def __str__(self) -> str:
        return f"caption of {self.photograph_id} in {self.language}"
