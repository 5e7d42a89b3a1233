"""The walk at `/demo/` can be walked as it says, by somebody who knows nothing but that page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator

from palabre.chronicle import readers
from palabre.kit import clock
from palabre.kit.testing import look
from tests.journeys.reader import Reader, reader
from tests.journeys.site import serving

pytestmark = [
    pytest.mark.browser,
    pytest.mark.scale,
    pytest.mark.skipif(not Path(look.CHROMIUM).exists(), reason="chromium is not installed here"),
]
SAID_IN_FRENCH = "On réveille la vieille Kadi, qui garde la clé sous son oreiller."
ANSWERED = "Et qui avait confié la clé à Kadi ?"


class Walker:
    """Somebody at `/demo/`, who presses what stands under a step."""

    def __init__(self, who: Reader, home: str) -> None:
        self.who, self.home = who, home

    def step(self, number: int) -> Locator:
        """A step of the walk, on the page of the walk."""
        self.who.open(self.home)
        return self.who.page.locator("ol.steps > li").nth(number - 1)

    def link(self, number: int, words: str) -> None:
        """Press a link under a step."""
        self.who.go(self.step(number).get_by_role("link", name=words).first)

    def be(self, number: int, name: str, nth: int = 0) -> None:
        """Press a button that makes one somebody; one arrives on their community's host."""
        button = self.step(number).get_by_role("button", name=f"Be {name}").nth(nth)
        button.click()
        self.who.page.wait_for_url(lambda url: "/demo/" not in url)

    def facts(self) -> dict[str, str]:
        """What can be copied, by what stands before it."""
        page = self.who.page
        words = [
            box.input_value() if (box := row.locator("textarea")).count() else row.inner_text()
            for row in page.locator("dl dd").all()
        ]
        return dict(zip(page.locator("dl dt").all_inner_texts(), words, strict=True))


@pytest.fixture
def walker(demo: str, settings: Any, chromium: Browser) -> Iterator[Walker]:
    with serving() as port, reader(chromium) as who:
        settings.PUBLIC_PORT = str(port)
        yield Walker(who, f"http://localhost:{port}/en/demo/")


def test_every_step_leads_to_what_it_says(walker: Walker) -> None:
    who = walker.who
    walker.link(1, "Home")
    who.sees("Open Floor", "Thirteen Cities", "Halden Fund", "Obadiah Trust", "Ouagadougou")
    walker.link(2, "Open Floor")
    who.sees("Day 4 of 14", "Farid Azzouzi", "Languages I read", "To read")
    walker.link(2, "What Jahanara said")
    who.sees("জাহানারা", "taken down by", "she knows only by the sound of his bicycle")
    walker.link(2, "Only Portuguese")
    who.sees("Joana Prudêncio", "Recife", "Hélio Cossa", "Maputo")
    assert who.page.locator("article, .said").filter(has_text="Fatimata Sanou").count() == 0
    walker.link(4, "An earlier salon")
    who.sees("What was heard", "4 people stand behind this")
    walker.link(4, "What came of it")
    who.sees("12 days overdue", "Answered")
    walker.link(5, "Theme of the week")
    who.sees("Who owns the shade?", "Dhaka", "Amman", "Cali", "Ouagadougou")
    walker.link(5, "The story from Dhaka")
    assert who.page.locator("main [lang=bn]").count()
    assert who.page.locator("main [lang=en]").count()
    walker.link(6, "Amman")
    who.sees("The team", "Read more", "Join the discussion")
    walker.link(6, "An initiative")
    who.sees("Taken up elsewhere", "Cali")
    walker.link(8, "The Circle")
    who.sees("Hosted by Marguerite Ekwalla")
    walker.be(9, "Ghada Selim")
    who.sees("Funder's view", "12 days overdue")


def test_a_member_answers_in_french_the_host_replies_and_the_outbox_says_so(walker: Walker) -> None:
    who = walker.who
    walker.be(3, "Adama Sawadogo")
    who.sees("Whom do you wake?")
    who.fill(text=SAID_IN_FRENCH)
    who.press()
    assert who.page.locator("[lang=fr]", has_text=SAID_IN_FRENCH).count()
    walker.be(3, "Ines Delorme")
    who.go(who.page.get_by_role("link", name="Answer Adama Sawadogo").last)
    who.fill(text=ANSWERED)
    who.press()
    who.sees(SAID_IN_FRENCH, ANSWERED, "Host")
    readers.pull()
    walker.link(3, "Outbox")
    first = who.page.locator(".todo li").first
    assert re.search(r"Ines Delorme vous a répondu\s+To adama@example.org", first.inner_text())


def agree_from_the_mail(walker: Walker) -> None:
    who, page = walker.who, walker.who.page
    walker.link(7, "Outbox")
    who.sees("To nusrat@example.org")
    mail = page.locator(".todo li").first
    assert "nusrat@example.org" in mail.inner_text()
    who.go(mail.get_by_role("link"))
    link = next(url for url in re.findall(r"http\S+", page.locator("main").inner_text()) if "/reply/" in url)
    who.open(link)
    page.locator("main [name=answer][value=accept]").check()
    who.press()


def test_the_gap_is_asked_for_agreed_to_from_the_mail_filed_published_and_closed(
    walker: Walker, tmp_path: Path
) -> None:
    who, page = walker.who, walker.who.page
    walker.link(7, "Words and a picture to use")
    copy = walker.facts()
    with page.expect_download() as download:
        page.get_by_role("link", name="Keep this picture").click()
    download.value.save_as(tmp_path / "ferry.jpg")

    walker.be(7, "Bruno Tavares")
    gap = page.locator("main", has_text="Gaps")
    assert "Khulna" in gap.inner_text()
    who.go(page.get_by_role("link", name="Ask for a story").first)
    who.fill(
        slugline=copy["Short name"],
        brief=copy["What you ask for"],
        due_on=(clock.today("UTC") + timedelta(days=7)).isoformat(),
        fee=copy["Fee"].replace(",", ""),
        currency=copy["Currency"],
    )
    who.press()
    readers.pull()

    page.context.clear_cookies()
    agree_from_the_mail(walker)

    walker.be(7, "Nusrat Hossain")
    who.go(page.locator("main a[href*='/file/']").first)
    who.fill(
        headline=copy["Headline"],
        standfirst=copy["Summary in two or three sentences"],
        body=copy["The story"],
        credit=copy["Who took it"],
        alt=copy["What it shows"],
        people_agreed=True,
    )
    page.locator("main [name=picture]").set_input_files(tmp_path / "ferry.jpg")
    who.press()

    walker.be(7, "Bruno Tavares", 1)
    opened = page.get_by_role("link", name="Open").first
    assert copy["Headline"] in opened.inner_text()
    who.go(opened)
    who.press("Publish")
    walker.be(7, "Bruno Tavares", 2)
    who.misses("Ask for a story")
