"""New recovery codes: a button pressed twice does not take away the codes that were just written down."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP

from palabre.communities.once import new_key
from palabre.communities.tests.hosts import BARE, Browser
from palabre.kit.testing.cast import Cast

pytestmark = pytest.mark.django_db
PAGE = "/me/security/recovery-codes/generate/"
PASSWORD = "seven doors and a well"


def codes_of(person: object) -> list[str]:
    return list(Authenticator.objects.get(user=person, type="recovery_codes").wrap().get_unused_codes())


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest.fixture
def browser(cast: Cast) -> Browser:
    cast.esi.set_password(PASSWORD)
    cast.esi.save()
    TOTP.activate(cast.esi, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(cast.esi)
    browser = Browser().at(BARE)
    browser.force_login(cast.esi)
    assert browser.post("/me/again/", {"password": PASSWORD}).status_code == 302
    return browser


def test_a_form_sent_again_makes_no_second_codes(cast: Cast, browser: Browser) -> None:
    before = codes_of(cast.esi)
    assert 'name="once"' in browser.get(PAGE).content.decode()
    form = {"once": new_key()}
    first = browser.post(PAGE, form)
    made = codes_of(cast.esi)
    again = browser.post(PAGE, form)
    assert made != before
    assert codes_of(cast.esi) == made
    assert first["Location"] == again["Location"]
    browser.send(PAGE)
    assert codes_of(cast.esi) != made


def test_without_its_key_nothing_is_made(cast: Cast, browser: Browser) -> None:
    before = codes_of(cast.esi)
    assert browser.post(PAGE).status_code == 400
    assert codes_of(cast.esi) == before
