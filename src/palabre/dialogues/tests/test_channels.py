"""Discussions hosted in channels: dated addresses that stay, hosted by whom and when, open or closed."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from palabre.communities import once
from palabre.dialogues.actions import channels, hosting
from palabre.dialogues.models import Channel, Dialogue
from palabre.dialogues.refusals import Refusal
from palabre.dialogues.tests.conftest import HOST
from palabre.kit import clock, moments, tenancy
from palabre.kit.testing.cast import Cast
from palabre.kit.testing.look import BUDGET, first_visit_bytes


@pytest.fixture
def manager(cast: Cast, as_: Any) -> Any:
    with tenancy.community(cast.salon):
        dev = cast.membership("dev", cast.salon)
        dev.roles = ["member", "editor", "manager"]
        dev.save()
    return as_("dev")


@pytest.fixture
def channel(manager: Any, cast: Cast) -> Channel:
    sent = {"name": "Water & money", "note": "Who pays.", "language": "en", "once": once.new_key()}
    assert manager.post("/channels/new/", sent)["Location"].startswith("/channels/water-money/")
    with tenancy.community(cast.salon):
        return Channel.objects.get()


def read(path: str) -> str:
    answer = Client(headers=HOST).get(path)
    assert answer.status_code == 200 and first_visit_bytes(answer) <= BUDGET
    html = re.sub(r"(?s)<style>.*?</style>", "", answer.content.decode())
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def discuss(cast: Cast, channel: Channel, days_ago: int, title: str) -> Dialogue:
    first = clock.today("UTC") - timedelta(days=days_ago)
    with tenancy.community(cast.salon):
        dev = cast.membership("dev", cast.salon)
        made = hosting.open_dialogue(
            community=cast.salon,
            format="hosted",
            title=title,
            language="en",
            opens_on=first,
            closes_on=first + timedelta(days=6),
            by=dev,
            channel=channel,
        )
        hosting.seat(dialogue=made, kind="host", name="Dev", language="en", membership=dev, by=dev)
    return made


def test_a_channel_lists_its_discussions_newest_first_open_or_closed(channel: Channel, cast: Cast) -> None:
    old, now = discuss(cast, channel, 400, "Who paid?"), discuss(cast, channel, 2, "Who pays?")
    text = read("/channels/water-money/")
    for one, state in ((old, "Closed"), (now, "Open")):
        assert f"{state} Hosted by Dev ({moments.month(one.opens_on, 'en')}) {one.title}" in text
    assert text.index("Who pays?") < text.index("Who paid?")
    assert "Water &amp; money" in read("/dialogues/")


def test_its_discussions_have_dated_addresses_that_stay(channel: Channel, cast: Cast) -> None:
    made = discuss(cast, channel, 400, "Who paid?")
    assert made.slug == f"{made.opens_on:%Y-%m}-who-paid"
    assert "Who paid?" in read(f"/dialogues/{made.slug}/")


def test_the_form_for_a_new_dialogue_offers_the_channel(channel: Channel, manager: Any, cast: Cast) -> None:
    html = manager.get(f"/dialogues/new/?channel={channel.pk}").content.decode()
    assert f'<option value="{channel.pk}" selected' in html
    today = clock.today("UTC")
    sent = {
        "format": "hosted",
        "title": "Who mends it?",
        "language": "en",
        "opens_on": today.isoformat(),
        "closes_on": (today + timedelta(days=7)).isoformat(),
        "questions": "Who?",
        "channel": channel.pk,
        "once": once.new_key(),
    }
    assert f"/dialogues/{today:%Y-%m}-who-mends-it/host/" in manager.post("/dialogues/new/", sent)["Location"]


def test_a_held_discussion_is_in_no_channel(channel: Channel, cast: Cast) -> None:
    made = discuss(cast, channel, 2, "Who pays?")
    with tenancy.community(cast.salon):
        Dialogue.objects.filter(pk=made.pk).update(held=True)
    assert "Who pays?" not in read("/channels/water-money/")


def test_only_a_manager_begins_a_channel(cast: Cast, as_: Any) -> None:
    assert as_("esi").get("/channels/new/").status_code == 404
    with tenancy.community(cast.salon):
        esi = cast.membership("esi", cast.salon)
    with tenancy.community(cast.salon), pytest.raises(Refusal):
        channels.open_channel(community=cast.salon, name="Mine", language="en", by=esi)


def test_there_is_no_channel_where_there_is_none(client: Client, cast: Cast) -> None:
    assert client.get("/channels/nothing/", headers=HOST).status_code == 404
