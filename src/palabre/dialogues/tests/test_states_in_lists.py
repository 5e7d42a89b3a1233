"""Lists of conversations say of each what its own page says."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from palabre.dialogues.models import Channel, Dialogue
from palabre.dialogues.tests.conftest import HOST
from palabre.kit import clock, tenancy
from palabre.kit.testing.cast import Cast

WRITING = "Closed; the hosts are writing down what they heard"


def words(path: str) -> str:
    html = Client(headers=HOST).get(path).content.decode()
    bare = re.sub(r"(?s)<(style|title)>.*?</\1>", "", html)
    return " ".join(re.sub(r"<[^>]+>", " ", bare).split())


@pytest.fixture
def closed(salon: Dialogue, cast: Cast) -> Dialogue:
    """Since yesterday; what was heard is due in two weeks."""
    today = clock.today("UTC")
    with tenancy.community(cast.salon):
        channel = Channel.objects.create(community=cast.salon, slug="water", name="Water", language="en")
        salon.closes_on, salon.synthesis_due = today - timedelta(days=1), today + timedelta(days=13)
        salon.channel = channel
        salon.save()
    return salon


def test_one_in_synthesis_is_not_in_the_archive(closed: Dialogue) -> None:
    assert WRITING in words(f"/en/dialogues/{closed.slug}/")
    text = words("/en/dialogues/")
    assert WRITING in text and "Archive" not in text and closed.title in text
    assert closed.title not in words("/en/dialogues/?before=9999-01-01_1")


@pytest.mark.parametrize("path", ["/en/", "/en/channels/water/"])
def test_other_lists_say_it_beside_its_name(closed: Dialogue, path: str) -> None:
    text = words(path)
    assert WRITING in text and closed.title in text and "Archive" not in text


def test_one_whose_writing_is_overdue_is_archived_everywhere(closed: Dialogue, cast: Cast) -> None:
    with clock.moved(timedelta(days=14)):
        assert "Archived" in words(f"/en/dialogues/{closed.slug}/")
        text = words("/en/dialogues/")
        assert "Archive" in text and WRITING not in text and closed.title in text
        assert WRITING not in words("/en/") and closed.title in words("/en/dialogues/?before=9999-01-01_1")


def test_one_archived_by_hand_is_archived_whatever_its_days(closed: Dialogue, cast: Cast, as_: Any) -> None:
    with tenancy.community(cast.salon):
        Dialogue.objects.filter(pk=closed.pk).update(archived_at=clock.now())
    text = words("/en/dialogues/")
    assert WRITING not in text and "Archive" in text and closed.title in text
