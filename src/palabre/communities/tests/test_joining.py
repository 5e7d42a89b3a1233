"""Writing first and signing in afterwards; joining, consent, leaving, languages."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import include, path

from palabre.communities import kept, once
from palabre.communities.models import KeptDraft, Membership
from palabre.communities.tests.hosts import BARE, CIRCLE, CITIES, SALON, Browser, code_for
from palabre.kit import clock, tenancy
from palabre.kit.languages import LANGUAGE_COOKIE as COOKIE
from palabre.kit.testing.cast import Cast

pytestmark = pytest.mark.django_db
NEW = "new@example.org"


def say(request: Any) -> HttpResponse:
    """A page that takes words, as a dialogue's does."""
    payload = {"text": request.POST["text"], "language": "fr"}
    if request.membership is None:
        return kept.keep(
            request, kind="test.words", payload=payload, title="Who keeps the pump?", language="en"
        )
    return once.answer(request, lambda: kept._handlers["test.words"](payload, by=request.membership))


class Addresses:
    """The community's addresses and the page above."""

    urlpatterns = [path("say/", say), path("", include("palabre.config.urls.community"))]
    handler404 = "palabre.kit.views.not_found"


@pytest.fixture
def cast(settings: Any) -> Cast:
    settings.COMMUNITY_URLCONF = Addresses
    return Cast()


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What the handler was given: (text, name of the member)."""
    words: list[tuple[str, str]] = []

    def hear(payload: dict[str, Any], *, by: Membership) -> str:
        if payload["text"] == "too late":
            raise ValueError("This conversation is closed.")
        words.append((payload["text"], by.name))
        return f"/said/{len(words)}/"

    monkeypatch.setitem(kept._handlers, "test.words", hear)
    return words


def give_code(browser: Browser, email: str) -> Any:
    browser.send("/sign-in/", email=email)
    return browser.send("/sign-in/code/", code=code_for(email))


def test_what_somebody_new_wrote_is_posted_once_they_joined(cast: Cast, heard: list[Any]) -> None:
    browser = Browser().at(SALON)
    assert browser.send("/say/", text="Chez nous, la caisse")["Location"] == "/sign-in/"
    assert "Chez nous, la caisse" in browser.get("/sign-in/").content.decode()
    assert give_code(browser, NEW)["Location"] == "/join/"
    assert heard == []
    page = browser.get("/join/").content.decode()
    assert 'lang="fr"' in page
    assert "Chez nous, la caisse" in page
    assert browser.send("/join/", name="Nadia", accepts_rules="on")["Location"] == "/said/1/"
    assert heard == [("Chez nous, la caisse", "Nadia")]


def test_what_a_member_wrote_before_signing_in_is_posted_by_the_code_alone(
    cast: Cast, heard: list[Any]
) -> None:
    browser = Browser().at(SALON)
    browser.send("/say/", text="Chez nous")
    assert give_code(browser, "esi@example.org")["Location"] == "/said/1/"
    assert heard == [("Chez nous", "Esi")]


def test_going_back_and_sending_again_says_it_once(cast: Cast, heard: list[Any]) -> None:
    browser, form = Browser().at(SALON), {"once": "k" * 22, "text": "Chez nous"}
    browser.post("/say/", form)
    browser.post("/say/", form)
    give_code(browser, "esi@example.org")
    assert browser.post("/say/", form)["Location"] == "/said/1/"
    browser.send("/join/")
    assert len(heard) == 1
    with tenancy.community(cast.salon):
        assert not KeptDraft.objects.exists()


def test_it_is_bound_to_the_browser_and_the_host(cast: Cast, heard: list[Any]) -> None:
    writer, other = Browser().at(SALON), Browser()
    writer.send("/say/", text="Chez nous")
    give_code(other.at(SALON), "farid@example.org")
    give_code(other.at(CITIES), "bruno@example.org")
    give_code(writer.at(CITIES), "bruno@example.org")
    assert heard == []
    give_code(writer.at(SALON), "esi@example.org")
    assert heard == [("Chez nous", "Esi")]


def test_it_lies_on_our_side_and_not_in_a_cookie(cast: Cast, heard: list[Any]) -> None:
    browser = Browser().at(SALON)
    browser.send("/say/", text="Chez nous")
    assert all("Chez" not in cookie.value for cookie in browser.cookies.values())


def test_after_a_week_it_is_forgotten(cast: Cast, heard: list[Any]) -> None:
    browser = Browser().at(SALON)
    browser.send("/say/", text="Chez nous")
    with clock.moved(timedelta(days=7, minutes=1)):
        give_code(browser, "esi@example.org")
        assert heard == []
        with tenancy.community(cast.salon):
            assert kept.purge() == 1


def test_what_comes_too_late_is_shown_to_its_writer_with_the_reason(cast: Cast, heard: list[Any]) -> None:
    browser = Browser().at(SALON)
    browser.send("/say/", text="too late")
    answer = give_code(browser, "esi@example.org")
    assert answer.status_code == 409
    assert "This conversation is closed." in answer.content.decode()
    assert "too late" in answer.content.decode()
    assert browser.get("/me/").status_code == 200  # signed in all the same
    with tenancy.community(cast.salon):
        draft = KeptDraft.objects.get()
    browser.send(f"/join/kept/{draft.pk}/forget/")
    with tenancy.community(cast.salon):
        assert not KeptDraft.objects.exists()


def test_another_browser_cannot_throw_it_away(cast: Cast, heard: list[Any]) -> None:
    Browser().at(SALON).send("/say/", text="Chez nous")
    with tenancy.community(cast.salon):
        draft = KeptDraft.objects.get()
    Browser().at(SALON).send(f"/join/kept/{draft.pk}/forget/")
    with tenancy.community(cast.salon):
        assert KeptDraft.objects.exists()


def membership(cast: Cast, email: str) -> Membership:
    with tenancy.community(cast.salon):
        return Membership.objects.get(person__email=email)


def test_joining_records_when_rules_and_mail_were_agreed_to(cast: Cast) -> None:
    browser = Browser()
    browser.sign_in(SALON, NEW)
    assert browser.send("/join/", name="Nadia").status_code == 422
    browser.send("/join/", name="Nadia\r\nBcc: x", accepts_rules="on", wants_mail="on")
    joined = membership(cast, NEW)
    assert joined.name == "Nadia Bcc: x"
    assert joined.roles == ["member"]
    assert joined.rules_accepted_at == joined.mail_consent_at is not None


def test_signing_in_makes_nobody_a_member(cast: Cast) -> None:
    browser = Browser()
    browser.sign_in(CITIES, "esi@example.org")
    with tenancy.community(cast.cities):
        assert not Membership.objects.filter(person=cast.esi).exists()


def test_roles_sent_with_the_form_are_not_taken(cast: Cast) -> None:
    browser = Browser()
    browser.sign_in(SALON, NEW)
    browser.send("/join/", name="Nadia", accepts_rules="on", roles=["manager"], visibility="x", left_at="")
    assert membership(cast, NEW).roles == ["member"]


PROFILE = {
    "name": "Esi A.",
    "language": "fr",
    "reads": ["fr"],
    "interface": "fr",
    "place": "Accra",
    "about": "Ici.",
}


def test_a_profile_changes_what_it_says_and_consent_only_where_it_is_ticked(cast: Cast) -> None:
    browser = Browser()
    browser.sign_in(SALON, "esi@example.org")
    browser.send("/me/", **PROFILE, wants_mail="on")
    agreed = membership(cast, "esi@example.org").mail_consent_at
    assert agreed is not None
    browser.send("/me/", **PROFILE, wants_mail="on")
    assert membership(cast, "esi@example.org").mail_consent_at == agreed
    browser.send("/me/", **PROFILE)
    esi = membership(cast, "esi@example.org")
    assert (esi.mail_consent_at, esi.name, esi.roles) == (None, "Esi A.", ["member"])
    cast.esi.refresh_from_db()
    assert (cast.esi.language, cast.esi.reads) == ("fr", ["fr"])


def test_leaving_ends_roles_consent_and_sessions_here(cast: Cast) -> None:
    phone, laptop = Browser(), Browser()
    phone.sign_in(SALON, "esi@example.org")
    laptop.sign_in(SALON, "esi@example.org")
    assert laptop.get("/me/leave/").status_code == 200
    laptop.send("/me/leave/")
    left = membership(cast, "esi@example.org")
    assert (left.roles, left.mail_consent_at) == ([], None)
    assert left.left_at is not None
    assert "/sign-in/" in phone.get("/me/")["Location"]


def test_one_can_come_back_with_nothing_but_a_members_role(cast: Cast) -> None:
    browser = Browser()
    browser.sign_in(SALON, "bruno@example.org")
    browser.send("/me/leave/")
    browser.sign_in(SALON, "bruno@example.org")
    browser.send("/join/", name="Bruno", accepts_rules="on")
    back = membership(cast, "bruno@example.org")
    assert (back.roles, back.left_at) == (["member"], None)


@pytest.mark.parametrize("host", [SALON, BARE])
def test_a_chosen_language_is_remembered_without_script(cast: Cast, host: str) -> None:
    browser = Browser().at(host)
    page = browser.get("/language/?next=/fr/sign-in/").content.decode()
    assert 'lang="ar"' in page
    assert COOKIE not in browser.cookies  # looking chooses nothing
    answer = browser.post("/language/", {"language": "ar", "next": "/fr/sign-in/"})
    assert answer["Location"] == "/ar/sign-in/"
    html = browser.get("/sign-in/").content.decode()
    assert '<html lang="ar" dir="rtl">' in html


@pytest.mark.parametrize("said", [{"language": "xx"}, {"language": "zh-Hant"}, {}])
def test_a_language_the_place_does_not_have_is_not_taken(cast: Cast, said: dict[str, str]) -> None:
    browser = Browser().at(SALON)
    assert browser.post("/language/", said).status_code == 422
    assert COOKIE not in browser.cookies


@pytest.mark.parametrize("going", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_choosing_a_language_never_leads_to_another_site(cast: Cast, going: str) -> None:
    assert Browser().at(SALON).post("/language/", {"language": "fr", "next": going})["Location"] == "/fr/"


def test_the_address_says_the_language_first_then_the_choice_then_the_browser(cast: Cast) -> None:
    browser = Browser().at(SALON)

    def shown(page: str, accepts: str = "") -> str:
        headers = {"accept-language": accepts} if accepts else {}
        return str(browser.get(page, headers=headers).headers["Content-Language"])

    assert shown("/sign-in/") == "en"
    assert shown("/sign-in/", "xx, bn-BD;q=0.9, fr;q=0.8") == "bn"
    assert shown("/sign-in/", "id;q=0") == "en", "q=0 says: not this one"
    assert shown("/sign-in/", "id;q=0, bn;q=0.000, fr;q=0.1") == "fr"
    browser.cookies[COOKIE] = "id"
    assert shown("/sign-in/", "bn") == "id"
    assert shown("/es/sign-in/", "bn") == "es"


@pytest.mark.parametrize(
    "path", ["/de/sign-in/", "/zh-Hant/sign-in/", "/FR/sign-in/", "/xx/", "/fr/fr/sign-in/"]
)
def test_any_other_prefix_is_no_page(cast: Cast, path: str) -> None:
    assert Browser().at(SALON).get(path).status_code == 404


@pytest.mark.parametrize(
    ("typed", "leads_to"), [("/fr", "/fr/"), ("/FR", "/fr/"), ("/FR/", "/fr/"), ("/fr/", None), ("/xx", None)]
)
def test_a_language_typed_alone_leads_to_the_front_page_in_it(
    cast: Cast, typed: str, leads_to: str | None
) -> None:
    answer = Browser().at(SALON).get(typed)
    assert answer.headers.get("Location") == leads_to
    assert answer.status_code == (302 if leads_to else 404 if typed == "/xx" else 200)


def test_a_language_typed_alone_tells_nothing_of_a_private_community(cast: Cast) -> None:
    cast.salon.visibility = "private"
    cast.salon.save()
    for typed in ("/fr", "/ID/", "/de"):
        here, nowhere = (Browser().at(host).get(typed) for host in (SALON, "nobody.localhost"))
        assert (here.status_code, here.headers.get("Location")) == (
            nowhere.status_code,
            nowhere.headers.get("Location"),
        )


@pytest.mark.long
@pytest.mark.parametrize("path", ["/de/", "/en/no-such-page/"])
def test_a_missing_page_offers_languages_in_which_there_is_a_page(cast: Cast, path: str) -> None:
    browser = Browser().at(CIRCLE)
    missing = browser.get(path)
    menu = re.findall(r'<a href="([^"]+)" lang="[\w-]+"', missing.content.decode())
    assert missing.status_code == 404
    assert {f"/{tag}/" for tag in cast.circle.languages} <= set(menu)
    assert {browser.get(address).status_code for address in menu} == {200}
    assert "hreflang" not in missing.content.decode()
    assert 'rel="canonical"' not in missing.content.decode()


def test_a_language_without_an_interface_is_a_page_whose_interface_falls_back(cast: Cast) -> None:
    page = Browser().at(CIRCLE).get("/zh-Hant/sign-in/")
    assert page.status_code == 200
    assert page.headers["Content-Language"] == "en"
    assert '<html lang="en" dir="ltr">' in page.content.decode()
    assert (
        'action="' not in page.content.decode()
    )  # it is sent back to the address it came from, prefix and all
