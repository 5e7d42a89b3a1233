"""Every text of the demo replaced by strings that mean harm; then every page, mail, feed and export is looked at.

The columns are found in the models (`hostile.columns`), the pages in the walk and, with `--all`, by following links.
"""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from django.conf import settings as configured
from django.test import Client, override_settings
from django.urls import Resolver404, resolve

from conftest import own_database
from palabre.communities.languages import split_prefix
from palabre.communities.models import Community
from palabre.exchange.feeds.atom import NAMESPACE
from palabre.exchange.own.telling import archive_of
from palabre.kit import clock, tenancy
from palabre.kit.testing.cast import model
from palabre.kit.testing.look import CHROMIUM, browser
from palabre.letters import actions as letters
from palabre.mail.models import Message
from palabre.portal import index
from tests.pages.walk import Place, desk_pages, public_pages
from tests.strangers.routes import routes, values_of
from tests.support.databases import named
from tests.support.server import served
from tests.threats.hostile import ELEMENT, columns, make_hostile
from tests.threats.inhabited import inhabit
from tests.threats.watching import Watched, watched

pytestmark = [
    pytest.mark.threat,
    pytest.mark.skipif(not shutil.which(CHROMIUM), reason=f"{CHROMIUM} is missing"),
]


@dataclass(frozen=True)
class Reader:
    """Somebody at a place: known by number, since every address and name is about to change."""

    place: Place
    person: Any = None

    def cookie(self, url: str) -> dict[str, str]:
        client = Client(headers={"host": self.place.host})
        client.force_login(self.person)
        name = configured.SESSION_COOKIE_NAME
        return {"name": name, "value": client.cookies[name].value, "url": url}


def readers(places: list[Place]) -> list[Reader]:
    people = {person.email: person for person in model("people.Person").objects.all()}
    return [Reader(place, people.get(place.person)) for place in places]


