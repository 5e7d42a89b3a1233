"""Signing in by an e-mailed code: bound to host and browser, and telling nobody who has an account."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from palabre.communities.tests.hosts import BARE, CITIES, SALON, Browser, code_for, link_in, mails
from palabre.kit import clock
from palabre.kit.testing.cast import Cast
from palabre.people.models import Person, SignInCode

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return Cast()


def who(browser: Browser) -> str | None:
    return browser.session.get("_auth_user_id")


@pytest.mark.parametrize("host", [SALON, BARE])
def test_the_code_from_the_mail_signs_in(cast: Cast, host: str) -> None:
    browser = Browser()
    browser.sign_in(host, "esi@example.org")
    assert who(browser) == str(cast.esi.pk)


DIGITS = ("০১২৩৪৫৬৭৮৯", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "０１２３４５６７８９")
"""Bengali, Arabic, Persian, full width."""


@pytest.mark.parametrize("digits", DIGITS)
@pytest.mark.parametrize("between", ["", " ", "-", "\u2013", "\u200f \u00a0"])
def test_the_code_may_be_typed_in_the_reader_s_own_digits(cast: Cast, digits: str, between: str) -> None:
    browser = Browser().at(SALON)
    browser.send("/sign-in/", email="esi@example.org")
    code = code_for("esi@example.org").translate(str.maketrans("0123456789", digits))
    assert browser.send("/sign-in/code/", code=f"{code[:3]}{between}{code[3:]}").status_code == 302
    assert who(browser) == str(cast.esi.pk)


@pytest.mark.parametrize("typed", ["²²²²²²", "১২৩৪৫", "1234567", "12345x", "一二三四五六"])
def test_what_is_no_code_is_asked_for_again_and_costs_no_try(cast: Cast, typed: str) -> None:
    browser = Browser().at(SALON)
    browser.send("/sign-in/", email="esi@example.org")
    page = browser.send("/sign-in/code/", code=typed)
    assert (page.status_code, "The code has six digits" in page.content.decode()) == (422, True)
    assert SignInCode.objects.get().tries == 0


def test_the_mail_says_a_code_of_six_digits_and_a_page_in_the_readers_language(cast: Cast) -> None:
    Browser().at(SALON).send("/fr/sign-in/", email="esi@example.org")
    (mail,) = mails("esi@example.org", "code")
    assert mail.language == "fr"
    assert len(code_for("esi@example.org")) == 6
    assert link_in(mail).startswith("/fr/sign-in/code/?code=")


def test_the_mail_writes_its_minutes_in_the_reader_s_digits_as_the_page_does(cast: Cast) -> None:
    Browser().at(SALON).send("/ar/sign-in/", email="esi@example.org")
    (mail,) = mails("esi@example.org", "code")
    assert all("٣٠ دقيقة" in part and "30 دقيقة" not in part for part in (mail.text, mail.html))


@pytest.mark.parametrize(("tag", "joint"), [("fr", "</b>\u00a0: "), ("en", "</b>: "), ("ar", "</b>: ")])
def test_what_is_to_be_mended_is_joined_as_the_language_writes_it(cast: Cast, tag: str, joint: str) -> None:
    page = Browser().at(SALON).send(f"/{tag}/sign-in/", email="").content.decode()
    assert page.count(joint) == 1
    assert page.count(joint.removeprefix("</b>"), 0, page.index("</title>")) == 1


def test_a_known_and_an_unknown_address_get_the_same_answer(cast: Cast) -> None:
    answers = []
    for email in ("esi@example.org", "nobody@example.org"):
        browser = Browser().at(SALON)
        sent = browser.send("/sign-in/", email=email)
        page = browser.get(sent["Location"])
        answers.append((sent.status_code, sent["Location"], page.content.decode().replace(email, "X")))
        assert len(mails(email, "code")) == 1
    assert answers[0] == answers[1]


def test_an_unknown_address_becomes_a_person_only_when_its_code_comes_back(cast: Cast) -> None:
    browser = Browser().at(SALON)
    browser.send("/fr/sign-in/", email="New@Example.org")
    assert not Person.objects.filter(email="new@example.org").exists()
    browser.send("/fr/sign-in/code/", code=code_for("new@example.org"))
    person = Person.objects.get(email="new@example.org")
    assert who(browser) == str(person.pk)
    assert person.language == "fr"
    assert not person.has_usable_password()


@pytest.mark.parametrize("elsewhere", [CITIES, BARE])
def test_a_code_made_on_one_host_is_refused_on_another(cast: Cast, elsewhere: str) -> None:
    browser = Browser().at(SALON)
    browser.send("/sign-in/", email="esi@example.org")
    code = code_for("esi@example.org")
    browser.at(elsewhere).send("/sign-in/code/", code=code)
    assert who(browser) is None
    # Even where the same browser waits for a code there too.
    browser.send("/sign-in/", email="esi@example.org")
    if code != code_for("esi@example.org"):
        browser.send("/sign-in/code/", code=code)
        assert who(browser) is None


def test_a_code_is_refused_in_another_browser(cast: Cast) -> None:
    Browser().at(SALON).send("/sign-in/", email="esi@example.org")
    other = Browser().at(SALON)
    answer = other.send("/sign-in/code/", code=code_for("esi@example.org"))
    assert answer.status_code == 410
    assert who(other) is None


def test_a_code_works_once(cast: Cast) -> None:
    browser = Browser()
    browser.sign_in(SALON, "esi@example.org")
    code = code_for("esi@example.org")
    browser.send("/sign-out/")
    assert who(browser) is None
    assert browser.send("/sign-in/code/", code=code).status_code == 410
    assert who(browser) is None


def test_a_code_holds_for_thirty_minutes(cast: Cast) -> None:
    browser = Browser().at(SALON)
    browser.send("/sign-in/", email="esi@example.org")
    with clock.moved(timedelta(minutes=31)):
        assert browser.send("/sign-in/code/", code=code_for("esi@example.org")).status_code == 410
    browser.send("/sign-in/code/", code=code_for("esi@example.org"))
    assert who(browser) == str(cast.esi.pk)


def test_after_five_tries_even_the_right_code_is_refused(cast: Cast) -> None:
    browser = Browser().at(SALON)
    browser.send("/sign-in/", email="esi@example.org")
    right = code_for("esi@example.org")
    wrong = "000000" if right != "000000" else "000001"
    statuses = [browser.send("/sign-in/code/", code=wrong).status_code for _ in range(5)]
    assert statuses == [422, 422, 422, 422, 410]
    assert browser.send("/sign-in/code/", code=right).status_code == 410
    assert who(browser) is None


def test_a_new_code_ends_the_one_before(cast: Cast) -> None:
    browser = Browser().at(SALON)
    browser.send("/sign-in/", email="esi@example.org")
    first = code_for("esi@example.org")
    browser.send("/sign-in/", email="esi@example.org")
    if first != code_for("esi@example.org"):
        assert browser.send("/sign-in/code/", code=first).status_code == 422
    assert who(browser) is None


def test_the_form_sent_twice_sends_one_mail(cast: Cast) -> None:
    browser = Browser().at(SALON)
    for _ in range(2):
        browser.post("/sign-in/", {"once": "k" * 22, "email": "esi@example.org"})
    assert len(mails("esi@example.org", "code")) == 1


def test_a_scanner_that_follows_the_link_ten_times_changes_nothing(cast: Cast) -> None:
    browser = Browser().at(SALON)
    browser.send("/sign-in/", email="esi@example.org")
    link = link_in(mails("esi@example.org", "code")[-1])
    scanner = Browser().at(SALON)
    before = list(SignInCode.objects.values())
    for visitor in (scanner, browser):
        for _ in range(10):
            assert visitor.get(link).status_code == 200
    assert list(SignInCode.objects.values()) == before
    assert who(browser) is None
    assert code_for("esi@example.org") in browser.get(link).content.decode()
    browser.send("/sign-in/code/", code=code_for("esi@example.org"))
    assert who(browser) == str(cast.esi.pk)


def test_a_changed_password_ends_the_code(cast: Cast) -> None:
    browser = Browser().at(SALON)
    browser.send("/sign-in/", email="esi@example.org")
    cast.esi.set_password("a new and longer one")
    cast.esi.save()
    browser.send("/sign-in/code/", code=code_for("esi@example.org"))
    assert who(browser) is None


def test_somebody_shut_out_is_told_no_more_than_a_wrong_code(cast: Cast) -> None:
    cast.esi.is_active = False
    cast.esi.save()
    browser = Browser()
    assert browser.sign_in(SALON, "esi@example.org").status_code == 422
    assert who(browser) is None


def test_an_address_gets_ten_codes_an_hour_from_wherever_they_are_asked(cast: Cast) -> None:
    answers = [Browser().at(SALON).send("/sign-in/", email="esi@example.org").status_code for _ in range(11)]
    assert answers == [302] * 10 + [429]
    assert len(mails("esi@example.org", "code")) == 10
    assert Browser().at(CITIES).send("/sign-in/", email="ESI@example.org").status_code == 429


def test_one_comes_back_to_where_one_was_and_nowhere_else(cast: Cast) -> None:
    for asked, expected in (
        ("/rules/", "/fr/rules/"),
        ("//evil.example/", "/fr/"),
        ("https://evil.example/", "/fr/"),
    ):
        browser = Browser().at(SALON)
        browser.send("/fr/sign-in/", email="esi@example.org", next=asked)
        assert browser.send("/fr/sign-in/code/", code=code_for("esi@example.org"))["Location"] == expected


def test_the_sessions_key_changes_on_signing_in(cast: Cast) -> None:
    browser = Browser().at(SALON)
    browser.send("/sign-in/", email="esi@example.org")
    before = browser.session.session_key
    browser.send("/sign-in/code/", code=code_for("esi@example.org"))
    assert browser.session.session_key != before


def test_a_session_of_one_host_is_nobodys_on_another(cast: Cast) -> None:
    browser = Browser()
    browser.sign_in(SALON, "esi@example.org")
    stolen: Any = browser.cookies["palabre_session"].value
    for host in (CITIES, BARE):
        thief = Browser().at(host)
        thief.cookies["palabre_session"] = stolen
        answer = thief.get("/me/")
        assert answer.status_code == 302
        assert "/sign-in/" in answer["Location"]
    assert browser.at(SALON).get("/me/").status_code == 200


def test_a_session_that_nobody_marked_belongs_to_the_first_host_that_sees_it(cast: Cast) -> None:
    browser = Browser().at(SALON)
    browser.force_login(cast.bruno)
    assert browser.get("/me/").status_code == 200
    cookie = browser.cookies["palabre_session"].value
    thief = Browser().at(CITIES)
    thief.cookies["palabre_session"] = cookie
    assert thief.get("/me/").status_code == 302


def test_a_changed_password_ends_sessions_everywhere(cast: Cast) -> None:
    browser = Browser()
    browser.sign_in(SALON, "esi@example.org")
    cast.esi.set_password("a new and longer one")
    cast.esi.save()
    assert browser.get("/me/").status_code == 302


@pytest.mark.long
def test_sessions_are_listed_and_can_be_ended_by_their_owner_alone(cast: Cast) -> None:
    phone, laptop, sam = Browser(), Browser(), Browser()
    phone.sign_in(SALON, "esi@example.org")
    laptop.sign_in(BARE, "esi@example.org")
    listed = laptop.get("/me/").context["sessions"]
    assert {session.host for session in listed} == {SALON, BARE}
    of_phone = next(session for session in listed if session.host == SALON)
    sam.sign_in(BARE, "sam@example.org")
    assert sam.send(f"/me/sessions/{of_phone.pk}/end/").status_code == 404
    assert phone.at(SALON).get("/me/").status_code == 200
    assert laptop.at(BARE).send(f"/me/sessions/{of_phone.pk}/end/").status_code == 302
    assert phone.get("/me/").status_code == 302


def test_the_way_by_password_leads_on_to_where_one_was_going(cast: Cast) -> None:
    page = Browser().at(BARE).get("/fr/sign-in/", {"next": "/fr/me/sessions/"})
    assert (
        'href="http://localhost/fr/sign-in/password/?next=%2Ffr%2Fme%2Fsessions%2F"' in page.content.decode()
    )
