"""Measuring: what wrk says is read rightly, rows stand under their names, and a run names every row."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from palabre.config.cli.bench import rows, wrk
from palabre.config.cli.bench.load import WentWrong
from palabre.config.cli.program import main
from tests.support.installation import own_environment

SAID = """Running 2s test @ http://127.0.0.1:8000/
  2 threads and 16 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency   812.51us  426.00us   9.17ms   92.17%
    Req/Sec     9.98k     1.11k   12.44k    65.00%
  Latency Distribution
     50%  739.00us
     75%    0.95ms
     90%    1.12ms
     99%    2.04s 
  39747 requests in 2.00s, 401.16MB read
Requests/sec:  19861.55
Transfer/sec:    200.45MB
"""  # noqa: W291 (wrk ends such a line with a space)
NAMES = [
    "dialogue_visitor",
    "list_visitor",
    "dialogue_member",
    "dialogue_cold",
    "post_member",
    "constant",
]


class Done:
    stdout = SAID


def test_what_wrk_says_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("shutil.which", lambda _name: "/usr/bin/wrk")
    asked: list[list[str]] = []

    def run(command: list[str], **_more: object) -> type[Done]:
        asked.append(command)
        return Done

    monkeypatch.setattr(subprocess, "run", run)
    load = wrk.read(8000, "a.localhost", "/en/", 2, tmp_path, ["palabre_session=x"])
    assert (load.rps, load.p50_ms, load.p99_ms, load.answers) == (19861.55, 0.739, 2040.0, 39747)
    assert asked[0][-1] == "http://127.0.0.1:8000/en/"
    assert '"palabre_session=x"' in (tmp_path / "cookies.lua").read_text()


@pytest.mark.parametrize(
    "said",
    [SAID + "  Non-2xx or 3xx responses: 12\n", SAID + "  Socket errors: connect 0, read 3\n", "nothing"],
)
def test_wrong_answers_are_not_measured(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, said: str) -> None:
    monkeypatch.setattr("shutil.which", lambda _name: "/usr/bin/wrk")
    monkeypatch.setattr(Done, "stdout", said)
    monkeypatch.setattr(subprocess, "run", lambda _command, **_more: Done)
    with pytest.raises(WentWrong):
        wrk.read(8000, "a.localhost", "/en/", 2, tmp_path)


def test_rows_stand_under_their_names() -> None:
    told = rows.table(
        [{"name": "a", "rps": 12345.6, "ratio": None}, {"name": "longer", "rps": 0.123, "ratio": 1.0}]
    )
    assert told == [
        "name      rps  ratio",
        "a       12346      –",
        "longer  0.123      1",
    ]


def measured(
    folder: Path, kind: str, *told: str, timeout: int = 580, **environment: str
) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "palabre", "bench", kind, *told, "--json", "--data", str(folder)],
        env=own_environment(folder, **environment),
        check=False,
        capture_output=True,
        text=True,
        timeout=timeout,
    )
    assert done.returncode == 0, done.stderr
    return done


@pytest.mark.load
def test_reads_are_measured_beside_something_else(reachable: Path) -> None:
    """A page that is kept costs the server a small part of one that is made, in whatever run."""
    done = measured(reachable, "reads", "--seconds", "4")
    found = {row["name"]: row for row in json.loads(done.stdout)["rows"]}
    assert [name for name in found if name != "file"] == NAMES
    assert found["dialogue_visitor"]["cpu_ms"] < found["dialogue_cold"]["cpu_ms"] / 10
    assert found["constant"]["ratio_constant"] == 1
    history = (reachable / "bench" / "history" / "reads.jsonl").read_text().splitlines()
    assert [row["name"] for row in json.loads(history[-1])["rows"]] == list(found)


@pytest.mark.load
def test_writers_are_measured_in_one_dialogue_and_in_many(reachable: Path) -> None:
    done = measured(reachable, "writers", "--seconds", "4")
    many, one = json.loads(done.stdout)["rows"]
    assert (many["name"], many["ratio_many"], one["name"]) == ("many_dialogues", 1, "one_dialogue")
    assert one["rps"] > 0


@pytest.mark.load
def test_a_worker_begins_with_pages_loaded_once_for_all_and_takes_less_than_150_megabytes(
    reachable: Path,
) -> None:
    done = measured(reachable, "start", "--times", "1")
    found = {row["name"]: row for row in json.loads(done.stdout)["rows"]}
    assert list(found) == ["server", "worker", "first_page", "first_post"]
    assert found["worker"]["cpu_s"] < found["server"]["cpu_s"] / 2
    assert found["worker"]["memory_mb"] < 150 > found["first_page"]["memory_mb"]
    assert 0 < found["worker"]["own_part_mb"] < found["worker"]["memory_mb"]


@pytest.mark.parametrize("times", ["0", "51"])
def test_no_start_and_too_many_starts_are_refused(times: str, tmp_path: Path) -> None:
    assert main(["bench", "start", "--times", times, "--data", str(tmp_path)]) == 1


@pytest.mark.long
def test_what_is_loaded_before_the_server_splits_opens_no_connection_and_no_thread(tmp_path: Path) -> None:
    """The database named here does not exist: whatever asked it would fail."""
    program = (
        "import gc, sys, threading; from palabre.config.cli.commands.serve import load_before_splitting as load; "
        "load(); from django.db import connections; print(gc.isenabled(), gc.get_freeze_count() > 0, "
        "threading.active_count(), 'palabre.dialogues.views.reading' in sys.modules, "
        "[one.connection for one in connections.all()])"
    )
    told = {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nowhere", "PALABRE_SECRET_KEY": "k" * 50}
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=own_environment(tmp_path) | told,
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.stdout == "True True 1 True [None]\n", done.stderr