@pytest.fixture(scope="module")
def walk(request: Any, cluster: Any, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[list[Reader]]:
    """The pages of the walk, in a demo in which every text means harm; one for all tests here, which only look."""
    template, limits = cluster.with_demo(), {name: {} for name in configured.LIMITS}
    media = cluster.demo_media(tmp_path_factory.mktemp("demo"))
    with django_db_blocker.unblock(), override_settings(DEMO=True, MEDIA_ROOT=media, LIMITS=limits):
        for name in own_database(request, cluster, template):
            found = readers([*public_pages(), *desk_pages()])
            inhabit()
            rows = make_hostile(named(cluster.where.superuser_url, name))
            assert [table for table, count in rows.items() if not count] == []
            for reader in found:
                if reader.person is not None:
                    reader.person.refresh_from_db()
            for community in Community.objects.all():
                index.rebuild(community)
            yield found


def test_every_column_in_which_somebody_writes_is_known() -> None:
    """A column that is new is among them by itself; some that must be, by name."""
    known = {f"{column.label}.{column.name}": column.holds for column in columns()}
    assert len(known) > 80
    assert known["people.Person.email"] == "email"
    assert known["dialogues.Contribution.html"] == "html"
    assert known["dialogues.Resource.address"] == "address"
    assert known["newsroom.Caption.alt"] == known["newsroom.Photograph.credit"] == "text"
    assert known["places.City.names"] == "names"
    assert not {"people.Person.password", "communities.Community.host", "dialogues.Dialogue.slug"} & set(
        known
    )


def look(seen: Watched, reader: Reader, url: str) -> tuple[list[str], int]:
    """What is wrong with a page as somebody sees it, and how many of the strings stand on it as text."""
    seen.page.context.clear_cookies()
    if reader.person is not None:
        seen.page.context.add_cookies([reader.cookie(url)])  # type: ignore[list-item]
    status = seen.open(url)
    found = seen.faults()
    wanted = 404 if reader.place.name == "missing" else 200
    if status != wanted:
        found.append(f"{status} where it should be {wanted}")
    return found, seen.page.content().count(f"&lt;{ELEMENT}")


def faults_at(walk: list[Reader], *, policy: bool) -> dict[str, list[str]]:
    """What is wrong with these pages, by their names; the strings must be seen on them."""
    faults, shown = {}, 0
    with served() as port, browser() as chromium, watched(chromium, policy=policy) as seen:
        for reader in walk:
            found, strings = look(seen, reader, f"http://{reader.place.host}:{port}{reader.place.path}")
            shown += strings
            if found:
                faults[reader.place.name] = found
    assert shown > 10 * len(walk)
    return faults


MAIN = ("salon home", "dialogue", "contribution", "story", "initiative", "city hub", "moderation", "carry")


@pytest.mark.browser
def test_nothing_runs_on_the_main_pages(walk: list[Reader]) -> None:
    chosen = [reader for reader in walk if reader.place.name in MAIN]
    assert len(chosen) == len(MAIN)
    assert faults_at(chosen, policy=True) == {}


@pytest.mark.scale
@pytest.mark.browser
@pytest.mark.parametrize("policy", [True, False], ids=["with our policy", "without a policy"])
def test_nothing_runs_on_any_page_of_the_walk(walk: list[Reader], policy: bool) -> None:
    assert faults_at(walk, policy=policy) == {}


# What is saved and not shown: a browser keeps it as a file, or it is no page at all.
FILES = frozenset(("picture", "dialogues_file", "dialogues_sound", "exchange_fetch_export"))
MOST = 160
"""Pages of one community that one reader looks at; links beyond them lead to more of the same."""


def addresses_of(community: Community | None) -> list[str]:
    """Every address of a host, with its own rows' identifiers in them."""
    known = routes(configured.COMMUNITY_URLCONF if community else configured.ROOT_URLCONF)
    found = []
    for route in known:
        identified = route.identifiers()
        if not identified:
            found += [route.address()] if not route.variables else []
        elif community:
            ((name, (label, field)),) = identified.items()
            with tenancy.community(community):
                found += [
                    route.address(**{name: value}) for value in values_of(label, field, community.pk, most=2)
                ]
    return found


def route_of(path: str, community: Community | None) -> str:
    """The name of an address's route; "" for one of another language, or for none of the house."""
    prefix, bare = split_prefix(path, community.languages if community else ["en", "ar"])
    urlconf = configured.COMMUNITY_URLCONF if community else configured.ROOT_URLCONF
    try:
        name = resolve(bare, urlconf).view_name
    except Resolver404:
        return ""
    # The demo's own pages lead to what only those may see whom one can be there.
    out_of_house = name in FILES or name.startswith("exchange_demo")
    return "" if prefix not in (None, "en") or out_of_house else name


@dataclass
class Crawl:
    """One reader on one host, from every address of the house and along the links found there."""

    seen: Watched
    port: int
    host: str
    community: Community | None
    person: Any

    def faults(self) -> tuple[dict[str, list[str]], int]:
        """What is wrong, by address; and how many pages were looked at."""
        waiting = [(path, False) for path in addresses_of(self.community)]
        done, faults, of_route = set(), {}, Counter[str]()
        browser_of = Client(headers={"host": self.host})
        if self.person is not None:
            browser_of.force_login(self.person)
        while waiting and sum(of_route.values()) < MOST:
            path, is_linked = waiting.pop(0)
            name = route_of(urlsplit(path).path, self.community)
            if path in done or not name or of_route[name] >= 3:
                continue
            done.add(path)
            answer = browser_of.get(path)
            if is_linked and answer.status_code >= 400:
                faults[path] = [f"{answer.status_code} where a link leads"]
            # A browser shows pictures and plain texts in a page of its own making.
            if answer.status_code != 200 or not re.search("html|xml", answer.headers["Content-Type"]):
                continue
            of_route[name] += 1
            if found := self._faults_at(path):
                faults[path] = found
            waiting += [(there, True) for there in self._links() if there not in done]
        return faults, sum(of_route.values())

    def _faults_at(self, path: str) -> list[str]:
        reader = Reader(Place("crawled", self.host, path), self.person)
        return look(self.seen, reader, f"http://{self.host}:{self.port}{path}")[0]

    def _links(self) -> list[str]:
        found = self.seen.page.evaluate("[...document.querySelectorAll('a[href]')].map(a => String(a.href))")
        parts = [urlsplit(address) for address in found]
        return [
            f"{part.path}?{part.query}" if part.query else part.path
            for part in parts
            if part.hostname == self.host
        ]


def everything(community: Community, roles: list[str]) -> Any:
    """A person with all these roles there."""
    with tenancy.community(community):
        members = model("communities.Membership").objects.filter(community=community, roles=["member"])
        one = members.filter(waits_since=None, blocked_at=None).order_by("pk").first()
        one.roles = roles
        one.save(update_fields=["roles"])
        return model("people.Person").objects.get(pk=one.person_id)


ROLES = {
    "visitor": [],
    "member": ["member"],
    "funder": ["funder"],
    "everything": ["member", "correspondent", "editor", "moderator", "manager"],
}


@pytest.mark.sweep
@pytest.mark.browser
@pytest.mark.parametrize(
    ("blueprint", "role"),
    [
        *[("salon", role) for role in ROLES],
        *[(other, role) for other in ("cities", "circle") for role in ("visitor", "everything")],
    ],
)
def test_nothing_runs_wherever_links_lead(walk: list[Reader], blueprint: str, role: str) -> None:
    community = Community.objects.get(blueprint=blueprint)
    person = everything(community, ROLES[role]) if ROLES[role] else None
    with served() as port, browser() as chromium, watched(chromium) as seen:
        faults, pages = Crawl(seen, port, community.host, community, person).faults()
    assert faults == {}
    assert pages > 15


@pytest.mark.scale
@pytest.mark.browser
@pytest.mark.parametrize("operator", [False, True], ids=["visitor", "operator"])
def test_nothing_runs_on_the_bare_host(walk: list[Reader], operator: bool) -> None:
    people = model("people.Person").objects
    person = (
        people.filter(network_roles__contains=["operator"]).first() or people.first() if operator else None
    )
    with served() as port, browser() as chromium, watched(chromium) as seen:
        faults, pages = Crawl(seen, port, "localhost", None, person).faults()
    assert faults == {}
    assert pages > 3


def look_at_texts(texts: list[str]) -> list[str]:
    """What is wrong with HTML of ours as another program shows it, each text in a page without a policy."""
    wrong = []
    with browser() as chromium, watched(chromium, policy=False) as seen:
        for text in texts:
            seen.served["http://reader.localhost/"] = (
                {"Content-Type": "text/html; charset=utf-8"},
                text.encode(),
            )
            seen.open("http://reader.localhost/")
            wrong += seen.faults()
    return wrong


@pytest.mark.browser
def test_feeds_are_whole_and_their_texts_run_nowhere(walk: list[Reader]) -> None:
    texts = []
    for community in Community.objects.all():
        client = Client(headers={"host": community.host})
        for address in [address for address in addresses_of(community) if "feed." in address]:
            answer = client.get(address)
            if answer.status_code == 404 and "/people/" in address:
                continue  # somebody who has said nothing in public
            assert answer.status_code == 200, address
            if address.endswith("atom"):
                found = [
                    content.text or ""
                    for content in ET.fromstring(answer.content).iter(f"{{{NAMESPACE}}}content")
                ]
            else:
                found = [item["content_html"] for item in json.loads(answer.content)["items"]]
            texts.append(
                "<!doctype html><title>x</title>" + "".join(f"<article>{text}</article>" for text in found)
            )
        assert ET.fromstring(client.get("/sitemap.xml").content).tag.endswith("urlset")
    assert sum(text.count(f"&lt;{ELEMENT}") for text in texts) > 100
    assert look_at_texts(texts) == []


@pytest.mark.sweep
@pytest.mark.browser
def test_mails_that_tell_of_it_are_one_line_above_and_run_nothing(walk: list[Reader]) -> None:
    with tenancy.everywhere(reason="a test looks at what was written"):
        earlier = set(Message.objects.values_list("pk", flat=True))
    for community in Community.objects.all():
        with tenancy.community(community):
            for pk in model("dialogues.Contribution").objects.values_list("pk", flat=True):
                letters.tell_answered(contribution_id=pk, at=clock.now())
                letters.tell_mentioned(contribution_id=pk, at=clock.now())
            for pk in model("moderation.Decision").objects.values_list("pk", flat=True):
                letters.tell_decided(decision_id=pk, was="hidden")
            for pk in model("dialogues.Dialogue").objects.values_list("pk", flat=True):
                letters.tell_opening(dialogue_id=pk)
                letters.tell_last_day(dialogue_id=pk)
    with tenancy.everywhere(reason="a test looks at what was written"):
        made = list(Message.objects.exclude(pk__in=earlier))
    assert len(made) > 10
    assert [message.subject for message in made if len(message.subject.splitlines()) != 1] == []
    assert look_at_texts([message.html for message in made]) == []


def test_an_export_of_it_is_whole(walk: list[Reader]) -> None:
    person = walk[-1].person
    with tenancy.everywhere(reason="a test looks at a person's own data"):
        archive_of(person, made := io.BytesIO())
        held = zipfile.ZipFile(made)
    told = json.loads(held.read("data.json"))
    assert ELEMENT in json.dumps(told["account"])
    ours = re.compile(r"data\.json|account\.md|[a-z]+\.localhost\.md|media/[a-z0-9/]+[\w-]*\.\w+")
    assert [name for name in held.namelist() if not ours.fullmatch(name) or ".." in name] == []
