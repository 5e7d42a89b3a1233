"""Printed, a page is a document one would hand over: no forms, no menus, black on white, and not many sheets."""

from __future__ import annotations

import io
import re
import shutil
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page

from palabre.kit.testing.look import CHROMIUM, browser, visit
from tests.pages.further import KINDS
from tests.pages.walk import Place
from tests.support.server import served

pytestmark = [
    pytest.mark.browser,
    pytest.mark.scale,
    pytest.mark.skipif(not shutil.which(CHROMIUM), reason=f"{CHROMIUM} is missing"),
]
# Name of a page of the walk → how many sheets it may fill at most.
DOCUMENTS = {"dialogue": 8, "funder's view": 2}
MORE = {"theme": 5, "heard": 4} | {
    "question": 6,
    "contribution": 3,
    "story": 4,
    "outcomes": 4,
    "initiative": 3,
    "archived dialogue": 12,
}
# What only a screen needs, by what is shown of it on paper.
ON_SCREENS = "form, button, .button, nav, .skip, .acts, audio, .menus"
SHEETS = re.compile(rb"/Type\s*/Page\b(?!s)")


def places(names: dict[str, int]) -> list[Place]:
    found = [place for kind in KINDS for place in kind() if place.name in names]
    assert len(found) == len(names)
    return found


def printed(names: dict[str, int], tags: tuple[str, ...]) -> dict[str, str]:
    """What is wrong with these pages on paper."""
    wrong = {}
    with served() as port, browser() as chromium:
        for tag in tags:
            with visit(chromium, "about:blank", lang=tag, dark=True) as seen:
                for place in places(names):
                    url = f"http://{place.host}:{port}{place.in_language(tag)}"
                    held = place.browser(port).cookies.items()
                    cookies = [{"name": name, "value": one.value, "url": url} for name, one in held]
                    seen.page.context.add_cookies(cookies)  # type: ignore[arg-type]
                    seen.page.goto(url)
                    if fault := fault_of(seen.page, names[place.name]):
                        wrong[f"{place.name} ({tag})"] = fault
    return wrong


def fault_of(page: Page, most: int) -> str:
    page.emulate_media(media="print", color_scheme="dark")
    if (sheets := len(SHEETS.findall(page.pdf(format="A4")))) not in range(1, most + 1):
        return f"{sheets} sheets"
    for part in page.locator(ON_SCREENS).all():
        if part.is_visible():
            return part.evaluate("part => part.outerHTML.slice(0, 200)")
    if not page.locator("main h1").first.is_visible() or not page.locator(".foot p").first.is_visible():
        return "no headline, or nobody stands for it"
    corner = Image.open(io.BytesIO(page.screenshot())).convert("RGB").getpixel((3, 3))
    return "" if corner == (255, 255, 255) else f"not on white: {corner}"


def test_what_is_handed_over_is_a_document(lived_in: Any) -> None:
    assert printed(DOCUMENTS, ("en",)) == {}


@pytest.mark.scale
def test_every_page_one_reads_is_a_document_in_both_directions(lived_in: Any) -> None:
    assert printed(DOCUMENTS | MORE, ("en", "ar")) == {}


def test_the_reading_of_paper_can_fail(lived_in: Any) -> None:
    with browser() as chromium, visit(chromium, "about:blank") as seen:
        seen.page.set_content("<main><h1>x</h1><form><button>Say</button></form></main>")
        assert "form" in fault_of(seen.page, 1)
        assert "sheets" in fault_of(seen.page, 0)
