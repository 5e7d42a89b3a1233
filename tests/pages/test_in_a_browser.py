"""Every page of the walk in Debian's chromium: reachable by all, calling nobody else, fitting a phone."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest

from palabre.kit.testing.look import CHROMIUM, Visit, axe, browser, too_wide, visit
from tests.pages.further import KINDS
from tests.pages.test_every_page import languages_of
from tests.pages.walk import Place, desk_pages, public_pages
from tests.support.server import served

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not shutil.which(CHROMIUM), reason=f"{CHROMIUM} is missing"),
]


def faults_of(places: list[Place], tags: tuple[str, ...], *, dark: bool) -> dict[str, list[str]]:
    """What is wrong with these pages on a phone: accessibility, calls to other hosts, width."""
    faults: dict[str, list[str]] = {}
    with served() as port, browser() as chromium:
        for tag in tags:
            # One profile for a language's pages, since making one costs as much as looking at one.
            with visit(chromium, "about:blank", width=360, lang=tag, dark=dark) as seen:
                for place in places:
                    if tag in languages_of(place):
                        url = f"http://{place.host}:{port}{place.in_language(tag)}"
                        if found := faults_at(seen, place, url):
                            faults[f"{place.name} ({tag})"] = found
    return faults


def faults_at(seen: Visit, place: Place, url: str) -> list[str]:
    """What is wrong with this page, seen as whom it is for."""
    seen.elsewhere.clear()
    seen.page.context.clear_cookies()
    held = place.browser(urlsplit(url).port or 80).cookies.items()
    seen.page.context.add_cookies([{"name": name, "value": one.value, "url": url} for name, one in held])
    seen.page.goto(url)
    found = axe(seen.page)
    if seen.elsewhere:
        found.append(f"asks other hosts: {seen.elsewhere}")
    if over := too_wide(seen.page):
        found.append(f"{over} pixels too wide for a phone")
    return found


# A page of each make, looked at on each run: reading, talking, a form, a desk, a table, an account, nothing there.
SAMPLE = (
    *("dialogue", "theme", "answering", "missing"),
    *("hosting", "funder's view"),
)


def test_a_page_of_each_make_can_be_used_by_everyone(lived_in: Any) -> None:
    sample = [place for kind in KINDS for place in kind() if place.name in SAMPLE]
    assert len(sample) == len(SAMPLE)
    assert faults_of(sample, ("ar",), dark=False) == {}


@pytest.mark.scale
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(
    "places",
    [
        public_pages,
        desk_pages,
        *[
            pytest.param(kind, marks=pytest.mark.sweep)
            for kind in KINDS
            if kind not in (public_pages, desk_pages)
        ],
    ],
)
def test_every_page_can_be_used_by_everyone_in_every_light_and_language(
    lived_in: Any, places: Callable[[], list[Place]], dark: bool
) -> None:
    assert faults_of(places(), ("en", "ar", "bn"), dark=dark) == {}


@pytest.mark.long
def test_the_reading_of_a_page_can_fail() -> None:
    with browser() as chromium, visit(chromium, "about:blank", width=360) as seen:
        seen.page.set_content(
            "<html><body><h4>x</h4><img src='http://elsewhere.example/x.png'>"
            "<pre>a line that is far too long for a telephone and cannot wrap</pre></body></html>",
            wait_until="load",
        )
        assert axe(seen.page)
        assert seen.elsewhere
        assert too_wide(seen.page)
