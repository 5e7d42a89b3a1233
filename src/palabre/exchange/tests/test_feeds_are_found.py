"""The feeds of a channel and of a person are announced on their pages, and linked there for whoever looks for them."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client

from palabre.communities.models import Community, Membership
from palabre.dialogues.models import Channel, Contribution
from palabre.kit import tenancy
from palabre.newsroom.models import Story

ANNOUNCED = re.compile(r'<link rel="alternate" type="application/(?:atom\+xml|feed\+json)" href="([^"]+)"')
LINKED = re.compile(r'<main.*<a href="([^"]+)" type="application/atom\+xml">([^<]+)</a>', re.DOTALL)
SALON = "salon.localhost"


def read(path: str, client: Client | None = None) -> str:
    answer = (client or Client()).get(path, headers={"host": SALON})
    assert answer.status_code == 200, path
    return str(answer.content.decode())


def member(membership: Membership) -> Client:
    client = Client()
    client.force_login(membership.person)
    return client


def salon() -> Community:
    return Community.objects.get(host=SALON)


def channel(community: Community) -> str:
    with tenancy.community(community):
        Channel.objects.create(community=community, slug="water-talk", name="Water", language="en")
    return "/channels/water-talk/"


def speaker(community: Community) -> Membership:
    """Somebody who has said something in public under their own name."""
    said = Contribution.objects.visible_to(None).filter(author__left_at=None, said_by="", seat=None)
    found = said.select_related("author__person").exclude(author=None).order_by("-said_at").first()
    assert found is not None and found.author is not None
    author: Membership = found.author
    return author


def test_a_channels_page_announces_and_links_its_feed(demo: Any) -> None:
    path = channel(salon())
    html = read(path)
    assert ANNOUNCED.findall(html) == [f"{path}feed.atom", f"{path}feed.json"]
    assert LINKED.findall(html) == [(f"{path}feed.atom", "Follow in a feed reader")]
    for address in ANNOUNCED.findall(html):
        assert "Water" in read(address)
    assert "Suivre dans un lecteur de flux" in read(f"/fr{path}")


def test_a_members_page_announces_and_links_the_feed_of_what_they_said(demo: Any) -> None:
    with tenancy.community(salon()):
        author = speaker(salon())
    html = read(f"/members/{author.pk}/", member(author))
    feeds = [f"/people/{author.pk}/feed.{form}" for form in ("atom", "json")]
    assert ANNOUNCED.findall(html) == feeds
    assert [address for address, _text in LINKED.findall(html)] == feeds[:1]
    for address in feeds:
        assert author.name in read(address)


def test_the_page_of_somebody_who_has_no_feed_names_none(demo: Any) -> None:
    with tenancy.community(salon()):
        told = Story.objects.values("author")
        rows = Membership.objects.filter(contributions=None, left_at=None, waits_since=None)
        silent = rows.exclude(pk__in=told).select_related("person").first()
        assert silent is not None
    html = read(f"/members/{silent.pk}/", member(silent))
    assert "feed." not in html
    assert Client().get(f"/people/{silent.pk}/feed.atom", headers={"host": SALON}).status_code == 404


def test_a_private_community_names_neither(demo: Any) -> None:
    path = channel(salon())
    with tenancy.community(salon()):
        author = speaker(salon())
    Community.objects.filter(host=SALON).update(visibility="private")
    for where in (path, f"/members/{author.pk}/"):
        assert "feed." not in read(where, member(author))
