"""The demo's content once it is loaded: whole, once, in its languages, never in the future."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models

from palabre.chronicle.models import Entry, Stumble
from palabre.communities.models import Community, Membership
from palabre.dialogues import rules
from palabre.dialogues.models import Contribution, Dialogue, Finding, Outcome, Seat
from palabre.exchange.demo.load import NoDemoError, counts, load_demo
from palabre.kit import clock, tenancy
from palabre.kit.fields import Words
from palabre.mail.models import Message
from palabre.network.models import Assignment
from palabre.newsroom.models import Photograph, Story, Theme
from palabre.places.models import TeamMember
from palabre.portal.models import SearchDocument

# Days that are promised or planned, and so may lie ahead.
AHEAD = {
    "answer_due", "closes_on", "due_at", "ends", "expected_on", "expires_at", "expire_date", "opens_on",
    "reply_until", "synthesis_due",
}  # fmt: skip


def everything() -> Any:
    return tenancy.everywhere(reason="test")


def test_loading_twice_changes_nothing(demo: str) -> None:
    said: list[str] = []
    before = counts()
    assert load_demo(said.append) == before
    assert said == []


def test_everything_the_content_names_is_there(demo_to_read: str) -> None:
    found = counts()
    assert (found.communities, found.dialogues, found.stories, found.initiatives) == (3, 7, 21, 9)
    assert (found.contributions, found.photographs, found.assignments) == (69, 21, 9)
    with everything():
        assert TeamMember.objects.count() == 13
        assert Membership.objects.filter(roles=["funder"]).count() == 3
        assert Theme.objects.filter(dialogue__held=False).count() == 2


def test_it_is_not_loaded_where_there_is_no_demo(demo_to_read: str, settings: Any) -> None:
    settings.DEMO = False
    with pytest.raises(NoDemoError):
        load_demo(lambda sentence: None)


def test_every_text_says_its_language(demo_to_read: str) -> None:
    missing = []
    with everything():
        for model in apps.get_models():
            for field in model._meta.get_fields():
                if isinstance(field, Words):
                    written = model._default_manager.exclude(**{field.name: ""})
                    missing += [(model, field.name) for _ in written.filter(**{field.language: ""})]
    assert missing == []


def test_nothing_is_dated_in_the_future(demo_to_read: str) -> None:
    late, now = [], clock.now()
    with everything():
        ours = [model for model in apps.get_models() if model.__module__.startswith("palabre.")]
        for model in set(ours) - {SearchDocument}:  # search finds a coming dialogue by the day it opens
            for field in model._meta.get_fields():
                if isinstance(field, models.DateField) and field.name not in AHEAD:
                    limit: date | datetime = now if isinstance(field, models.DateTimeField) else now.date()
                    late += [
                        (model, field.name)
                        for _ in model._default_manager.filter(**{f"{field.name}__gt": limit})
                    ]
    assert late == []


def test_the_chronicle_tells_it_in_the_order_in_which_it_happened(demo_to_read: str) -> None:
    with everything():
        times = list(Entry.objects.order_by("position").values_list("at", flat=True))
    assert len(times) > 300
    # Pages of one moment begin at that moment again, some milliseconds back.
    assert all(later - earlier > timedelta(minutes=-1) for earlier, later in pairwise(times))
    assert not Stumble.objects.exists()


def test_the_salon_is_on_its_fourth_day_of_fourteen(demo_to_read: str) -> None:
    with everything():
        salon = Dialogue.objects.select_related("community").get(slug="two-hours")
        assert rules.state(salon) == "open"
        assert (rules.today_of(salon) - salon.opens_on).days == 3
        assert (salon.closes_on - salon.opens_on).days == 13
        said = Contribution.objects.filter(dialogue=salon)
        assert len(set(said.values_list("language", flat=True))) == 7
        assert said.filter(standing="pending").count() == 1
        assert (
            said.filter(channel="carried", consent_at__isnull=False).exclude(consent_language="").count() == 2
        )
        assert Seat.objects.filter(dialogue=salon, kind="local_voice").exclude(portrait="").count() == 3


def test_each_finding_cites_what_was_said_in_its_own_dialogue(demo_to_read: str) -> None:
    with everything():
        findings = list(Finding.objects.prefetch_related("cited").select_related("synthesis"))
        assert len(findings) >= 4
        for finding in findings:
            cited = finding.cited.all()
            assert cited
            assert {contribution.dialogue_id for contribution in cited} == {finding.synthesis.dialogue_id}


def test_one_recipient_answered_and_one_is_twelve_days_late(demo_to_read: str) -> None:
    with everything():
        late = Outcome.objects.get(answered_on=None)
        assert late.answer_due == clock.now().date() - timedelta(days=12)
        answered = Outcome.objects.exclude(answered_on=None).get()
        assert answered.answer and answered.effect


def test_every_story_stands_with_its_pictures_and_dates(demo_to_read: str) -> None:
    with everything():
        assert not Story.objects.exclude(state="published").exists()
        for photograph in Photograph.objects.prefetch_related("captions", "story__versions"):
            assert default_storage.exists(photograph.file)
            told = {version.language for version in photograph.story.versions.all()}
            assert {caption.language for caption in photograph.captions.all()} == told
        assert {a.state for a in Assignment.objects.all()} == {"completed", "accepted", "offered", "declined"}


def test_khulna_has_had_no_story_for_seven_weeks(demo_to_read: str) -> None:
    with everything():
        last = Story.objects.filter(hub__slug="khulna").latest("published_at")
        assert clock.now() - last.published_at > timedelta(days=48)
        assert not Assignment.objects.filter(hub__slug="khulna").exists()


def test_no_mail_speaks_of_the_past(demo_to_read: str) -> None:
    with everything():
        kinds = list(Message.objects.values_list("kind", flat=True))
        assert set(kinds) == {"assignment", "assignment_news", "panel_invitation", "answered"}
        assert not Message.objects.exclude(state="sent").exists()
        told = Message.objects.filter(kind="answered")
        assert told.count() == Community.objects.count()
        # Each from the community in which it was said.
        assert len(set(told.values_list("to", "subject"))) == told.count()


def test_everything_can_be_found(demo_to_read: str) -> None:
    with everything():
        assert SearchDocument.objects.filter(title__icontains="Water comes").exists()
