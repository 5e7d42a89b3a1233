"""Somebody at a browser: what they open, fill in and press, and that every page treats them well."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Locator, Page, Response

from palabre.kit.testing import look


class Reader:
    """One person's browser. Each page they reach must be whole: answered, no wider than the window."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.broken: list[str] = []
        page.on("response", self._note)

    def _note(self, response: Response) -> None:
        if response.status >= 400:
            self.broken.append(f"{response.status} {response.request.method} {response.url}")

    def open(self, url: str) -> None:
        """Go to an address."""
        self.page.goto(url)
        self._look()

    def follow(self, words: str) -> None:
        """Press a link by its words."""
        self.go(self.page.get_by_role("link", name=words).first)

    def fill(self, **fields: str | bool | list[str]) -> None:
        """Fill in the form in the page's main part, by the names of its fields, as people do."""
        for name, value in fields.items():
            field = self.page.locator(f"main [name={name}]")
            if isinstance(value, list):
                for one in value:
                    self.page.locator(f'main [name={name}][value="{one}"]').check()
            elif isinstance(value, bool):
                field.set_checked(value)
            elif field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)

    def press(self, words: str = "") -> None:
        """Press a button of the page's main part: the one that says so, or its last."""
        buttons = self.page.locator("main form[method=post] button:not([name=keep])")
        self.go((buttons.filter(has_text=words) if words else buttons).last)

    def sees(self, *words: str) -> None:
        """Every one of these stands on the page."""
        text = " ".join(self.page.locator("body").inner_text().split())
        for word in words:
            assert word in text, f"{word!r} is not at {self.page.url}:\n{text[:2000]}"

    def misses(self, word: str) -> None:
        """This does not stand on the page."""
        assert word not in self.page.locator("body").inner_text()

    def path(self) -> str:
        """Where they are, without host and language."""
        return "/" + self.page.url.split("/", 3)[3]

    def go(self, what: Locator) -> None:
        """Press this, and wait for the page it leads to."""
        # A click does not wait for the page it leads to: what is looked at next would be a page half gone.
        with self.page.expect_navigation():
            what.click()
        self._look()

    def _look(self) -> None:
        assert self.broken == [], self.broken
        assert look.too_wide(self.page) == 0, self.page.url


@contextmanager
def reader(chromium: Browser, *, width: int = 1280, lang: str = "en", js: bool = True) -> Iterator[Reader]:
    """Somebody new, with a browser that knows nothing yet and reaches nothing but this machine."""
    with look.visit(chromium, "about:blank", width=width, lang=lang, js=js) as seen:
        yield Reader(seen.page)
        assert seen.elsewhere == []
