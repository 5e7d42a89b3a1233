"""Line 20: the same thing done at the same moment from several places is one thing."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.db import connections
from django.test import Client

from palabre.communities import once
from palabre.communities.models import Membership, Mute
from palabre.dialogues.models import Contribution, Draft, Gloss, Pick, Visit
from palabre.exchange.models import PersonalExport
from palabre.kit import tenancy
from palabre.kit.testing.cast import model
from palabre.moderation.models import Appeal, Decision, Flag, Standing
from tests.threats.doors import BARE, SALON, browser
from tests.threats.sheets import links
from tests.threats.world import World

pytestmark = pytest.mark.threat

AT_ONCE = 4


@pytest.fixture
def live(live_database: str, settings: Any, tmp_path: Path) -> World:
    """The filled salon in a database of its own, where each thread has its own connection and transactions are real."""
    settings.DATA, settings.MEDIA_ROOT = tmp_path, tmp_path / "media"
    return World(tmp_path)


def at_once(browsers: list[Client], ask: Callable[[Client], Any]) -> list[int]:
    """Everybody asks at the same moment; the statuses of the answers."""
    ready = Barrier(len(browsers))

    def one(browser: Client) -> int:
        try:
            ready.wait(timeout=60)
            return int(ask(browser).status_code)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(browsers)) as pool:
        return list(pool.map(one, browsers))


def tabs(world: World, who: str, host: str = SALON, many: int = AT_ONCE) -> list[Client]:
    """One person in several tabs: the same session."""
    first = browser(world, who, host)
    made = [Client(raise_request_exception=False, headers={"host": host}) for _ in range(many)]
    for one in made:
        one.cookies = first.cookies
    return made


def count(world: World, rows: Callable[[], int], community: Any = None) -> int:
    with tenancy.community(community or world.community):
        return rows()


def post(path: str, **fields: Any) -> Callable[[Client], Any]:
    """Each sends the form under a key of its own, as from several tabs."""
    return lambda one: one.post(path, {"once": once.new_key(), **fields})


# What is done, by whom, how, and how its rows are counted.
Case = tuple[str, str, Callable[[Client], Any], Callable[[], int]]


def of(world: World, name: str) -> Membership:
    """Inside the community."""
    return Membership.objects.get(community=world.community, person=world.person(name))


def by_members(world: World) -> list[Case]:
    at = world.at
    speak = f"/dialogues/{at.dialogue.slug}/speak/"
    return [
        (
            "the same answer",
            "farid",
            post(speak, text="All at once.", language="en", question=at.question.pk),
            lambda: Contribution.objects.filter(text="All at once.").count(),
        ),
        (
            "a report",
            "amina",
            post(f"/report/dialogues.contribution/{at.said.pk}/", reason="false", note="x"),
            lambda: Flag.objects.filter(by=of(world, "amina"), standing__subject_id=at.said.pk).count(),
        ),
        (
            "a mute",
            "esi",
            post(f"/members/{at.member.pk}/mute/"),
            lambda: Mute.objects.filter(by=of(world, "esi")).count(),
        ),
        (
            "a draft",
            "farid",
            post(speak, text="Later.", keep="1", language="en"),
            lambda: Draft.objects.filter(by=of(world, "farid")).count(),
        ),
        (
            "a visit",
            "bruno",
            lambda one: one.get(f"/dialogues/{at.dialogue.slug}/"),
            lambda: Visit.objects.filter(by=of(world, "bruno"), dialogue=at.dialogue).count(),
        ),
    ]


def by_hosts_and_by_link(world: World) -> list[Case]:
    reply, offer = world.at.reply, links(world)["assignment"]
    return [
        (
            "a pick",
            "dev",
            post(f"/contributions/{reply.pk}/pick/", pick="picked"),
            lambda: Pick.objects.filter(contribution=reply).count(),
        ),
        (
            "a gloss",
            "dev",
            post(f"/contributions/{reply.pk}/gloss/", text="Y quién?", language="es"),
            lambda: Gloss.objects.filter(contribution=reply, language="es").count(),
        ),
        (
            "an offer answered",
            "dev",
            post(offer, answer="accept"),
            lambda: model("chronicle.Entry").objects.filter(verb="network.assignment_accepted").count(),
        ),
    ]


def test_what_is_done_several_times_at_once_is_there_once(live: World) -> None:
    wrong = []
    for what, who, ask, rows in (*by_members(live), *by_hosts_and_by_link(live)):
        answers = at_once(tabs(live, who), ask)
        found = count(live, rows)
        if found != 1 or max(answers) >= 500:
            wrong.append(f"{what}: {found} rows, {answers}")
    assert wrong == []


def test_joining_deciding_appealing_and_asking_for_an_export_at_once(live: World) -> None:
    world = live
    joined = at_once(tabs(world, "mei"), post("/join/", name="Mei", accepts_rules="on", answer_1="Yes"))
    assert max(joined) < 500
    assert count(world, lambda: Membership.objects.filter(person=world.person("mei")).count()) == 1
    waits = count(world, lambda: Standing.objects.get(subject_id=world.at.said.pk).pk)
    decided = at_once(
        tabs(world, "carla"),
        post(f"/moderation/{waits}/", state="hidden", ground="hurts", reason="It hurts."),
    )
    assert max(decided) < 500
    said = count(world, lambda: Decision.objects.filter(standing=waits).values("state").distinct().count())
    assert said == 1
    decision = count(world, lambda: Decision.objects.filter(standing=waits).latest("pk").pk)
    asked = at_once(tabs(world, "esi"), post(f"/moderation/decision/{decision}/", text="Again, please."))
    assert max(asked) < 500
    assert count(world, lambda: Appeal.objects.filter(decision=decision).count()) == 1
    exported = at_once(tabs(world, "esi", BARE), post("/me/export/"))
    assert max(exported) < 500
    assert PersonalExport.objects.filter(person=world.person("esi")).count() == 1


def test_the_same_form_under_one_key_from_four_tabs_counts_once(live: World) -> None:
    world, key = live, once.new_key()
    sent = {"once": key, "text": "Under one key.", "language": "en", "question": world.at.question.pk}
    path = f"/dialogues/{world.at.dialogue.slug}/speak/"
    assert set(at_once(tabs(world, "esi"), lambda one: one.post(path, sent))) == {302}
    assert count(world, lambda: Contribution.objects.filter(text="Under one key.").count()) == 1
    tally = count(
        world, lambda: sum(t.delta for t in world.at.dialogue.tallies.filter(question=world.at.question))
    )
    shown = count(
        world, lambda: Contribution.objects.filter(question=world.at.question, standing="public").count()
    )
    assert tally == shown
