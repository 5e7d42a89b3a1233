"""Words not sent yet, in a real browser: left and come back to, on every form one writes at length in."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from palabre.dialogues.models import Contribution, Dialogue
from palabre.dialogues.tests.conftest import HOST, invite_noor, open_salon
from palabre.kit import tenancy
from palabre.kit.testing import look
from palabre.kit.testing.cast import Cast
from tests.support.server import served

pytestmark = [
    pytest.mark.browser,
    pytest.mark.scale,
    pytest.mark.skipif(not shutil.which(look.CHROMIUM), reason=f"{look.CHROMIUM} is missing"),
]
LOCAL = "Object.keys({}).filter(name => name.startsWith('palabre.words'))"


class Writer:
    """Browsers on one phone: whoever is signed in there writes in them."""

    def __init__(self, page: Page, port: int, salon: Dialogue, cast: Cast) -> None:
        self.page, self.port, self.salon, self.cast = page, port, salon, cast
        self.box = page.locator("main [name=text]").first

    def is_now(self, who: str) -> None:
        """Another session in the same browser; nobody signed out before."""
        client = Client(headers=HOST)
        client.force_login(getattr(self.cast, who))
        held = [
            {"name": name, "value": each.value, "url": self.url("")} for name, each in client.cookies.items()
        ]
        self.page.context.add_cookies(held)  # type: ignore[arg-type]

    def url(self, path: str) -> str:
        return f"http://salon.localhost:{self.port}{path}"

    def open(self, path: str) -> str:
        """What stands in the box of the page at this address."""
        # From another page, so that the browser's own memory of a form plays no part.
        self.page.goto("about:blank")
        answer = self.page.goto(self.url(path))
        assert answer is not None and answer.ok, path
        return self.box.input_value()

    def write(self, text: str) -> None:
        self.box.press("Control+End")
        self.box.press_sequentially(text)

    def press(self, button: str) -> None:
        with self.page.expect_navigation():
            self.page.locator("main form[method=post] button", has_text=button).last.click()

    def kept(self) -> list[str]:
        found: list[str] = self.page.evaluate(LOCAL.format("localStorage"))
        return found + list(self.page.evaluate(LOCAL.format("sessionStorage")))

    @property
    def speak(self) -> str:
        return f"/en/dialogues/{self.salon.slug}/speak/"


@pytest.fixture
def begun(live_database: str) -> tuple[Cast, Dialogue]:
    """The salon of this room's tests in a database of its own, which a server can see."""
    cast = Cast()
    return cast, open_salon(cast)


@pytest.fixture
def writer(salon: Dialogue, cast: Cast) -> Iterator[Writer]:
    with served() as port, look.browser() as chromium, _page(chromium) as page:
        yield Writer(page, port, salon, cast)


@contextmanager
def _page(chromium: Browser) -> Iterator[Page]:
    with look.visit(chromium, "about:blank") as seen:
        yield seen.page
        assert seen.elsewhere == []


def said(cast: Cast, **wanted: Any) -> Contribution:
    with tenancy.community(cast.salon):
        return Contribution.objects.get(**wanted)


def test_what_was_written_after_keeping_for_later_stands_there_again(writer: Writer) -> None:
    writer.is_now("esi")
    writer.open(writer.speak)
    writer.write("First sentence.")
    writer.press("Keep for later")
    writer.write(" A second one.")
    assert writer.open(writer.speak) == "First sentence. A second one."
    writer.write(" And a third.")
    assert writer.open(writer.speak) == "First sentence. A second one. And a third."
    assert writer.open(writer.speak.replace("/en/", "/fr/")).endswith("And a third."), "in another language"
    writer.open(writer.speak)
    writer.press("Answer")
    assert said(writer.cast, text="First sentence. A second one. And a third.").pk
    assert writer.open(writer.speak) == ""
    assert writer.kept() == []


