"""Ten thousand changes under load, read through three processes that keep pages: what was written is seen.

By its writer in their next request, whichever process answers; by everybody else as soon as it is heard of, how soon
is printed. Listeners lose their connections meanwhile, and the third process comes later.
"""

from __future__ import annotations

import random
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection

import psycopg
import pytest
from django.conf import settings

from palabre.config.embedded import EmbeddedServer
from palabre.kit.delivery import marks
from palabre.kit.delivery.listener import NAME
from palabre.kit.touching import TABLE
from tests.support.databases import ROOT
from tests.support.installation import PALABRE, Installation, addresses_in, answers
from tests.support.processes import free_port, running, until

pytestmark = pytest.mark.load
CHANGES = 10_000
HOSTS = ("salon.localhost", "cities.localhost", "circle.localhost")
PAGE = "/en/about/"
THIRD_COMES_AT = 3000
CUT_EVERY = 1500
CUT = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = %s"
SETTLES_EVERY = 500
OTHERS_LOOK_EVERY = 10


@dataclass
class Seen:
    """What the run found out."""

    late: list[str] = field(default_factory=list)
    """Writers who did not see what they had just written: nobody."""
    waits: list[float] = field(default_factory=list)
    """Seconds until somebody else saw a change."""
    done: int = 0


def test_what_was_written_is_seen(installed: Installation, capsys: pytest.CaptureFixture[str]) -> None:
    with EmbeddedServer(installed.data) as database, ExitStack() as stack:
        ports = [stack.enter_context(serving(installed, database)) for _process in range(2)]
        seen = Seen()
        with psycopg.connect(database.superuser_url, autocommit=True) as owner:
            lock = threading.Lock()
            writers = [
                threading.Thread(target=write, args=(database, host, ports, seen, lock)) for host in HOSTS
            ]
            for writer in writers:
                writer.start()
            cuts = 0
            while any(writer.is_alive() for writer in writers):
                time.sleep(0.2)
                if seen.done >= THIRD_COMES_AT and len(ports) == 2:
                    ports.append(stack.enter_context(serving(installed, database)))
                if seen.done >= (cuts + 1) * CUT_EVERY:
                    cuts += owner.execute(CUT, [NAME]).rowcount > 0
            for writer in writers:
                writer.join()
        assert seen.late == []
        assert seen.done >= CHANGES
        assert (len(ports), cuts > 3) == (3, True)
        told = sorted(seen.waits)
        with capsys.disabled():
            sys.stdout.write(
                f"\n{seen.done} changes; {len(told)} of them seen by others within {quantiles(told)}\n"
            )


def write(database: EmbeddedServer, host: str, ports: list[int], seen: Seen, lock: threading.Lock) -> None:
    """Change what a community's page says, again and again, and look at it each time through some process."""
    chance = random.Random(host)
    with psycopg.connect(database.owner_url, autocommit=True) as connection:
        for number in range(CHANGES // len(HOSTS) + 1):
            word = f"kept{number:05d}end"
            connection.execute("UPDATE communities_community SET name = %s WHERE host = %s", [word, host])
            row = connection.execute(
                f"INSERT INTO {TABLE} (tag) VALUES ('') RETURNING written::text"
            ).fetchone()
            assert row is not None
            port = chance.choice(ports)
            page = read(port, host, f"{marks.COOKIE}={marks.value_of(row[0])}")
            with lock:
                seen.done += 1
                if word not in page:
                    seen.late.append(f"{host} {word} through {port}")
            if number % OTHERS_LOOK_EVERY == 0:
                began, other = time.monotonic(), chance.choice(ports)
                shows(word, host, other)
                with lock:
                    seen.waits.append(time.monotonic() - began)
            if number % SETTLES_EVERY == 0:
                for one in list(ports):
                    shows(word, host, one)


def shows(word: str, host: str, port: int) -> None:
    """Wait until somebody else sees it; what was kept and is not true would stay for ever."""
    until(lambda: word in read(port, host), f"{word} through {port}", 30)


def read(port: int, host: str, cookie: str = "") -> str:
    """The page as a visitor sees it, through one process."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", PAGE, headers={"Host": host, **({"Cookie": cookie} if cookie else {})})
        answer = connection.getresponse()
        assert answer.status == 200
        return answer.read().decode()
    finally:
        connection.close()


@contextmanager
def serving(installed: Installation, database: EmbeddedServer) -> Iterator[int]:
    """One process that keeps pages, on a port of its own."""
    port = free_port()
    environment = installed.environment(
        PALABRE_SECRET_KEY=settings.SECRET_KEY, **addresses_in(database.addresses)
    )
    command = [*PALABRE, "serve", "--port", str(port), "--workers", "1"]
    with running(command, environment, installed.data / f"web-{port}.log", cwd=ROOT) as web:
        web.ready(lambda: answers(port), "the pages answer")
        yield port


def quantiles(told: list[float]) -> str:
    """Half, all but one in a hundred, all but one in a thousand, in milliseconds."""
    last = len(told) - 1
    at = {share: told[min(last, int(len(told) * share / 100))] for share in (50, 99, 99.9)}
    return ", ".join(f"{1000 * wait:.0f} ms (p{share})" for share, wait in at.items())
