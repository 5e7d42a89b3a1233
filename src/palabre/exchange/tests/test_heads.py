"""Pages say what they are (schema.org) and where their feed is; strangers learn nothing by it."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from html import escape, unescape
from typing import Any

import pytest
from django.template import Context
from django.test import Client
from playwright.sync_api import ConsoleMessage

from palabre.communities.models import Community, Membership
from palabre.kit import heads, tenancy
from palabre.kit.testing.look import CHROMIUM, axe, browser, too_wide, visit
from tests.pages.walk import Place, public_pages
from tests.support.server import served

KINDS = {
    "dialogue": "DiscussionForumPosting",
    "archived dialogue": "DiscussionForumPosting",
    "hosted discussion": "DiscussionForumPosting",
    "question": "DiscussionForumPosting",
    "contribution": "DiscussionForumPosting",
    "story": "NewsArticle",
    "about": "WebSite",
    "network home": "Organization",
}


def pages() -> dict[str, Place]:
    return {place.name: place for place in public_pages()}


def html_of(place: Place, client: Client | None = None) -> str:
    answer = (client or Client()).get(place.in_language("fr"), headers={"host": place.host})
    return str(answer.content.decode())


def data_of(html: str) -> dict[str, Any]:
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html) or ["{}"]
    return dict(json.loads(found))


@pytest.mark.long
def test_each_page_says_what_it_is(demo_to_read: Any) -> None:
    found = pages()
    said = {name: data_of(html_of(place)).get("@type") for name, place in found.items()}
    assert {name: kind for name, kind in said.items() if kind} == KINDS


def test_a_story_and_a_contribution_name_their_author_language_and_day(demo_to_read: Any) -> None:
    for name in ("story", "contribution"):
        data = data_of(html_of(pages()[name]))
        assert data["author"]["@type"] == "Person"
        assert data["author"]["name"]
        assert re.match(r"\d{4}-\d\d-\d\dT", data["datePublished"])
        assert data["inLanguage"]


POSTINGS = ("dialogue", "archived dialogue", "hosted discussion", "question", "contribution")


def test_a_conversation_says_all_that_a_posting_is_asked_for_and_only_what_its_page_shows(
    demo_to_read: Any,
) -> None:
    for name in POSTINGS:
        html = html_of(pages()[name])
        data = data_of(html)
        told = list(every_comment(data))
        assert told or name not in ("question", "contribution", "hosted discussion"), name
        for one in (data, *told):
            assert one["text"] and one["datePublished"] and one["inLanguage"], name
            authors = one["author"] if isinstance(one["author"], list) else [one["author"]]
            assert authors and all(author["name"] for author in authors), name
            assert one["url"].startswith("http"), name
        shown = bare(html.partition("<main")[2])
        for one in told:
            assert one["@type"] == "Comment"
            assert bare(one["author"]["name"]) in shown, name
            assert bare(escape(one["text"]))[:60] in shown, name
        assert bare(escape(data["text"]))[:60] in shown, name


def every_comment(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for one in data.get("comment", []):
        yield one
        yield from every_comment(one)


def bare(html: str) -> str:
    """What is read of it, without its spaces."""
    return re.sub(r"\s+", "", unescape(re.sub(r"<[^>]*>", "", html)))


@pytest.mark.scale
def test_every_feed_a_page_names_is_there(demo_to_read: Any) -> None:
    named = 0
    for place in pages().values():
        for kind, path in re.findall(
            r'type="application/(atom\+xml|feed\+json)" href="([^"]+)"', html_of(place)
        ):
            answer = Client().get(path, headers={"host": place.host})
            assert answer.headers["Content-Type"].startswith(f"application/{kind}")
            named += 1
    assert named > 10


@pytest.mark.long
def test_a_private_communitys_pages_name_no_feed_and_describe_nothing(demo: Any) -> None:
    Community.objects.filter(blueprint="salon").update(visibility="private")
    place = pages()["dialogue"]
    with tenancy.community(Community.objects.get(blueprint="salon")):
        member = Membership.objects.select_related("person").filter(left_at=None).first()
        assert member is not None
    browser_of_member = Client()
    browser_of_member.force_login(member.person)
    html = html_of(place, browser_of_member)
    assert "feed.atom" not in html
    assert "ld+json" not in html


def test_a_description_cannot_end_its_own_element() -> None:
    nasty = "</script><script>alert(1)</script><!--&"
    script = heads.Head(data={"headline": nasty}).script()
    assert script.count("<") == 2
    assert data_of(script)["headline"] == nasty


def test_a_page_nobody_tells_of_has_nothing() -> None:
    assert heads.head_of(Context({})) == heads.Head()


def _noting(said: list[str]) -> Callable[[ConsoleMessage], None]:
    return lambda message: said.append(message.text)


@pytest.mark.scale
@pytest.mark.browser
@pytest.mark.skipif(not shutil.which(CHROMIUM), reason=f"{CHROMIUM} is missing")
def test_the_policy_is_at_peace_with_the_description(demo_to_read: Any) -> None:
    found = pages()
    with served() as port, browser() as chromium:
        for name in ("dialogue", "story", "missing"):
            place, said = found[name], list[str]()
            with visit(chromium, "about:blank", width=360, lang="ar") as seen:
                seen.page.on("console", _noting(said))
                seen.page.goto(f"http://{place.host}:{port}{place.in_language('ar')}")
                assert axe(seen.page) == []
                assert not too_wide(seen.page)
            assert [text for text in said if "404" not in text] == []
