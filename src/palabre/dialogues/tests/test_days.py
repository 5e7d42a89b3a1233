"""A host moves the days of a dialogue; the clock does the rest."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from palabre.communities import once
from palabre.dialogues.actions import hosting
from palabre.dialogues.models import Dialogue
from palabre.dialogues.tasks import note_states
from palabre.kit import clock, moments, tenancy
from palabre.kit.testing.cast import Cast

pytestmark = pytest.mark.django_db


def move(person: Any, salon: Dialogue, first: date, last: date, due: date | None = None) -> Any:
    browser = Client(headers={"host": "salon.localhost"})
    browser.force_login(person)
    fields = {"opens_on": first, "closes_on": last, "synthesis_due": due or "", "once": once.new_key()}
    return browser.post(f"/dialogues/{salon.slug}/host/days/", fields)


def today() -> date:
    return clock.today("UTC")


def now_is(cast: Cast, salon: Dialogue) -> tuple[date, str]:
    with tenancy.community(cast.salon):
        salon.refresh_from_db()
        return salon.closes_on, salon.noted_state


def test_a_last_day_that_is_over_closes_it_at_once(cast: Cast, salon: Dialogue) -> None:
    yesterday = today() - timedelta(days=1)
    assert move(cast.dev, salon, salon.opens_on, yesterday, today() + timedelta(days=5)).status_code == 302
    page = Client(headers={"host": "salon.localhost"}).get(f"/dialogues/{salon.slug}/").content
    assert b"Answer this question" not in page
    note_states()
    assert now_is(cast, salon) == (yesterday, "in_synthesis")


def test_one_that_has_opened_can_be_put_off_and_the_worker_goes_on(cast: Cast, salon: Dialogue) -> None:
    note_states()
    later = today() + timedelta(days=3)
    last = later + timedelta(days=13)
    assert move(cast.dev, salon, later, last, last + timedelta(days=14)).status_code == 302
    assert note_states() == 0
    with clock.moved(timedelta(days=17)):
        assert note_states() == 1
        assert now_is(cast, salon)[1] == "in_synthesis"


def test_turned_days_are_refused_and_nothing_moves(cast: Cast, salon: Dialogue) -> None:
    before = now_is(cast, salon)
    answer = move(cast.dev, salon, today(), today() - timedelta(days=3))
    assert answer.status_code == 422
    assert b"The last day lies before the first." in answer.content
    assert now_is(cast, salon) == before


def test_only_hosts_move_days_and_nobody_those_of_the_archive(cast: Cast, salon: Dialogue) -> None:
    later = today() + timedelta(days=30)
    assert move(cast.esi, salon, salon.opens_on, later).status_code == 404
    with clock.moved(timedelta(days=90)):
        assert move(cast.dev, salon, salon.opens_on, later).status_code == 404


def test_questions_are_not_asked_for_a_day_after_the_last(cast: Cast, salon: Dialogue, as_: Any) -> None:
    dev, path = as_("dev"), f"/en/dialogues/{salon.slug}/host/ask/"
    sent = {"questions": "And then?", "language": "en", "opens_on": salon.closes_on + timedelta(days=1)}
    refused = dev.post(path, sent | {"once": once.new_key()})
    assert refused.status_code == 422
    over = dev.post(path, sent | {"opens_on": today() - timedelta(days=1), "once": once.new_key()})
    assert over.status_code == 422 and "That day is over." in over.content.decode()
    last = moments.day(salon.closes_on, "en")
    assert f"The last day of this conversation is {last}." in refused.content.decode()
    assert dev.post(path, sent | {"opens_on": salon.closes_on, "once": once.new_key()}).status_code == 302
    with tenancy.community(cast.salon):
        assert [one.opens_on for one in salon.rounds.order_by("number")][1:] == [salon.closes_on]


def test_questions_left_behind_a_new_last_day_wait_for_a_host(cast: Cast, salon: Dialogue, as_: Any) -> None:
    with tenancy.community(cast.salon):
        by = cast.membership("dev", cast.salon)
        for days in (2, 8):
            hosting.ask(
                dialogue=salon, questions=[("More?", "en")], opens_on=today() + timedelta(days=days), by=by
            )
    last = today() + timedelta(days=5)
    answer = move(cast.dev, salon, salon.opens_on, last, last + timedelta(days=14))
    html = as_("dev").get(answer["Location"]).content.decode()
    assert "wait here until you show them" in html and "Show them now" in html
    with tenancy.community(cast.salon):
        assert [one.opens_on for one in salon.rounds.order_by("number")][1:] == [
            today() + timedelta(days=2),
            None,
        ]
    with clock.moved(timedelta(days=6)):
        shown = as_("dev").post(f"/en/rounds/{late(cast, salon)}/release/", {"once": once.new_key()})
        assert shown.status_code == 409 and b"The last day of this conversation is" in shown.content


def late(cast: Cast, salon: Dialogue) -> int:
    with tenancy.community(cast.salon):
        return int(salon.rounds.get(opens_on=None).pk)


def test_the_page_names_the_next_day_with_questions_alone(cast: Cast, salon: Dialogue, as_: Any) -> None:
    soon, later = today() + timedelta(days=2), today() + timedelta(days=4)
    with tenancy.community(cast.salon):
        by = cast.membership("dev", cast.salon)
        for day in (later, soon):
            hosting.ask(dialogue=salon, questions=[("More?", "en")], opens_on=day, by=by)
        # As it was possible once.
        hosting.ask(
            dialogue=salon, questions=[("Late?", "en")], opens_on=today() + timedelta(days=99), by=None
        )
    html = as_("esi").get(f"/en/dialogues/{salon.slug}/").content.decode()
    assert html.count("More questions follow on") == 1
    with clock.moved(timedelta(days=5)):
        assert (
            "More questions follow on" not in as_("esi").get(f"/en/dialogues/{salon.slug}/").content.decode()
        )
