"""Line 10: earlier wordings, glosses, reports, reasons, drafts, sounds and files of what is hidden are hidden; private,
deleted and missing look the same."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client

from palabre.chronicle import readers
from palabre.chronicle.entries import number
from palabre.dialogues.models import Contribution
from palabre.kit import tenancy
from tests.strangers.answers import answer, difference
from tests.threats.doors import SALON, VISITOR, browser, community_doors, path_of
from tests.threats.may import MAY
from tests.threats.world import STANDINGS, World

pytestmark = pytest.mark.threat

READERS = (VISITOR, "farid", "amina", "ghada", "blaise", "wen")
AUTHOR, KEEPERS = "esi", ("bruno", "carla", "dev")
MISSING = 987654321
# What hangs on a contribution at an address of its own.
PARTS = (
    "",
    "change/",
    "language/",
    "withdraw/",
    "wordings/",
    "receipt/",
    "sound/",
    "gloss/",
    "pick/",
    "welcome/",
)
# Strings that stand in what nobody else may read, and in nothing else of this world.
SECRETS = {
    "a report's note": "A note of a reporter.",
    "another report's note": "Reported as hidden.",
    "a moderator's reason": "A reason why it is removed.",
    "an appeal": "I ask again, please.",
    "a draft": "zorble",
    "hidden words": "Words that are hidden",
    "removed words": "Words that are removed",
    "pending words": "Words that are pending",
    "an earlier wording of hidden words": "Draught of the hidden one.",
    "a gloss of hidden words": "Glose hidden",
    "words withdrawn": "Words that are withdrawn",
    "a gloss of words withdrawn": "Glose withdrawn",
    "a story not published": "quibbet",
    "a paper not accepted": "The waiting paper",
    "a question not asked yet": "Not yet asked?",
    "an initiative that is hidden": "A hidden undertaking",
    "a conversation that is held": "The held one",
    "a private call": "The call one",
    "somebody's address": "farid@example.org",
    "an invited address": "new@example.org",
    "a panelist's address": "yara@example.org",
    "why somebody is blocked": "Because.",
}
# Pages that show some of them to a reader, and rightly: their own words, their own report, why they are blocked.
OF_ONES_OWN = {
    ("blaise", "why somebody is blocked"),
    ("farid", "somebody's address"),
    ("amina", "a story not published"),
}


def arrived(world: World, who: str) -> Client:
    """Their browser after its first page, which marks the session with a cookie."""
    one = browser(world, who)
    one.get("/")
    return one


A_FEW = (VISITOR, "farid")
readers_of_a_run = pytest.mark.parametrize(
    "people",
    [
        pytest.param(A_FEW, id="visitor and member"),
        pytest.param(tuple(set(READERS) - set(A_FEW)), id="everybody else", marks=pytest.mark.sweep),
    ],
)


@readers_of_a_run
@pytest.mark.parametrize("standing", STANDINGS)
def test_what_hangs_on_hidden_words_is_missing_like_the_words(
    world: World, standing: str, people: tuple[str, ...]
) -> None:
    said, told_apart = world.at.judged[standing], []
    if standing != "withdrawn":
        with tenancy.community(world.community):
            sound = default_storage.save(f"sounds/{standing}.ogg", ContentFile(b"OggS hidden"))
            Contribution.objects.filter(pk=said.pk).update(sound=sound)
    for who in people:
        one = arrived(world, who)
        for part in PARTS:
            # The empty place of what was taken back keeps its page, because answers stand under it.
            if (standing, part) == ("withdrawn", ""):
                continue
            there = answer(one, "GET", f"/contributions/{said.pk}/{part}", SALON)
            nowhere = answer(one, "GET", f"/contributions/{MISSING}/{part}", SALON)
            if there != nowhere or there.status != 404:
                told_apart.append(
                    f"{part or 'page'} as {who or 'visitor'}: {there.status} {difference(there, nowhere)}"
                )
        report = f"/report/dialogues.contribution/{said.pk}/"
        if answer(one, "GET", report, SALON).status != 404:
            told_apart.append(f"report as {who}")
    assert told_apart == []


def test_its_author_and_the_keepers_still_read_what_was_taken_down(world: World) -> None:
    said = world.at.judged["hidden"]
    for who in (AUTHOR, *KEEPERS):
        assert browser(world, who).get(f"/contributions/{said.pk}/").status_code == 200, who
        assert browser(world, who).get(f"/contributions/{said.pk}/wordings/").status_code == 200, who
    for who in (AUTHOR, *KEEPERS, *READERS):
        gone = world.at.judged["withdrawn"]
        assert browser(world, who).get(f"/contributions/{gone.pk}/wordings/").status_code == 404, who


@readers_of_a_run
def test_no_page_shows_to_a_reader_what_is_not_theirs(world: World, people: tuple[str, ...]) -> None:
    number()
    readers.pull()
    shown = []
    paths = {route.name: path_of(world, route) for route, _door in community_doors()}
    paths |= {
        f"search for {word}": f"/search/?q={word}" for word in ("vexgrum", "mine", "published", "undertaking")
    }
    paths |= {
        "quote": f"/dialogues/{world.at.dialogue.slug}/speak/?quote&answers={world.at.judged['hidden'].pk}"
    }
    for who in people:
        one = browser(world, who)
        for name, path in paths.items():
            if name == "people_sign_out":
                continue
            got = one.get(path)
            text = (b"".join(got.streaming_content) if got.streaming else got.content).decode(
                "utf-8", "replace"
            )
            shown += [
                f"{name} shows {who or 'a visitor'} {what}"
                for what, words in SECRETS.items()
                if words in text and (who, what) not in OF_ONES_OWN
            ]
    assert shown == []


@pytest.mark.sweep
def test_the_search_for_secrets_can_fail(world: World) -> None:
    """Every one of them is shown to somebody: to whom it belongs, or to whoever keeps the community."""
    found = set()
    said = world.at.judged
    extra = [f"/contributions/{said[name].pk}/{part}" for name in STANDINGS for part in ("", "wordings/")]
    extra += [f"/moderation/{world.at.standing.pk}/", f"/dialogues/{world.at.held_dialogue.slug}/"]
    with tenancy.community(world.community):
        from palabre.moderation.models import Decision, Standing

        extra += [f"/moderation/{pk}/" for pk in Standing.objects.values_list("pk", flat=True)]
        extra += [f"/moderation/decision/{pk}/" for pk in Decision.objects.values_list("pk", flat=True)]
    extra += [
        f"/dialogues/{world.at.dialogue.slug}/speak/",
        f"/initiatives/{world.at.hidden_initiative.slug}/",
    ]
    extra += [
        f"/members/manage/{world.member('blaise').pk}/block/",
        f"/seats/{world.at.asked_seat.pk}/remind/",
    ]
    extra += [f"/dialogues/{world.at.call_dialogue.slug}/"]
    paths = {path_of(world, route) for route, _door in community_doors() if route.name != "people_sign_out"}
    for who in ("esi", "bruno", "carla", "dev", "farid"):
        one = browser(world, who)
        for path in (*paths, *extra):
            got = one.get(path)
            text = "" if got.streaming else got.content.decode("utf-8", "replace")
            found |= {what for what, words in SECRETS.items() if words in text}
    # What was taken back is nobody's, nor are addresses of members shown to anybody.
    nobodys = {"words withdrawn", "a gloss of words withdrawn", "somebody's address", "a panelist's address"}
    assert set(SECRETS) - found <= nobodys


@readers_of_a_run
def test_private_deleted_and_missing_look_the_same(world: World, people: tuple[str, ...]) -> None:
    """A held conversation, a private call, a draft, a hidden initiative: to a reader as if they had never been."""
    there = {
        f"/dialogues/{world.at.held_dialogue.slug}/": "/dialogues/no-such-thing/",
        f"/dialogues/{world.at.call_dialogue.slug}/": "/dialogues/no-such-thing/",
        f"/dialogues/{world.at.held_dialogue.slug}/feed.atom": "/dialogues/no-such-thing/feed.atom",
        f"/dialogues/{world.at.held_dialogue.slug}/host/": "/dialogues/no-such-thing/host/",
        f"/stories/{world.at.draft_story.slug}/": "/stories/no-such-thing/",
        f"/stories/{world.at.embargoed.slug}/": "/stories/no-such-thing/",
        f"/initiatives/{world.at.hidden_initiative.slug}/": "/initiatives/no-such-thing/",
        f"/resources/{world.at.waiting_paper.pk}/file/": f"/resources/{MISSING}/file/",
        f"/moderation/{world.at.standing.pk}/": f"/moderation/{MISSING}/",
        f"/moderation/decision/{world.at.decision.pk}/": f"/moderation/decision/{MISSING}/",
        f"/members/{world.member('wen').pk}/": f"/members/{MISSING}/",
        f"/members/{world.member('lena').pk}/": f"/members/{MISSING}/",
        f"/people/{world.member('wen').pk}/feed.atom": f"/people/{MISSING}/feed.atom",
    }
    deleted = world.at.waiting_paper
    wrong = []
    for who in people:
        one = arrived(world, who)
        for path, nowhere in there.items():
            if who == "amina" and path.startswith(("/stories/", "/initiatives/")):
                continue  # she wrote them
            got = answer(one, "GET", path, SALON)
            if not who and path.startswith("/moderation/decision/"):
                # A mail leads to it: whoever is not signed in is asked to, wherever the address leads.
                led = [(one.get(there).headers["Location"], there) for there in (path, nowhere)]
                assert all(where == f"/sign-in/?next={there}" for where, there in led)
                continue
            if got != answer(one, "GET", nowhere, SALON) or got.status != 404:
                wrong.append(f"{path} as {who or 'visitor'}: {got.status}")
    assert wrong == []
    with tenancy.community(world.community):
        deleted.delete()
    path = f"/resources/{deleted.pk or MISSING}/file/"
    assert answer(browser(world, "dev"), "GET", path, SALON).status == 404


def test_the_readers_of_these_tests_hold_no_keepers_role(world: World) -> None:
    keepers: set[Any] = MAY["moderation_decide"] | MAY["dialogues_new"]
    assert keepers == set(KEEPERS) and not keepers & set(READERS)
