"""Every address that answers a GET is a page of the walk, or stands here with its reason."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.urls import resolve

from tests.pages.further import BARE, KINDS
from tests.strangers.routes import routes

# Name of a route → why no page of the walk stands there. A feed ends on _json or _bare with its sisters.
LEADS_ON = "leads on, and shows nothing itself"
FILE = "a file, not a page"
FEED = "a feed, read by programs"
DEMO = "the demo's own; an installation has none"
SAME = "the same page under another name"
ELSEWHERE = {
    "account_login": SAME,
    "communities_handover": LEADS_ON,
    "communities_handover_start": LEADS_ON,
    "communities_handover_ticket": LEADS_ON,
    "communities_share_script": FILE,
    "moderation_queue_script": FILE,
    "dialogues_file": FILE,
    "dialogues_keeping_script": FILE,
    "communities_proof": "what a script asks for, in JSON",
    "communities_proof_script": FILE,
    "dialogues_sound": FILE,
    "exchange_fetch_export": FILE,
    "mfa_download_recovery_codes": FILE,
    "mfa_login_webauthn": "what a script asks for, in JSON",
    "newsroom_file": "the page of `newsroom_file_by_mail`, for who is signed in",
    "people_passkey_script": FILE,
    "picture": FILE,
    "exchange_robots": FILE,
    "exchange_sitemap": FEED,
    "exchange_sitemap_part": FEED,
    **{f"exchange_feed{of}{form}": FEED for of in ("", "_dialogue", "_channel", "_person") for form in ("", "_json")},
    **{f"exchange_outbox{of}": DEMO for of in ("_bare", "_html")},
    **{f"exchange_demo{of}": DEMO for of in ("_bare", "_be", "_arrive", "_nobody", "_said", "_hosted", "_picture")},
}  # fmt: skip
MAPS = {BARE: settings.ROOT_URLCONF, "a community": settings.COMMUNITY_URLCONF}


def walked() -> set[tuple[str, str]]:
    """(host, name of a route) of every page of the walk."""
    found = set()
    for kind in KINDS:
        for place in kind():
            host = BARE if place.host == BARE else "a community"
            path = urlsplit(place.path).path
            if not place.name.startswith("missing"):
                found.add((host, resolve(path, MAPS[host]).url_name or ""))
    return found


@pytest.mark.long
@pytest.mark.parametrize("host", MAPS)
def test_every_page_is_in_the_walk_or_stands_here_with_its_reason(lived_in: Any, host: str) -> None:
    # What stands on every host alike is walked on one.
    everywhere = {name for _at, name in walked() if name.startswith(("exchange_demo", "exchange_outbox"))}
    seen = {name for at, name in walked() if at == host} | everywhere
    browser = Client(headers={"host": BARE if host == BARE else "salon.localhost"})
    left = []
    for route in routes(MAPS[host]):
        if route.name in seen or route.name in ELSEWHERE or route.name == "moderation_flag":
            continue
        if browser.get(route.address()).status_code != 405:
            left.append(route.name)
    assert left == []


def test_what_stands_here_is_in_the_maps_and_not_in_the_walk(lived_in: Any) -> None:
    known = {route.name for address in MAPS.values() for route in routes(address)}
    assert [name for name in ELSEWHERE if name not in known] == []
    assert sorted({name for _at, name in walked()} & set(ELSEWHERE)) == []
