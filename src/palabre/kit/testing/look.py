"""Looking at pages in tests: a real browser, the accessibility check, the weight of a first visit.

The browser is Debian's chromium, driven by Playwright. While it runs, the thread has an event loop of Playwright's
own; Django would refuse the database there, so `browser()` allows it for that time.
"""

from __future__ import annotations

import gzip
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.db import connections
from playwright.sync_api import Browser, Page, Route, sync_playwright

CHROMIUM = os.environ.get("PALABRE_CHROMIUM", "/usr/bin/chromium")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
BUDGET = 14_000
"""Bytes a first visit may weigh, HTML and style together, compressed (one round trip on a cold connection)."""

# Off by default in axe; WCAG 2.2 AA asks for it.
_AXE_OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}


class Answer(Protocol):
    """A response of Django's test client, as far as its weight is concerned."""

    @property
    def content(self) -> bytes:
        """What is sent."""
        ...


@dataclass
class Visit:
    """A page as one reader sees it, and every address outside this machine that it tried to reach."""

    page: Page
    elsewhere: list[str] = field(default_factory=list)


@contextmanager
def browser() -> Iterator[Browser]:
    """One browser for several visits, each with a profile of its own."""
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    with sync_playwright() as playwright:
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        # Inside Playwright's loop Django has connections of its own; an earlier test left one to its own database.
        connections.close_all()
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        try:
            yield chromium
        finally:
            connections.close_all()
            chromium.close()
            os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE")
            if before is not None:
                os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = before


@contextmanager
def visit(
    to: Browser, url: str, *, width: int = 1280, lang: str = "en", dark: bool = False, js: bool = True
) -> Iterator[Visit]:
    """Open an address as a reader with this width in CSS pixels, language, colour scheme, with or without script."""
    context = to.new_context(
        viewport={"width": width, "height": 800},
        locale=lang,
        color_scheme="dark" if dark else "light",
        java_script_enabled=js,
        reduced_motion="reduce",
    )
    seen = Visit(context.new_page())

    def keep_here(route: Route) -> None:
        if _is_here(route.request.url):
            route.continue_()
        else:
            seen.elsewhere.append(route.request.url)
            route.abort()

    try:
        context.route("**/*", keep_here)
        seen.page.goto(url)
        yield seen
    finally:
        context.close()


def _is_here(url: str) -> bool:
    parts = urlsplit(url)
    host = parts.hostname or ""
    return (
        parts.scheme in ("data", "blob", "file", "about")
        or host in ("localhost", "127.0.0.1")
        or host.endswith(".localhost")
    )


def screenshot(
    url: str, width: int, path: Path | str, lang: str = "en", *, dark: bool = False, js: bool = True
) -> None:
    """Keep a picture (PNG) of the whole page at this width, in a browser started for it."""
    with browser() as chromium, visit(chromium, url, width=width, lang=lang, dark=dark, js=js) as seen:
        seen.page.screenshot(path=str(path), full_page=True)


def axe(page: Page) -> list[str]:
    """What the accessibility check finds, one line per element: rule, element, what to mend. Empty is clean."""
    found: dict[str, Any] = Axe().run(page, options=_AXE_OPTIONS).response
    return [
        f"{rule['id']}: {node['html'][:160]} - {node.get('failureSummary', '')}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def too_wide(page: Page) -> int:
    """By how many CSS pixels the page is wider than the window: a reader would have to scroll sideways."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def first_visit_bytes(response: Answer) -> int:
    """What a first visit weighs: the body, style included, compressed with gzip as the server would at least."""
    body = response.content
    return len(body) if body[:2] == b"\x1f\x8b" else len(gzip.compress(body, 6))
