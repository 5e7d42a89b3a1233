"""An assignment from the gap to the published story, and what an editor does to that story afterwards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser

from palabre.chronicle import readers
from palabre.kit import clock, moments, tenancy
from palabre.kit.testing import look
from palabre.mail.models import Message
from tests.journeys.reader import Reader, reader
from tests.journeys.site import serving

pytestmark = [
    pytest.mark.browser,
    pytest.mark.scale,
    pytest.mark.skipif(not Path(look.CHROMIUM).exists(), reason="chromium is not installed here"),
]
HEADLINE = "সাতটার ফেরিতে অঙ্কের ক্লাস"
BODY = "সকাল সাতটার ফেরিতে ওঠার আগে মিতু অঙ্ক খাতা বের করে রাখে।"
NOTE = "ফেরি ছাড়ে সাতটায়, ছয়টায় নয়।"


class Assignment:
    """The editor at a desk; the correspondent with a small, old telephone, never signed in; a reader."""

    def __init__(self, port: int, browser: Browser, stack: ExitStack) -> None:
        self.port = port
        self.editor = stack.enter_context(reader(browser))
        self.writer = stack.enter_context(reader(browser, width=360, js=False))
        self.anyone = stack.enter_context(reader(browser))
        self.editor.open(f"http://localhost:{port}/en/demo/")
        self.editor.page.get_by_role("button", name="Be Bruno Tavares").first.click()
        self.editor.page.wait_for_url(lambda url: "/demo/" not in url)

    def at(self, who: Reader, path: str) -> Reader:
        """Somebody at an address of the cities community."""
        who.open(f"http://cities.localhost:{self.port}{path}")
        return who

    def gap(self) -> str:
        """What the coverage page says of Khulna among the gaps; "" where it has none."""
        rows = self.at(self.editor, "/coverage/").page.locator("main .todo li", has_text="Khulna")
        return rows.first.inner_text() if rows.count() else ""

    def link(self, to: str, kind: str, part: str) -> str:
        """The address in the latest mail of a kind."""
        with tenancy.everywhere(reason="the test reads everybody's mail"):
            mail = Message.objects.filter(to=to, kind=kind).latest("pk")
        found = re.search(rf"https?://\S+/{part}/\S+", mail.text)
        assert found
        return found[0]


@pytest.fixture
def walk(demo: str, settings: Any, chromium: Browser) -> Iterator[Assignment]:
    with serving() as port, ExitStack() as stack:
        settings.PUBLIC_PORT = str(port)
        yield Assignment(port, chromium, stack)


def test_a_gap_is_closed_by_a_published_story_and_by_nothing_before(walk: Assignment, tmp_path: Path) -> None:
    editor, writer = walk.editor, walk.writer
    due = clock.today("UTC") + timedelta(days=7)
    assert "Expected; nobody has been asked." in walk.gap()

    editor.go(editor.page.locator("main .todo li", has_text="Khulna").get_by_role("link"))
    assert editor.page.locator("main [name=currency]").input_value() == "BDT"
    editor.fill(slugline="khulna-ferry-school", brief="Who helps whom?", due_on=due.isoformat())
    editor.press()
    assert f"asked, due on {moments.day(due, 'en')}" in walk.gap()

    offered = walk.link("nusrat@example.org", "assignment", "reply")
    writer.open(offered)
    writer.page.locator("main [name=answer][value=accept]").check()
    writer.press()
    assert f"agreed, due on {moments.day(due, 'en')}" in walk.gap()

    Image.new("RGB", (1200, 800), "teal").save(tmp_path / "ferry.jpg")
    writer.open(offered)
    writer.go(writer.page.locator("main a.button"))
    writer.fill(headline=HEADLINE, body=BODY, credit="Nusrat", alt="ফেরি", people_agreed=True)
    writer.page.locator("main [name=picture]").set_input_files(tmp_path / "ferry.jpg")
    writer.press()
    writer.sees(HEADLINE)
    assert "not yet published" in walk.gap()

    editor.open(walk.link("bruno@example.org", "assignment_news", "desk/stories"))
    editor.sees(HEADLINE, BODY)
    editor.press("Publish it now")
    assert walk.gap() == ""
    cells = editor.page.locator("tr", has_text="Khulna").locator("td").all_inner_texts()
    assert (cells[0], cells[4]) == ("1 of 1", "today")

    address = walk.at(walk.anyone, "/cities/khulna/").page
    walk.anyone.go(address.get_by_role("link", name=HEADLINE).first)
    walk.anyone.sees(HEADLINE, BODY)
    assert walk.anyone.page.locator("figure.pic img").evaluate("img => img.complete")


def test_a_published_story_is_corrected_and_withdrawn_in_the_open(walk: Assignment) -> None:
    editor, anyone = walk.editor, walk.anyone
    walk.at(anyone, "/stories/shade-dhaka/")
    headline = anyone.page.locator("main h1").inner_text()
    text = anyone.page.locator("main article").last.bounding_box()
    button = anyone.page.locator("main .button").bounding_box()
    assert text and button
    assert button["y"] - text["y"] - text["height"] >= 12, "the button does not touch the last line"
    walk.at(editor, "/stories/shade-dhaka/").follow("On the desk")
    editor.follow("Correct it (Bengali)")
    editor.fill(note=NOTE)
    editor.press()
    today = moments.day(clock.today("UTC"), "en")
    walk.at(anyone, "/stories/shade-dhaka/").sees(headline, f"Corrected on {today}: {NOTE}")

    editor.follow("On the desk")
    editor.follow("Withdraw it")
    editor.fill(reason="The mother asks that her child's name be taken off.", language="en")
    editor.press()
    readers.pull()
    anyone.page.goto(anyone.page.url)
    anyone.sees("This story was withdrawn", "The mother asks")
    anyone.misses(headline)
    assert anyone.broken.pop().startswith("410 GET")
    walk.at(anyone, "/search/?q=shade")
    assert anyone.page.locator("main a[href*='shade-dhaka']").count() == 0
