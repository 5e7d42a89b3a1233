"""Every page of the walk: it answers, it is light, its words say their language, and it asks few questions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from html.parser import HTMLParser
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from palabre.communities.models import Community
from palabre.kit import tenancy
from palabre.kit.fields import Words
from palabre.kit.testing.look import BUDGET, first_visit_bytes
from tests.pages.further import KINDS
from tests.pages.walk import Place, public_pages
from tests.support.asking import statements

LANGUAGES = ("en", "ar", "bn")
of_every_kind = pytest.mark.parametrize("places", KINDS)
MOST_QUERIES = 20
"""Of any page, as `tests.support.asking` counts them; a dialogue's own asks half (dialogues/tests/test_flat.py)."""
# The scripts of the pages, from our own host; data, for search engines or one of these, is no script.
OWN_SCRIPT = re.compile(
    r'<script (?:src="(?:/[\w-]+)?/'
    r'(?:(?:passkeys|queue|share)\.js"|(?:keeping|proof)\.js"(?: data-[a-z]+="[^"]*"){3}) defer'
    r'|(?:[\w-]+="[\w.]+" )?type="application/(?:ld\+)?json")>'
)


BY_TURNS = [kind for kind in KINDS if kind is not public_pages]
# What every visitor opens is looked at in each language on each run, the rest in one of them by
# turns, and in all with `--all`.
every_run = pytest.mark.parametrize(
    ("places", "most"),
    [
        pytest.param(public_pages, len(LANGUAGES), id="public_pages"),
        *[pytest.param(kind, 1, id=f"{kind.__name__} by turns") for kind in BY_TURNS],
        *[pytest.param(kind, len(LANGUAGES), id=kind.__name__, marks=pytest.mark.scale) for kind in BY_TURNS],
    ],
)


def each(places: Callable[[], list[Place]], most: int) -> list[tuple[Place, str]]:
    """Pages with the languages they are looked at in: all that they have, or as many, another one for each page."""
    found = []
    for turn, place in enumerate(places()):
        spoken = languages_of(place)
        first = turn % len(spoken)
        found += [(place, tag) for tag in [*spoken[first:], *spoken[:first]][:most]]
    return found


def languages_of(place: Place) -> list[str]:
    community = Community.objects.filter(host=place.host).first()
    return [tag for tag in LANGUAGES if community is None or tag in community.languages]


@dataclass(frozen=True)
class Seen:
    """A page as it was answered, and what it asked of the database."""

    status: int
    policy: str
    html: str
    weight: int
    questions: int


def seen(place: Place, tag: str) -> Seen:
    """The page in a language; asked for once, however many tests look at it."""
    return _seen(place, tag, str(connection.settings_dict["NAME"]))


@cache
def _seen(place: Place, tag: str, _database: str) -> Seen:
    browser = place.browser()
    with CaptureQueriesContext(connection) as captured:
        answer = browser.get(place.in_language(tag))
    return Seen(
        answer.status_code,
        answer.headers["Content-Security-Policy"],
        answer.content.decode(),
        first_visit_bytes(answer),
        len(statements(captured)),
    )


def once_each(places: Callable[[], list[Place]]) -> Iterator[tuple[Place, Seen]]:
    """Every page in one language."""
    return ((place, seen(place, tag)) for place, tag in each(places, 1))


@pytest.mark.long
@every_run
def test_every_page_answers_in_every_language_and_fits_in_one_round_trip(
    lived_in: Any, places: Callable[[], list[Place]], most: int
) -> None:
    wrong, heavy = [], {}
    for place, tag in each(places, most):
        page = seen(place, tag)
        wanted = 404 if place.name.startswith("missing") else 200
        if page.status != wanted or f'lang="{tag}"' not in page.html:
            wrong.append(f"{place.name} ({tag}): {page.status}")
        if page.weight > BUDGET:
            heavy[f"{place.name} ({tag})"] = page.weight
    assert wrong == []
    assert heavy == {}


