"""Line 8: every way to write has its guard. Routes come from the URL maps, jobs and timers from the worker, commands
from the program; one that is not named here fails."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from django.conf import settings

from palabre.communities import once
from palabre.config.cli.program import found_in
from palabre.kit import views
from tests.threats.doors import (
    BARE,
    SALON,
    VISITOR,
    browser,
    community_doors,
    network_doors,
    path_of,
    takes_forms,
    trial,
)
from tests.threats.may import ALL, FOR_ONESELF, MAY, OPEN_TO_ALL
from tests.threats.table import named_tests
from tests.threats.world import World

pytestmark = pytest.mark.threat

GOING_IN = ("/sign-in/", "/join/")
TIMERS = "src/palabre/config/tests/test_clockwork.py::test_it_runs_with_no_ambient_community"
# What works without a reader: the test that holds each to its community, its person, and once.
JOBS = {
    "mail.deliver": "src/palabre/mail/tests/test_delivery.py::"
    "test_a_mail_is_handed_over_once_however_often_the_job_runs",
    "exchange.make_export": "src/palabre/exchange/tests/test_own_exports.py::"
    "test_it_holds_everything_of_ones_own_in_all_communities_and_nothing_of_others",
    "exchange.erase": "src/palabre/exchange/tests/test_erasing.py::test_doing_it_again_changes_nothing",
    "config.forget_expired": "src/palabre/config/tests/test_clockwork.py::"
    "test_what_has_run_out_is_forgotten_in_every_community_and_the_rest_is_kept",
    "config.forget_finished_jobs": TIMERS,
    "config.purge_invalidations": "src/palabre/dialogues/tests/test_changes_are_told.py::test_old_tags_are_let_go_of",
    "config.take_up_stalled": "src/palabre/config/tests/test_worker.py::"
    "test_a_job_whose_worker_was_killed_is_done_again_and_a_mail_not_twice",
    "dialogues.note_states": "src/palabre/dialogues/tests/test_heard.py::test_each_change_of_state_is_noted_once",
    "dialogues.fold_tallies": "src/palabre/dialogues/tests/test_heard.py::test_folding_counts_changes_no_count",
    "dialogues.check_links": "src/palabre/dialogues/tests/test_shelf.py::"
    "test_links_are_tried_once_a_week_and_hosts_see_which_are_broken",
    "newsroom.let_go_of_themes": TIMERS,
    "portal.rename": "src/palabre/portal/tests/test_search_follows.py::"
    "test_what_somebody_said_is_found_under_their_new_name_and_no_more_under_the_old",
}
COMMANDS = {
    "backup": "src/palabre/config/tests/test_safekeeping.py::",
    "bench": "src/palabre/config/tests/test_bench.py::test_reads_are_measured_beside_something_else",
    "counters": "src/palabre/dialogues/tests/test_counting.py::"
    "test_another_community_s_counts_are_neither_read_nor_mended",
    "demo": "src/palabre/config/tests/test_demo.py::test_a_second_demo_on_the_same_folder_says_so",
    "doctor": "src/palabre/config/tests/test_doctor.py::test_a_sound_database_is_well",
    "found": "src/palabre/config/tests/test_found.py::test_what_is_in_the_way_is_said_and_the_exit_code_is_one",
    "import": "src/palabre/config/tests/test_import_transcript.py::"
    "test_an_unknown_host_is_refused_with_the_hosts_there_are",
    "migrate": "src/palabre/config/tests/test_cli.py::test_the_owner_is_asked_for_by_name",
    "reindex": "src/palabre/portal/tests/test_search_people.py::"
    "test_reindexing_a_host_that_is_none_is_refused_with_a_sentence",
    "restore": "src/palabre/config/tests/test_safekeeping.py::",
    "serve": "src/palabre/config/tests/test_cli.py::test_a_taken_port_is_refused",
    "worker": "src/palabre/config/tests/test_worker.py::"
    "test_it_delivers_reads_the_chronicle_beats_and_stops_when_told",
}
A_FEW = (VISITOR, "sam", "esi", "blaise")


@pytest.fixture(autouse=True)
def bare_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing page without its suggestions: here thousands are missing on purpose."""
    monkeypatch.setattr(views, "_instead", [])


