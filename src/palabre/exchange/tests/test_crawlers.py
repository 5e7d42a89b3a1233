"""What search engines are told: all that is public, in which languages; nothing of a demo or a private community."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote, unquote
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.urls import get_resolver, resolve
from django.utils.encoding import iri_to_uri

from palabre.communities.models import Community, Membership
from palabre.dialogues.actions import hosting
from palabre.dialogues.models import Channel, Contribution, Dialogue, Question, Round, Seat
from palabre.exchange.crawlers import views
from palabre.kit import tenancy

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def ask(path: str, blueprint: str = "salon", client: Client | None = None) -> Any:
    return (client or Client()).get(path, headers={"host": Community.objects.get(blueprint=blueprint).host})


def without_host(address: str) -> str:
    return re.sub(r"^https?://[^/]+", "", address)


def listed(path: str, blueprint: str = "salon") -> dict[str, dict[str, str]]:
    """Path of each page → language → address in it."""
    answer = ask(path, blueprint)
    assert answer.status_code == 200
    found = {}
    for url in ET.fromstring(answer.content).findall("s:url", NAMES):
        own = {link.attrib["hreflang"]: link.attrib["href"] for link in url.findall("x:link", NAMES)}
        found[without_host(url.findtext("s:loc", namespaces=NAMES) or "")] = own
    return found


@pytest.mark.long
@pytest.mark.parametrize("blueprint", ["salon", "cities", "circle"])
def test_every_page_of_the_list_answers_and_announces_the_same_languages(
    demo_to_read: Any, blueprint: str
) -> None:
    found = listed("/sitemap.xml", blueprint)
    assert len(found) > 10
    for path, languages in list(found.items())[::5]:
        answer = ask(path, blueprint)
        assert answer.status_code == 200, path
        said = dict(re.findall(r'hreflang="([\w-]+)" href="([^"]+)"', answer.content.decode()))
        assert {tag: iri_to_uri(said[tag]) for tag in said if tag != "x-default"} == languages, path


def test_what_is_held_or_private_or_hidden_is_not_listed(demo: Any) -> None:
    salon = Community.objects.get(blueprint="salon")
    with tenancy.community(salon):
        said = Contribution.objects.visible_to(None).filter(answers=None).select_related("dialogue").first()
        assert said is not None
        first, other = Dialogue.objects.visible_to(None).exclude(pk=said.dialogue.pk).order_by("pk")[:2]
        Dialogue.objects.filter(pk=first.pk).update(held=True)
        Dialogue.objects.filter(pk=other.pk).update(format="call")
        Contribution.objects.filter(pk=said.pk).update(standing="hidden")
    paths = set(listed("/sitemap.xml"))
    assert f"/dialogues/{said.dialogue.slug}/" in paths
    assert not paths & {
        f"/dialogues/{first.slug}/",
        f"/dialogues/{other.slug}/",
        f"/contributions/{said.pk}/",
    }


def test_a_long_list_is_cut_into_files_that_hold_each_page_once(
    demo_to_read: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = list(listed("/sitemap.xml"))
    monkeypatch.setattr(views, "PAGES_OF_A_FILE", 7)
    index = ET.fromstring(ask("/sitemap.xml").content)
    parts = [without_host(loc.text or "") for loc in index.findall("s:sitemap/s:loc", NAMES)]
    assert len(parts) == -(-len(whole) // 7)
    assert [path for part in parts for path in listed(part)] == whole
    assert ask(f"/sitemap-{len(parts) + 1}.xml").status_code == 404
    assert ask("/sitemap-0.xml").status_code == 404


def test_a_private_community_is_in_no_list_and_tells_its_members_browsers_to_stay_out(
    demo: Any, settings: Any
) -> None:
    settings.DEMO = False
    Community.objects.filter(blueprint="salon").update(visibility="private")
    for path in ("/sitemap.xml", "/sitemap-1.xml", "/robots.txt"):
        assert ask(path).status_code == 404
    with tenancy.community(Community.objects.get(blueprint="salon")):
        member = Membership.objects.select_related("person").filter(left_at=None).first()
        assert member is not None
    browser = Client()
    browser.force_login(member.person)
    assert ask("/sitemap.xml", client=browser).status_code == 404
    assert ask("/robots.txt", client=browser).content.decode() == "User-agent: *\nDisallow: /\n"


def test_an_open_community_says_where_its_list_is_and_a_demo_wants_no_visitors(
    demo_to_read: Any, settings: Any
) -> None:
    assert ask("/robots.txt").content.decode() == "User-agent: *\nDisallow: /\n"
    settings.DEMO = False
    said = ask("/robots.txt").content.decode()
    assert re.search(r"^Sitemap: https?://salon\.localhost[:\d]*/sitemap\.xml$", said, re.MULTILINE)
    assert "Disallow: /\n" not in said
    assert "Disallow: /*/search/" in said
    bare = Client().get("/sitemap.xml", headers={"host": "localhost"})
    assert b'hreflang="ar"' in bare.content


UNLISTED = {
    "communities_rules_earlier": "a wording that held once",
    "dialogues_wordings": "what somebody said before they changed it",
    "dialogues_apart": "each of its texts is listed at its own address",
    "moderation_log": "robots are asked to stay away from moderation",
    "dialogues_share": "says again what another page says",
    "dialogues_share_heard": "says again what another page says",
    "dialogues_share_contribution": "says again what another page says",
    "newsroom_share_theme": "says again what another page says",
    "newsroom_share_story": "says again what another page says",
    "initiatives_share": "says again what another page says",
}


def test_every_kind_of_page_that_visitors_may_open_is_listed(demo: Any, settings: Any) -> None:
    salon = Community.objects.get(blueprint="salon")
    with tenancy.community(salon):
        Channel.objects.create(community=salon, slug="wells", name="Wells", language="en")
    kept = {
        one.name
        for one in _patterns(get_resolver(settings.COMMUNITY_URLCONF))
        if getattr(one.callback, "is_keepable", False)
    }
    found = [
        path for blueprint in ("salon", "cities", "circle") for path in listed("/sitemap.xml", blueprint)
    ]
    told = {resolve(unquote(path), settings.COMMUNITY_URLCONF).url_name for path in found}
    assert kept - told == kept & set(UNLISTED) and told <= kept
    for blueprint in ("salon", "cities", "circle"):
        once = list(listed("/sitemap.xml", blueprint))
        assert len(once) == ask("/sitemap.xml", blueprint).content.count(b"<loc>")


def _patterns(of: Any) -> Any:
    for one in of.url_patterns:
        yield from _patterns(one) if hasattr(one, "url_patterns") else [one]


def test_pages_beside_a_conversation_are_listed_while_visitors_may_see_them(demo: Any) -> None:
    with tenancy.community(Community.objects.get(blueprint="salon")):
        asked = Question.objects.select_related("dialogue", "round").filter(
            dialogue__in=Dialogue.objects.visible_to(None), round__opens_on__isnull=False
        )
        first = asked.order_by("pk")[0]
        seat = Seat.objects.exclude(opening_html="").filter(dialogue__in=Dialogue.objects.visible_to(None))[0]
        silent = hosting.seat(dialogue=first.dialogue, kind="panelist", name="Nobody", language="en", by=None)
        Dialogue.objects.filter(pk=first.dialogue.pk).update(slug="পানি-কার", framing_html="<p>পানি</p>")
    beside = {"question/1/", "framing/", ""}
    there = f"/dialogues/{quote('পানি-কার')}/"
    found = listed("/sitemap.xml")
    assert {f"{there}{page}" for page in beside} <= set(found) and f"/seats/{seat.pk}/said/" in found
    assert f"/seats/{silent.pk}/said/" not in found
    assert all(address.isascii() for links in found.values() for address in links.values())
    assert all(ask(f"{there}{page}").status_code == 200 for page in beside)
    with tenancy.community(Community.objects.get(blueprint="salon")):
        Seat.objects.filter(pk=seat.pk).update(standing="hidden")
        Contribution.objects.filter(dialogue=seat.dialogue_id).update(standing="hidden")
        Round.objects.filter(pk=first.round.pk).update(opens_on=None)
    found = listed("/sitemap.xml")
    assert f"/seats/{seat.pk}/said/" not in found and f"{there}question/1/" not in found
    with tenancy.community(Community.objects.get(blueprint="salon")):
        Dialogue.objects.filter(pk=first.dialogue.pk).update(held=True)
    assert not [path for path in listed("/sitemap.xml") if path.startswith(there)]
