"""A phone far away: chromium, 360 pixels wide, over a line of 250 kbit/s on which every answer takes 300 ms to begin.

Each visit is a first one, with a profile of its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from palabre.config.cli.bench.load import WentWrong

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

WIDTH, HEIGHT = 360, 800
BITS_A_SECOND, DELAY_MS = 250_000, 300
PATIENCE_MS: Final = 60_000
CONTRIBUTION: Final = "article.said"
HEADING: Final = "main h1, h1"
# Readable is what stands whole in the page, after something else has begun, and has been painted.
_READABLE: Final = """
(() => {
  const wanted = %(wanted)s;
  window.readableAfter = new Promise(tell => {
    setTimeout(() => tell(null), %(patience)s);
    const look = () => {
      const found = document.querySelector(wanted);
      const all = document.getElementsByTagName("*");
      const whole = found && (document.readyState !== "loading" || !found.contains(all[all.length - 1]));
      if (whole && found.getClientRects().length && found.innerText.trim())
        setTimeout(() => tell(performance.now()));
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
})()
"""
_ABOVE_THE_FOLD: Final = """
() => [...document.images].filter(image => {
  const box = image.getBoundingClientRect();
  return box.width && box.height && box.top < innerHeight && box.bottom > 0;
}).map(image => image.currentSrc)
"""


@dataclass(frozen=True)
class Visit:
    """What a first visit asked for: all addresses, those of pictures among them, and those seen without scrolling."""

    addresses: list[str]
    pictures: list[str]
    above: list[str]
    has_contribution: bool


class Nobody(Exception):
    """There is no browser here; says what is missing."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser, for many visits; raises `Nobody`, and `WentWrong` where it ends or a page never comes."""
    try:
        from playwright.sync_api import Error, sync_playwright

        from palabre.kit.testing.look import CHROMIUM, FLAGS
    except ImportError as error:
        raise Nobody(f"the package {error.name} is missing") from error
    if not Path(CHROMIUM).exists():
        raise Nobody(f"there is no chromium at {CHROMIUM}")
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
            yield browser
            browser.close()
        except Error as error:
            raise WentWrong(f"chromium: {error.message.splitlines()[0]}") from error


def visit(browser: Browser, url: str, language: str) -> Visit:
    """Open a page over a fast line, and see what it asks for before anybody scrolls."""
    with _opened(browser, language) as (_context, page):
        asked: list[tuple[str, str]] = []
        page.on("request", lambda request: asked.append((request.url, request.resource_type)))
        page.goto(url, wait_until="networkidle", timeout=PATIENCE_MS)
        pictures = [address for address, kind in asked if kind == "image"]
        above = page.evaluate(_ABOVE_THE_FOLD)
        return Visit(
            addresses=[address for address, _kind in asked if not address.startswith("data:")],
            pictures=[address for address in pictures if not address.startswith("data:")],
            above=[address for address in dict.fromkeys(above) if not address.startswith("data:")],
            has_contribution=page.locator(CONTRIBUTION).count() > 0,
        )


def readable_after(browser: Browser, url: str, language: str, wanted: str) -> float:
    """The milliseconds over the slow line from asking for a page until what is `wanted` on it can be read."""
    with _opened(browser, language) as (context, page):
        page.add_init_script(_READABLE % {"wanted": json.dumps(wanted), "patience": PATIENCE_MS})
        line = context.new_cdp_session(page)
        line.send("Network.enable")
        bytes_a_second = BITS_A_SECOND / 8
        line.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": DELAY_MS,
                "downloadThroughput": bytes_a_second,
                "uploadThroughput": bytes_a_second,
            },
        )
        page.goto(url, wait_until="commit", timeout=PATIENCE_MS)
        took = page.evaluate("() => window.readableAfter")
        if took is None:
            raise WentWrong(f"nothing could be read at {url}")
        return float(took)


@contextmanager
def _opened(browser: Browser, language: str) -> Iterator[tuple[BrowserContext, Page]]:
    options: dict[str, Any] = {"viewport": {"width": WIDTH, "height": HEIGHT}, "locale": language}
    context = browser.new_context(**options)
    try:
        yield context, context.new_page()
    finally:
        context.close()
