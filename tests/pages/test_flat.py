"""No page asks more because more is on it: its questions are counted, its rows multiplied, its questions counted again.

A page's second visit is counted: the first of a session marks the session, and the first to a dialogue notes it.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from palabre.dialogues.actions import attending
from palabre.dialogues.models import Contribution
from palabre.exchange.own.telling import archive_of
from palabre.kit import clock, tenancy
from palabre.kit.testing.cast import model
from tests.pages.further import KINDS
from tests.pages.lived_in import live
from tests.pages.walk import Place, desk_pages, public_pages
from tests.support.asking import asked_by, statements
from tests.support.filling import fill
from tests.support.multiplying import copied_models, multiply

# How many questions more a page may ask of more rows.
MAY_GROW = 0
SAMPLE = frozenset({"dialogue", "member's dialogue", "cities home", "moderation", "people", "hosting"})
# What `multiply` leaves as it is: of these nobody has more than one, or no page lists them.
ALONE = frozenset(
    {
        "communities.JoinAnswer", "communities.KeptDraft", "exchange.PersonalExport", "mail.Message",
        "mail.Suppression", "moderation.Holds", "newsroom.Withdrawal",
    }
)  # fmt: skip


def other_pages() -> list[Place]:
    """What machines read, and pages of a dialogue beside its own."""
    walk = {place.name: place for place in public_pages() + desk_pages()}
    dialogue, member = walk["dialogue"], walk["member's dialogue"]
    salon, today = walk["salon home"], clock.today("UTC")
    lately = f"?first={today.replace(day=1)}&last={today}"
    others = [
        ("feed", salon, "/feed.atom"),
        ("dialogue's feed", salon, f"{dialogue.path}feed.atom"),
        ("channel's feed", salon, "/channels/wells/feed.json"),
        ("somebody's feed", salon, f"{walk['somebody'].path.replace('members', 'people')}feed.json"),
        ("sitemap", salon, "/sitemap.xml"),
        ("fresh", member, f"{dialogue.path}fresh/"),
        ("notes", salon, f"{dialogue.path}notes/"),
        ("channel", salon, "/channels/wells/"),
        ("wordings", salon, f"{walk['contribution'].path}wordings/"),
        ("log", salon, "/moderation/log/"),
        *[
            (kind, walk["coverage"], f"/figures/{kind}/{lately}")
            for kind in ("stories", "voices", "outcomes")
        ],
    ]
    return [Place(name, like.host, path, like.person) for name, like, path in others]


class Counter:
    """How many questions each page asks, by browsers that have been there before."""

    def __init__(self, places: Iterable[Place]) -> None:
        self.visits = [(place, place.browser()) for place in places]
        self.asked()

    def asked(self) -> dict[str, list[str]]:
        return {
            place.name: asked_by(browser, place.path, 404 if place.name.startswith("missing") else 200)
            for place, browser in self.visits
        }


def grown(before: dict[str, list[str]], after: dict[str, list[str]]) -> dict[str, str]:
    """Pages that ask more than before, with what they ask."""
    return {
        name: f"{len(before[name])} → {len(asked)}\n" + "\n".join(one[:400] for one in asked)
        for name, asked in after.items()
        if len(asked) > len(before[name]) + MAY_GROW
    }


def export_of(place: Place) -> list[str]:
    """What the job that writes somebody's export asks."""
    person = model("people.Person").objects.get(email=place.person)
    with CaptureQueriesContext(connection) as captured, tenancy.everywhere(reason="a person's own data"):
        archive_of(person, io.BytesIO())
    return statements(captured)


@pytest.fixture(autouse=True)
def one_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    """However slow the machine, both times of counting are one stay in a dialogue: its end is not noted between."""
    monkeypatch.setattr(attending, "ONE_STAY", attending.ONE_VISIT)


@pytest.mark.long
def test_no_sampled_page_asks_more_of_more_rows(demo: Any) -> None:
    fill()
    counter = Counter(place for place in public_pages() + desk_pages() if place.name in SAMPLE)
    before = counter.asked()
    multiply(twins=False)
    assert grown(before, counter.asked()) == {}


@pytest.mark.scale
def test_no_page_asks_more_of_more_rows(demo: Any) -> None:
    live()
    fill()
    places = [*(place for kind in KINDS for place in kind()), *other_pages()]
    manager = next(place for place in places if place.name == "me")
    counter = Counter(places)
    before = counter.asked() | {"export": export_of(manager)}
    labels = multiply()
    assert grown(before, counter.asked() | {"export": export_of(manager)}) == {}
    assert {m._meta.label for m in copied_models()} - labels <= ALONE


def test_the_counting_can_fail(demo_to_read: Any) -> None:
    salon = model("communities.Community").objects.get(blueprint="salon")

    def asked(view: Any, most: int) -> list[str]:
        with tenancy.community(salon), CaptureQueriesContext(connection) as captured:
            view(most)
        return statements(captured)

    def careless(most: int) -> list[str]:
        return [said.dialogue.title for said in Contribution.objects.filter(community=salon)[:most]]

    def careful(most: int) -> list[str]:
        rows = Contribution.objects.filter(community=salon).select_related("dialogue")
        return [said.dialogue.title for said in rows[:most]]

    few, many = ({"careless": asked(careless, n), "careful": asked(careful, n)} for n in (2, 9))
    assert list(grown(few, many)) == ["careless"]
