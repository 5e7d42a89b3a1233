"""Passwords, passkeys and second proofs on the bare host: in our own frame, never half a way in."""

from __future__ import annotations

import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client

from palabre.kit.testing.cast import Cast
from palabre.people import codes

pytestmark = pytest.mark.django_db
BARE, SALON = "localhost", "salon.localhost"
PASSWORD = "seven doors and a well"
SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture
def cast() -> Cast:
    return Cast()


def client_on(host: str, person: Any = None) -> Client:
    client = Client(HTTP_HOST=host)
    if person is not None:
        client.force_login(person)
    return client


def digits() -> str:
    """What the authenticator app shows now."""
    return str(format_hotp_value(hotp_value(SECRET, int(time.time()) // 30)))


@pytest.mark.long
@pytest.mark.parametrize(
    "path",
    [
        "/sign-in/password/",
        "/me/inactive/",
        "/me/password/set/",
        "/me/security/",
        "/me/security/totp/activate/",
        "/me/security/webauthn/",
        "/me/security/webauthn/add/",
    ],
)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_page_stands_in_our_frame(cast: Cast, path: str, language: str) -> None:
    person = None if "sign-in" in path else cast.esi
    page = client_on(BARE, person).get(f"/{language}{path}")
    html = page.content.decode()
    assert page.status_code == 200
    assert f'<html lang="{language}"' in html
    assert 'class="skip"' in html
    assert "csrfmiddlewaretoken" not in html
    assert "unsafe-inline" not in page.headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/me/security/", "/sign-in/password/", "/me/password/set/", "/passkeys.js"])
def test_on_a_communitys_host_they_are_not_there(cast: Cast, path: str) -> None:
    assert client_on(SALON, cast.esi).get(path).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/accounts/login/",
        "/accounts/signup/",
        "/signup/",
        "/me/signup/",
        "/me/security/webauthn/signup/",
        "/me/security/trust/",
        "/me/email/",
        "/password/reset/",
    ],
)
def test_what_is_not_needed_has_no_address(cast: Cast, path: str) -> None:
    assert client_on(BARE, cast.esi).get(path).status_code == 404


def test_only_pages_that_need_the_script_may_run_it(cast: Cast) -> None:
    client = client_on(BARE, cast.esi)
    assert "script-src 'self'" in client.get("/me/security/webauthn/add/").headers["Content-Security-Policy"]
    assert "script-src 'none'" in client.get("/me/security/").headers["Content-Security-Policy"]
    script = client.get("/passkeys.js")
    assert script.headers["Content-Type"].startswith("text/javascript")
    assert b"allauth.webauthn" in script.content


def test_a_password_signs_in_and_a_wrong_one_says_nothing_about_the_address(cast: Cast) -> None:
    cast.esi.set_password(PASSWORD)
    cast.esi.save()
    answers = []
    for email in ("esi@example.org", "nobody@example.org"):
        page = client_on(BARE).post("/sign-in/password/", {"login": email, "password": "wrong"})
        answers.append((page.status_code, page.content.decode().replace(email, "X")))
    assert answers[0] == answers[1]
    client = client_on(BARE)
    assert (
        client.post("/sign-in/password/", {"login": "esi@example.org", "password": PASSWORD}).status_code
        == 302
    )
    assert client.session["_auth_user_id"] == str(cast.esi.pk)


def test_guessing_a_password_stops_after_five_tries(cast: Cast) -> None:
    cast.esi.set_password(PASSWORD)
    cast.esi.save()
    for _ in range(5):
        client_on(BARE).post("/sign-in/password/", {"login": "esi@example.org", "password": "wrong"})
    client = client_on(BARE)
    told = client.post("/sign-in/password/", {"login": "esi@example.org", "password": PASSWORD})
    assert "_auth_user_id" not in client.session
    assert "You can do it again in 5 minutes." in told.content.decode()


def test_who_tries_one_address_after_the_other_is_told_how_long_to_wait(cast: Cast) -> None:
    client = client_on(BARE)
    for number in range(11):
        told = client.post("/sign-in/password/", {"login": f"{number}@example.org", "password": "wrong"})
    assert told.status_code == 429 or "You can do it again in" in told.content.decode()
    for number in range(40):
        told = client.post("/sign-in/password/", {"login": f"{number}@example.com", "password": "wrong"})
    assert (told.status_code, told.headers["Retry-After"]) == (429, "60")
    assert "You can do it again in 1 minute" in told.content.decode()
    french = client.get("/fr/sign-in/password/")
    assert french.status_code == 200


def test_setting_a_password_ends_the_other_sessions(cast: Cast) -> None:
    here, there = client_on(BARE, cast.esi), client_on(SALON, cast.esi)
    assert there.get("/me/").status_code == 200
    here.post("/me/password/set/", {"password1": PASSWORD, "password2": PASSWORD})
    cast.esi.refresh_from_db()
    assert cast.esi.check_password(PASSWORD)
    assert there.get("/me/").status_code == 302
    assert here.get("/me/").status_code == 200


def give_code(client: Client, person: Any, host: str) -> Any:
    client.post("/sign-in/", {"once": "k" * 22, "email": person.email})
    code = codes.ask(host=host, browser=client.session["palabre_browser"], email=person.email)
    return client.post("/sign-in/code/", {"code": code})


def test_with_a_second_proof_a_code_by_mail_is_not_enough(cast: Cast) -> None:
    TOTP.activate(cast.esi, SECRET)
    client = client_on(BARE)
    assert give_code(client, cast.esi, BARE)["Location"].endswith("/me/security/authenticate/")
    assert "_auth_user_id" not in client.session
    assert client.get("/me/").status_code == 302
    assert client.get("/me/security/authenticate/").status_code == 200
    client.post("/me/security/authenticate/", {"code": "000000"})
    assert "_auth_user_id" not in client.session
    in_bengali = digits().translate(str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯"))
    client.post("/me/security/authenticate/", {"code": f"{in_bengali[:3]} {in_bengali[3:]}"})
    assert client.session["_auth_user_id"] == str(cast.esi.pk)


def test_on_a_communitys_host_it_is_asked_for_on_the_bare_one(cast: Cast) -> None:
    TOTP.activate(cast.esi, SECRET)
    client = client_on(SALON)
    page = give_code(client, cast.esi, SALON)
    assert page.status_code == 200
    assert "/me/open/salon.localhost/" in page.content.decode()
    assert "_auth_user_id" not in client.session


def test_somebody_elses_passkey_is_not_there(cast: Cast) -> None:
    key = Authenticator.objects.create(
        user=cast.sam, type="webauthn", data={"name": "Sam's key", "credential": {}}
    )
    client = client_on(BARE, cast.esi)
    assert client.get(f"/me/security/webauthn/keys/{key.pk}/remove/").status_code == 404
    assert "Sam" not in client.get("/me/security/webauthn/").content.decode()
