"""What grows is made as the rooms make it, each page of it is made anew each time it is asked for, and has its row."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.db.models import Sum
from django.test import Client

from palabre.chronicle.models import Entry
from palabre.config.cli.bench import many
from palabre.config.cli.bench.cold import AT_LEAST, WARM, Asked, p50_by_turns
from palabre.config.cli.bench.load import WentWrong
from palabre.config.cli.program import main
from palabre.config.tests.answering import Told, answering
from palabre.config.tests.test_bench import measured
from palabre.dialogues.actions import hosting
from palabre.dialogues.models import Contribution, Dialogue, Tally
from palabre.kit import clock, tenancy
from palabre.kit.testing.cast import Cast
from palabre.moderation.queries import queue
from palabre.portal import index
from palabre.portal.models import SearchDocument

PAGES = ["dialogue", "list", "home", "search", "search_seldom", "feed", "moderation"]


@pytest.fixture
def cast(db: None) -> Cast:
    """The people of the tests."""
    return Cast()


@pytest.fixture
def told(cast: Cast) -> Dialogue:
    """Two hundred contributions in an open salon of two questions, some of them reported to Carla by Esi."""
    today = clock.today("UTC")
    with tenancy.community(cast.salon):
        carla, esi = (cast.membership(name, cast.salon) for name in ("carla", "esi"))
        made = hosting.open_dialogue(
            community=cast.salon,
            format="salon",
            title="Who opens the pipe?",
            language="en",
            opens_on=today - timedelta(days=3),
            closes_on=today + timedelta(days=9),
            by=None,
        )
        asked = [("What broke first?", "en"), ("Who repaired it?", "en")]
        hosting.ask(dialogue=made, questions=asked, opens_on=made.opens_on, by=None)
        many.say(made, [carla, esi], 200, judged=True)
    return made


def test_what_is_written_at_once_is_counted_found_and_judged_as_what_people_wrote(
    told: Dialogue, cast: Cast
) -> None:
    with tenancy.community(cast.salon):
        said = Contribution.objects.filter(dialogue=told)
        assert said.count() == 200
        assert Tally.objects.filter(dialogue=told).aggregate(all=Sum("delta"))["all"] == 200
        assert not said.filter(answers__answers__isnull=False).exists(), "replies stand one level deep"
        assert said.filter(answers=None).count() == 100
        assert len(queue(cast.salon, cast.membership("carla", cast.salon)).cases) == 50
        assert said.filter(html__contains=many.SELDOM).count() == many.HAVE_IT
    with tenancy.everywhere(reason="a test counts entries"):
        posted = Entry.objects.filter(verb="dialogues.contribution_posted", community_id=cast.salon.pk)
        assert posted.count() == 200
    page = Client(headers={"host": cast.salon.host}).get(f"/en/search/?q={many.SELDOM}")
    assert page.content.decode().count("grew there") == 15, "a page of twenty"


def test_lines_of_the_search_index_are_those_the_index_writes_itself(told: Dialogue, cast: Cast) -> None:
    columns = ("title", "excerpt", "path", "at", "city_id", "language", "vector")
    with tenancy.community(cast.salon):
        lines = SearchDocument.objects.filter(kind="contribution").order_by("subject_id")
        before = list(lines.values("subject_id", *columns)[:9])
        for line in before:
            index.refresh("contribution", line["subject_id"])
        assert list(lines.values("subject_id", *columns)[:9]) == before
        assert len(before) == 9


def test_pages_are_asked_for_by_turns_past_what_is_kept() -> None:
    with answering(lambda _path: Told()) as one, answering(lambda _path: Told()) as other:
        asked = [Asked(one.port, "a.localhost", "/"), Asked(other.port, "b.localhost", "/", "x")]
        halves = p50_by_turns(asked, 0)
    assert len(halves) == 2 and min(halves) > 0
    assert len(one.asked) == len(other.asked) == WARM + AT_LEAST
    assert all("Authorization" in headers for headers in one.asked + other.asked)
    assert one.asked[0]["Host"] == "a.localhost" and "Cookie" not in one.asked[0]
    assert other.asked[0]["Cookie"] == "palabre_session=x"


KEPT = {"ETag": '"x"', "Cache-Control": "public, no-cache"}


@pytest.mark.parametrize("told", [Told(status=500), Told(headers=KEPT)], ids=["broken", "kept"])
def test_what_is_broken_or_kept_is_not_measured(told: Told) -> None:
    with answering(lambda _path: told) as server, pytest.raises(WentWrong):
        p50_by_turns([Asked(server.port, "a.localhost", "/")], 0)


@pytest.mark.parametrize("size", ["one", "0", "99999999"])
def test_a_size_that_cannot_be_made_is_refused_before_anything_is(
    size: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["bench", "growth", "--contributions", size, "--data", str(tmp_path)]) == 2
    assert f"{size} is no size to measure" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.load
def test_every_page_is_measured_at_every_size(reachable: Path) -> None:
    sizes = ("--contributions", "200", "20", "--communities", "3", "2")
    done = measured(reachable, "growth", "--seconds", "1", *sizes)
    found = json.loads(done.stdout)["rows"]
    assert [(row["name"], row["of"], row["size"]) for row in found] == [
        *[(name, "contributions", size) for name in PAGES for size in (20, 200)],
        *[(name, "communities", size) for name in [*PAGES, "network"] for size in (2, 3)],
    ]
    assert all(row["p50_ms"] > 0 for row in found)
    assert {row["ratio_smallest"] for row in found if row["size"] in (20, 2)} == {1}
    history = (reachable / "bench" / "history" / "growth.jsonl").read_text().splitlines()
    assert json.loads(history[-1])["rows"] == found
