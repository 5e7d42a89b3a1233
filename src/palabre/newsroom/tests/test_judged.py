"""A story is taken off by a moderator and put back; what its editor withdrew stays withdrawn."""

from __future__ import annotations

import pytest

from palabre.communities.models import Membership
from palabre.kit import clock, tenancy
from palabre.moderation import actions
from palabre.moderation.models import Standing
from palabre.newsroom.actions import after
from palabre.newsroom.models import Story
from palabre.newsroom.subject import StorySubject
from palabre.newsroom.tests.on_its_way import AMINA, BRUNO, TEXT, OnItsWay, browser

pytestmark = pytest.mark.django_db


def decide(way: OnItsWay, story: Story, state: str) -> None:
    with tenancy.community(way.community):
        standing, _new = Standing.objects.get_or_create(
            community=way.community,
            kind=StorySubject.kind,
            subject_id=story.pk,
            defaults={"since": clock.now()},
        )
        by = Membership.objects.get(person__email=BRUNO)
        actions.decide(
            standing=standing, subject=StorySubject(), state=state, language="en", by=by, ground="private"
        )


@pytest.mark.long
def test_members_report_a_story_on_its_page_and_a_decision_takes_it_off_and_puts_it_back(
    way: OnItsWay,
) -> None:
    story = way.published()
    page, report = f"/stories/{story.slug}/", f"/report/newsroom.story/{story.pk}/"
    assert report in way.page(page, BRUNO)
    assert report not in way.page(page, AMINA), "it is hers"
    assert report not in way.page(page)
    assert browser(BRUNO).send(report, reason="private").status_code == 302
    decide(way, story, "hidden")
    assert browser().get(page).status_code == 404
    assert TEXT["headline"] in way.page(page, AMINA).replace("&#x27;", "'")
    with tenancy.community(way.community):
        author = Membership.objects.get(person__email=AMINA)
        assert not Story.objects.shown().filter(pk=story.pk).exists()
        told = StorySubject().excerpt(story.pk, author)
    assert told is not None and told.text.startswith(TEXT["headline"])
    decide(way, story, "public")
    assert browser().get(page).status_code == 200


def test_a_corrected_story_comes_back_as_one_and_a_withdrawn_one_does_not(way: OnItsWay) -> None:
    story = way.published()
    with tenancy.community(way.community):
        by = Membership.objects.get(person__email=BRUNO)
        words = {name: said for name, said in TEXT.items() if name != "language"}
        after.correct(story=story, version=story.versions.get(), note="Seven.", by=by, **words)
    decide(way, story, "removed")
    assert way.story().state == "recalled"
    decide(way, story, "public")
    assert way.story().state == "corrected"
    with tenancy.community(way.community):
        after.withdraw(story=way.story(), reason="A child.", language="en", by=by)
    decide(way, story, "public")
    assert way.story().state == "killed"
