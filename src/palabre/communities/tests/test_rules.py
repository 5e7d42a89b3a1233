"""A community's own rules: in versions, agreed to once, and nothing of what was written is lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import include, path

from palabre.communities import once
from palabre.communities.actions import publish_rules
from palabre.communities.models import Membership, Rules
from palabre.communities.refusals import Refusal
from palabre.communities.tests.hosts import CIRCLE, SALON, Browser
from palabre.kit import tenancy
from palabre.kit.testing.cast import Cast
from palabre.people.counts import limited

pytestmark = pytest.mark.django_db
LONG = "Chez nous, la pompe est en panne depuis deux semaines et la caisse est vide."
SAID: list[tuple[str, str]] = []


@limited("post")
def say(request: Any) -> HttpResponse:
    """A page that takes words, as a dialogue's does."""

    def act() -> str:
        SAID.append((request.POST["text"], request.membership.name))
        return f"/said/{len(SAID)}/"

    return once.answer(request, act)


class Addresses:
    """The community's addresses and the page above."""

    urlpatterns = [
        path("say/", say, name="dialogues_say"),
        path("", include("palabre.config.urls.community")),
    ]
    handler404 = "palabre.kit.views.not_found"


@pytest.fixture
def cast(settings: Any) -> Cast:
    settings.COMMUNITY_URLCONF = Addresses
    SAID.clear()
    return Cast()


def publish(cast: Cast, text: str) -> Rules:
    dev = cast.membership("dev", cast.salon)
    with tenancy.community(cast.salon):
        return publish_rules(community=cast.salon, text=text, by=dev)


def of(cast: Cast, name: str) -> Membership:
    found: Membership = cast.membership(name.lower(), cast.salon)
    return found


def test_a_manager_publishes_a_new_wording_and_the_earlier_one_stays_readable(cast: Cast) -> None:
    browser = Browser()
    browser.sign_in(SALON, "dev@example.org")
    browser.send("/rules/write/", text="- Name the **well**.<script>alert(1)</script>")
    browser.send("/rules/write/", text="- Name the river.")
    page = browser.get("/rules/").content.decode()
    assert "Name the river." in page
    assert '/rules/1/"' in page
    earlier = browser.get("/rules/1/").content.decode()
    assert "<strong>well</strong>" in earlier
    assert "<script" not in earlier
    assert "It holds no more." in earlier
    assert browser.get("/rules/3/").status_code == 404
    assert of(cast, "Dev").rules_accepted == 2


def test_the_same_text_again_is_no_new_wording(cast: Cast) -> None:
    assert publish(cast, "- Name the well.").number == publish(cast, "- Name the well.").number == 1


def test_only_a_manager_may(cast: Cast) -> None:
    browser = Browser()
    browser.sign_in(SALON, "esi@example.org")
    assert browser.get("/rules/write/").status_code == 404
    with tenancy.community(cast.salon), pytest.raises(Refusal):
        publish_rules(community=cast.salon, text="x", by=of(cast, "Esi"))


def test_they_hold_in_their_community_alone(cast: Cast) -> None:
    publish(cast, "- Name the well.")
    assert "Name the well" not in Browser().at(CIRCLE).get("/rules/").content.decode()
    assert Browser().at(CIRCLE).get("/rules/1/").status_code == 404


def test_a_member_is_asked_once_before_they_next_write_and_their_words_are_kept(cast: Cast) -> None:
    publish(cast, "- Name the well.")
    browser = Browser()
    browser.sign_in(SALON, "esi@example.org")
    key = once.new_key()
    asked = browser.post("/say/", {"once": key, "text": LONG})
    html = asked.content.decode()
    assert (asked.status_code, SAID) == (409, [])
    assert LONG in html
    assert "Name the well" in html
    assert f'name="once" value="{key}"' in html
    agreed = browser.post("/say/", {"once": key, "text": LONG, "agrees_to_rules": "1"})
    assert (agreed["Location"], SAID) == ("/said/1/", [(LONG, "Esi")])
    assert (of(cast, "Esi").rules_accepted, of(cast, "Esi").rules_accepted_at is not None) == (1, True)
    assert browser.send("/say/", text="Encore.")["Location"] == "/said/2/"
    publish(cast, "- Name the river.")
    assert browser.send("/say/", text="Encore.", agrees_to_rules="1").status_code == 409


def test_one_can_agree_on_the_page_of_the_rules(cast: Cast) -> None:
    publish(cast, "- Name the well.")
    browser = Browser()
    browser.sign_in(SALON, "esi@example.org")
    assert "I agree to these rules" in browser.get("/rules/").content.decode()
    browser.send("/rules/", agrees_to_rules="1")
    assert browser.send("/say/", text="Voilà.")["Location"] == "/said/1/"
    assert Browser().at(SALON).send("/rules/", agrees_to_rules="1").status_code == 422


def test_who_joins_agrees_to_what_they_see(cast: Cast) -> None:
    publish(cast, "- Name the well.")
    browser = Browser()
    browser.sign_in(SALON, "new@example.org")
    assert "Name the well" in browser.get("/join/").content.decode()
    browser.send("/join/", name="Nadia", accepts_rules="on")
    assert browser.send("/say/", text="Me voici.")["Location"] == "/said/1/"
