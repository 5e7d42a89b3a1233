"""A silent panelist is reminded while they can still speak, and the host's page offers it only then."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from palabre.communities import once
from palabre.dialogues.actions import panel
from palabre.dialogues.models import Contribution, Dialogue, Seat
from palabre.dialogues.queries.panel import may_be_reminded
from palabre.dialogues.refusals import Refusal
from palabre.kit import clock, tenancy
from palabre.kit.testing.cast import Cast
from palabre.mail.models import Message


def seat_of(cast: Cast, name: str = "Farid") -> Seat:
    with tenancy.community(cast.salon):
        return Seat.objects.select_related("dialogue__community").get(name=name)


def offered(browser: Any, salon: Dialogue, seat: Seat) -> bool:
    html = browser.get(f"/en/dialogues/{salon.slug}/host/").content.decode()
    assert "Farid has not spoken yet" in html
    return f"/seats/{seat.pk}/remind/" in html


@pytest.mark.long
@pytest.mark.parametrize("days", [-8, 11, 40])
def test_before_the_first_and_after_the_last_day_nobody_is_reminded(
    salon: Dialogue, cast: Cast, as_: Any, days: int
) -> None:
    dev, seat = as_("dev"), seat_of(cast)
    assert offered(dev, salon, seat)
    with clock.moved(timedelta(days=days)):
        assert not offered(dev, salon, seat)
        page = f"/en/seats/{seat.pk}/remind/"
        for answer in (dev.get(page), dev.post(page, {"text": "Hello", "once": once.new_key()})):
            assert answer.status_code == 409
            assert "This conversation takes answers from" in answer.content.decode()
        with tenancy.community(cast.salon):
            assert not may_be_reminded(seat)
            with pytest.raises(Refusal, match="takes answers from"):
                panel.remind(seat=seat, text="Hello", by=cast.membership("dev", cast.salon))
            assert not Message.objects.filter(kind="panel_reminder").exists()


def test_on_the_last_day_it_is_still_offered_and_sent(salon: Dialogue, cast: Cast, as_: Any) -> None:
    dev, seat = as_("dev"), seat_of(cast)
    with clock.moved(timedelta(days=10)):
        assert offered(dev, salon, seat)
        sent = {"text": "Hello", "once": once.new_key()}
        assert dev.post(f"/en/seats/{seat.pk}/remind/", sent).status_code == 302


def test_whose_words_are_held_back_is_not_offered_a_reminder_that_would_be_refused(
    salon: Dialogue, cast: Cast, as_: Any
) -> None:
    dev, seat = as_("dev"), seat_of(cast)
    with tenancy.community(cast.salon):
        Contribution.objects.filter(dialogue=salon).update(author=seat.membership, standing="pending")
    assert not offered(dev, salon, seat)
    assert dev.get(f"/en/seats/{seat.pk}/remind/").status_code == 404
