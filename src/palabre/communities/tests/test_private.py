"""A private or preview community does not exist for who is not in it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from palabre.communities.models import Membership
from palabre.communities.tests.hosts import BARE, CIRCLE, SALON, Browser, code_for
from palabre.kit import tenancy
from palabre.kit.testing.cast import Cast

pytestmark = pytest.mark.django_db
NOWHERE = "nowhere.localhost"


@pytest.fixture(params=["private", pytest.param("preview", marks=pytest.mark.scale)])
def cast(request: pytest.FixtureRequest) -> Cast:
    made = Cast()
    made.circle.visibility = request.param
    made.circle.save()
    return made


def said(answer: Any, host: str) -> tuple[int, str, dict[str, str]]:
    """All of an answer that a stranger sees, its host's name taken out."""
    headers = {name: value for name, value in answer.headers.items() if name != "Set-Cookie"}
    return answer.status_code, answer.content.decode().replace(host, "HOST"), headers


def addresses() -> list[str]:
    """Every address of a community's host, with something in the place of each variable part."""
    found: list[str] = []

    def walk(patterns: Any, before: str) -> None:
        for pattern in patterns:
            route = before + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                walk(pattern.url_patterns, route)
            elif isinstance(pattern, URLPattern):
                found.append("/" + filled(route))

    walk(get_resolver(settings.COMMUNITY_URLCONF).url_patterns, "")
    return sorted(set(found))


def filled(route: str) -> str:
    """`members/<int:pk>/` → `members/1/`."""
    return re.sub(r"<(?:(\w+):)?\w+>", lambda found: "1" if found[1] == "int" else "abc", route)


@pytest.mark.long
@pytest.mark.parametrize("method", ["get", pytest.param("post", marks=pytest.mark.threat)])
def test_on_every_address_a_stranger_sees_an_unknown_host(cast: Cast, method: str) -> None:
    # A manager of another community is tried by tests/strangers.
    visitor, nowhere = Browser().at(CIRCLE), Browser().at(NOWHERE)
    assert said(getattr(nowhere, method)("/x/"), NOWHERE)[0] == 404
    for path in addresses():
        there = said(getattr(nowhere, method)(path), NOWHERE)
        here = said(getattr(visitor, method)(path), CIRCLE)
        assert here == there, f"{method} {path}"


@pytest.mark.parametrize("path", ["/", "/fr/", "/zh-Hant/", "/no/such/page/", "/me/", "/sign-in/"])
def test_the_answer_does_not_say_its_name_or_its_languages(cast: Cast, path: str) -> None:
    page = Browser().at(CIRCLE).get(path, headers={"accept-language": "fr"})
    assert page.status_code == 404
    assert "The Circle" not in page.content.decode()
    assert said(page, CIRCLE) == said(
        Browser().at(NOWHERE).get(path, headers={"accept-language": "fr"}), NOWHERE
    )


@pytest.mark.parametrize("host", [CIRCLE, NOWHERE])
def test_its_link_to_sign_in_leads_a_member_to_where_it_is_listed(cast: Cast, host: str) -> None:
    missing = Browser().at(host).get("/fr/dialogues/", headers={"accept-language": "fr"})
    links = re.findall(r'href="([^"]*/sign-in/[^"]*)"', missing.content.decode())
    assert set(links) == {f"http://{BARE}/fr/sign-in/"}
    assert f'<a href="http://{BARE}/fr/">' in missing.content.decode(), "nor is its own front page there"
    browser = Browser().at(BARE)
    path = links[0].removeprefix(f"http://{BARE}")
    assert browser.get(path).status_code == 200
    browser.send(path, email="sam@example.org")
    signed_in = browser.send("/fr/sign-in/code/", code=code_for("sam@example.org"))
    assert f"/me/open/{CIRCLE}/" in browser.get(signed_in["Location"]).content.decode()


def test_even_a_form_from_another_site_learns_nothing(cast: Cast) -> None:
    browser = Browser(enforce_csrf_checks=True)
    browser.at(CIRCLE).cookies["palabre_session"] = "x" * 32
    elsewhere = {"origin": "https://evil.example"}
    here = browser.post("/sign-in/", {}, headers=elsewhere)
    there = Browser(enforce_csrf_checks=True).at(NOWHERE).post("/sign-in/", {}, headers=elsewhere)
    assert said(here, CIRCLE)[:2] == said(there, NOWHERE)[:2]


def test_who_is_in_it_is_at_home_there(cast: Cast) -> None:
    browser = Browser().at(CIRCLE)
    browser.force_login(cast.sam)
    assert browser.get("/me/").status_code == 200
    lost = browser.get("/no/such/page/")
    assert lost.status_code == 404
    assert "The Circle" in lost.content.decode()


def test_who_left_it_is_a_stranger_again(cast: Cast) -> None:
    browser = Browser().at(CIRCLE)
    browser.force_login(cast.sam)
    browser.send("/me/leave/")
    browser.force_login(cast.sam)
    assert browser.get("/me/").status_code == 404


def test_nobody_joins_it_by_themselves(cast: Cast) -> None:
    browser = Browser().at(CIRCLE)
    browser.force_login(cast.esi)
    answer = browser.send("/join/", name="Esi", accepts_rules="on")
    assert answer.status_code == 404
    with tenancy.community(cast.circle):
        assert not Membership.objects.filter(person=cast.esi).exists()


def test_the_bare_host_offers_it_to_its_members_only(cast: Cast) -> None:
    sam, esi = Browser(), Browser()
    sam.sign_in(BARE, "sam@example.org")
    esi.sign_in(BARE, "esi@example.org")
    assert sam.get(f"/me/open/{CIRCLE}/").status_code == 200
    assert said(esi.get(f"/me/open/{CIRCLE}/"), CIRCLE)[0] == 404
    assert (
        said(esi.get(f"/me/open/{CIRCLE}/"), CIRCLE)[1] == said(esi.get(f"/me/open/{NOWHERE}/"), NOWHERE)[1]
    )
    assert esi.get(f"/me/open/{SALON}/").status_code == 200
