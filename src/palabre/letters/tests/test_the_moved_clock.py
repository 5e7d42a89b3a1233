"""Each notice once and at its hour, through the nights when a time zone moves its own clock, and a clock set back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from palabre.chronicle import readers
from palabre.chronicle.models import Entry
from palabre.dialogues.models import Dialogue
from palabre.dialogues.tasks import note_states
from palabre.kit import clock, tenancy
from palabre.kit.testing.cast import Cast
from palabre.mail.models import Message

pytestmark = pytest.mark.django_db
NOTICES = ["dialogue_opens", "dialogue_last_day", "dialogue_archived"]
HOUR = timedelta(hours=1)


@pytest.fixture
def cast() -> Cast:
    """Everybody in the salon wants mail; it lives by the clock of Paris, the cities exchange by that of Utqiagvik."""
    made = Cast()
    for community, zone in ((made.salon, "Europe/Paris"), (made.cities, "America/Anchorage")):
        community.time_zone = zone
        community.save()
    esi = made.membership("esi", made.salon)
    with tenancy.community(made.salon):
        esi.mail_consent_at = clock.now()
        esi.save()
    return made


def announce(community: Any, opens_on: date, closes_on: date, synthesis_due: date) -> Dialogue:
    with tenancy.community(community):
        return Dialogue.objects.create(
            community=community,
            slug="water",
            format="salon",
            title="Water",
            language="en",
            opens_on=opens_on,
            closes_on=closes_on,
            synthesis_due=synthesis_due,
            created_at=datetime(2027, 1, 1, tzinfo=UTC),
        )


def live(moments: Iterable[datetime]) -> dict[str, datetime]:
    """Have the worker do its round at each moment; when each mail appeared, by its kind."""
    seen: dict[str, datetime] = {}
    for moment in moments:
        with clock.moved(moment - clock.now()):
            note_states()
            readers.pull()
        for mail in mails():
            seen.setdefault(mail.kind, moment)
    return seen


def mails() -> list[Message]:
    with tenancy.everywhere(reason="test"):
        return list(Message.objects.order_by("pk"))


def verbs() -> list[str]:
    with tenancy.everywhere(reason="test"):
        rows = Entry.objects.filter(verb__startswith="dialogues.").order_by("pk")
        return [verb.removeprefix("dialogues.") for verb in rows.values_list("verb", flat=True)]


@pytest.mark.long
@pytest.mark.parametrize(
    ("opens", "closes", "due"),
    [
        # In Paris the night before the last Sunday of March lacks an hour, that before the last of October has two.
        (date(2027, 3, 28), date(2027, 4, 10), date(2027, 4, 20)),
        (date(2027, 10, 18), date(2027, 10, 31), date(2027, 11, 7)),
    ],
)
def test_each_notice_comes_once_in_its_first_hour_though_each_hour_comes_twice(
    cast: Cast, opens: date, closes: date, due: date
) -> None:
    announce(cast.salon, opens, closes, due)
    midnights = [
        datetime(day.year, day.month, day.day, tzinfo=ZoneInfo("Europe/Paris")).astimezone(UTC)
        for day in (opens, closes, due + timedelta(days=1))
    ]
    steps = (-2 * HOUR, -HOUR, HOUR / 2, -HOUR / 2, HOUR, HOUR * 3, HOUR * 2, timedelta(days=3))
    # The hour before each midnight comes again after it, and so does three days later before the next one.
    seen = live(midnight + step for midnight in midnights for step in steps)
    assert seen == {kind: midnight + HOUR / 2 for kind, midnight in zip(NOTICES, midnights, strict=True)}
    assert [mail.kind for mail in mails()] == NOTICES


def test_a_clock_set_back_over_the_opening_opens_nothing_again_and_stops_nobody_else(cast: Cast) -> None:
    announce(cast.salon, date(2027, 3, 22), date(2027, 4, 4), date(2027, 4, 18))
    opened = datetime(2027, 3, 21, 23, 0, tzinfo=UTC)
    live([opened, opened - HOUR])
    announce(cast.cities, date(2027, 3, 21), date(2027, 4, 4), date(2027, 4, 18))
    live([opened - HOUR, opened, opened + HOUR])
    assert verbs() == ["dialogue_opened", "dialogue_opened"]
