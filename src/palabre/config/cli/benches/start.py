"""`palabre bench start`: how soon a server process answers, and how much memory it takes with nothing kept yet."""

from __future__ import annotations

import http.client
import statistics
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from palabre.config.cli.bench import servers
from palabre.config.cli.bench.ground import content, own_database
from palabre.config.cli.bench.rows import outcome
from palabre.config.cli.command import Command, Console, Ground, Outcome, Refusal

MOST_TIMES = 50
FORM = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}


def arguments(parser: ArgumentParser) -> None:
    """How often."""
    parser.add_argument(
        "--times", type=int, default=3, help="servers started, one after the other (default: %(default)s)"
    )


def run(options: Namespace, console: Console) -> Outcome:
    """Start the server with one worker process, ask it a few things, and read what that took."""
    if not sys.platform.startswith("linux"):
        raise Refusal("What a process takes is read from Linux; this is another system.")
    if not 1 <= options.times <= MOST_TIMES:
        raise Refusal(
            "{times} times are no measurement: choose 1 to {most} with --times.",
            times=options.times,
            most=MOST_TIMES,
        )
    with own_database(options) as folder:
        facts = content("reads", console)
        found: dict[str, list[dict[str, float]]] = {}
        for number in range(options.times):
            console.progress(f"Starting server {number + 1} of {options.times} ...")
            for name, figures in _measured(facts, folder):
                found.setdefault(name, []).append(figures)
    rows = [
        {"name": name}
        | {figure: round(statistics.median(run[figure] for run in runs), 3) for figure in runs[0]}
        for name, runs in found.items()
    ]
    return outcome("start", rows, folder, datetime.now(UTC).isoformat(timespec="seconds"))


def _measured(facts: dict[str, Any], folder: Path) -> Iterator[tuple[str, dict[str, float]]]:
    """Of one server: its start as a whole, its worker's, and the worker after what it is asked first."""
    with servers.ours(1, folder / "serve.log") as server:
        now = time.clock_gettime(time.CLOCK_BOOTTIME)
        first, *_others, worker = server.processes()
        yield "server", _figures(first, now - first.begun)
        yield "worker", _figures(worker, now - worker.begun)
        for name, asked in (("first_page", _page), ("first_post", _post)):
            before = server.processes()[-1]
            begun = time.perf_counter()
            asked(server.port, facts)
            taken = time.perf_counter() - begun
            after = server.processes()[-1]
            yield name, _figures(after, taken, after.cpu - before.cpu)


def _figures(process: servers.Process, seconds: float, cpu: float | None = None) -> dict[str, float]:
    whole, part = process.memory()
    return {
        "seconds": seconds,
        "cpu_s": process.cpu if cpu is None else cpu,
        "memory_mb": whole,
        "own_part_mb": part,
    }


def _page(port: int, facts: dict[str, Any]) -> None:
    _ask(port, facts, "GET", facts["dialogue"], {"Accept-Encoding": "gzip"}, wanted=200)


def _post(port: int, facts: dict[str, Any]) -> None:
    """No language is named, so that the one of these words is recognised: the largest thing a process loads."""
    fields = {
        "once": f"bench-{time.time_ns()}",
        "question": facts["question"],
        "text": f"We carry the water ourselves, every morning, since the year {time.time_ns()}.",
        "language": "",
    }
    cookie = {"Cookie": f"palabre_session={facts['sessions'][0]}"}
    _ask(port, facts, "POST", facts["speak"], FORM | cookie, urlencode(fields), wanted=302)


def _ask(
    port: int,
    facts: dict[str, Any],
    method: str,
    path: str,
    headers: dict[str, str],
    body: str | None = None,
    *,
    wanted: int,
) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request(method, path, body, {"Host": facts["host"]} | headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    if answer.status != wanted:
        raise Refusal(
            "Measured is only what works: {path} answered {status}.", path=path, status=answer.status
        )


command = Command(
    name="start",
    summary="how soon a server process answers, and the memory it takes with nothing kept yet",
    example="palabre bench start --times 5",
    run=run,
    arguments=arguments,
    ground=Ground.NOTHING,
)
