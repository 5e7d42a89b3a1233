"""From the bare host to a community's host by a ticket: once, within a minute, in the browser that began it."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest

from palabre.communities.tests.hosts import BARE, CIRCLE, CITIES, SALON, Browser
from palabre.kit import clock
from palabre.kit.testing.cast import Cast
from palabre.people.models import Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    made = Cast()
    made.circle.visibility = "private"
    made.circle.save()
    return made


def path_of(address: str) -> str:
    return urlsplit(address).path


def begin(browser: Browser, host: str = CIRCLE) -> str:
    """Step 1 on the bare host; returns the path on the community's host."""
    page = browser.at(BARE).send(f"/me/open/{host}/")
    assert page.status_code == 200
    found = re.search(r'content="0;url=([^"]+)"', page.content.decode())
    assert found
    assert urlsplit(found[1]).hostname == host
    return path_of(found[1])


def ticket_for(browser: Browser, host: str = CIRCLE) -> str:
    """Steps 1 to 3; returns the path that uses the ticket."""
    start = begin(browser, host)
    to_bare = browser.at(host).get(start)
    assert to_bare.status_code == 302
    back = browser.at(BARE).get(path_of(to_bare["Location"]))
    return path_of(back["Location"])


def who(browser: Browser) -> Any:
    return browser.session.get("_auth_user_id")


@pytest.fixture
def sam(cast: Cast) -> Browser:
    browser = Browser()
    browser.sign_in(BARE, "sam@example.org")
    return browser


@pytest.mark.long
def test_a_member_comes_into_a_private_community_from_the_bare_host(cast: Cast, sam: Browser) -> None:
    use = ticket_for(sam)
    assert sam.at(CIRCLE).get(use).status_code == 302
    assert who(sam) == str(cast.sam.pk)
    assert sam.get("/me/").status_code == 200


def test_somebody_without_membership_is_signed_in_on_an_open_host(cast: Cast, sam: Browser) -> None:
    sam.at(SALON).get(ticket_for(sam, SALON))
    assert who(sam) == str(cast.sam.pk)


def test_a_ticket_works_once(cast: Cast, sam: Browser) -> None:
    use = ticket_for(sam)
    sam.at(CIRCLE).get(use)
    sam.send("/sign-out/")
    assert sam.at(CIRCLE).get(use).status_code == 404
    assert who(sam) is None


def test_a_ticket_is_over_after_a_minute(cast: Cast, sam: Browser) -> None:
    use = ticket_for(sam)
    with clock.moved(timedelta(seconds=61)):
        assert sam.at(CIRCLE).get(use).status_code == 404


def test_a_ticket_of_one_host_is_refused_on_another(cast: Cast, sam: Browser) -> None:
    use = ticket_for(sam, SALON)
    # The same browser has begun to come over to the other host as well, so a proof of its own lies there.
    sam.at(CITIES).get(begin(sam, CITIES))
    assert sam.at(CITIES).get(use).status_code == 404
    assert who(sam) is None


def test_a_ticket_in_another_browser_signs_nobody_in(cast: Cast, sam: Browser) -> None:
    use = ticket_for(sam)
    thief = Browser().at(CIRCLE)
    assert thief.get(use).status_code == 404
    assert who(thief) is None
    assert Ticket.objects.get().used_at is None
    sam.at(CIRCLE).get(use)
    assert who(sam) == str(cast.sam.pk)


def test_an_overheard_beginning_is_worth_nothing(cast: Cast, sam: Browser) -> None:
    start = begin(sam)
    thief = Browser()
    to_bare = path_of(thief.at(CIRCLE).get(start)["Location"])
    assert thief.at(BARE).get(to_bare).status_code == 404  # not signed in there
    thief.sign_in(BARE, "esi@example.org")
    assert thief.at(BARE).get(to_bare).status_code == 404  # somebody else is
    assert not Ticket.objects.exists()


def test_a_beginning_is_bound_to_the_browser_even_for_the_same_person(cast: Cast, sam: Browser) -> None:
    start = begin(sam)
    other = Browser()
    other.sign_in(BARE, "sam@example.org")
    to_bare = path_of(other.at(CIRCLE).get(start)["Location"])
    assert other.at(BARE).get(to_bare).status_code == 404


def test_a_beginning_of_one_host_is_refused_on_another_and_forged_ones_everywhere(
    cast: Cast, sam: Browser
) -> None:
    start = begin(sam, SALON)
    assert sam.at(CIRCLE).get(start).status_code == 404
    assert sam.at(SALON).get(start[:-3] + "xx/").status_code == 404


def test_a_changed_password_ends_the_ticket(cast: Cast, sam: Browser) -> None:
    use = ticket_for(sam)
    cast.sam.set_password("a new and longer one")
    cast.sam.save()
    assert sam.at(CIRCLE).get(use).status_code == 404


def test_asking_shows_a_page_and_changes_nothing(cast: Cast, sam: Browser) -> None:
    for _ in range(10):
        assert sam.at(BARE).get(f"/me/open/{CIRCLE}/").status_code == 200
    assert not Ticket.objects.exists()
    assert who(sam.at(CIRCLE)) is None
