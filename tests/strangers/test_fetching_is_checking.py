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


def difference(one: Answer, other: Answer) -> str:
    """Where two answers part, in a line."""
    if one.status != other.status:
        return f"{one.status} not {other.status}"
    if one.headers != other.headers:
        return str(set(one.headers) ^ set(other.headers))
    lines = zip(one.body.split("\n"), other.body.split("\n"), strict=False)
    return next((f"{a.strip()[:160]} not {b.strip()[:160]}" for a, b in lines if a != b), "longer")


def answer(browser: Client, method: str, path: str, host: str) -> Answer:
    """One request's answer, with its own address and what is random in every page put out of sight."""
    got = browser.generic(method, path, b"", "application/x-www-form-urlencoded", headers={"host": host})
    body = b"".join(got.streaming_content) if got.streaming else got.content  # type: ignore[attr-defined]
    text = body.decode("utf-8", "replace")
    headers = {k: v for k, v in got.headers.items() if k not in ("Set-Cookie", "Content-Length", "Expires")}
    return Answer(
        got.status_code, tuple(sorted((k, hidden(v, path)) for k, v in headers.items())), hidden(text, path)
    )


def hidden(text: str, path: str) -> str:
    """Only the addresses a page says of itself: a short one occurs in much that is none of them."""
    for form in sorted({path, quote(path), quote(path, safe=""), quote(quote(path))}, key=len, reverse=True):
        text = re.sub(rf'((?:next=|href="[^"?]*?)){re.escape(form)}(?=["&])', r"\1/HERE/", text)
    return re.sub(r'name="once" value="[^"]*"', 'name="once"', text)


def browser_of(name: str | None) -> Client:
    browser = Client(raise_request_exception=False)
    if name is not None:
        browser.force_login(model("people.Person").objects.get(email=name))
    return browser


@pytest.fixture(autouse=True)
def no_demo(demo: Any, settings: Any) -> None:
    """The demo shows everybody's mail to everybody on purpose; an installation has no such pages."""
    settings.DEMO = False


EVERYTHING = ["member", "correspondent", "editor", "moderator", "manager", "funder"]


def stranger(roles: list[str]) -> str:
    """Somebody who is all this in the circle and nothing anywhere else."""
    circle = Community.objects.get(blueprint="circle")
    with tenancy.everywhere(reason="a test looks for a stranger"):
        members = model("communities.Membership").objects.all()
        elsewhere = set(members.exclude(community=circle).values_list("person_id", flat=True))
        chosen = (
            members.filter(community=circle).exclude(person_id__in=elsewhere).select_related("person").first()
        )
        chosen.roles = roles
        chosen.save()
    return str(chosen.person.email)


def test_every_identifier_is_known(demo: Any) -> None:
    found = routes(COMMUNITY_ROUTES)
    assert len(found) > 60
    unknown = [
        f"{route.name}: {name}"
        for route in found
        for name in route.variables
        if name not in FREE and name not in route.identifiers() and route.name not in PERSONAL
    ]
    assert unknown == []


# The two methods of our pages on each run; all the others, which none of them answers, with `--all`.
OUR_METHODS = ("GET", "POST")
methods_of_a_run = pytest.mark.parametrize(
    "methods",
    [
        pytest.param(OUR_METHODS, id="get and post"),
        pytest.param(
            tuple(method for method in METHODS if method not in OUR_METHODS),
            id="every other method",
            marks=pytest.mark.scale,
        ),
    ],
)


# What a stranger is in a community of their own; None: a visitor. Neither a visitor nor a plain member may do what a
# manager may not, hence `--all`.
strangers_of_a_run = pytest.mark.parametrize(
    "roles",
    [
        pytest.param(None, id="visitor", marks=pytest.mark.scale),
        pytest.param(EVERYTHING, id="manager of another community"),
        pytest.param(["member"], id="member of another community", marks=pytest.mark.scale),
    ],
)


@methods_of_a_run
@pytest.mark.parametrize("owner", ["salon", pytest.param("cities", marks=pytest.mark.scale)])
@strangers_of_a_run
def test_what_belongs_to_another_community_does_not_exist(
    demo: Any, owner: str, roles: list[str] | None, methods: tuple[str, ...]
) -> None:
    theirs, ours = (Community.objects.get(blueprint=blueprint) for blueprint in (owner, "circle"))
    browser = browser_of(stranger(roles) if roles else None)
    tried, told_apart = 0, []
    for route in routes(COMMUNITY_ROUTES):
        for name, (label, field) in route.identifiers().items():
            with tenancy.community(theirs):
                values = values_of(label, field, theirs.pk, most=1)
            for value in values:
                for method in methods:
                    real, none = value, missing_like(value)
                    there, nowhere = route.address(**{name: real}), route.address(**{name: none})
                    got = answer(browser, method, there, ours.host)
                    expected = answer(browser, method, nowhere, ours.host)
                    tried += 1
                    if got != expected:
                        told_apart.append(f"{method} {there}: {difference(got, expected)}")
    assert tried > 15 * len(methods)
    assert told_apart == []


@methods_of_a_run
@pytest.mark.parametrize(
    "roles",
    [
        # A visitor of a community with less in it is tried on each run (communities/tests/test_private.py).
        pytest.param(None, id="visitor", marks=pytest.mark.scale),
        pytest.param(EVERYTHING, id="manager of another community"),
        pytest.param(["member"], id="member of another community", marks=pytest.mark.scale),
    ],
)
def test_a_private_community_does_not_exist_for_a_stranger(
    demo: Any, roles: list[str] | None, methods: tuple[str, ...]
) -> None:
    theirs = Community.objects.get(blueprint="salon")
    Community.objects.filter(pk=theirs.pk).update(visibility="private")
    browser = browser_of(stranger(roles) if roles else None)
    nothing = answer(browser, "GET", "/no-such-page/", theirs.host)
    assert nothing.status == 404
    exist = []
    # The front page's own address, "/", stands in every other page too: there the status alone is compared.
    for route in routes(COMMUNITY_ROUTES):
        if route.template.startswith("healthz"):
            continue  # says whether the machine lives, on every host alike
        for path in paths_of(route, theirs):
            for method in methods:
                got = answer(browser, method, path, theirs.host)
                same = got == nothing or method != "GET" or path == "/"
                if got.status != 404 or not same:
                    exist.append(f"{method} {path}: {difference(got, nothing)}")
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
    here = answer(Client(), "GET", f"/dialogues/{slug}/", salon.host)
    nowhere = answer(Client(), "GET", "/dialogues/no-such-thing/", salon.host)
    assert here != nowhere
