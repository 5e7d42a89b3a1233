"""A dialogue's page with very much in it asks the database few questions."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from palabre.dialogues.actions import hosting, shelving
from palabre.dialogues.models import Citation, Contribution, Dialogue, Finding, Synthesis, Visit
from palabre.dialogues.subject import ContributionSubject
from palabre.dialogues.tests.conftest import HOST
from palabre.dialogues.tests.crowd import crowd
from palabre.kit import clock, tenancy
from palabre.kit.testing.cast import Cast
from palabre.moderation.actions import flag
from tests.support.asking import asked_by

VISITOR, MEMBER, HOSTING = 8, 10, 16


@pytest.fixture
def crowded(salon: Dialogue, cast: Cast) -> Dialogue:
    with tenancy.community(cast.salon):
        crowd(cast, salon, 1_000)
    return salon


def test_a_visitor_s_page_of_a_thousand_contributions_asks_few_questions(
    crowded: Dialogue, client: Client
) -> None:
    browser = Client(headers=HOST)
    asked = asked_by(browser, f"/dialogues/{crowded.slug}/")
    assert len(asked) <= VISITOR, asked


@pytest.mark.long
@pytest.mark.parametrize("name", ["esi", "dev", "carla"])
def test_a_member_s_page_asks_who_they_are_besides(
    crowded: Dialogue, cast: Cast, as_: Callable[[str], Client], name: str
) -> None:
    browser, path = as_(name), f"/dialogues/{crowded.slug}/"
    browser.get(path)
    asked = asked_by(browser, path)
    assert len(asked) <= MEMBER, asked
    with tenancy.community(cast.salon):
        Visit.objects.filter(by=cast.membership(name, cast.salon)).update(
            before=clock.now() - timedelta(days=9)
        )
    again = asked_by(browser, path)
    assert len(again) == len(asked), "what is new since an earlier visit"


@pytest.mark.long
def test_the_page_of_who_is_signed_in_and_no_member_asks_as_few(
    crowded: Dialogue, as_: Callable[[str], Client]
) -> None:
    browser, path = as_("sam"), f"/dialogues/{crowded.slug}/"
    browser.get(path)
    asked = asked_by(browser, path)
    assert len(asked) <= MEMBER, asked


@pytest.mark.long
def test_the_host_s_page_asks_the_same_few_questions_whatever_there_is_to_care_for(
    crowded: Dialogue, cast: Cast, as_: Callable[[str], Client]
) -> None:
    browser, path = as_("dev"), f"/dialogues/{crowded.slug}/host/"
    with tenancy.community(cast.salon):
        to_care_for(cast, crowded, 1)
    browser.get(path)
    few = asked_by(browser, path)
    assert len(few) <= HOSTING, few
    with tenancy.community(cast.salon):
        to_care_for(cast, crowded, 5)
    assert len(asked_by(browser, path)) == len(few)
    html = browser.get(path).content.decode()
    assert html.count("A moderator should look at") == 6 and html.count("Show them now") == 6
    assert html.count("Sent in") == 6 and html.count("It rests on this.") == 6
    assert html.count("has not spoken yet") == 8 + 1 and html.count("has no answer yet") == 20


def to_care_for(cast: Cast, dialogue: Dialogue, many: int) -> None:
    """So many reports, rounds to release, things sent in and findings, each with what hangs from it."""
    dev, esi, farid = (cast.membership(name, cast.salon) for name in ("dev", "esi", "farid"))
    heard = Synthesis.objects.get(dialogue=dialogue)
    last = Finding.objects.filter(synthesis=heard).count()
    roots = Contribution.objects.filter(dialogue=dialogue, answers=None).order_by("-pk")[last : last + many]
    for number, said in enumerate(roots, start=last + 1):
        about: dict[str, Any] = {
            "community": cast.salon,
            "subject": ContributionSubject(),
            "subject_id": said.pk,
        }
        flag(**about, reason="hurts", language="en", by=farid)
        hosting.ask(dialogue=dialogue, questions=[("And then?", "en")] * 2, opens_on=None, by=dev)
        where = f"https://example.org/sent/{number}"
        shelving.send_in(dialogue=dialogue, title="Sent", address=where, language="en", by=esi)
        finding = Finding.objects.create(
            community=cast.salon,
            synthesis=heard,
            number=number,
            text="It rests on this.",
            html="<p>It rests on this.</p>",
            language="en",
        )
        Citation.objects.create(community=cast.salon, finding=finding, contribution=said)


def test_the_page_shows_what_it_asked_for(crowded: Dialogue, client: Client) -> None:
    html = client.get(f"/dialogues/{crowded.slug}/", headers=HOST).content.decode()
    assert html.count("Put first by the hosts") == 5
    assert html.count('<article class="said reply') >= 2
    assert "More replies" in html and "In short, by Dev" in html
    assert "City 0" in html and "So far." in html and "All notes" in html and "To read 0" in html
    assert "What was heard, and what came of it" in html
    assert re.search(r">1,?\d* answers|2\d\d answers", html)
