"""Whoever was invited to a seat by mail sits on it once they are in."""

from __future__ import annotations

from typing import Any

import pytest

from palabre.chronicle import readers
from palabre.communities import actions as communities
from palabre.dialogues.actions import hosting
from palabre.dialogues.models import Dialogue, Seat
from palabre.kit import tenancy
from palabre.kit.testing.cast import Cast
from palabre.people.models import Person


def invited(salon: Dialogue, cast: Cast, email: str) -> int:
    with tenancy.community(cast.salon):
        dev = cast.membership("dev", cast.salon)
        made = hosting.seat(dialogue=salon, kind="panelist", name="Noor", language="en", email=email, by=dev)
        return made.pk


def join(cast: Cast, email: str) -> Any:
    with tenancy.community(cast.salon):
        return communities.join(
            community=cast.salon,
            by=Person.objects.create_user(email, name="Noor"),
            language="en",
            name="Noor",
            accepts_rules=True,
            wants_mail=False,
        )


@pytest.mark.django_db
def test_an_invited_panelist_sits_on_their_seat_after_coming_in(cast: Cast, salon: Dialogue) -> None:
    seat = invited(salon, cast, "Noor@example.org")
    member = join(cast, "noor@example.org")
    readers.pull()
    with tenancy.community(cast.salon):
        assert Seat.objects.get(pk=seat).membership == member


@pytest.mark.django_db
def test_nobody_else_sits_on_it(cast: Cast, salon: Dialogue) -> None:
    seat = invited(salon, cast, "noor@example.org")
    join(cast, "somebody@example.org")
    readers.pull()
    with tenancy.community(cast.salon):
        assert Seat.objects.get(pk=seat).membership is None
