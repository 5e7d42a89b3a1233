"""Somebody who has a keyboard and nothing else; at each stop the focus must be seen."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

MOST_STOPS = 400
# What a reader can see of the focus where they are: the outline's style and width, and the element's name for a fault.
# The calendar inside a field for a day is the browser's own, with a ring that no page can ask for.
RING = """() => {
    const at = document.activeElement, look = getComputedStyle(at);
    const shown = look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2;
    const name = at.tagName + " " + (at.name || at.textContent.trim()).slice(0, 40);
    return [name, at === document.body || at.type === "date" || shown];
}"""


class Keys:
    """A page, worked by Tab, Enter, Space, arrows and letters. `unseen` are the stops without a visible ring."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.unseen: set[str] = set()
        self.stops = 0

    def open(self, url: str) -> None:
        """Go to an address."""
        answer = self.page.goto(url)
        assert answer is not None and answer.ok, url

    def tab(self) -> None:
        """One stop further; a stop that cannot be seen is kept for the end."""
        self.page.keyboard.press("Tab")
        name, seen = self.page.evaluate(RING)
        self.stops += 1
        if not seen:
            self.unseen.add(f"{name} at {self.page.url}")

    def reach(self, wanted: Locator) -> None:
        """Tab until it has the focus."""
        for _stop in range(MOST_STOPS):
            if wanted.evaluate("wanted => wanted === document.activeElement"):
                return
            self.tab()
        raise AssertionError(f"{wanted} is not reached with the keyboard at {self.page.url}")

    def main(self, css: str) -> Locator:
        """The first such element of the page's main part."""
        return self.page.locator(f"main {css}").first

    def write(self, name: str, text: str) -> None:
        """Write into a field, at the end of what stands there."""
        self.reach(self.main(f"[name={name}]"))
        self.page.keyboard.press("Control+End")
        self.page.keyboard.insert_text(text)

    def clear(self, name: str) -> None:
        """Empty a field."""
        self.reach(self.main(f"[name={name}]"))
        for _part in range(3):  # a day has three
            self.page.keyboard.press("Delete")
            self.page.keyboard.press("ArrowRight")

    def pick(self, name: str, value: str) -> None:
        """Choose in a list, or among radio buttons, with the arrows."""
        field = self.main(f"[name={name}]")
        chosen = f"[name={name}]:checked, select[name={name}]"
        self.reach(self.main(chosen) if self.page.locator(f"main {chosen}").count() else field)
        self.page.keyboard.press("Space" if field.get_attribute("type") == "radio" else "Home")
        for _step in range(40):
            if self.page.evaluate("document.activeElement.value") == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{value} cannot be chosen in {name} at {self.page.url}")

    def tick(self, css: str) -> None:
        """Tick a box."""
        box = self.main(css)
        self.reach(box)
        if not box.is_checked():
            self.page.keyboard.press("Space")
        assert box.is_checked()

    def follow(self, css: str) -> None:
        """Go where a link leads."""
        self.reach(self.main(css))
        self._press()

    def press(self, words: str = "") -> None:
        """Press a button of a form: the one that says so, or the first."""
        buttons = self.page.locator("main form[method=post] button:not([name=keep])")
        self.reach((buttons.filter(has_text=words) if words else buttons).first)
        self._press()

    def _press(self) -> None:
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        assert "Palabre" not in self.page.title()

    def stands_at(self) -> str:
        """Which element the next Tab sets out from, by its id: where the page says that something changed."""
        self.tab()
        return str(
            self.page.evaluate(
                "[...document.querySelectorAll(':target, [autofocus]')]"
                ".filter(one => one.compareDocumentPosition(document.activeElement)"
                " & Node.DOCUMENT_POSITION_FOLLOWING).map(one => one.id || one.className).join()"
            )
        )
