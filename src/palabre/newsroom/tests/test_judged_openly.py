"""What a reported story goes through on the pages of those it concerns: report, decision, mail, log, asking again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from palabre.chronicle import readers
from palabre.chronicle.models import Entry
from palabre.communities.models import Membership
from palabre.communities.tests.hosts import mails
from palabre.kit import clock, tenancy
from palabre.mail.models import Message
from palabre.moderation import actions
from palabre.moderation.models import Decision, Standing
from palabre.moderation.queries import waiting
from palabre.moderation.tests.told import check_told_in_french
from palabre.newsroom.actions import after
from palabre.newsroom.models import Story
from palabre.newsroom.queries import figures
from palabre.newsroom.subject import StorySubject
from palabre.newsroom.tests.on_its_way import AMINA, BRUNO, TEXT, OnItsWay, browser

pytestmark = pytest.mark.django_db
CARLA, DEV = "carla@example.org", "dev@example.org"
REASON = "A child on the bench can be recognised."
DOWN: dict[str, Any] = {"state": "hidden", "ground": "private", "reason": REASON}
HEADLINE = TEXT["headline"].replace("'", "&#x27;")


@pytest.fixture
def story(way: OnItsWay) -> Story:
    """Published; its author reads French."""
    made = way.published()
    way.cast.amina.language = "fr"
    way.cast.amina.save()
    return made


def report(story: Story) -> Standing:
    """Bruno reports it."""
    assert browser(BRUNO).send(f"/report/newsroom.story/{story.pk}/", reason="private").status_code == 302
    with tenancy.community(story.community):
        return Standing.objects.get(kind=StorySubject.kind, subject_id=story.pk)


def decide(who: str, case: Standing, **said: Any) -> int:
    return int(browser(who).send(f"/moderation/{case.pk}/", **said).status_code)


def counted(way: OnItsWay) -> int:
    """Stories that the funder's figures count."""
    with tenancy.community(way.community):
        return sum(figures.by_city(clock.now() - timedelta(days=1), clock.now()).values())


def decided(way: OnItsWay) -> list[Message]:
    """The mails of decisions to Amina, with what the chronicle still has to tell."""
    readers.pull()
    return mails(AMINA, "decided")


def main(html: str) -> str:
    return html[html.index("<main") : html.index("</main")]


@pytest.mark.long
def test_a_reported_story_leaves_its_page_its_city_and_the_figures_with_the_decision(
    way: OnItsWay, story: Story
) -> None:
    page = f"/stories/{story.slug}/"
    case = report(story)
    assert HEADLINE in way.page("/moderation/", CARLA) and HEADLINE in way.page("/cities/lagos/")
    assert counted(way) == 1
    assert decide(CARLA, case, **DOWN) == 302
    assert browser().get(page).status_code == 404
    assert HEADLINE not in way.page("/cities/lagos/")
    assert counted(way) == 0
    with tenancy.community(way.community):
        assert waiting(way.community, Membership.objects.get(person__email=CARLA)) == 0
    assert decide(CARLA, case, state="public") == 302
    assert HEADLINE in way.page(page) and HEADLINE in way.page("/cities/lagos/")
    assert counted(way) == 1


@pytest.mark.long
def test_its_author_the_desk_and_the_moderators_still_read_it_in_its_place(
    way: OnItsWay, story: Story
) -> None:
    page = f"/stories/{story.slug}/"
    assert decide(CARLA, report(story), **DOWN) == 302
    for reader in (BRUNO, CARLA, DEV):
        shown = way.page(page, reader)
        assert HEADLINE in shown and "Taken down." in shown
    assert HEADLINE in way.page(page, AMINA)
    for stranger in ("ghada@example.org", ""):
        assert browser(stranger).get(page).status_code == 404
    for mine in (f"/desk/stories/{story.pk}/", f"/stories/{story.slug}/share/"):
        assert browser(CARLA).get(mine).status_code == 404


def test_a_moderator_reads_no_story_that_no_reader_has_seen(way: OnItsWay) -> None:
    page = f"/stories/{way.filed().slug}/"
    assert browser(CARLA).get(page).status_code == 404
    assert HEADLINE in way.page(page, BRUNO)


def test_its_author_is_told_once_in_their_language_with_the_ground_and_the_reason(
    way: OnItsWay, story: Story
) -> None:
    assert decide(CARLA, report(story), **DOWN) == 302
    (mail,) = decided(way)
    assert decided(way) == [mail]
    with tenancy.community(way.community):
        made = Decision.objects.get()
    check_told_in_french(
        mail,
        to=AMINA,
        host="cities.localhost",
        decision=made.pk,
        reason=REASON,
        text=TEXT["headline"],
        unnamed=("Carla", "Bruno"),
    )


def test_the_log_tells_of_a_story_and_of_nobody(way: OnItsWay, story: Story) -> None:
    assert decide(CARLA, report(story), **DOWN) == 302
    told = main(way.page("/moderation/log/"))
    assert told.count("<li>") == 1 and "A story" in told
    for name in ("Amina", "Bruno", "Carla", "Lagos", "ferry", "bench", "child"):
        assert name not in told


@pytest.mark.long
def test_its_author_asks_again_and_somebody_else_puts_it_back(way: OnItsWay, story: Story) -> None:
    case = report(story)
    assert decide(CARLA, case, **DOWN) == 302
    with tenancy.community(way.community):
        made = Decision.objects.get()
    asked = f"/moderation/decision/{made.pk}/"
    assert REASON in way.page(asked, AMINA)
    for other in (BRUNO, CARLA, DEV):
        assert browser(other).send(asked, text="I too").status_code == 404
    assert browser(AMINA).send(asked, text="Her mother agreed.").status_code == 302
    assert decide(CARLA, case, state="public") == 404
    assert "Her mother agreed." in way.page(f"/moderation/{case.pk}/", DEV)
    assert decide(DEV, case, state="public") == 302
    assert HEADLINE in way.page(f"/stories/{story.slug}/")
    down, up = decided(way)
    assert down.subject != up.subject and f"/fr/stories/{story.slug}/" in up.text
    assert main(way.page("/moderation/log/")).count("<li>") == 2


def test_a_decision_that_cannot_be_told_changes_nothing(
    way: OnItsWay, story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: Any, **_facts: Any) -> None:
        raise RuntimeError("no chronicle")

    case = report(story)
    monkeypatch.setattr(actions, "record", fail)
    with tenancy.community(way.community):
        by = Membership.objects.get(person__email=CARLA)
        with pytest.raises(RuntimeError):
            actions.decide(standing=case, subject=StorySubject(), language="en", by=by, **DOWN)
        assert not Decision.objects.exists() and not Entry.objects.filter(verb="moderation.decided").exists()
        assert Standing.objects.get().state == "public" and waiting(way.community, by) == 1
    assert way.story().state == "published" and counted(way) == 1
    assert decided(way) == []


def test_a_story_that_an_editor_withdraws_waits_for_no_moderator(way: OnItsWay, story: Story) -> None:
    case = report(story)
    with tenancy.community(way.community):
        by = Membership.objects.get(person__email=BRUNO)
        assert waiting(way.community, Membership.objects.get(person__email=CARLA)) == 1
        after.withdraw(story=story, reason="It is not so.", language="en", by=by)
        case.refresh_from_db()
        assert case.closed_at is not None
        assert waiting(way.community, Membership.objects.get(person__email=CARLA)) == 0
    assert decide(CARLA, case, state="public") == 404