@pytest.mark.scale
@pytest.mark.parametrize("role", ["member", "manager", "editor", "host"])
def test_a_page_fits_also_for_those_to_whom_it_offers_more(lived_in: Any, role: str) -> None:
    heavy, weighed = {}, 0
    for place in public_pages():
        if (who := who_is(role, place.host)) is None:
            continue
        theirs = replace(place, person=who)
        for tag in languages_of(place):
            page = seen(theirs, tag)
            weighed += page.status == 200
            if page.weight > BUDGET:
                heavy[f"{place.name} ({tag})"] = page.weight
    assert weighed > 10
    assert heavy == {}


def who_is(role: str, host: str) -> str | None:
    """Somebody's address who is this on the host, if anybody is."""
    community = Community.objects.filter(host=host).first()
    if community is None:
        return None
    with tenancy.community(community):
        members = apps.get_model("communities.Membership").objects.filter(community=community)
        seated = members.filter(seats__kind="host", seats__dialogue__noted_state="open")
        those = seated if role == "host" else members.filter(roles__contains=[role])
        found = those.select_related("person").order_by("pk").first()
    return str(found.person.email) if found else None


@pytest.mark.long
@of_every_kind
def test_no_page_asks_more_than_a_fixed_number_of_questions(
    lived_in: Any, places: Callable[[], list[Place]]
) -> None:
    asked = {place.name: page.questions for place, page in once_each(places)}
    assert max(asked.values()) > 0
    assert {name: questions for name, questions in asked.items() if questions > MOST_QUERIES} == {}


@pytest.mark.long
@of_every_kind
def test_no_page_needs_what_the_policy_forbids(lived_in: Any, places: Callable[[], list[Place]]) -> None:
    for place, page in once_each(places):
        assert "unsafe-inline" not in page.policy, place.name
        assert not re.search(r"<[^>]+\sstyle=", page.html), place.name
        for script in re.findall(r"<script[^>]*>", page.html):
            assert OWN_SCRIPT.fullmatch(script), f"{place.name}: {script}"
        assert not re.search(r'<[^>]+\son\w+="', page.html), place.name
        elsewhere = r'<(?:img|link rel="stylesheet"|iframe)[^>]+(?:src|href)="(?:https?:)?//'
        assert not re.search(elsewhere, page.html), place.name


AHEAD = re.compile(r"^(?:: |\d+\. )")


class Spoken(HTMLParser):
    """The page's text with the language its element says it is in."""

    VOID = frozenset({"meta", "link", "br", "img", "input", "hr", "path", "wbr", "source", "circle", "use"})

    def __init__(self) -> None:
        super().__init__()
        self.stack: list[str] = [""]
        self.said: list[tuple[str, str]] = []
        self.ignored = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.VOID:
            return
        self.stack.append(dict(attrs).get("lang") or self.stack[-1])
        self.ignored += tag in ("style", "title")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.VOID:
            return
        self.stack.pop()
        self.ignored -= tag in ("style", "title")

    def handle_data(self, data: str) -> None:
        if not self.ignored and data.strip():
            # What a button is about stands after a colon, a question after its number.
            self.said.append((AHEAD.sub("", " ".join(data.split())), self.stack[-1]))


def written(community: Community) -> dict[str, str]:
    """Beginning of what people wrote in a community → its language. Texts in two languages alike are left out."""
    found: dict[str, set[str]] = {}
    with tenancy.community(community):
        for m in apps.get_models():
            fields = [f for f in m._meta.local_fields if isinstance(f, Words)]
            if not fields or "community_id" not in {f.attname for f in m._meta.concrete_fields}:
                continue
            for row in m._default_manager.filter(community_id=community.pk):
                for field in fields:
                    text = re.sub(r"[*_#>`]", "", str(getattr(row, field.name) or "")).strip().split("\n")[0]
                    if len(text) >= 25:
                        found.setdefault(text[:40], set()).add(getattr(row, field.language))
    return {text: tags.pop() for text, tags in found.items() if len(tags) == 1}


def mistaken(html: str, known: dict[str, str]) -> tuple[int, list[str]]:
    """How many known texts a page shows, and those in an element of another language."""
    reader = Spoken()
    reader.feed(html)
    shown, wrong = 0, []
    for text, lang in reader.said:
        for start, language in known.items():
            if text.startswith(start):
                shown += 1
                if lang != language:
                    wrong.append(f"{text[:50]} is {language}, shown as {lang or 'nothing'}")
    return shown, wrong


