"""Feeds: public words alone, whole, each in its language; valid; read page by page; asked again for nothing."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from palabre.communities.models import Community, Membership
from palabre.dialogues.models import Channel, Contribution, Dialogue, Synthesis
from palabre.exchange.feeds import gathering
from palabre.exchange.feeds.atom import LANG
from palabre.kit import clock, tenancy
from palabre.newsroom.models import Story, StoryVersion

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def community(blueprint: str) -> Community:
    return Community.objects.get(blueprint=blueprint)


def ask(path: str, blueprint: str = "salon", client: Client | None = None, **headers: str) -> Any:
    return (client or Client()).get(path, headers={"host": community(blueprint).host, **headers})


def entries(path: str, blueprint: str = "salon") -> list[ET.Element]:
    answer = ask(path, blueprint)
    assert answer.status_code == 200
    return ET.fromstring(answer.content).findall("a:entry", ATOM)


def items(path: str, blueprint: str = "salon") -> list[dict[str, Any]]:
    answer = ask(path, blueprint)
    assert answer.status_code == 200
    return list(json.loads(answer.content)["items"])


def whole(path: str, blueprint: str = "salon") -> list[dict[str, Any]]:
    """All pages of a JSON feed."""
    found: list[dict[str, Any]] = []
    while path:
        read = json.loads(ask(path, blueprint).content)
        found += read["items"]
        path = re.sub(r"^https?://[^/]+", "", read.get("next_url", ""))
    return found


def text(element: ET.Element, path: str) -> str:
    found = element.findtext(path, namespaces=ATOM)
    assert found is not None
    return found


def opened() -> Dialogue:
    found: Dialogue | None = Dialogue.objects.filter(noted_state="open", themes=None).order_by("pk").first()
    assert found is not None
    return found


def test_each_entry_says_who_said_it_in_which_language_where_and_when(demo_to_read: Any) -> None:
    with tenancy.community(community("salon")):
        dialogue = opened()
        said = Contribution.objects.visible_to(None).filter(dialogue=dialogue).with_speakers()
        known = {one.pk: one for one in said}
    shown = 0
    for entry in entries(f"/dialogues/{dialogue.slug}/feed.atom"):
        address = entry.find("a:link[@rel='alternate']", ATOM).attrib["href"]  # type: ignore[union-attr]
        assert text(entry, "a:id").startswith(f"tag:{community('salon').host},")
        assert text(entry, "a:updated").endswith("Z")
        if number := re.search(r"/contributions/(\d+)/$", address):
            one = known[int(number[1])]
            assert entry.attrib[LANG] == one.language
            assert text(entry, "a:author/a:name") == one.speaker
            assert one.html in text(entry, "a:content")
            shown += 1
    assert shown > 10


@pytest.mark.scale
def test_every_entry_leads_to_a_page_that_is_there(demo_to_read: Any) -> None:
    for blueprint in ("salon", "cities", "circle"):
        for item in items("/feed.json", blueprint):
            path = re.sub(r"^https?://[^/]+", "", item["url"])
            assert ask(path, blueprint).status_code == 200, path


@pytest.mark.long
@pytest.mark.parametrize("blueprint", ["salon", "cities", "circle"])
def test_atom_and_json_hold_the_same(demo_to_read: Any, blueprint: str) -> None:
    in_atom = [text(entry, "a:id") for entry in entries("/feed.atom", blueprint)]
    assert in_atom == [item["id"] for item in items("/feed.json", blueprint)]
    assert len(in_atom) > 5
    assert len(set(in_atom)) == len(in_atom)


@pytest.mark.long
def test_a_feed_begins_with_the_newest_and_is_read_to_its_end_page_by_page(
    demo_to_read: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for blueprint in ("salon", "cities"):
        everything = whole("/feed.json", blueprint)
        monkeypatch.setattr(gathering.gather, "__defaults__", (7,))
        again = whole("/feed.json", blueprint)
        monkeypatch.undo()
        assert [item["id"] for item in again] == [item["id"] for item in everything]
        assert len(everything) > 20
        assert len({item["id"] for item in everything}) == len(everything)
        dates = [item["date_published"] for item in everything]
        assert dates == sorted(dates, reverse=True)


def test_pages_of_an_atom_feed_are_linked(demo_to_read: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering.gather, "__defaults__", (5,))
    feed = ET.fromstring(ask("/fr/feed.atom?reads=en&reads=fr").content)
    links = {link.attrib["rel"]: link.attrib["href"] for link in feed.findall("a:link", ATOM)}
    assert links["self"] == links["first"]
    assert links["self"].endswith("/fr/feed.atom?reads=en&reads=fr")
    following = ET.fromstring(ask(re.sub(r"^https?://[^/]+", "", links["next"])).content)
    ids = [
        text(entry, "a:id") for entry in (*feed.findall("a:entry", ATOM), *following.findall("a:entry", ATOM))
    ]
    assert len(set(ids)) == 10


MOMENT = "2026-01-01T00:00:00+00:00"


@pytest.mark.long
@pytest.mark.parametrize(
    "before",
    [
        *("x", "_", "2026-01-01", "9" * 40, "\0", f"{MOMENT}_1_", f"{MOMENT}_1", f"{MOMENT}_1_1_1"),
        *(f"{MOMENT}_1_{'9' * 400}", f"{MOMENT}_{'9' * 400}_1", f"{MOMENT}_1_٣", f"{MOMENT}_-1_1"),
        *("0001-01-01T00:00:00+14:00_1_1", "9999-12-31T23:59:59-12:00_1_1"),
    ],
)
def test_what_is_no_cursor_begins_at_the_newest(demo_to_read: Any, before: str) -> None:
    answer = Client(headers={"host": community("salon").host}).get("/feed.json", {"before": before})
    assert json.loads(answer.content)["items"] == items("/feed.json")


def test_a_language_has_a_feed_of_its_own(demo_to_read: Any) -> None:
    for path in ("/fr/feed.json", "/feed.json?reads=fr", "/ar/feed.json?reads=fr"):
        tags = {item["language"] for item in items(path)}
        assert tags == {"fr"}, path
    assert {item["language"] for item in items("/feed.json?reads=fr&reads=bn&reads=xx")} == {"fr", "bn"}
    assert len({item["language"] for item in items("/feed.json")}) > 2


def test_a_story_is_an_entry_in_each_of_its_languages(demo_to_read: Any) -> None:
    with tenancy.community(community("cities")):
        versions = StoryVersion.objects.filter(story__in=Story.objects.shown())
        expected = {(v.headline, v.language) for v in versions}
    stories = {(i["title"], i["language"]) for i in whole("/feed.json", "cities") if ":stories/" in i["id"]}
    assert stories == expected


def test_what_was_heard_is_told_whole(demo_to_read: Any) -> None:
    with tenancy.community(community("salon")):
        synthesis = Synthesis.objects.filter(published_at__isnull=False).select_related("dialogue").first()
        assert synthesis is not None
        findings = [finding.html for finding in synthesis.findings.all()]
    (heard,) = [i for i in whole(f"/dialogues/{synthesis.dialogue.slug}/feed.json") if ":heard/" in i["id"]]
    assert findings
    assert all(html in heard["content_html"] for html in findings)


@pytest.mark.long
def test_words_that_wait_were_hidden_or_taken_back_are_in_no_feed_whoever_asks(demo: Any) -> None:
    with tenancy.community(community("salon")):
        dialogue = opened()
        said = list(Contribution.objects.visible_to(None).filter(dialogue=dialogue).order_by("-said_at")[:4])
        manager = Membership.objects.select_related("person").get(roles__contains=["manager"])
        for one, standing in zip(said, ("pending", "hidden", "removed", "withdrawn"), strict=True):
            Contribution.objects.filter(pk=one.pk).update(standing=standing)
    browser = Client()
    browser.force_login(manager.person)
    for path in (
        "/feed.json",
        f"/dialogues/{dialogue.slug}/feed.json",
        f"/people/{said[0].author_id or 1}/feed.json",
    ):
        for client in (Client(), browser):
            body = ask(path, client=client).content.decode()
            assert not [one for one in said if f'contributions/{one.pk}"' in body]


def test_held_and_private_dialogues_have_no_feed_even_for_who_keeps_the_community(demo: Any) -> None:
    with tenancy.community(community("salon")):
        dialogue = opened()
        manager = Membership.objects.select_related("person").get(roles__contains=["manager"])
        browser = Client()
        browser.force_login(manager.person)
        for change in ({"held": True}, {"held": False, "format": "call"}):
            Dialogue.objects.filter(pk=dialogue.pk).update(**change)
            assert ask(f"/dialogues/{dialogue.slug}/feed.atom", client=browser).status_code == 404
            mine = f"/dialogues/{dialogue.slug}/"
            assert not [item for item in items("/feed.json") if mine in item["url"]]


def test_an_embargoed_story_waits_for_its_moment(demo: Any) -> None:
    with tenancy.community(community("cities")):
        story = Story.objects.shown().order_by("-published_at").first()
        assert story is not None
        Story.objects.filter(pk=story.pk).update(publish_at=clock.now() + timedelta(hours=1))
    assert not [i for i in whole("/feed.json", "cities") if f"/stories/{story.slug}/" in i["url"]]
    with clock.moved(timedelta(hours=2)):
        assert [i for i in whole("/feed.json", "cities") if f"/stories/{story.slug}/" in i["url"]]


def test_a_private_community_has_no_feed_for_strangers_and_one_for_members(demo: Any) -> None:
    Community.objects.filter(blueprint="salon").update(visibility="private")
    with tenancy.community(community("salon")):
        member = Membership.objects.select_related("person").filter(left_at=None).first()
        assert member is not None
    for path in ("/feed.atom", "/fr/feed.json", f"/people/{member.pk}/feed.atom"):
        assert ask(path).status_code == 404
    browser = Client()
    browser.force_login(member.person)
    assert ask("/feed.atom", client=browser).status_code == 200


def test_a_person_has_a_feed_of_what_they_said_under_their_own_name(demo: Any) -> None:
    with tenancy.community(community("salon")):
        here = Contribution.objects.visible_to(None).filter(author__isnull=False, said_by="", seat=None)
        said = here.select_related("author").order_by("-said_at").first()
        assert said is not None and said.author is not None
        author = said.author
        silent = (
            Membership.objects.exclude(contributions__isnull=False).exclude(stories__isnull=False).first()
        )
        assert silent is not None
    found = whole(f"/people/{author.pk}/feed.json")
    assert found
    assert {name["name"] for item in found for name in item["authors"]} == {author.name}
    assert ask(f"/people/{silent.pk}/feed.json").status_code == 404
    with tenancy.community(community("salon")):
        Contribution.objects.filter(author=author).update(said_by="A neighbour")
    assert ask(f"/people/{author.pk}/feed.json").status_code == 404


def test_a_channel_has_a_feed_of_its_dialogues(demo: Any) -> None:
    with tenancy.community(community("salon")) as _inside:
        dialogue = opened()
        channel = Channel.objects.create(
            community=community("salon"), slug="water-talk", name="Water", language="en"
        )
        Dialogue.objects.filter(pk=dialogue.pk).update(channel=channel)
    assert ask("/channels/water-talk/feed.json").json()["home_page_url"].endswith("/channels/water-talk/")
    of_channel = {item["id"] for item in whole("/channels/water-talk/feed.json")}
    assert of_channel == {item["id"] for item in whole(f"/dialogues/{dialogue.slug}/feed.json")}


def test_asked_again_nothing_is_sent_until_something_changed(demo: Any) -> None:
    plain: dict[str, Any] = {"accept-encoding": "gzip"}
    first = ask("/feed.atom", **plain)
    mark, since = first.headers["ETag"], first.headers["Last-Modified"]
    conditions: list[dict[str, Any]] = [{"if-none-match": mark}, {"if-modified-since": since}]
    for condition in conditions:
        again = ask("/feed.atom", **condition)
        assert (again.status_code, again.content) == (304, b"")
    with tenancy.community(community("salon")):
        newest = Contribution.objects.visible_to(None).order_by("-said_at").first()
        assert newest is not None
        Contribution.objects.filter(pk=newest.pk).update(standing="removed")
    assert ask("/feed.atom", **conditions[0]).status_code == 200


def test_a_feed_is_not_dated_while_the_second_may_still_bring_something(demo: Any) -> None:
    with tenancy.community(community("salon")):
        newest = Contribution.objects.visible_to(None).order_by("-said_at").first()
        assert newest is not None
        Contribution.objects.filter(pk=newest.pk).update(said_at=clock.now())
    assert "Last-Modified" not in ask("/feed.atom").headers
    with clock.moved(timedelta(minutes=5)):
        assert "Last-Modified" in ask("/feed.atom").headers


def test_what_xml_cannot_hold_and_what_looks_like_markup_stays_text(demo: Any) -> None:
    with tenancy.community(community("salon")):
        newest = Contribution.objects.visible_to(None).filter(seat=None).order_by("-said_at").first()
        assert newest is not None
        nasty = '</name><script>alert(1)</script>]]>&amp; \ufffe\x0b"'
        Contribution.objects.filter(pk=newest.pk).update(said_by=nasty, taken_down_by=None)
    answer = ask("/feed.atom")
    assert b"<script" not in answer.content
    names = [
        e.findtext("a:author/a:name", namespaces=ATOM)
        for e in ET.fromstring(answer.content).findall("a:entry", ATOM)
    ]
    assert '</name><script>alert(1)</script>]]>&amp; "' in names
    assert json.loads(ask("/feed.json").content)["items"]


def test_the_type_is_the_feeds_own(demo_to_read: Any) -> None:
    assert ask("/feed.atom").headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert ask("/feed.json").headers["Content-Type"] == "application/feed+json; charset=utf-8"


def test_a_feed_asks_a_fixed_number_of_questions(demo_to_read: Any) -> None:
    for blueprint in ("salon", "cities"):
        with CaptureQueriesContext(connection) as asked:
            ask("/feed.atom", blueprint)
        assert len(asked) <= 24


def test_a_feed_bears_the_name_of_the_community_in_its_own_language(demo_to_read: Any) -> None:
    salon = community("salon")
    for path, tag in (("/feed", "en"), ("/fr/feed", "fr"), ("/feed", "ar")):
        asked = "?reads=ar" if tag == "ar" else ""
        root = ET.fromstring(ask(f"{path}.atom{asked}").content)
        titled = root.find("a:title", ATOM)
        assert titled is not None and root.attrib[LANG] == titled.attrib[LANG] == tag
        assert titled.text == text(root, "a:author/a:name") == salon.names[tag]
        in_json = json.loads(ask(f"{path}.json{asked}").content)
        assert (in_json["title"], in_json["language"]) == (salon.names[tag], tag)
        assert in_json["authors"] == [{"name": salon.names[tag]}]
    assert len({salon.names[tag] for tag in ("en", "fr", "ar")}) == 3


def test_a_feed_in_a_language_without_a_name_says_in_which_its_title_is(demo: Any) -> None:
    Community.objects.filter(blueprint="salon").update(names={"en": "Open Floor"})
    root = ET.fromstring(ask("/fr/feed.atom").content)
    titled = root.find("a:title", ATOM)
    assert titled is not None
    assert (root.attrib[LANG], titled.attrib[LANG], titled.text) == ("fr", "en", "Open Floor")


def test_what_the_community_itself_says_in_a_feed_is_signed_in_the_language_it_is_said_in(demo: Any) -> None:
    with tenancy.community(community("salon")):
        dialogue = opened()
        Dialogue.objects.filter(pk=dialogue.pk).update(language="fr")
    signed = {
        (item["language"], item["authors"][0]["name"])
        for item in whole("/feed.json")
        if re.search(r"/dialogues/[^/]+/$", item["url"])
    }
    assert signed == {("en", "Open Floor"), ("fr", "Parole ouverte")}
