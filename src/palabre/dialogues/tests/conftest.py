"""A salon on its fourth day, with the cast in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest

from palabre.communities.models import Membership
from palabre.dialogues.actions import hosting, panel, speaking
from palabre.dialogues.models import Dialogue, Question
from palabre.kit import clock, tenancy
from palabre.kit.testing.cast import Cast
from palabre.mail.models import Message

HOST = {"host": "salon.localhost"}


@pytest.fixture(scope="module")
def opened(for_the_file: Any) -> Any:
    """The cast and its salon, once for all tests of a file."""

    def open_once() -> tuple[Cast, Dialogue]:
        cast = Cast()
        return cast, open_salon(cast)

    return for_the_file(open_once)


@pytest.fixture
def begun(opened: tuple[Cast, Dialogue], db: None) -> tuple[Cast, Dialogue]:
    """A copy for one test; a file whose tests have a database of their own makes its own."""
    return deepcopy(opened)


@pytest.fixture
def cast(begun: tuple[Cast, Dialogue]) -> Cast:
    return begun[0]


@pytest.fixture
def inside(cast: Cast) -> Iterator[Cast]:
    """In the salon's community."""
    with tenancy.community(cast.salon):
        yield cast


@pytest.fixture
def salon(begun: tuple[Cast, Dialogue]) -> Dialogue:
    """See `open_salon`. It is there in every test that has the cast."""
    return begun[1]


def open_salon(cast: Cast) -> Dialogue:
    """Open since three days; Farid on the panel, Dev its host, two questions, Esi's answer to the first."""
    today = clock.today("UTC")
    with tenancy.community(cast.salon):
        dev, esi, farid = (cast.membership(name, cast.salon) for name in ("dev", "esi", "farid"))
        made = hosting.open_dialogue(
            community=cast.salon,
            format="salon",
            title="Who keeps the water running?",
            language="en",
            opens_on=today - timedelta(days=3),
            closes_on=today + timedelta(days=10),
            by=dev,
        )
        hosting.seat(dialogue=made, kind="host", name="Dev", language="en", membership=dev, by=dev)
        hosting.seat(
            dialogue=made,
            kind="panelist",
            name="Farid",
            language="fr",
            membership=farid,
            by=dev,
            opening="Bonjour.",
        )
        asked = [("What broke first?", "en"), ("Who repaired it?", "en")]
        hosting.ask(dialogue=made, questions=asked, opens_on=made.opens_on, by=dev)
        question = made.questions.get(number=1)
        speaking.contribute(
            dialogue=made,
            question=question,
            text="The pump, then the committee.",
            by=esi,
            language="en",
            page_language="en",
        )
    return made


@pytest.fixture
def as_(client: Any, cast: Cast) -> Any:
    """`as_("esi")`: a browser of hers on the salon's host."""
    from django.test import Client

    def signed_in(name: str) -> Client:
        browser = Client(headers=HOST)
        browser.force_login(getattr(cast, name))
        return browser

    return signed_in


def invite_noor(salon: Dialogue, asked: Question | None, by: Membership, **more: Any) -> str:
    """Invite Noor to the panel by mail and put a question to her, or none; returns where her link leads."""
    panel.seat(
        dialogue=salon,
        kind="panelist",
        name="Noor",
        email="n@example.org",
        language="en",
        by=by,
        asked=asked,
        **more,
    )
    found = re.search(r"https?://[^/\s]+(/\S*/panel/\S+)", Message.objects.get(to="n@example.org").text)
    assert found is not None
    return found[1]