def test_words_kept_elsewhere_meanwhile_and_those_kept_here_are_both_there(writer: Writer) -> None:
    writer.is_now("esi")
    writer.open(writer.speak)
    writer.write("On the phone.")
    other = Client(headers=HOST)
    other.force_login(writer.cast.esi)
    other.post(writer.speak, {"text": "On the computer.", "keep": "1"})
    assert writer.open(writer.speak) == "On the computer."
    writer.write(" More.")
    assert writer.open(writer.speak) == "On the computer. More."
    show = writer.page.get_by_role("button", name="Show them")
    show.click()
    assert writer.box.input_value() == "On the phone."
    show.click()
    assert writer.box.input_value() == "On the computer. More.", "and back again"
    show.click()
    assert look.axe(writer.page) == []
    assert writer.open(writer.speak) == "On the phone."
    expect(writer.page.get_by_role("button", name="Show them")).to_be_visible()
    writer.press("Answer")
    assert said(writer.cast, text="On the phone.").pk
    assert writer.kept() == []


def test_what_is_written_under_a_quote_stands_there_again(writer: Writer) -> None:
    writer.is_now("farid")
    place = f"{writer.speak}?answers={said(writer.cast, text__startswith='The pump').pk}&quote=1"
    begun = writer.open(place)
    assert begun.startswith("> Esi:")
    writer.write("Not so.")
    assert writer.open(place) == f"{begun}Not so."


def test_a_panelist_who_came_by_link_finds_their_words_again(writer: Writer) -> None:
    salon, cast = writer.salon, writer.cast
    with tenancy.community(cast.salon):
        by, asked = cast.membership("dev", cast.salon), salon.questions.get(number=2)
        link = invite_noor(salon, asked, by)
    writer.open(link)
    writer.write("Two women of the quarter.")
    assert writer.open(link) == "Two women of the quarter."
    writer.is_now("esi")
    writer.open(writer.speak)
    assert writer.kept() != [], "nothing of theirs is lost by somebody else who signs in"


def test_carried_words_and_who_said_them_stand_there_again_and_consent_is_asked_anew(writer: Writer) -> None:
    writer.is_now("amina")
    place = writer.speak.replace("/speak/", "/carry/")
    writer.open(place)
    writer.page.fill("main [name=said_by]", "Mama Ngozi")
    writer.write("Ruwan ya kare.")
    writer.page.select_option("main [name=language]", "fr")
    writer.page.check("main [name=consent]")
    assert writer.open(place) == "Ruwan ya kare."
    assert writer.page.input_value("main [name=said_by]") == "Mama Ngozi"
    assert writer.page.input_value("main [name=language]") == "fr"
    assert not writer.page.is_checked("main [name=consent]")
    writer.page.check("main [name=consent]")
    writer.press("Show it")
    assert said(writer.cast, said_by="Mama Ngozi").pk
    assert writer.kept() == []


def test_a_change_begun_stands_there_again(writer: Writer) -> None:
    writer.is_now("esi")
    place = f"/en/contributions/{said(writer.cast, text__startswith='The pump').pk}/change/"
    begun = writer.open(place)
    writer.write(" And the rope.")
    assert writer.open(place) == f"{begun} And the rope."
    writer.press("Save")
    assert said(writer.cast, text=f"{begun} And the rope.").pk
    assert writer.kept() == []


def test_on_a_shared_phone_nobody_sees_anothers_words_and_signing_out_forgets_them(writer: Writer) -> None:
    writer.is_now("esi")
    writer.open(writer.speak)
    writer.write("Only mine.")
    writer.is_now("farid")
    assert writer.open(writer.speak) == ""
    writer.write("Mine too.")
    writer.page.context.clear_cookies()
    assert writer.open(writer.speak) == ""
    writer.is_now("esi")
    assert writer.open(writer.speak) == "Only mine."
    writer.page.goto(writer.url("/en/sign-out/"))
    writer.press("Sign out")
    writer.is_now("esi")
    assert writer.open(writer.speak) == ""
    assert writer.kept() == []


def test_words_that_did_not_arrive_are_kept_whatever_is_saved_next(writer: Writer) -> None:
    writer.is_now("esi")
    place = f"/en/contributions/{said(writer.cast, text__startswith='The pump').pk}/"
    writer.open(writer.speak)
    writer.write("The line broke.")
    writer.page.route(
        "**/speak/", lambda route: route.abort() if route.request.method == "POST" else route.continue_()
    )
    writer.page.locator("main form[method=post] button", has_text="Answer").last.click()
    writer.page.wait_for_timeout(300)
    writer.page.unroute("**/speak/")
    writer.open(place)
    writer.write("Something else.")
    writer.press("Answer")
    assert said(writer.cast, text="Something else.").pk
    assert writer.open(writer.speak) == "The line broke."
