"""A stranger's answer in a real browser: with script it is shown at once, without it a moderator reads it first."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from palabre.communities import once, proofs
from palabre.communities.tests.hosts import code_for
from palabre.dialogues.models import Contribution, Dialogue
from palabre.dialogues.tests.conftest import open_salon
from palabre.kit import tenancy
from palabre.kit.testing import look
from palabre.kit.testing.cast import Cast
from palabre.moderation.models import Standing
from tests.support.server import served

pytestmark = [
    pytest.mark.browser,
    pytest.mark.scale,
    pytest.mark.skipif(not shutil.which(look.CHROMIUM), reason=f"{look.CHROMIUM} is missing"),
]
HELD = "Only you see this until a moderator has read it."


# Each starts a server and a browser: the first stands for them on a quick run.
on_a_long_run = pytest.mark.scale


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sum that takes no time on a busy machine; how long the real one takes is not what is tested here."""
    monkeypatch.setattr(proofs, "ROUNDS", 20)


@pytest.fixture
def begun(live_database: str) -> tuple[Cast, Dialogue]:
    """The salon of this room's tests in a database of its own, which a server can see."""
    cast = Cast()
    return cast, open_salon(cast)


@pytest.fixture
def port(salon: Dialogue) -> Iterator[int]:
    with served() as found:
        yield found


@pytest.fixture
def chromium() -> Iterator[Browser]:
    with look.browser() as started:
        yield started


def place(port: int, salon: Dialogue, page: str = "question/1/", lang: str = "en") -> str:
    return f"http://salon.localhost:{port}/{lang}/dialogues/{salon.slug}/{page}"


def sign_in(page: Page, email: str) -> None:
    page.locator("main [name=email]").fill(email)
    go(page)
    page.locator("main [name=code]").fill(code_for(email))
    go(page)


def go(page: Page) -> None:
    with page.expect_navigation():
        page.locator("main form[method=post] button:not([name=keep])").last.press("Enter")


def standing(cast: Cast, text: str) -> str:
    with tenancy.community(cast.salon):
        return str(Contribution.objects.get(text=text).standing)


def test_with_script_it_is_public_and_without_a_moderator_lets_it_through(
    chromium: Browser, port: int, salon: Dialogue, cast: Cast
) -> None:
    with look.visit(chromium, place(port, salon), width=360) as seen:
        page, complaints = seen.page, []
        page.on("console", lambda said: complaints.append(said.text))
        box = page.get_by_label("Your answer")
        box.press_sequentially("The rope went first.")
        expect(page.locator("[name=altcha]")).not_to_have_value("", timeout=20_000)
        assert look.axe(page) == []
        go(page)
        sign_in(page, "esi@example.org")
        assert page.get_by_text("The rope went first.").is_visible()
        assert page.get_by_text(HELD).count() == 0
        assert (complaints, seen.elsewhere) == ([], [])
    assert standing(cast, "The rope went first.") == "public"
    with look.visit(chromium, place(port, salon), width=360, js=False) as seen:
        seen.page.get_by_label("Your answer").fill("The bolt went first.")
        go(seen.page)
        sign_in(seen.page, "esi@example.org")
        assert seen.page.get_by_text(HELD).is_visible()
    assert standing(cast, "The bolt went first.") == "pending"
    let_through(cast)
    with look.visit(chromium, place(port, salon), js=False) as seen:
        assert seen.page.get_by_text("The bolt went first.").is_visible()


def let_through(cast: Cast) -> None:
    carla = Client(headers={"host": "salon.localhost"})
    carla.force_login(cast.carla)
    with tenancy.community(cast.salon):
        waiting = Standing.objects.get(state="pending")
    carla.post(f"/moderation/{waiting.pk}/", {"state": "public", "once": once.new_key()})


@on_a_long_run
def test_words_that_were_there_before_anything_was_touched_wait_a_moment_for_their_proof(
    chromium: Browser, port: int, salon: Dialogue, cast: Cast
) -> None:
    with look.visit(chromium, place(port, salon, "speak/", lang="ar"), lang="ar") as seen:
        # As a browser fills a box that it remembers: nobody has touched the form.
        seen.page.locator("main [name=text]").evaluate("box => { box.value = 'Kept from yesterday.'; }")
        status = seen.page.locator("main form [role=status]")
        assert status.inner_text() == ""
        seen.page.route("**/proof/", lambda _never: None)
        with seen.page.expect_navigation():
            seen.page.locator("main form button").last.evaluate("button => button.click()")
            expect(status).to_contain_text("لحظة")
            assert look.axe(seen.page) == []
        # It never came: the words went all the same.
        assert "/sign-in/" in seen.page.url
        sign_in(seen.page, "esi@example.org")
    assert standing(cast, "Kept from yesterday.") == "pending"


@on_a_long_run
def test_a_sending_that_starts_the_proof_waits_for_it_and_is_proven(
    chromium: Browser, port: int, salon: Dialogue, cast: Cast
) -> None:
    with look.visit(chromium, place(port, salon, "speak/")) as seen:
        seen.page.locator("main [name=text]").evaluate("box => { box.value = 'Sent in one go.'; }")
        with seen.page.expect_navigation():
            seen.page.locator("main form button").last.evaluate("button => button.click()")
        sign_in(seen.page, "esi@example.org")
    assert standing(cast, "Sent in one go.") == "public"


@on_a_long_run
def test_where_no_challenge_is_given_the_form_goes_at_once(
    chromium: Browser, port: int, salon: Dialogue, cast: Cast, settings: Any
) -> None:
    settings.LIMITS = {**settings.LIMITS, "proof": {"address": "0/h"}}
    with look.visit(chromium, place(port, salon)) as seen:
        seen.page.get_by_label("Your answer").fill("No sum was set.")
        go(seen.page)
        sign_in(seen.page, "esi@example.org")
    assert standing(cast, "No sum was set.") == "pending"
