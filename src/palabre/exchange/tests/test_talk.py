"""What a conversation tells machines of what is said in it: as much as fits, and nothing that is not for everybody."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from palabre.dialogues.actions import changing, speaking
from palabre.dialogues.models import Contribution, Dialogue
from palabre.dialogues.queries import reading
from palabre.dialogues.tests.conftest import HOST, open_salon
from palabre.dialogues.tests.crowd import crowd
from palabre.exchange.tests.test_heads import data_of
from palabre.kit import tenancy
from palabre.kit.testing.cast import Cast
from palabre.kit.testing.look import BUDGET, first_visit_bytes

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest.fixture
def salon(cast: Cast) -> Dialogue:
    return open_salon(cast)


def told(path: str, person: Any = None) -> dict[str, Any]:
    browser = Client(headers=HOST)
    if person is not None:
        browser.force_login(person)
    return data_of(browser.get(path).content.decode())


def reply(cast: Cast, salon: Dialogue, text: str) -> Contribution:
    with tenancy.community(cast.salon):
        root, by = salon.contributions.get(answers=None), cast.membership("farid", cast.salon)
        return speaking.contribute(dialogue=salon, text=text, by=by, answers=root, page_language="en")


def test_where_little_is_said_the_dialogues_own_page_tells_all_of_it(cast: Cast, salon: Dialogue) -> None:
    under = reply(cast, salon, "The *rope*, I think.")
    data = told(f"/dialogues/{salon.slug}/")
    assert (data["author"], data["headline"]) == ([{"@type": "Person", "name": "Dev"}], salon.title)
    assert data["commentCount"] == 2
    (said,) = data["comment"]
    assert (said["text"], said["author"]["name"]) == ("The pump, then the committee.", "Esi")
    (answered,) = said["comment"]
    assert (answered["text"], answered["author"]["name"]) == ("The rope, I think.", "Farid")
    assert answered["url"].endswith(f"/contributions/{under.pk}/")
    asked = told(f"/dialogues/{salon.slug}/question/1/")
    assert (asked["comment"], asked["author"]) == (data["comment"], data["author"])
    assert told(f"/contributions/{under.answers_id}/")["comment"] == said["comment"]


def test_where_much_is_said_it_tells_what_fits(cast: Cast, salon: Dialogue) -> None:
    with tenancy.community(cast.salon):
        crowd(cast, salon, 300)
    page = Client(headers=HOST).get(f"/dialogues/{salon.slug}/")
    assert first_visit_bytes(page) <= BUDGET
    data = data_of(page.content.decode())
    assert data["text"] and data["commentCount"] > 100
    assert len(data.get("comment", [])) < page.content.decode().count('<article class="said')


def test_what_only_its_author_sees_is_told_to_no_machine(cast: Cast, salon: Dialogue) -> None:
    held, gone = reply(cast, salon, "Held back."), reply(cast, salon, "Taken back.")
    with tenancy.community(cast.salon):
        Contribution.objects.filter(pk=held.pk).update(standing="pending")
        changing.withdraw(said=gone, by=cast.membership("farid", cast.salon))
    for place in (f"/contributions/{held.answers_id}/", f"/dialogues/{salon.slug}/"):
        data = told(place, cast.farid)
        assert "Held back." not in str(data) and "Taken back." not in str(data)
    assert told(f"/contributions/{held.answers_id}/", cast.farid)["comment"] == []


def test_a_question_is_asked_by_whom_the_conversation_names(cast: Cast, salon: Dialogue) -> None:
    whole, asked = told(f"/dialogues/{salon.slug}/"), told(f"/dialogues/{salon.slug}/question/1/")
    assert asked["author"] == whole["author"] == [{"@type": "Person", "name": "Dev"}]


def test_all_replies_are_counted_however_few_the_page_shows(
    cast: Cast, salon: Dialogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, held = (reply(cast, salon, f"The rope, {number}.") for number in range(3))
    with tenancy.community(cast.salon):
        Contribution.objects.filter(pk=held.pk).update(standing="pending")
    monkeypatch.setattr(reading, "REPLIES_AT_THEIR_ADDRESS", 1)
    for person in (None, cast.farid):
        data = told(f"/contributions/{first.answers_id}/", person)
        assert (data["commentCount"], len(data["comment"])) == (2, 1)
    assert told(f"/contributions/{second.pk}/")["commentCount"] == 2
    with tenancy.community(cast.salon):
        salon.contributions.exclude(answers=None).update(standing="hidden")
    assert told(f"/contributions/{first.answers_id}/")["commentCount"] == 0
