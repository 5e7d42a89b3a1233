"""Too often: a sentence, the time to wait, and everything that was written; per person, address and community."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from palabre.communities.tests.hosts import BARE, CITIES, SALON, Browser
from palabre.communities.tests.test_rules import LONG, SAID, Addresses
from palabre.kit import clock
from palabre.kit.testing.cast import Cast
from palabre.people import counts
from palabre.people.models import Count

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(settings: Any) -> Cast:
    settings.COMMUNITY_URLCONF = Addresses
    SAID.clear()
    return Cast()


def limit(settings: Any, action: str, **figures: str) -> None:
    settings.LIMITS = {**settings.LIMITS, action: figures}


def signed_in(host: str, email: str, address: str = "192.0.2.1") -> Browser:
    browser = Browser(REMOTE_ADDR=address)
    browser.sign_in(host, email)
    return browser


def test_per_person_with_the_time_to_wait_and_every_word(cast: Cast, settings: Any) -> None:
    limit(settings, "post", person="2/h")
    esi, farid = signed_in(SALON, "esi@example.org"), signed_in(SALON, "farid@example.org")
    for _ in range(2):
        assert esi.send("/say/", text=LONG).status_code == 302
    late = esi.send("/say/", text=LONG, language="fr", extra='"><script>')
    html = late.content.decode()
    assert late.status_code == 429
    assert 0 < int(late["Retry-After"]) <= 3600
    assert LONG in html
    assert 'name="language" value="fr"' in html
    assert "<script>" not in html
    assert "minute" in html or "second" in html
    assert farid.send("/say/", text=LONG).status_code == 302
    with clock.moved(timedelta(hours=1)):
        assert esi.send("/say/", text=LONG).status_code == 302


def test_per_address(cast: Cast, settings: Any) -> None:
    limit(settings, "post", address="2/h")
    esi, farid = signed_in(SALON, "esi@example.org"), signed_in(SALON, "farid@example.org")
    elsewhere = signed_in(SALON, "farid@example.org", "192.0.2.9")
    assert [one.send("/say/", text="x").status_code for one in (esi, farid, esi)] == [302, 302, 429]
    assert elsewhere.send("/say/", text="x").status_code == 302


def test_per_community(cast: Cast, settings: Any) -> None:
    limit(settings, "post", community="2/h")
    esi, farid = signed_in(SALON, "esi@example.org"), signed_in(SALON, "farid@example.org", "192.0.2.9")
    other = signed_in(CITIES, "bruno@example.org")
    assert [one.send("/say/", text="x").status_code for one in (esi, farid, esi)] == [302, 302, 429]
    assert other.send("/say/", text="x").status_code == 302


@pytest.mark.parametrize("host", [SALON, BARE])
def test_asking_for_codes(cast: Cast, settings: Any, host: str) -> None:
    limit(settings, "ask_code", about="1/h")
    browser = Browser().at(host)
    assert browser.send("/sign-in/", email="esi@example.org").status_code == 302
    late = browser.send("/sign-in/", email="ESI@example.org")
    assert late.status_code == 429
    assert 'value="ESI@example.org"' in late.content.decode()
    assert browser.send("/sign-in/", email="farid@example.org").status_code == 302


def test_inviting_and_reporting(cast: Cast, settings: Any) -> None:
    limit(settings, "invite", person="0/h")
    limit(settings, "flag", person="0/h")
    dev = signed_in(SALON, "dev@example.org")
    assert dev.send("/members/manage/invite/", email="x@example.org", roles="member").status_code == 429
    assert dev.send("/report/dialogues.contribution/1/").status_code == 429


def test_what_is_counted_names_nobody(cast: Cast, settings: Any) -> None:
    signed_in(SALON, "esi@example.org", "192.0.2.77").send("/say/", text="x")
    kept = " ".join(Count.objects.values_list("key", flat=True))
    assert kept
    assert "192.0.2.77" not in kept
    assert "esi" not in kept


def test_spans_that_are_over_are_forgotten(cast: Cast) -> None:
    signed_in(SALON, "esi@example.org")
    with clock.moved(timedelta(days=2)):
        assert counts.purge() > 0
        assert Count.objects.count() == 0


@pytest.mark.parametrize(("seconds", "said"), [(1, "1 second"), (61, "2 minutes"), (7200, "2 hours")])
def test_the_wait_is_said_in_words(seconds: int, said: str) -> None:
    assert said + "." in counts.sentence(seconds)
