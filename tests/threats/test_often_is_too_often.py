"""Line 24: whatever is limited is limited per person, per address and per community, and answered with a sentence and
the time to wait; nothing of what was written is lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as installed
from django.test import Client

from palabre.communities import once
from palabre.kit import clock
from palabre.people import counts
from tests.threats.doors import BARE, CIRCLE, SALON, VISITOR, browser, community_doors, network_doors
from tests.threats.table import ROOT
from tests.threats.world import World

pytestmark = pytest.mark.threat

Ask = Callable[[Client, World], Any]


def _form(path: str, **fields: Any) -> Ask:
    def ask(one: Client, world: World) -> Any:
        where = path.format(slug=world.at.dialogue.slug, said=world.at.said.pk)
        return one.post(where, {"once": once.new_key(), **fields})

    return ask


# Each action of the settings: as whom, on which host, and how it is done once.
DONE: dict[str, tuple[str, str, Ask]] = {
    "ask_code": (VISITOR, SALON, _form("/sign-in/", email="esi@example.org")),
    "give_code": (VISITOR, SALON, _form("/sign-in/code/", code="000000")),
    "post": ("esi", SALON, _form("/dialogues/{slug}/speak/", text="A word of mine to keep.", language="en")),
    "flag": (
        "esi",
        SALON,
        _form("/report/dialogues.contribution/{said}/", reason="false", note="A word of mine to keep."),
    ),
    "search": ("esi", SALON, lambda one, _world: one.get("/search/?q=mine+to+keep")),
    "invite": (
        "dev",
        SALON,
        _form(
            "/members/manage/invite/",
            email="x@example.org",
            name="Mine to keep",
            roles="member",
            language="en",
        ),
    ),
    "join": ("mei", SALON, _form("/join/", name="Mine to keep")),
    "receipt": (VISITOR, SALON, _form("/take-back/", receipt="ABCDEFGHJKLMNPQR")),
    "export": ("esi", BARE, _form("/me/export/")),
    "erase": ("esi", BARE, _form("/me/erase/", words="keep")),
}
# Tried form by form in tests/strangers/test_writing_is_limited.py; a proof's own in communities/tests/test_proofs.py.
ELSEWHERE = {"carry", "gloss", "send_in", "file", "appeal", "desk", "profile", "proof"}


def limit(settings: Any, action: str, **figures: str) -> None:
    """This one limit, and none of the others."""
    settings.LIMITS = {name: {} for name in settings.LIMITS} | {action: figures}


def from_address(world: World, who: str, host: str, address: str = "192.0.2.1") -> Client:
    one = browser(world, who, host)
    one.defaults["REMOTE_ADDR"] = address
    return one


def is_refused(answer: Any) -> bool:
    """429, or (a code, given or tried) the same page with a sentence that says to wait."""
    return answer.status_code == 429 or (
        answer.status_code == 422
        and any(word in answer.content.decode() for word in ("Too many", "often in a short"))
    )


def counted() -> set[str]:
    """Actions that a view is marked with, or that a view counts itself."""
    marked = {
        door.callback.limited[0]
        for _route, door in (*community_doors(), *network_doors())
        if hasattr(door.callback, "limited")
    }
    for path in (ROOT / "src/palabre").rglob("views/*.py"):
        text = path.read_text(encoding="utf-8")
        marked |= {name for name in installed.LIMITS if f'seconds_to_wait(request, "{name}"' in text}
    return marked


def test_every_limit_of_the_settings_is_tried_here_or_nothing_counts_it() -> None:
    assert counted() <= set(installed.LIMITS)
    assert counted() <= set(DONE) | ELSEWHERE
    for named in ("ask_code", "join", "post", "flag", "search", "export"):
        assert named in counted(), named


@pytest.mark.parametrize("action", DONE)
@pytest.mark.parametrize("per", ["person", "address", "community"])
def test_once_too_often_is_said_with_the_time_to_wait(
    world: World, settings: Any, action: str, per: str
) -> None:
    who, host, ask = DONE[action]
    if per not in installed.LIMITS[action]:
        pytest.skip("not limited in this way")
    one = from_address(world, who, host)
    if action == "give_code":
        one.post("/sign-in/", {"once": once.new_key(), "email": "esi@example.org"})
    limit(settings, action, **{per: "2/h"})
    assert not any(is_refused(ask(one, world)) for _ in range(2))
    late = ask(one, world)
    assert is_refused(late)
    page = late.content.decode()
    assert "hour" in page or "minute" in page or "second" in page
    if late.status_code == 429:
        assert 0 < int(late["Retry-After"]) <= 3600
        assert action not in ("post", "flag", "invite", "join") or "ine to keep" in page
    with clock.moved(timedelta(hours=1)):
        assert not is_refused(ask(one, world))


@pytest.mark.parametrize("action", ["post", "flag", "search"])
def test_one_person_does_not_wait_for_another(world: World, settings: Any, action: str) -> None:
    limit(settings, action, person="1/h")
    _who, host, ask = DONE[action]
    esi, farid = from_address(world, "esi", host), from_address(world, "farid", host)
    assert [is_refused(ask(one, world)) for one in (esi, esi, farid)] == [False, True, False]
    # The same person in another browser is the same person.
    assert is_refused(ask(from_address(world, "esi", host, "192.0.2.9"), world))


def test_one_address_does_not_wait_for_another_and_one_community_not_for_another(
    world: World, settings: Any
) -> None:
    ask = DONE["search"][2]
    limit(settings, "search", address="1/h")
    here, there = from_address(world, VISITOR, SALON), from_address(world, VISITOR, SALON, "192.0.2.9")
    assert [is_refused(ask(one, world)) for one in (here, here, there)] == [False, True, False]
    limit(settings, "search", community="1/d")
    circle = from_address(world, VISITOR, CIRCLE)
    assert [is_refused(ask(one, world)) for one in (here, there, circle)] == [False, True, False]


def test_a_refused_sending_can_be_sent_again_under_the_same_key(world: World, settings: Any) -> None:
    limit(settings, "post", person="0/h")
    one, key = from_address(world, "esi", SALON), once.new_key()
    sent = {"once": key, "text": "A word of mine to keep.", "language": "en"}
    path = f"/dialogues/{world.at.dialogue.slug}/speak/"
    late = one.post(path, sent)
    assert late.status_code == 429 and key in late.content.decode()
    limit(settings, "post", person="9/h")
    assert one.post(path, sent).status_code == 302


def test_what_is_counted_is_kept_without_a_name_or_an_address(world: World, settings: Any) -> None:
    from palabre.people.models import Count

    from_address(world, "esi", SALON, "192.0.2.77").get("/search/?q=water")
    kept = " ".join(Count.objects.values_list("key", flat=True))
    assert kept and "192.0.2.77" not in kept and "esi" not in kept


def test_the_time_to_wait_is_counted_from_the_figures() -> None:
    assert set(counts.SPANS) == {"m", "h", "d"}
    for figures in installed.LIMITS.values():
        for figure in figures.values():
            most, _slash, unit = figure.partition("/")
            assert int(most) > 0 and unit in counts.SPANS
