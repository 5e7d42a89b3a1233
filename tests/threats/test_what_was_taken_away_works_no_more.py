"""Line 12: a removed role, a changed password, a block, leaving, erasing end what hung on them, at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from palabre.communities import actions
from palabre.communities.models import Membership, Role
from palabre.communities.tests.hosts import BARE, SALON, Browser, code_for, signed_in
from palabre.exchange.own import erasing
from palabre.kit import clock, tenancy
from palabre.people import sessions
from palabre.people.models import Person
from tests.threats.sheets import links
from tests.threats.world import World

pytestmark = pytest.mark.threat

END = dict[str, Callable[[World, Membership], None]]


def _left(world: World, whose: Membership) -> None:
    actions.leave(by=whose)


def _blocked(world: World, whose: Membership) -> None:
    actions.block(membership=whose, because="Why.", language="en", by=_manager(world))


def _no_role(world: World, whose: Membership) -> None:
    actions.change_roles(membership=whose, roles=["member"], by=_manager(world))


def _manager(world: World) -> Membership:
    """A second manager, so that the first can lose what they have."""
    person = Person.objects.filter(email="second@example.org").first() or Person.objects.create_user(
        "second@example.org", name="Second"
    )
    found = Membership.objects.filter(person=person).first()
    return found or Membership.objects.create(
        community=world.community, person=person, name="Second", roles=[Role.MANAGER.value], rules_accepted=1
    )


def _erased(world: World, whose: Membership) -> None:
    erasing.ask(by=whose.person)


ENDS: END = {"has left": _left, "is blocked": _blocked, "lost the role": _no_role, "is being erased": _erased}


def end(world: World, who: str, how: str) -> None:
    """End it the way `how` says; what crosses communities is asked outside of all of them."""
    if how == "is being erased":
        return _erased(world, world.member(who))
    with tenancy.community(world.community):
        # A manager is lowered first: nobody blocks a manager.
        if how == "is blocked" and Role.MANAGER in world.member(who).roles:
            _no_role(world, world.member(who))
        ENDS[how](world, world.member(who))
    return None


def browser_of(who: str, host: str = SALON) -> Browser:
    made = Browser(raise_request_exception=False)
    made.sign_in(host, f"{who}@example.org")
    return made


# Who, a page of their role, and what they may do with it.
ROLES = {
    "dev": "/members/manage/",
    "bruno": "/desk/",
    "carla": "/moderation/",
    "amina": "/assignments/mine/",
    "ghada": "/funder/",
}


@pytest.mark.parametrize("how", ENDS)
def test_with_the_role_its_pages_are_gone_at_the_next_request(world: World, how: str) -> None:
    for who, path in ROLES.items():
        here = browser_of(who)
        assert here.get(path).status_code == 200, who
        end(world, who, how)
        assert here.get(path).status_code == 404, (who, how)


@pytest.mark.parametrize("how", ["has left", "is blocked", "is being erased"])
def test_the_sessions_end_on_that_host_or_everywhere(world: World, how: str) -> None:
    here, bare = browser_of("esi"), browser_of("esi", BARE)
    end(world, "esi", how)
    here.at(SALON).get("/")
    assert not signed_in(here.get("/"), here)
    bare.at(BARE)
    assert signed_in(bare.get("/"), bare) == (how != "is being erased")
    if how == "is being erased":
        bare.get("/me/")
        assert "/sign-in/" in bare.get("/me/")["Location"]


@pytest.mark.parametrize("how", ENDS)
def test_a_link_from_an_offer_ends_with_the_correspondent(world: World, how: str) -> None:
    path = links(world)["assignment"]
    assert Client(headers={"host": SALON}).get(path).status_code == 200
    end(world, "amina", how)
    for method in ("get", "post"):
        answer = getattr(Client(headers={"host": SALON}), method)(path, {"answer": "accept"})
        assert answer.status_code == 404, method


@pytest.mark.parametrize("how", ENDS)
def test_what_a_manager_invited_ends_with_the_manager(world: World, how: str) -> None:
    with tenancy.community(world.community):
        made = actions.invite(
            community=world.community,
            email="more@example.org",
            roles=["editor"],
            language="en",
            by=world.member("dev"),
        )
    path = "/" + made.address.split("/", 3)[3]
    assert Browser().at(SALON).get(path).status_code == 200
    end(world, "dev", how)
    answer = Browser().at(SALON).send(path, name="More")
    assert answer.status_code in (404, 410)
    assert not Person.objects.filter(email="more@example.org").exists()


@pytest.mark.parametrize(
    "whatever", ["opened often", "joined meanwhile", "manager blocked and back", "role given meanwhile"]
)
def test_an_invitation_expires_whatever_else_happens(world: World, whatever: str) -> None:
    path = links(world)["invitation"]
    here = Browser().at(SALON)
    if whatever == "opened often":
        assert {here.get(path).status_code for _ in range(5)} == {200}
    elif whatever == "joined meanwhile":
        world.cast.join(
            Person.objects.create_user("new@example.org", name="New"), world.community, ["member"]
        )
    elif whatever == "manager blocked and back":
        with tenancy.community(world.community):
            dev = world.member("dev")
            Membership.objects.filter(pk=dev.pk).update(blocked_at=clock.now())
            Membership.objects.filter(pk=dev.pk).update(blocked_at=None)
    else:
        with tenancy.community(world.community):
            actions.change_roles(membership=world.member("esi"), roles=["manager"], by=world.member("dev"))
    with clock.moved(timedelta(days=14, minutes=1)):
        assert here.get(path).status_code == 410
        assert here.send(path, name="New").status_code == 410
        assert not signed_in(here.get("/"), here)


def test_an_invitation_to_an_account_that_is_being_erased_lets_nobody_in(world: World) -> None:
    person = Person.objects.create_user("new@example.org", name="New")
    erasing.ask(by=person)
    here = Browser(raise_request_exception=False).at(SALON)
    assert here.send(links(world)["invitation"]).status_code == 404
    assert not signed_in(here.get("/"), here)


def test_a_changed_password_ends_codes_and_sessions(world: World) -> None:
    esi = world.person("esi")
    here = browser_of("esi")
    waiting = Browser()
    waiting.at(SALON).send("/sign-in/", email=esi.email)
    code = code_for(esi.email)
    esi.refresh_from_db()
    esi.set_password("a new and longer one")
    esi.save()
    assert "/sign-in/" in here.get("/me/")["Location"]
    assert waiting.send("/sign-in/code/", code=code).status_code == 422


def test_an_account_that_is_closed_comes_in_by_no_way(world: World) -> None:
    esi = world.person("esi")
    waiting = Browser()
    waiting.at(SALON).send("/sign-in/", email=esi.email)
    code = code_for(esi.email)
    erasing.ask(by=esi)
    assert waiting.send("/sign-in/code/", code=code).status_code in (410, 422)
    waiting.send("/sign-in/", email=esi.email)
    waiting.send("/sign-in/code/", code=code_for(esi.email))
    assert not signed_in(waiting.get("/"), waiting)


def test_one_session_that_is_ended_is_over_and_the_others_go_on(world: World) -> None:
    one, other = browser_of("esi"), browser_of("esi")
    ended = sessions.UserSession.objects.filter(session_key=one.session.session_key).get()
    assert other.post(f"/me/sessions/{ended.pk}/end/").status_code == 302
    assert "/sign-in/" in one.get("/me/")["Location"]
    assert other.get("/me/").status_code == 200
    assert browser_of("farid").post(f"/me/sessions/{ended.pk}/end/").status_code == 404


def test_every_role_has_a_page_here() -> None:
    assert {*ROLES} == {"dev", "bruno", "carla", "amina", "ghada"}
    roles: set[Any] = {Role.MANAGER, Role.EDITOR, Role.MODERATOR, Role.CORRESPONDENT, Role.FUNDER}
    assert roles == set(Role) - {Role.MEMBER}