def test_every_route_that_takes_a_form_is_named_with_who_may_send_it() -> None:
    here = {route.name for route, door in community_doors() if takes_forms(door.callback)}
    assert here == set(MAY)
    bare = {route.name for route, door in network_doors() if takes_forms(door.callback)}
    assert bare == OPEN_TO_ALL | FOR_ONESELF


@pytest.mark.parametrize(
    "people",
    [
        pytest.param(A_FEW, id="visitor, member, blocked, another community's manager"),
        pytest.param(tuple(sorted(ALL - set(A_FEW))), id="everybody else", marks=pytest.mark.scale),
    ],
)
def test_who_may_not_write_is_turned_away_and_nothing_is_written(
    world: World, people: tuple[str, ...]
) -> None:
    wrong = []
    browsers = {who: browser(world, who) for who in people}
    cookies = {who: deepcopy(one.cookies) for who, one in browsers.items()}
    for route, door in community_doors():
        if not takes_forms(door.callback):
            continue
        path = path_of(world, route)
        for who, one in browsers.items():
            one.cookies = deepcopy(cookies[who])  # one of these routes signs out
            with trial() as tried:
                answer = one.post(path, {"once": once.new_key()})
                let_in = not turned_away(answer)
            if let_in != (who in MAY[route.name]) or (not let_in and tried.tables()):
                wrong.append(f"{route.name} as {who or 'a visitor'}: {answer.status_code} {tried.tables()}")
    assert wrong == []


def turned_away(answer: Any) -> bool:
    leads = answer.headers.get("Location", "")
    return answer.status_code in (403, 404) or any(f"{page}?" in leads or leads == page for page in GOING_IN)


def test_on_the_bare_host_a_visitor_is_asked_who_they_are(world: World) -> None:
    visitor, wrong = browser(world, VISITOR, BARE), []
    for route, door in network_doors():
        if takes_forms(door.callback) and route.name in FOR_ONESELF:
            with trial() as tried:
                answer = visitor.post(path_of(world, route), {"once": once.new_key()})
            asked = answer.status_code == 404 or "/sign-in/" in answer.headers.get("Location", "")
            if not asked or tried.tables():
                wrong.append(f"{route.name}: {answer.status_code} {tried.tables()}")
    assert wrong == []


def test_the_reading_of_what_is_written_can_fail(world: World) -> None:
    with trial() as tried:
        browser(world, "dev").post(
            f"/members/manage/{world.at.member.pk}/", {"once": once.new_key(), "roles": "editor"}
        )
        assert tried.rows()["communities_membership"][0]["roles"] == ["editor"]
    assert "communities_membership" in tried.tables()
    assert world.member("farid").roles == ["member"]


def test_every_job_and_timer_has_its_test() -> None:
    from procrastinate.contrib.django import app

    # Other tests of the same process leave jobs of their own.
    ours = {name for name in app.tasks if "builtin" not in name and not name.startswith("test.")}
    assert ours == set(JOBS)
    assert {name for name, _id in app.periodic_registry.periodic_tasks} <= set(JOBS)
    assert missing(JOBS) == []


def test_every_command_has_its_test() -> None:
    assert {command.name for command in found_in("palabre.config.cli.commands")} == set(COMMANDS)
    assert missing(COMMANDS) == []


def missing(table: dict[str, str]) -> list[str]:
    """Names of tests that are not there."""
    known = named_tests()
    return [where for where in table.values() if not any(one.startswith(where) for one in known)]


def test_the_hosts_of_these_tests_are_those_of_the_cast(world: World) -> None:
    assert world.community.host == SALON
    assert settings.BASE_HOST == BARE
