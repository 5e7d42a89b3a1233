"""Line 3: every kind of mail, with two communities: recipients and content of one, its host, sender, language."""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.conf import settings

from palabre.chronicle import readers
from palabre.chronicle.entries import number
from palabre.communities import actions as communities
from palabre.communities.models import Community, Membership
from palabre.communities.tests.hosts import BARE, CIRCLE, SALON, Browser
from palabre.dialogues import tasks
from palabre.dialogues.actions import hosting, panel, speaking
from palabre.dialogues.models import Dialogue, Seat
from palabre.dialogues.subject import ContributionSubject
from palabre.exchange.own import exports
from palabre.kit import clock, tenancy
from palabre.kit.languages import interface_for
from palabre.mail import kinds
from palabre.mail.models import Message
from palabre.moderation import actions as moderating
from palabre.network.actions import assigning
from palabre.people.models import Person
from tests.threats.table import ROOT
from tests.threats.world import World

pytestmark = pytest.mark.threat

LAYOUT = "layout"
# Words that stand in one community alone, by its host.
OWN = {SALON: ("squorbage", "Open Floor"), CIRCLE: ("glimberry", "The Circle")}
# Mails of the network itself, which are about a person and no community.
OF_THE_NETWORK = {"export_ready", "code"}
INVITED = {"new@example.org", "yara@example.org", "wen@example.org"}


def kinds_there_are() -> set[str]:
    """Every kind of mail that some room has a template for."""
    return {path.stem for path in ROOT.glob("src/palabre/*/templates/mail/*.mjml")} - {LAYOUT}


@pytest.fixture
def sent(world: World) -> list[Message]:
    """Everything that both communities and the network have to say to people who are in both."""
    Person.objects.filter(email__in=("esi@example.org", "sam@example.org")).update(
        language="ar", reads=["ar"]
    )
    Person.objects.filter(email="farid@example.org").update(language="fr")
    for name in ("esi", "farid", "carla", "dev"):
        person = world.person(name)
        person.refresh_from_db()
        roles = {"carla": ["moderator"], "dev": ["manager"]}.get(name, ["member"])
        world.cast.join(person, world.cast.circle, roles)
    _talk(world, world.community)
    _talk(world, world.cast.circle)
    _work(world)
    _arriving(world)
    everyone = Message.objects.order_by("pk")
    with tenancy.everywhere(reason="the test reads everybody's mail"):
        return list(everyone)


def _talk(world: World, community: Community) -> None:
    """A conversation from its first day to its archive, with a reply, a name and a decision in it."""
    word = OWN[community.host][0]
    today = clock.today("UTC")
    with tenancy.community(community):
        dev, esi, farid, carla = (
            world.cast.membership(name, community) for name in ("dev", "esi", "farid", "carla")
        )
        Membership.objects.filter(pk__in=[esi.pk]).update(mail_consent_at=clock.now())
        made = hosting.open_dialogue(
            community=community,
            format="salon",
            title=f"About the {word}",
            language="en",
            opens_on=today,
            closes_on=today + timedelta(days=3),
            by=dev,
        )
        shape: dict[str, Any] = {"dialogue": made, "language": "en", "page_language": "en"}
        said = speaking.contribute(text=f"My {word}.", by=esi, **shape)
        speaking.contribute(text=f"Your {word}?", by=farid, answers=said, **shape)
        speaking.contribute(text=f"What does @Farid think of the {word}?", by=carla, **shape)
        subject = ContributionSubject()
        report = moderating.flag(
            community=community, subject=subject, subject_id=said.pk, reason="false", language="en", by=farid
        )
        moderating.decide(
            standing=report.standing,
            subject=subject,
            state="hidden",
            language="en",
            by=carla,
            ground="false",
            reason=f"No {word}.",
        )
        communities.invite(
            community=community, email="new@example.org", roles=["member"], language="pt", by=dev
        )
    _news()
    for days in (3, 5):
        with clock.moved(timedelta(days=days)):
            _news()


def _news() -> None:
    tasks.note_states()
    number()
    readers.pull()


def _work(world: World) -> None:
    with tenancy.community(world.community):
        assigning.accept(assignment=world.at.assignment, by=world.member("amina"))
        dev = world.member("dev")
        panel.remind(seat=Seat.objects.get(pk=world.at.asked_seat.pk), text="Will you come?", by=dev)
        communities.answer_newcomer(
            membership=world.member("wen"), lets_in=True, sentence="Welcome.", language="en", by=dev
        )


def _arriving(world: World) -> None:
    browser = Browser()
    for host in (SALON, CIRCLE, BARE):
        browser.at(host).send("/sign-in/", email="esi@example.org")
    exports.make(export_id=exports.ask(by=world.person("esi")).pk)


