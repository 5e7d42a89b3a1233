"""A finding that is taken down is gone from page, search, feeds and counts with the decision, and comes back so."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from palabre.communities import once
from palabre.communities.models import Membership
from palabre.dialogues.actions import heard
from palabre.dialogues.models import Dialogue, Finding
from palabre.dialogues.queries import care
from palabre.dialogues.queries import heard as written
from palabre.dialogues.refusals import Refusal
from palabre.dialogues.tests.conftest import HOST, open_salon
from palabre.dialogues.tests.test_furniture_judged import DOWN, found, send
from palabre.kit import tenancy
from palabre.kit.testing.cast import Cast
from palabre.moderation.models import Appeal, Decision, Standing
from palabre.portal import index
from palabre.portal.queries.search import search

pytestmark = pytest.mark.django_db
BAD, GOOD = "The committee of Quillfeather stole it.", "Pumps break before committees do."


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest.fixture
def salon(cast: Cast) -> Dialogue:
    return open_salon(cast)


@pytest.fixture
def finding(cast: Cast, salon: Dialogue) -> Finding:
    """Bruno's, beside one of Dev's; both are published. Carla decides, and so may Dev."""
    with tenancy.community(cast.salon):
        found(salon, GOOD, by=cast.membership("dev", cast.salon))
        bad = found(salon, BAD, by=cast.membership("bruno", cast.salon))
        Membership.objects.filter(person=cast.carla).update(roles=["moderator"])
        index.refresh("heard", bad.synthesis_id)
    return bad


def browser(cast: Cast, who: str) -> Client:
    made = Client(headers=HOST)
    if who:
        made.force_login(getattr(cast, who))
    return made


def take_down(cast: Cast, finding: Finding, state: str = "hidden") -> Standing:
    send(browser(cast, "esi"), f"/report/dialogues.finding/{finding.pk}/", reason="hurts")
    with tenancy.community(cast.salon):
        standing: Standing = Standing.objects.get(kind="dialogues.finding")
    decided = send(browser(cast, "carla"), f"/moderation/{standing.pk}/", **DOWN | {"state": state})
    assert decided.status_code == 302
    return standing


def shown(cast: Cast, salon: Dialogue) -> dict[str, bool]:
    """Whether its words stand in each place, before any job has run."""
    visitor = browser(cast, "")
    with tenancy.community(cast.salon):
        found = [one.document.kind for one in search(cast.salon, "Quillfeather", "en").found]
        lines = [row.text for _one, rows in written.outlined(salon, 6) for row in rows]
    pages = {
        "page": f"/dialogues/{salon.slug}/heard/",
        "feed of the dialogue": f"/dialogues/{salon.slug}/feed.atom",
        "feed of the community": "/feed.json",
    }
    hosts = browser(cast, "dev").get(f"/dialogues/{salon.slug}/host/findings/").content.decode()
    seen = {place: "Quillfeather" in visitor.get(path).content.decode() for place, path in pages.items()}
    return seen | {"search": "heard" in found, "outline": BAD in lines, "hosts": "Quillfeather" in hosts}


def test_it_goes_and_comes_back_everywhere_with_the_decision(
    cast: Cast, salon: Dialogue, finding: Finding
) -> None:
    assert set(shown(cast, salon).values()) == {True}
    standing = take_down(cast, finding)
    assert set(shown(cast, salon).values()) == {False}
    assert GOOD in browser(cast, "").get(f"/dialogues/{salon.slug}/heard/").content.decode()
    send(browser(cast, "carla"), f"/moderation/{standing.pk}/", state="public")
    assert set(shown(cast, salon).values()) == {True}


def test_what_is_counted_follows(cast: Cast, salon: Dialogue, finding: Finding) -> None:
    def facts() -> tuple[int, bool]:
        with tenancy.community(cast.salon):
            here = Dialogue.objects.select_related("community").get(pk=salon.pk)
            told = care.facts(here, care.needs(here))
        return told.findings, told.heard_published

    assert facts() == (2, True)
    take_down(cast, finding)
    assert facts() == (1, True)
    with tenancy.community(cast.salon):
        Finding.objects.update(standing="hidden")
    assert facts() == (0, False)


def test_nothing_is_published_that_has_hidden_findings_alone(
    cast: Cast, salon: Dialogue, finding: Finding
) -> None:
    with tenancy.community(cast.salon):
        Finding.objects.update(standing="hidden")
        Dialogue.objects.filter(pk=salon.pk).update(opens_on="2026-01-01", closes_on="2026-01-02")
        begun = finding.synthesis
        begun.dialogue = Dialogue.objects.select_related("community").get(pk=salon.pk)
        with pytest.raises(Refusal) as refused:
            heard.publish_synthesis(synthesis=begun, by=cast.membership("dev", cast.salon))
    assert refused.value.args == Refusal.no_findings().args


def test_its_writer_reports_it_not_and_asks_again_once_it_is_gone(
    cast: Cast, salon: Dialogue, finding: Finding
) -> None:
    page, report = f"/dialogues/{salon.slug}/heard/", f"/report/dialogues.finding/{finding.pk}/"
    assert report in browser(cast, "dev").get(page).content.decode()
    assert report not in browser(cast, "").get(page).content.decode()
    writer = browser(cast, "bruno")
    assert report not in writer.get(page).content.decode()
    assert writer.get(report).status_code == 404
    take_down(cast, finding)
    with tenancy.community(cast.salon):
        decision = Decision.objects.get()
    verdict = f"/moderation/decision/{decision.pk}/"
    assert "calls a neighbour names" in writer.get(verdict).content.decode()
    assert browser(cast, "esi").get(verdict).status_code == 404
    writer.post(verdict, {"text": "It is in the minutes.", "once": once.new_key()})
    with tenancy.community(cast.salon):
        assert Appeal.objects.get().text == "It is in the minutes."


def test_a_finding_not_published_yet_is_reported_by_nobody(
    cast: Cast, salon: Dialogue, finding: Finding
) -> None:
    with tenancy.community(cast.salon):
        type(finding.synthesis).objects.update(published_at=None)
    for who in ("esi", "dev"):
        assert browser(cast, who).get(f"/report/dialogues.finding/{finding.pk}/").status_code == 404


def test_moderators_are_led_to_the_page_that_begins_with_it(
    cast: Cast, salon: Dialogue, finding: Finding
) -> None:
    send(browser(cast, "esi"), f"/report/dialogues.finding/{finding.pk}/", reason="hurts")
    path = f"/dialogues/{salon.slug}/heard/?after=at-finding-{finding.pk}"
    with tenancy.community(cast.salon):
        standing = Standing.objects.get(kind="dialogues.finding")
    case = browser(cast, "carla").get(f"/moderation/{standing.pk}/").content.decode()
    assert f'href="{path}#finding-{finding.pk}"' in case
    html = browser(cast, "").get(path).content.decode()
    assert BAD in html and GOOD not in html


def test_findings_of_before_get_their_writers_from_the_chronicle(
    cast: Cast, salon: Dialogue, finding: Finding
) -> None:
    room: Any = import_module("palabre.dialogues.migrations.0010_findings_judged")
    with tenancy.community(cast.salon):
        Finding.objects.update(by=None)
        with connection.cursor() as cursor:
            cursor.execute(room.WRITERS)
        told = dict(Finding.objects.values_list("text", "by__name"))
    assert told == {GOOD: "Dev", BAD: "Bruno"}
