"""Line 22, where somebody takes what they wrote along: all of it goes, but what belongs to everybody stays nameless."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from palabre.chronicle import readers
from palabre.chronicle.entries import number
from palabre.chronicle.models import Entry
from palabre.communities.models import Membership
from palabre.communities.tests.hosts import SALON, Browser
from palabre.dialogues.actions import hosting, speaking
from palabre.dialogues.actions.shelving import shelve
from palabre.exchange.own import erasing
from palabre.exchange.own.telling import archive_of
from palabre.exchange.tests.test_erasing import everything
from palabre.initiatives import actions as initiating
from palabre.initiatives.models import Initiative
from palabre.kit import tenancy
from palabre.newsroom.actions import after, editing, filing
from palabre.newsroom.models import Story
from palabre.people.models import Person
from palabre.portal.models import SearchDocument
from palabre.portal.tests import filled
from tests.threats.doors import VISITOR, browser
from tests.threats.world import World

pytestmark = pytest.mark.threat

NAME = "Zubaydah Qorx"
# What goes with her, each made up and nowhere else.
HERS = {
    "note on a day": "Today the zyzzyva squeaked.",
    "gloss": "La chignole.",
    "title of a resource": "The bolvangar paper",
    "note of a resource": "read it for the flumadiddle",
    "file of a resource": "%PDF-quonset",
    "copy not published": "An unread gongoozler.",
    "copy withdrawn": "A killed cattywampus.",
    "proposal": "The wabbit windmill",
    "initiative that was hidden and taken up": "The hidden skedaddle",
    "why she declined": "my taradiddle is ill",
}
# What belongs to everybody, and stays.
EVERYBODYS = {
    "copy published": "A printed bumbershoot.",
    "initiative that everybody sees": "The open widdershins",
    "its words in another language": "La brouette gardyloo",
    "why a story was withdrawn": "It was a mistake of the snollygoster.",
}


@pytest.fixture
def her(world: World) -> Iterator[Membership]:
    """A host, correspondent and editor who has written one of everything."""
    sent = Browser()
    sent.sign_in(SALON, "zubaydah@example.net")
    sent.send("/join/", name=NAME, accepts_rules="on", answer_1="Because.")
    with tenancy.community(world.community):
        me: Membership = Membership.objects.get(person__email="zubaydah@example.net")
        me.roles = ["member", "editor", "correspondent"]
        me.save()
        _hosts(world, me)
        _reports(world, me)
        _undertakes(world, me)
    number()
    readers.pull()
    yield me
    # The folder is that of all tests of this file.
    for left in (world.folder / "media" / "shelf").glob("hers*"):
        left.unlink()


def _hosts(world: World, me: Membership) -> None:
    talk = world.at.dialogue
    hosting.seat(dialogue=talk, kind="host", name=NAME, language="en", membership=me, by=world.member("dev"))
    hosting.wrap(dialogue=talk, text=HERS["note on a day"], language="en", by=me)
    speaking.gloss(contribution=world.at.reply, text=HERS["gloss"], language="fr", by=me)
    made = shelve(
        dialogue=talk,
        origin="field",
        title=HERS["title of a resource"],
        note=HERS["note of a resource"],
        language="en",
        by=me,
        address="https://example.org/paper",
    )
    name = default_storage.save("shelf/hers.pdf", ContentFile(HERS["file of a resource"].encode()))
    type(made).objects.filter(pk=made.pk).update(address="", file=name, media_type="application/pdf", size=9)


def _reports(world: World, me: Membership) -> None:
    for text in ("copy not published", "copy withdrawn", "copy published"):
        made = filing.file_story(
            hub=world.at.hub,
            language="en",
            headline=text.title(),
            body=(HERS | EVERYBODYS)[text],
            dateline_place="Dhaka",
            dateline_on=date(2026, 11, 20),
            by=me,
        )
        if text != "copy not published":
            editing.publish(story=made, by=world.member("bruno"))
        if text == "copy withdrawn":
            reason = EVERYBODYS["why a story was withdrawn"]
            after.withdraw(story=made, reason=reason, language="en", by=me)
    type(world.at.assignment).objects.filter(pk=world.at.assignment.pk).update(
        membership=me, reason=HERS["why she declined"]
    )


def _undertakes(world: World, me: Membership) -> None:
    made = {}
    for what, standing in (
        ("proposal", "pending"),
        ("initiative that was hidden and taken up", "hidden"),
        ("initiative that everybody sees", "public"),
    ):
        name = (HERS | EVERYBODYS)[what]
        made[what] = filled.initiative(world.cast, world.community, "dhaka", name=name, summary=name, by=me)
        Initiative.objects.filter(pk=made[what].pk).update(standing=standing)
    hidden, shown = (one for what, one in made.items() if what != "proposal")
    initiating.take_up(
        initiative=hidden,
        city=world.at.hub.city,
        taken_up_by="The garages",
        since=2025,
        language="en",
        by=world.member("bruno"),
    )
    name = EVERYBODYS["its words in another language"]
    initiating.say_in(initiative=shown, language="fr", name=name, summary=name, by=me)


def erase(person: Person, *, keeps: bool) -> None:
    erasing.ask(by=person)
    erasing.erase(person_id=person.pk, keeps_words=keeps)
    number()
    readers.pull()


def told(dump: str, strings: dict[str, str]) -> list[str]:
    return [what for what, text in strings.items() if text in dump]


@pytest.mark.parametrize("keeps", [True, False], ids=["her words stay", "her words go"])
def test_what_she_wrote_is_in_no_table_and_no_file_once_she_took_it_along(
    world: World, her: Membership, keeps: bool
) -> None:
    before = everything(world.folder)
    assert told(before, HERS) == list(HERS)
    assert told(before, EVERYBODYS) == list(EVERYBODYS)
    erase(her.person, keeps=keeps)
    now = everything(world.folder)
    assert told(now, HERS) == (list(HERS) if keeps else [])
    assert told(now, EVERYBODYS) == list(EVERYBODYS)
    assert NAME not in now


def test_a_stranger_reads_her_day_her_gloss_and_her_shelf_no_more(world: World, her: Membership) -> None:
    slug, visitor = world.at.dialogue.slug, browser(world, VISITOR)
    paths = (f"/dialogues/{slug}/", f"/dialogues/{slug}/notes/", f"/contributions/{world.at.reply.pk}/")
    feed = f"/dialogues/{slug}/feed.atom"
    shown = ["note on a day", "gloss", "title of a resource", "note of a resource"]

    def read() -> str:
        return "".join(visitor.get(path).content.decode() for path in (*paths, feed))

    assert told(read(), HERS) == shown
    erase(her.person, keeps=False)
    assert told(read(), HERS) == []


def test_her_own_export_held_all_of_it_before(world: World, her: Membership) -> None:
    with tenancy.everywhere(reason="the test looks at what is told"):
        archive_of(her.person, made := io.BytesIO())
        held = zipfile.ZipFile(made)
    data, text = held.read("data.json").decode(), held.read(f"{SALON}.md").decode()
    in_a_file = {"file of a resource"}
    assert set(told(data, HERS)) == set(HERS) - in_a_file
    assert held.read("media/shelf/hers.pdf").decode() == HERS["file of a resource"]
    written = {"note on a day", "gloss", "title of a resource", "note of a resource", "copy not published"}
    assert written - set(told(text, HERS)) == set()


def test_search_finds_her_published_story_alone(world: World, her: Membership) -> None:
    erase(her.person, keeps=False)
    with tenancy.community(world.community):
        found = "".join(SearchDocument.objects.values_list("excerpt", flat=True))
    assert told(found, HERS) == []
    assert EVERYBODYS["copy published"] in found


def test_the_place_of_what_readers_saw_stays(world: World, her: Membership) -> None:
    erase(her.person, keeps=False)
    visitor = browser(world, VISITOR)
    with tenancy.community(world.community):
        states = {story.state: story.slug for story in Story.objects.filter(author=her)}
        killed = Story.objects.get(author=her, state="killed").pk
        hidden = Initiative.objects.get(added_by=her, standing="hidden")
        assert (hidden.name, hidden.replications.count()) == ("—", 1)
    assert set(states) == {"published", "killed"}
    page = visitor.get(f"/stories/{states['published']}/").content.decode()
    assert "Somebody who left" in page
    gone = visitor.get(f"/stories/{states['killed']}/")
    assert gone.status_code == 410
    assert EVERYBODYS["why a story was withdrawn"] in gone.content.decode()
    desk = browser(world, "bruno")
    assert desk.get("/desk/").status_code == 200
    assert desk.get(f"/desk/stories/{killed}/").status_code == 200


def test_a_feed_followed_by_its_date_alone_is_fetched_anew(world: World, her: Membership) -> None:
    with tenancy.community(world.community):
        latest = Entry.objects.filter(community_id=world.community.pk).order_by("-pk").first()
    erase(her.person, keeps=False)
    with tenancy.community(world.community):
        entry = Entry.objects.filter(community_id=world.community.pk).order_by("-pk").first()
        assert latest and entry and entry.pk > latest.pk
        assert (entry.verb, entry.subject_id) == ("exchange.member_erased", her.pk)


def test_a_picture_is_credited_to_her_no_more(world: World, her: Membership) -> None:
    with tenancy.community(world.community):
        story = Story.objects.get(author=her, state="published")
        shape: dict[str, Any] = {"community": world.community, "story": story, "width": 1, "height": 1}
        mine = story.photographs.create(file="a-1.webp", credit=NAME, **shape)
        theirs = story.photographs.create(file="b-1.webp", credit="Grandmother", **shape)
    erase(her.person, keeps=True)
    with tenancy.community(world.community):
        credited = dict(story.photographs.values_list("pk", "credit"))
    assert credited == {mine.pk: "Somebody who left", theirs.pk: "Grandmother"}
