"""Who waits for an answer: how many in all, newcomers before others, page by page, and nobody invisible."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from palabre.dialogues.actions import speaking
from palabre.dialogues.models import Contribution, Dialogue
from palabre.dialogues.queries import care
from palabre.dialogues.queries.waiting import SHOWN, waiting
from palabre.kit import tenancy
from palabre.kit.testing.cast import Cast
from palabre.kit.testing.look import BUDGET, first_visit_bytes
from palabre.moderation.actions import set_holds
from tests.support.asking import asked_by

MORE = 25


def words(html: str) -> str:
    bare = re.sub(r"(?s)<style>.*?</style>", "", html)
    return " ".join(re.sub(r"<[^>]+>", " ", bare).split())


@pytest.fixture
def busy(salon: Dialogue, cast: Cast) -> Contribution:
    """Esi's first words and 25 more of hers wait; then Amina says her first."""
    with tenancy.community(cast.salon):
        set_holds(
            community=cast.salon, by=cast.membership("carla", cast.salon), texts_in_ten_minutes=MORE + 5
        )
        esi, amina = cast.membership("esi", cast.salon), cast.membership("amina", cast.salon)
        for number in range(MORE):
            say = {"dialogue": salon, "language": "en", "page_language": "en"}
            speaking.contribute(text=f"Number {number}.", by=esi, **say)  # type: ignore[arg-type]
        return speaking.contribute(
            dialogue=salon, text="I am new here.", by=amina, language="en", page_language="en"
        )


def test_the_host_s_page_says_how_many_wait_and_shows_first_words_before_all(
    busy: Contribution, salon: Dialogue, as_: Any
) -> None:
    answer = as_("dev").get(f"/en/dialogues/{salon.slug}/host/")
    assert first_visit_bytes(answer) <= BUDGET
    text = words(answer.content.decode())
    assert f"{MORE + 2} answers wait in all." in text
    assert text.count("has no answer yet") == SHOWN
    assert text.index("Amina has no answer yet") < text.index("Number 0.")


def test_the_pages_that_follow_show_all_others_once(busy: Contribution, salon: Dialogue, as_: Any) -> None:
    dev = as_("dev")
    html = dev.get(f"/en/dialogues/{salon.slug}/host/").content.decode()
    seen = re.findall(r"Number (\d+)\.", html)
    following = re.search(r'href="(/en/dialogues/[^"]+/host/waiting/\?after=[^"]+)"', html)
    assert following is not None
    further = dev.get(following[1]).content.decode()
    assert "See the others" not in further and 'rel="next"' not in further
    rest = re.findall(r"Number (\d+)\.", further)
    assert sorted(map(int, seen + rest)) == list(range(MORE))
    assert as_("esi").get(following[1]).status_code == 404


def test_a_place_among_first_words_leads_on_to_the_other_first_words(
    busy: Contribution, salon: Dialogue, inside: Cast
) -> None:
    everything = waiting(salon)
    assert everything.said[0].text.startswith("The pump") and everything.said[1].pk == busy.pk
    place = f"first-{everything.said[0].said_at.isoformat()}_{everything.said[0].pk}"
    assert [said.pk for said in waiting(salon, place).said][:2] == [busy.pk, everything.said[2].pk]
    assert waiting(salon, place).many == MORE + 1
    assert waiting(salon, "nonsense").many == MORE + 2


def test_whoever_waits_too_long_counts_even_where_they_are_not_shown(
    busy: Contribution, salon: Dialogue, inside: Cast
) -> None:
    last = Contribution.objects.get(text=f"Number {MORE - 1}.")
    # Later than all others by its place among those shown, longer ago than anybody should wait.
    Contribution.objects.exclude(pk=last.pk).update(said_at=last.said_at - timedelta(hours=20))
    Contribution.objects.filter(pk=last.pk).update(said_at=last.said_at - timedelta(hours=17))
    needs = care.needs(salon)
    assert last not in needs.unanswered and care.facts(salon, needs).late == MORE + 2


def test_the_page_asks_as_few_questions_for_many_as_for_none(
    salon: Dialogue, cast: Cast, as_: Any, request: Any
) -> None:
    browser, path = as_("dev"), f"/dialogues/{salon.slug}/host/waiting/"
    browser.get(path)
    few = asked_by(browser, path)
    request.getfixturevalue("busy")
    assert len(asked_by(browser, path)) == len(few)
