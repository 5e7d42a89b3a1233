"""Line 20: what somebody agreed to (rules, mails, being listed, being carried) changes only where they are asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from palabre.communities import actions as communities
from palabre.communities import once
from palabre.communities.models import Membership
from palabre.dialogues.models import Contribution, Seat
from palabre.exchange.tests.test_import_transcripts import TALK
from palabre.exchange.transcripts.importing import import_transcripts
from palabre.kit import tenancy
from palabre.mail.models import Message
from palabre.people.models import Person
from tests.threats.doors import BARE, CIRCLE, browser
from tests.threats.world import World

pytestmark = pytest.mark.threat

CONSENTS = ("rules_accepted_at", "mail_consent_at", "listed_at", "rules_accepted")
PROFILE = {"name": "Esi", "about": "More about me.", "language": "en", "reads": ["en"], "interface": "fr"}


def consents(world: World, who: str) -> dict[str, Any]:
    with tenancy.community(world.community):
        found = Membership.objects.get(person=world.person(who), community=world.community)
        return {name: getattr(found, name) for name in CONSENTS}


@pytest.mark.parametrize(
    ("who", "boxes"), [("farid", {"listed": "on"}), ("esi", {})], ids=["agreed", "did not agree"]
)
def test_consent_stays_as_it_is_whatever_else_is_saved(world: World, who: str, boxes: dict[str, str]) -> None:
    before = consents(world, who)
    assert (before["listed_at"] is not None) == bool(boxes)
    one = browser(world, who)
    assert one.post("/me/", {"once": once.new_key(), **PROFILE, **boxes}).status_code == 302
    assert (
        one.post(
            "/me/", {"once": once.new_key(), **PROFILE, **boxes, "mail_consent_at": "1", "listed_at": "1"}
        ).status_code
        == 302
    )
    browser(world, who, BARE).post(
        "/me/", {"once": once.new_key(), "name": "X", "language": "en", "reads": ["en"]}
    )
    browser(world, who).get("/")  # signing in again
    dev = browser(world, "dev")
    dev.post(
        f"/members/manage/{world.member(who).pk}/", {"once": once.new_key(), "roles": ["member", "editor"]}
    )
    with tenancy.community(world.community):
        made = communities.invite(
            community=world.community,
            email=world.person(who).email,
            roles=["moderator"],
            language="en",
            by=world.member("dev"),
        )
        communities.accept(invitation=made, by=world.person(who))
        communities.block(membership=world.member(who), because="x", language="en", by=world.member("dev"))
        communities.unblock(membership=world.member(who), by=world.member("dev"))
    assert consents(world, who) == before


def test_joining_one_community_agrees_to_nothing_in_another(world: World) -> None:
    before = consents(world, "esi")
    sent = {"name": "Esi", "accepts_rules": "on", "wants_mail": "on", "once": once.new_key()}
    assert browser(world, "esi", CIRCLE).post("/join/", sent).status_code == 302
    assert consents(world, "esi") == before


def test_what_a_speaker_agreed_to_does_not_change_with_the_words(world: World) -> None:
    """Carried words: the moment and language of consent stay when whoever took them down mends them."""
    said = world.at.carried
    path = f"/contributions/{said.pk}/change/"
    sent = {
        "once": once.new_key(),
        "text": "We carry the water.",
        "language": "en",
        "consent_language": "fr",
        "said_by": "X",
    }
    assert browser(world, "amina").post(path, sent).status_code == 302
    with tenancy.community(world.community):
        now = Contribution.objects.get(pk=said.pk)
    assert now.text == "We carry the water."
    assert (now.consent_at, now.consent_language, now.said_by) == (said.consent_at, "en", "Grandmother")


def test_being_imported_is_no_consent(world: World, tmp_path: Path) -> None:
    """Who comes with an imported conversation is a seat: no account, no membership, no mail."""
    path = tmp_path / "2026-03-14-square.en.md"
    path.write_text(TALK.replace("Amara Diallo", "Esi"), "utf-8")

    def everybody() -> tuple[int, int, int]:
        with tenancy.everywhere(reason="the test counts"):
            return Person.objects.count(), Membership.objects.count(), Message.objects.count()

    before, agreed = everybody(), consents(world, "esi")
    import_transcripts([path], community=world.community, format="salon")
    assert seats(world) > 0
    assert everybody() == before
    assert consents(world, "esi") == agreed


def seats(world: World) -> int:
    with tenancy.community(world.community):
        return Seat.objects.filter(name="Esi", membership=None).count()
