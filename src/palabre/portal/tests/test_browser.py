"""The gathering pages in a real browser: accessible, never wider than a phone, at nobody else's door, without script.

With `PALABRE_PICTURES` naming a folder, a picture of each page is kept there.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser

from palabre.chronicle import readers
from palabre.kit import tenancy
from palabre.kit.testing import look
from palabre.kit.testing.cast import Cast
from palabre.portal.tests import filled

pytestmark = [
    pytest.mark.browser,
    pytest.mark.scale,
    pytest.mark.skipif(not Path(look.CHROMIUM).exists(), reason="chromium is not installed here"),
]
PICTURES = os.environ.get("PALABRE_PICTURES", "")
PAGES = {
    "home-salon": ("salon.localhost", "/"),
    "home-cities": ("cities.localhost", "/"),
    "home-empty": ("circle.localhost", "/"),
    "network": ("localhost", "/"),
    "cities": ("cities.localhost", "/cities/?city=dhaka&city=amman"),
    "city": ("cities.localhost", "/cities/dhaka/"),
    "about": ("salon.localhost", "/about/"),
    "search": ("salon.localhost", "/search/?q=pompe+%E0%A6%AA%E0%A6%BE%E0%A6%87%E0%A6%AA"),
    "found": ("salon.localhost", "/search/?q=pipe+committees+pump"),
    "initiatives": ("cities.localhost", "/initiatives/"),
    "initiative": ("cities.localhost", "/initiatives/the-row-of-shade/"),
}


@pytest.fixture
def server(live_database: str) -> Iterator[int]:
    """The communities filled and served; gives the port."""
    cast = Cast()
    with tenancy.community(cast.salon):
        filled.speak_in(cast, filled.conversation(cast, cast.salon), many=6)
    filled.filled_cities(cast)
    readers.pull()
    thread = LiveServerThread("127.0.0.1", StaticFilesHandler, connections_override={})
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    yield thread.port
    thread.terminate()


def test_every_page_is_accessible_and_fits_a_phone_in_english_and_arabic(server: int) -> None:
    with look.browser() as chromium:
        for name, (host, path) in PAGES.items():
            for lang in ("en", "ar"):
                address = f"http://{host}:{server}/{lang}{path}"
                for dark in (False, True):
                    assert_fits(chromium, address, lang, dark, name)


def assert_fits(chromium: Browser, address: str, lang: str, dark: bool, name: str) -> None:
    """One page on a small phone and on a wide screen."""
    for width in (360, 1280):
        with look.visit(chromium, address, width=width, lang=lang, dark=dark, js=not dark) as seen:
            if PICTURES and not dark:
                seen.page.screenshot(path=f"{PICTURES}/{name}-{lang}-{width}.png", full_page=True)
            assert seen.page.locator("h1").count() == 1, address
            assert look.too_wide(seen.page) == 0, (address, width)
            assert seen.elsewhere == [], address
            if width == 360 and not dark:
                assert look.axe(seen.page) == [], (address, width)
