"""The pages of the walk, from the demo's content: where they are and who sees them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from http.cookies import SimpleCookie
from typing import Any

from django.db import connection
from django.test import Client

from palabre.communities.models import Community
from palabre.communities.once import new_key
from palabre.kit import tenancy
from palabre.kit.testing.cast import model

Sent = tuple[str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True)
class Place:
    """One page: a name for the test, host, path, and as whom (an e-mail address, "" for a visitor).

    `first` is a form that whoever comes here has just sent: its address and its fields.
    """

    name: str
    host: str
    path: str
    person: str = ""
    first: Sent | None = None

    def in_language(self, tag: str) -> str:
        """Its path with the language in front."""
        return f"/{tag}{self.path}"

    def browser(self, port: int = 80) -> Client:
        """A browser on its host, signed in, that has sent what comes first. A session holds on one port alone."""
        host = self.host if port == 80 else f"{self.host}:{port}"
        browser = Client(headers={"host": host})
        browser.cookies = SimpleCookie(_cookies(host, self.person, self.first, _database()))
        return browser


def _database() -> str:
    return str(connection.settings_dict["NAME"])


@cache
def _cookies(host: str, person: str, first: Sent | None, _database: str) -> dict[str, str]:
    """What such a browser holds; signed in once, since a code asked for again and again is refused."""
    browser = Client(headers={"host": host})
    if person:
        browser.force_login(model("people.Person").objects.get(email=person))
    if first is not None:
        address, fields = first
        answer = browser.post(address, dict(fields) | {"once": new_key()})
        assert answer.status_code in (200, 302), f"{address}: {answer.status_code}"
    return {name: morsel.value for name, morsel in browser.cookies.items()}


def one(label: str, community: Community, **wanted: Any) -> Any:
    with tenancy.community(community):
        found = model(label).objects.filter(community=community, **wanted).order_by("pk").first()
    assert found is not None, f"the demo has no {label} with {wanted}"
    return found


def somebody(community: Community, role: str) -> str:
    with tenancy.community(community):
        members = model("communities.Membership").objects.filter(community=community).select_related("person")
        return str(next(m.person.email for m in members.order_by("pk") if role in m.roles))


def public_pages() -> list[Place]:
    """What every visitor can open."""
    salon, cities, circle = (Community.objects.get(blueprint=b) for b in ("salon", "cities", "circle"))
    heard = one("dialogues.Synthesis", salon, published_at__isnull=False)
    archived = one("dialogues.Dialogue", salon, pk=heard.dialogue_id)
    opened = one("dialogues.Dialogue", salon, noted_state="open")
    contribution = one("dialogues.Contribution", salon, dialogue=opened, answers=None, standing="public")
    theme = one("newsroom.Theme", cities, opens_on__isnull=False)
    story = one("newsroom.Story", cities, state="published", theme__isnull=False)
    hub = one("places.Hub", cities, pk=story.hub_id)
    initiative = one("initiatives.Initiative", cities)
    hosted = one("dialogues.Dialogue", circle)
    every = [
        ("about", "/about/"),
        ("rules", "/rules/"),
        ("sign-in", "/sign-in/"),
        ("search", "/search/?q=water"),
        ("missing", "/no-such-page/"),
    ]
    places = [
        ("salon home", salon, "/"),
        ("dialogues", salon, "/dialogues/"),
        ("dialogue", salon, f"/dialogues/{opened.slug}/"),
        ("question", salon, f"/dialogues/{opened.slug}/question/1/"),
        ("contribution", salon, f"/contributions/{contribution.pk}/"),
        ("answering", salon, f"/dialogues/{opened.slug}/speak/?answers={contribution.pk}"),
        ("archived dialogue", salon, f"/dialogues/{archived.slug}/"),
        ("heard", salon, f"/dialogues/{archived.slug}/heard/"),
        ("outcomes", salon, "/outcomes/"),
        ("cities home", cities, "/"),
        ("theme", cities, f"/{theme.code}/"),
        ("themes", cities, "/themes/"),
        ("story", cities, f"/stories/{story.slug}/"),
        ("cities", cities, "/cities/"),
        ("city hub", cities, f"/cities/{hub.slug}/"),
        ("initiatives", cities, "/initiatives/"),
        ("initiative", cities, f"/initiatives/{initiative.slug}/"),
        ("circle home", circle, "/"),
        ("hosted discussion", circle, f"/dialogues/{hosted.slug}/"),
        *[(name, salon, path) for name, path in every],
    ]
    return [Place(name, community.host, path) for name, community, path in places] + [
        Place("network home", "localhost", "/")
    ]


def desk_pages() -> list[Place]:
    """What those who work here open."""
    salon, cities = (Community.objects.get(blueprint=b) for b in ("salon", "cities"))
    opened = one("dialogues.Dialogue", salon, noted_state="open")
    editor, funder, correspondent = (somebody(cities, role) for role in ("editor", "funder", "correspondent"))
    speaker = one("dialogues.Contribution", salon, author__roles=["member"], standing="public")
    moderator, manager = somebody(salon, "moderator"), somebody(salon, "manager")
    return [
        Place("editor's desk", cities.host, "/desk/", editor),
        Place("offer", cities.host, "/assignments/new/", editor),
        Place("coverage", cities.host, "/coverage/", editor),
        Place("funder's view", cities.host, "/funder/", funder),
        Place("asked of me", cities.host, "/assignments/mine/", correspondent),
        Place("moderation", salon.host, "/moderation/", moderator),
        Place("hosting", salon.host, f"/dialogues/{opened.slug}/host/", manager),
        Place("new dialogue", salon.host, "/dialogues/new/", manager),
        Place("carry", salon.host, f"/dialogues/{opened.slug}/carry/", manager),
        Place("members", salon.host, "/members/manage/", manager),
        Place("me", salon.host, "/me/", manager),
        Place("how newcomers come in", salon.host, "/members/manage/joining/", manager),
        Place("writing rules", salon.host, "/rules/write/", manager),
        Place("people", salon.host, "/people/", manager),
        Place("somebody", salon.host, f"/members/{speaker.author_id}/", manager),
        Place("blocking", salon.host, f"/members/manage/{speaker.author_id}/block/", manager),
        Place("member's dialogue", salon.host, f"/dialogues/{opened.slug}/", manager),
    ]
