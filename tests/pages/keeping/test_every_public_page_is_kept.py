"""Every page that a visitor can open is kept, or stands here with its reason."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.urls import resolve

from palabre.kit.testing.visitors import House
from tests.pages.further import BARE, KINDS
from tests.pages.test_every_route import MAPS
from tests.pages.test_flat import other_pages

OWN = "for whoever came here by a secret, a browser of their own or a mail"
FORM = "a form with a key of its own, made for each reader"
MADE_ANEW = {
    "account_inactive": OWN,
    "communities_invitation": OWN,
    "communities_language": "leads back to where its reader came from",
    "dialogues_panel": OWN,
    "dialogues_speak": FORM,
    "dialogues_take_back": FORM,
    "mail_stop": OWN,
    "moderation_thanks": "leads back to where its reader came from",
    "network_reply": OWN,
    "newsroom_file_by_mail": OWN,
    "newsroom_photograph_by_mail": OWN,
    "people_code": FORM,
    "people_password": FORM,
    "people_sign_in": FORM,
    "people_sign_out": OWN,
    "portal_search": "counts who asks how often",
    **{f"exchange_{name}": "the demo's own" for name in ("demo", "demo_story", "outbox", "outbox_mail")},
}


@pytest.mark.long
def test_every_page_a_visitor_can_open_is_kept_or_stands_here(lived_in: Any) -> None:
    house = House()
    house.begin()
    left, needless = set(), set(MADE_ANEW)
    for place in [place for kind in [*KINDS, other_pages] for place in kind()]:
        answer = Client(headers={"host": place.host}).get(place.path)
        if answer.status_code != 200 or not answer.headers["Content-Type"].startswith("text/html"):
            continue
        met = resolve(urlsplit(place.path).path, MAPS[BARE if place.host == BARE else "a community"])
        name = (met.url_name or "").removesuffix("_bare")
        if getattr(met.func, "is_keepable", False):
            assert name not in MADE_ANEW, name
            house.see(place.host, place.path)
            if not house.see(place.host, place.path).was_kept:
                left.add(f"{name} says so and is not")
        elif name in MADE_ANEW:
            needless.discard(name)
        else:
            left.add(name)
    assert left == set()
    assert needless == set()


def test_the_maps_are_those_of_the_settings() -> None:
    assert set(MAPS.values()) == {settings.ROOT_URLCONF, settings.COMMUNITY_URLCONF}
