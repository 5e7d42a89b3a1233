"""Law 3: a stranger gets, on every route × method, exactly the answer of an identifier that does not exist."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.test import Client

from palabre.communities.models import Community
from palabre.communities.once import new_key
from palabre.kit import clock, tenancy
from palabre.kit.testing.cast import model
from tests.strangers.answers import Answer, answer, browser_of, difference
from tests.strangers.routes import FREE, METHODS, PERSONAL, Route, missing_like, routes, values_of
from tests.support.filling import fill_one

BARE = "localhost"
DEMO_ONLY = ("exchange_outbox", "exchange_demo")
COMMUNITY_ROUTES = settings.COMMUNITY_URLCONF


@pytest.fixture(autouse=True)
def an_installation(demo: Any, settings: Any) -> None:
    """The demo shows everybody's mail to everybody on purpose; an installation has no such pages."""
    settings.DEMO = False
    # Whoever asks too often is told so, whatever they ask for.
    settings.LIMITS = {action: {} for action in settings.LIMITS}


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


@pytest.fixture
def theirs(demo: Any) -> list[Community]:
    """The communities that the stranger is not in, with something of every kind in one of them at least."""
    found = [Community.objects.get(blueprint=blueprint) for blueprint in ("salon", "cities")]
    for community in found:
        fill_one(community)
        with tenancy.community(community):
            model("communities.KeptDraft").objects.create(
                community=community, browser="another", kind="dialogues.contribution", title="Water",
                language="en", payload={}, key=new_key(), kept_at=clock.now(),
            )  # fmt: skip
    return found


def pairs(
    owners: list[Community], ours: Community, *, each: bool
) -> dict[tuple[str, str], list[tuple[str, str]]]:
    """Of each route's identifiers: addresses of something of another community's, and of nothing, as long.

    `each`: from every owner that has one, not from the first alone.
    """
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for route in routes(COMMUNITY_ROUTES):
        for name, (label, field) in route.identifiers().items():
            with tenancy.everywhere(reason="a test looks for what others have"):
                values = [
                    value
                    for owner in owners
                    for value in values_of(label, field, owner.pk, most=1, but=ours.pk)
                ]
                values = values if each else values[:1]
                found[route.name, name] = [
                    (route.address(**{name: value}), route.address(**{name: missing_like(value, label)}))
                    for value in values
                ]
    return found


@pytest.mark.threat
@methods_of_a_run
@pytest.mark.parametrize("each", [False, pytest.param(True, marks=pytest.mark.scale)])
@strangers_of_a_run
def test_what_belongs_to_another_community_does_not_exist(
    theirs: list[Community], each: bool, roles: list[str] | None, methods: tuple[str, ...]
) -> None:
    ours = Community.objects.get(blueprint="circle")
    browser = browser_of(stranger(roles) if roles else None)
    tried = pairs(theirs, ours, each=each)
    assert [route for route, addresses in tried.items() if not addresses] == []
    answer(browser, "GET", "/", ours.host)  # its session's cookie is set with the first answer of all
    told_apart = []
    for there, nowhere in (pair for addresses in tried.values() for pair in addresses):
        assert len(there) == len(nowhere), "the length of an answer could not be compared"
        for method in methods:
            got, expected = (answer(browser, method, path, ours.host) for path in (there, nowhere))
            if got != expected:
                told_apart.append(f"{method} {there}: {difference(got, expected)}")
    assert told_apart == []


@pytest.mark.threat
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
    nothing = {method: answer(browser, method, "/no-such-page/", theirs.host) for method in methods}
    assert {one.status for one in nothing.values()} == {404}
    exist = []
    # The front page's own address, "/", stands in every other page too: there the status alone is compared.
    for route in routes(COMMUNITY_ROUTES):
        if route.template.startswith("healthz"):
            continue  # says whether the machine lives, on every host alike
        for path in paths_of(route, theirs):
            for method in methods:
                got = answer(browser, method, path, theirs.host)
                if got.status != 404 or (
                    without_length(got) != without_length(nothing[method]) and path != "/"
                ):
                    exist.append(f"{method} {path}: {difference(got, nothing[method])}")
    assert exist == []


def without_length(one: Answer) -> Answer:
    """The pages compared have addresses of several lengths, which each says of itself."""
    return replace(one, headers=tuple(h for h in one.headers if h[0] != "Content-Length"))


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


def owned(by: Any, salon: Community) -> dict[str, Any]:
    """What somebody else has on the bare host: by the name of its route, what stands in its address."""
    key = Authenticator.objects.create(user=by, type="webauthn", data={"name": "Blue", "credential": {}}).pk
    session = UserSession.objects.create(user=by, ip="127.0.0.1", session_key="another", user_agent="x")
    export = model("exchange.PersonalExport").objects.create(
        person=by, asked_at=clock.now(), ready_at=clock.now(), name="another.zip"
    )
    return {
        "exchange_fetch_export": ("pk", export.pk),
        "people_end_session": ("pk", session.pk),
        "communities_open": ("host", salon.host),
        "mfa_remove_webauthn": ("pk", key),
        "mfa_edit_webauthn": ("pk", key),
    }


@methods_of_a_run
def test_what_is_somebody_elses_does_not_exist_on_the_bare_host(demo: Any, methods: tuple[str, ...]) -> None:
    salon = Community.objects.get(blueprint="salon")
    Community.objects.filter(pk=salon.pk).update(visibility="private")
    people = model("people.Person").objects
    me = people.get(email=stranger(EVERYTHING))
    me.set_password("seven doors and a well")
    me.save()
    theirs = owned(people.exclude(pk=me.pk).earliest("pk"), salon)
    browser = browser_of(me.email)
    proof = {"password": "seven doors and a well"}
    assert browser.post("/me/again/", proof, headers={"host": BARE}).status_code == 302
    tried, told_apart = set(), []
    for route in routes(settings.ROOT_URLCONF):
        if not route.variables or route.name.startswith(DEMO_ONLY):
            continue
        name, value = theirs.get(route.name, ("", ""))
        assert name or set(route.variables) <= FREE, f"say what {route.name} identifies"
        if not name:
            continue
        tried.add(route.name)
        there, nowhere = (route.address(**{name: str(one)}) for one in (value, missing_like(str(value))))
        for method in methods:
            got, expected = (answer(browser, method, path, BARE) for path in (there, nowhere))
            if got != expected:
                told_apart.append(f"{method} {there}: {difference(got, expected)}")
    assert tried == set(theirs)
    assert told_apart == []


def test_a_length_or_a_cookie_is_enough_to_tell_apart() -> None:
    one = Answer(404, (("Content-Length", "12"),), "Not found.")
    for headers in ((("Content-Length", "13"),), (("Content-Length", "12"), ("Set-Cookie", "palabre"))):
        assert replace(one, headers=headers) != one
        assert difference(one, replace(one, headers=headers))
