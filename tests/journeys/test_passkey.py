"""A passkey made and used in a real browser, with the authenticator that chromium offers to tests."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import Page

from palabre.kit.testing import look
from palabre.kit.testing.cast import Cast
from palabre.mail.models import Message
from palabre.people.models import Person
from tests.support.server import served

pytestmark = [
    pytest.mark.long,
    pytest.mark.browser,
    pytest.mark.skipif(not shutil.which(look.CHROMIUM), reason="chromium is not installed here"),
]
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
PASSWORD = "seven doors and a well"


@pytest.fixture
def port(live_database: str) -> Iterator[int]:
    esi = Cast().people["Esi"]
    esi.set_password(PASSWORD)
    esi.save()
    with served() as port:
        yield port


def sign_in_by_password(page: Page, url: str) -> None:
    page.goto(f"{url}/en/sign-in/password/")
    page.fill("[name=login]", "esi@example.org")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/me/**")


def test_it_is_added_on_the_bare_host_and_signs_in_there(port: int) -> None:
    url = f"http://localhost:{port}"
    with look.browser() as chromium, look.visit(chromium, "about:blank") as seen:
        page, broken = seen.page, list[str]()
        page.on("pageerror", lambda error: broken.append(str(error)))
        devtools = page.context.new_cdp_session(page)
        devtools.send("WebAuthn.enable")
        devtools.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
        sign_in_by_password(page, url)
        page.goto(f"{url}/en/me/security/webauthn/add/")
        if page.locator("main [name=password]").count():
            page.fill("main [name=password]", PASSWORD)
            page.press("main [name=password]", "Enter")
            page.wait_for_url("**/webauthn/add/")
        page.fill("main [name=name]", "My telephone")
        page.check("main [name=passwordless]")
        page.click("#mfa_webauthn_add")
        page.wait_for_url(lambda now: "/webauthn/add/" not in now)
        assert Authenticator.objects.filter(user=Person.objects.get(email="esi@example.org")).exists()
        page.context.clear_cookies()
        page.goto(f"{url}/en/sign-in/password/")
        page.click("#passkey_login")
        page.wait_for_url("**/me/**")
        assert page.locator("main").inner_text()
        assert broken == []
    assert not Message.objects.filter(kind="code").exists()
