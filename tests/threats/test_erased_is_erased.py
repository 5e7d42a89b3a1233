"""Line 22: of an erased person no string is left but what others quoted; what is taken back is told nowhere."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from palabre.chronicle import readers
from palabre.chronicle.entries import number
from palabre.communities import actions as communities
from palabre.communities.models import Membership
from palabre.communities.tests.hosts import BARE, SALON, Browser
from palabre.dialogues.actions import attending, changing, hosting
from palabre.dialogues.models import Contribution, Dialogue, Draft, Seat
from palabre.dialogues.subject import ContributionSubject
from palabre.exchange.own import erasing, exports
from palabre.exchange.tests.test_erasing import everything
from palabre.kit import clock, tenancy
from palabre.mail.models import Message
from palabre.moderation import actions as moderating
from palabre.network.models import Correspondent
from palabre.people.models import Person
from palabre.portal.models import SearchDocument
from tests.threats.doors import VISITOR, browser
from tests.threats.world import World

pytestmark = pytest.mark.threat

ADDRESS = "zubaydah@example.net"
# Everything that says who she is, and everything in her words; each string is made up and stands nowhere else.
WHO = {
    "address": ADDRESS,
    "name": "Zubaydah Qorx",
    "name here": "Zuby Blonx",
    "public name": "Zubaydah of the Quay",
    "name of a seat": "Dr Qorxina",
    "name of a seat that waits": "Professor Wembix",
    "title": "xylographer",
    "pseudonym": "Nightjarx",
    "place": "Quixeramobim",
    "organisation": "Vrondelix Works",
    "about": "I mend the xylophone pump.",
    "blocked because": "sprongled too often",
    "beat": "plumbustics",
    "join answer": "because of the grommelwade",
    "note of a report": "snivelgast everywhere",
    "appeal": "please look once more, wuxtry",
    "draft": "unsent thrumbolox",
    "earlier wording": "first I said fnordlike",
    "opening remarks": "welcome to the zyzzyva",
}
WORDS = {
    "answer": "The windlass squeals at daybreak.",
    "answer under a pseudonym": "The quern is broken.",
    "words under her seat": "A parvenu of a pump.",
    "words under the seat that waits": "Ask the bellwether.",
    "words taken down": "Said to the amanuensis.",
}
OTHERS = "As somebody said: the frobnicator."


def lived(world: World) -> Person:
    """Somebody who has done all one can do: in the salon and in the cities, at the pages and by hand."""
    sent = Browser()
    sent.sign_in(SALON, ADDRESS)
    sent.send("/join/", name=WHO["name here"], accepts_rules="on", answer_1=WHO["join answer"])
    person = Person.objects.get(email=ADDRESS)
    person.name = WHO["name"]
    person.save()
    person.set_password("a long and secret one")
    world.cast.zubaydah = person
    world.cast.join(person, world.cast.cities, ["member"])
    Correspondent.objects.create(person=person, public_name=WHO["public name"], beats=[WHO["beat"]])
    with tenancy.community(world.community):
        me = Membership.objects.get(person=person)
        me.about, me.place, me.organisation = WHO["about"], WHO["place"], WHO["organisation"]
        me.portrait = default_storage.save("portraits/zubaydah.webp", ContentFile(b"face"))
        me.mail_consent_at = clock.now()
        me.save()
        _sits(world, me)
        _speaks(world, me)
    number()
    readers.pull()
    exports.make(export_id=exports.ask(by=person).pk)
    sent.sign_in(BARE, ADDRESS)
    sent.at(SALON).get("/")
    return person


def _sits(world: World, me: Membership) -> None:
    talk, dev = world.at.dialogue, world.member("dev")
    shape: dict[str, Any] = {"dialogue": talk, "kind": "panelist", "language": "en", "by": None}
    seat = hosting.seat(
        name=WHO["name of a seat"], title=WHO["title"], opening=WHO["opening remarks"], membership=me, **shape
    )
    waits = hosting.seat(name=WHO["name of a seat that waits"], email=ADDRESS, **shape)
    Seat.objects.filter(pk=waits.pk).update(membership=None)
    for where, text in ((seat, "words under her seat"), (waits, "words under the seat that waits")):
        Contribution.objects.create(
            community=world.community,
            dialogue=talk,
            seat=where,
            channel="import",
            text=WORDS[text],
            html=f"<p>{WORDS[text]}</p>",
            language="en",
            said_at=clock.now(),
        )
    communities.block(membership=me, because=WHO["blocked because"], language="en", by=dev)
    communities.unblock(membership=me, by=dev)
    Membership.objects.filter(pk=me.pk).update(blocked_because=WHO["blocked because"], blocked_language="en")


def _speaks(world: World, me: Membership) -> None:
    said = world.say("zubaydah", WHO["earlier wording"], answers=world.at.said)
    changing.change(said=said, text=WORDS["answer"], language="en", by=me)
    other = world.say("zubaydah", WORDS["answer under a pseudonym"], answers=world.at.said)
    Contribution.objects.filter(pk=other.pk).update(said_by=WHO["pseudonym"])
    world.say("farid", OTHERS, answers=said)
    attending.keep_draft(
        dialogue=world.at.dialogue, place="q9", text=WHO["draft"], language="en", kind="", by=me
    )
    judged, subject = world.say("zubaydah", WORDS["words taken down"]), ContributionSubject()
    flag = moderating.flag(
        community=world.community,
        subject=subject,
        subject_id=world.at.said.pk,
        reason="false",
        note=WHO["note of a report"],
        language="en",
        by=me,
    )
    assert flag.note
    report = moderating.flag(
        community=world.community,
        subject=subject,
        subject_id=judged.pk,
        reason="false",
        language="en",
        by=world.member("farid"),
    )
    decision = moderating.decide(
        standing=report.standing,
        subject=subject,
        state="hidden",
        language="en",
        by=world.member("carla"),
        ground="false",
        reason="It is not so.",
    )
    moderating.appeal(decision=decision, text=WHO["appeal"], language="en", by=me)


def left(dump: str, strings: dict[str, str]) -> list[str]:
    return [what for what, text in strings.items() if text in dump]


@pytest.mark.parametrize("keeps", [True, False], ids=["her words stay", "her words go"])
def test_no_string_of_hers_is_in_any_table_file_queue_or_index(world: World, keeps: bool) -> None:
    person = lived(world)
    before = everything(world.folder)
    assert left(before, WHO) == list(WHO)
    assert left(before, WORDS) == list(WORDS)
    erasing.ask(by=person)
    erasing.erase(person_id=person.pk, keeps_words=keeps)
    number()
    readers.pull()
    after = everything(world.folder)
    assert left(after, WHO) == []
    assert left(after, WORDS) == (list(WORDS) if keeps else [])
    assert OTHERS in after
    for gone in ("portraits/zubaydah", ".zip"):
        assert gone in before and gone not in after


def test_nobody_elses_rows_change_but_where_they_name_her(world: World) -> None:
    kept = (
        "farid@example.org",
        "The pump broke, then the committee.",
        "Grandmother",
        "Yara Haddad",
        "A draft of mine",
    )
    person = lived(world)
    with tenancy.everywhere(reason="the test counts"):
        counted = Contribution.objects.count(), Draft.objects.count(), Membership.objects.count()
    erasing.ask(by=person)
    erasing.erase(person_id=person.pk, keeps_words=False)
    with tenancy.everywhere(reason="the test counts"):
        now = Contribution.objects.count(), Draft.objects.count(), Membership.objects.count()
    assert now == (counted[0], counted[1] - 1, counted[2])
    assert [text for text in kept if text not in everything(world.folder)] == []


@pytest.mark.parametrize("how", ["hidden", "removed", "withdrawn", "held dialogue"])
def test_what_is_taken_back_is_in_no_feed_search_sitemap_or_mail_to_come(world: World, how: str) -> None:
    with tenancy.community(world.community):
        said = world.say("farid", "It was the gudgeonpin that broke.", answers=world.at.said)
        first = world.say("farid", "On its own: the gudgeonpin.")
    number()
    readers.pull()
    assert where_it_is_told(world, first) == {
        "feed",
        "dialogue's feed",
        "sitemap",
        "search",
        "page",
        "index",
        "mail",
    }
    with tenancy.community(world.community):
        for one in (said, first):
            _take_back(world, one, how)
    number()
    readers.pull()
    told = where_it_is_told(world, first)
    # The index of a held dialogue stays and is asked again at each search; what was sent before it was held was true.
    assert told - ({"index", "mail"} if how == "held dialogue" else set()) == set()


def _take_back(world: World, said: Contribution, how: str) -> None:
    if how == "held dialogue":
        Dialogue.objects.filter(pk=said.dialogue_id).update(held=True)
    elif how == "withdrawn":
        changing.withdraw(said=said, by=world.member("farid"))
    else:
        world._take_down(said, how, world.member("carla"))


def where_it_is_told(world: World, said: Contribution) -> set[str]:
    visitor = browser(world, VISITOR)
    slug = world.at.dialogue.slug
    pages = {
        "feed": "/feed.atom",
        "dialogue's feed": f"/dialogues/{slug}/feed.json",
        "search": "/search/?q=gudgeonpin",
        "page": f"/dialogues/{slug}/question/1/",
    }
    found = {
        where
        for where, path in pages.items()
        if "the gudgeonpin" in visitor.get(path).content.decode().replace("<mark>", "").replace("</mark>", "")
    }
    if f"/contributions/{said.pk}/" in visitor.get("/sitemap.xml").content.decode():
        found.add("sitemap")
    with tenancy.community(world.community):
        if SearchDocument.objects.filter(excerpt__contains="gudgeonpin").exists():
            found.add("index")
        # What a moderator decided is told to its author, with their own words.
        if (
            Message.objects.filter(state="queued", text__contains="gudgeonpin")
            .exclude(kind="decided")
            .exists()
        ):
            found.add("mail")
    return found