@pytest.mark.long
def test_every_text_a_person_wrote_says_its_language(lived_in: Any) -> None:
    known = {community.host: written(community) for community in Community.objects.all()}
    found, faults = 0, {}
    for place, page in [shown for kind in KINDS for shown in once_each(kind)]:
        shown, wrong = mistaken(page.html, known.get(place.host, {}))
        found += shown
        if wrong:
            faults[place.name] = wrong
    assert found > 100
    assert faults == {}


def test_the_reading_for_languages_can_fail() -> None:
    html = '<html lang="en"><body><p>আমাদের এলাকায় পানি আসে রাতে আড়াইটায়</p></body></html>'
    assert mistaken(html, {"আমাদের এলাকায় পানি আসে রাতে": "bn"})[1]
    assert not mistaken(html.replace("<p>", '<p lang="bn">'), {"আমাদের এলাকায় পানি আসে রাতে": "bn"})[1]
    for before, after in (
        ("<option>2. ", "</option>"),
        ("<textarea>", "</textarea>"),
        ("<span>: ", "</span>"),
    ):
        told = html.replace("<p>", before).replace("</p>", after)
        assert mistaken(told, {"আমাদের এলাকায় পানি আসে রাতে": "bn"})[1]


# Forms without a key: those that by nature do the same twice, and those that bring a secret good for one time.
NEEDS_NO_KEY = {
    "sign-out": "who is signed out is signed out",
    "language": "the same language is chosen again",
    r"mail/stop/[^/]+": "stopped is stopped; a mail program's one click sends no key either",
    r"me/sessions/\d+/end": "what is ended is ended",
    r"demo/[\w/-]*": "one becomes the same somebody, or nobody, again",
    r"me/open/[^/]+": "leads on to a community; the ticket it leads to is good for one time",
    "join": "what was kept brings the key it was first sent with; who has joined has joined",
    r"join/kept/\d+/forget": "what is thrown away is gone",
    "sign-in/code": "the code is good for one time",
    "sign-in/password": "the same proof signs the same person in",
    "me/again": "the same proof is given again",
    r"me/password/(change|set)": "the old password, or having none, is the proof; it holds for one time",
    r"me/security/(authenticate|reauthenticate)": "the same proof, or a challenge good for one time",
    r"me/security/totp/(activate|deactivate)": "the secret shown is good for one activation; what is off is off",
    r"me/security/webauthn/(login|reauthenticate|add)": "a challenge good for one time",
    r"me/security/webauthn/keys/\d+/(edit|remove)": "the same name is given again; what is removed is removed",
}
WITHOUT_KEY = re.compile(rf"^(?:/(?:{'|'.join(LANGUAGES)}))?/(?:{'|'.join(NEEDS_NO_KEY)})/?$")


def forms_without_key(html: str, path: str) -> list[str]:
    """Actions of the forms of a page that write and carry no one-time key."""
    found = []
    for attributes, inside in re.findall(r"<form\b([^>]*)>(.*?)</form>", html, re.DOTALL):
        action = re.search(r'action="([^"]*)"', attributes)
        where = (action[1] if action else path).partition("?")[0]
        if 'method="post"' in attributes and 'name="once"' not in inside and not WITHOUT_KEY.match(where):
            found.append(where)
    return found


@pytest.mark.long
@every_run
def test_every_form_that_writes_carries_a_one_time_key(
    lived_in: Any, places: Callable[[], list[Place]], most: int
) -> None:
    without, forms = {}, 0
    for place, tag in each(places, most):
        html = seen(place, tag).html
        forms += html.count('method="post"')
        if found := forms_without_key(html, place.path):
            without[f"{place.name} ({tag})"] = found
    assert forms > 0
    assert without == {}


def test_the_reading_for_keys_can_fail() -> None:
    assert forms_without_key('<form method="post" action="/x/"><button></button></form>', "/") == ["/x/"]
    assert forms_without_key('<form method="post"></form>', "/assignments/7/reply/secret/")
    assert not forms_without_key('<form method="post" action="/ar/sign-out/"></form>', "/")
    assert forms_without_key('<form method="post" action="/x/sign-out/"></form>', "/")