def test_every_kind_of_mail_is_sent_here_and_described_to_its_reader(sent: list[Message]) -> None:
    assert {message.kind for message in sent} == kinds_there_are()
    assert kinds_there_are() == set(kinds._kinds)


def test_each_is_of_one_community_its_host_and_its_sender(world: World, sent: list[Message]) -> None:
    hosts, wrong = {one.pk: one for one in Community.objects.all()}, []
    for message in sent:
        whose = hosts.get(message.community_id)
        host, name = (whose.host, whose.name) if whose else (BARE, settings.NETWORK_NAME)
        told = unescape("\n".join((message.subject, message.text, message.html, json.dumps(message.headers))))
        led = set(re.findall(r"https?://([^/\s:\"<>\\]+)", told)) - {"www.w3.org"}
        if led != {host} and not (led == set() and whose is None):
            wrong.append(f"{message.kind} of {host} leads to {led}")
        if not message.sender.startswith(f'"{name}" <'):
            wrong.append(f"{message.kind} of {host} is from {message.sender}")
        for other, words in OWN.items():
            if other != host and any(word in told for word in (*words, other)):
                wrong.append(f"{message.kind} of {host} tells of {other}")
    assert wrong == []
    assert {message.kind for message in sent if message.community_id is None} <= OF_THE_NETWORK


def test_each_goes_to_somebody_of_its_community(world: World, sent: list[Message]) -> None:
    wrong = []
    with tenancy.everywhere(reason="the test looks at all memberships"):
        rows = Membership.objects.filter(left_at=None).values_list("community_id", "person__email")
        members = {(community, email) for community, email in rows}
    for message in sent:
        here = (message.community_id, message.to) in members or message.to in INVITED
        if not here and message.kind not in OF_THE_NETWORK:
            wrong.append(f"{message.kind} of {message.community_id} to {message.to}")
    assert wrong == []
    of_both = [m for m in sent if m.kind == "answered" and m.to == "esi@example.org"]
    assert {m.community_id for m in of_both} == {world.community.pk, world.cast.circle.pk}
    salon_only = [m for m in sent if m.kind == "dialogue_opens" and m.to == "amina@example.org"]
    assert {m.community_id for m in salon_only} <= {world.community.pk}


def test_each_is_in_its_readers_language(world: World, sent: list[Message]) -> None:
    speaks = dict(Person.objects.values_list("email", "language"))
    asked = {"new@example.org": {"pt", "en"}, "yara@example.org": {"ar"}}
    wrong = [
        f"{message.kind} to {message.to} in {message.language}"
        for message in sent
        if message.kind != "code"
        and message.language not in asked.get(message.to, {interface_for(speaks.get(message.to, "en"))})
    ]
    assert wrong == []
    arabic = [message for message in sent if message.language == "ar" and message.kind != "code"]
    assert len(arabic) > 4
    assert all('dir="rtl"' in message.html for message in arabic)


def test_inside_one_community_no_mail_of_the_other_is_seen(world: World, sent: list[Message]) -> None:
    for community in (world.community, world.cast.circle):
        with tenancy.community(community):
            assert set(Message.objects.values_list("community_id", flat=True)) == {community.pk}
    assert Message.objects.count() == 0


def test_an_export_holds_both_communities_of_its_person_and_names_each_apart(
    world: World, sent: list[Message]
) -> None:
    esi = world.person("esi")
    made = exports.ask(by=esi)
    exports.make(export_id=made.pk)
    made.refresh_from_db()
    with zipfile.ZipFile(io.BytesIO((exports.folder() / made.name).read_bytes())) as held:
        for host, (word, _name) in OWN.items():
            told = held.read(f"{host}.md").decode()
            assert f"My {word}." in told
            assert not any(other[0] in told for where, other in OWN.items() if where != host)
        everything = "".join(held.read(name).decode() for name in held.namelist())
    assert "Your squorbage?" not in everything and "farid@example.org" not in everything


def test_a_mail_tells_nobody_of_words_in_a_conversation_that_is_held(world: World) -> None:
    """What is said by those who keep it reaches nobody who could not open its page."""
    with tenancy.community(world.community):
        talk = world.at.dialogue
        reply = world.say("dev", "An unreleased one, @Farid, snorgle.", answers=world.at.said)
        assert reply.pk
        Dialogue.objects.filter(pk=talk.pk).update(held=True)
    number()
    readers.pull()
    with tenancy.community(world.community):
        assert not Message.objects.filter(text__contains="snorgle").exists()
