"""Law 3: a stranger gets, on every route × method, exactly the answer of an identifier that does not exist."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings
from django.test import Client

from palabre.communities.models import Community
from palabre.kit import tenancy
from palabre.kit.testing.cast import model
from tests.strangers.routes import FREE, METHODS, PERSONAL, Route, missing_like, routes, values_of

COMMUNITY_ROUTES = settings.COMMUNITY_URLCONF


@dataclass(frozen=True)
class Answer:
    """What can be told apart from outside."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: str


def answer(browser: Client, method: str, path: str, host: str, said: str) -> Answer:
    """One request's answer, with the identifier itself and what is random in every page put out of sight."""
    got = browser.generic(method, path, b"", "application/x-www-form-urlencoded", headers={"host": host})
    body = b"".join(got.streaming_content) if got.streaming else got.content  # type: ignore[attr-defined]
    text = body.decode("utf-8", "replace")
    headers = {k: v for k, v in got.headers.items() if k not in ("Set-Cookie", "Content-Length")}
    return Answer(
        got.status_code, tuple(sorted((k, hidden(v, said)) for k, v in headers.items())), hidden(text, said)
    )


def hidden(text: str, said: str) -> str:
    for form in {said, quote(said), quote(quote(said))}:
        text = text.replace(form, "ID")
    return re.sub(r'name="once" value="[^"]*"', 'name="once"', text)


def browser_of(name: str | None) -> Client:
    browser = Client(raise_request_exception=False)
    if name is not None:
        browser.force_login(model("people.Person").objects.get(email=name))
    return browser


def stranger() -> str:
    """Somebody who is everything in the circle and nothing anywhere else."""
    circle = Community.objects.get(blueprint="circle")
    with tenancy.everywhere(reason="a test looks for a stranger"):
        members = model("communities.Membership").objects.all()
        elsewhere = set(members.exclude(community=circle).values_list("person_id", flat=True))
        chosen = (
            members.filter(community=circle).exclude(person_id__in=elsewhere).select_related("person").first()
        )
        chosen.roles = ["member", "correspondent", "editor", "moderator", "manager", "funder"]
        chosen.save()
    return str(chosen.person.email)


def test_every_identifier_is_known() -> None:
    found = routes(COMMUNITY_ROUTES)
    assert len(found) > 60
    unknown = [
        f"{route.name}: {name}"
        for route in found
        for name in route.variables
        if name not in FREE and name not in route.identifiers() and route.name not in PERSONAL
    ]
    assert unknown == []


@pytest.mark.parametrize("owner", ["salon", "cities"])
@pytest.mark.parametrize("signed_in", [False, True], ids=["visitor", "manager of another community"])
def test_what_belongs_to_another_community_does_not_exist(demo: Any, owner: str, signed_in: bool) -> None:
    theirs, ours = (Community.objects.get(blueprint=blueprint) for blueprint in (owner, "circle"))
    browser = browser_of(stranger() if signed_in else None)
    tried, told_apart = 0, []
    for route in routes(COMMUNITY_ROUTES):
        for name, (label, field) in route.identifiers().items():
            with tenancy.community(theirs):
                values = values_of(label, field, theirs.pk)
            for value in values:
                for method in METHODS:
                    real, none = value, missing_like(value)
                    got = answer(browser, method, route.address(**{name: real}), ours.host, real)
                    expected = answer(browser, method, route.address(**{name: none}), ours.host, none)
                    tried += 1
                    if got != expected:
                        told_apart.append(
                            f"{method} {route.address(**{name: real})}: {got.status} not {expected.status}"
                        )
    assert tried > 200
    assert told_apart == []


@pytest.mark.parametrize("signed_in", [False, True], ids=["visitor", "manager of another community"])
def test_a_private_community_does_not_exist_for_a_stranger(demo: Any, signed_in: bool) -> None:
    theirs = Community.objects.get(blueprint="salon")
    Community.objects.filter(pk=theirs.pk).update(visibility="private")
    browser = browser_of(stranger() if signed_in else None)
    nothing = answer(browser, "GET", f"/{'no-such-page'}/", theirs.host, "/no-such-page/")
    assert nothing.status == 404
    exist = []
    for route in routes(COMMUNITY_ROUTES):
        if route.template.startswith("healthz"):
            continue  # says whether the machine lives, on every host alike
        for path in paths_of(route, theirs):
            for method in METHODS:
                got = answer(browser, method, path, theirs.host, path)
                if got.status != 404 or (method == "GET" and got != nothing):
                    exist.append(f"{method} {path}: {got.status}")
    assert exist == []


def paths_of(route: Route, community: Community) -> list[str]:
    identifiers = route.identifiers()
    if not identifiers:
        return [route.address()]
    ((name, (label, field)),) = identifiers.items()
    with tenancy.community(community):
        values = values_of(label, field, community.pk, most=1)
    return [route.address(**{name: value}) for value in values] or [route.address()]


def test_the_comparison_can_fail(demo: Any) -> None:
    salon = Community.objects.get(blueprint="salon")
    with tenancy.community(salon):
        slug = values_of("dialogues.Dialogue", "slug", salon.pk)[0]
    here = answer(Client(), "GET", f"/dialogues/{quote(slug)}/", salon.host, slug)
    nowhere = answer(Client(), "GET", "/dialogues/no-such-thing/", salon.host, "no-such-thing")
    assert here != nowhere
