"""`palabre bench reads`: how many pages a second leave, and what one costs."""

from __future__ import annotations

import os
import time
import urllib.request
from argparse import Namespace
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from palabre.config.cli.bench import servers, wrk
from palabre.config.cli.bench.ground import arguments, content, own_database
from palabre.config.cli.bench.load import Load, Request, WentWrong, drive
from palabre.config.cli.bench.rows import outcome
from palabre.config.cli.command import Command, Console, Ground, Outcome, Refusal

WORKERS = 2
COLD = 150
"""Pages asked for right after a write."""
HEARD_MS = 30
"""So long after the write, so that both processes have let go of the page."""
NOT_OF_THE_BODY = {"connection", "transfer-encoding", "content-length", "date", "server", "etag"}


def run(options: Namespace, console: Console) -> Outcome:
    """Make what is measured, measure it, and compare."""
    with own_database(options) as folder:
        facts = content("reads", console)
        try:
            rows = list(Reads(facts, folder, options.seconds, console).rows())
        except WentWrong as wrong:
            raise Refusal("Measured is only what works: {wrong}.", wrong=wrong) from wrong
    return outcome("reads", rows, folder, datetime.now(UTC).isoformat(timespec="seconds"))


@dataclass
class Reads:
    """One run."""

    facts: dict[str, Any]
    folder: Path
    seconds: float
    console: Console

    def rows(self) -> Iterator[dict[str, Any]]:
        """Every row, each as soon as it and what it is compared with are known."""
        found: list[tuple[str, Load, float | None]] = []
        with servers.ours(WORKERS, self.folder / "serve.log") as server:
            body, headers = self._page(server.port)
            for name, measured in self._ours(server):
                self.console.progress(f"Measuring {name} ...")
                before = server.cpu()
                load = measured()
                found.append((name, load, 1000 * (server.cpu() - before) / load.answers))
        page = self.folder / "page.html.gz"
        page.write_bytes(body)
        with servers.constant(WORKERS, page, headers, self.folder / "constant.log") as server:
            self.console.progress("Measuring a constant answer ...")
            before = server.cpu()
            constant = self._read(server.port, "/")
            found.append(("constant", constant, 1000 * (server.cpu() - before) / constant.answers))
        file: Load | None = None
        with servers.file(page, self.folder / "nginx", self.folder / "nginx.log") as nginx:
            if nginx is not None:
                self.console.progress("Measuring nginx with the page as a file ...")
                file = self._read(nginx.port, "/page.html")
                found.append(("file", file, None))
        for name, load, cpu in found:
            yield {
                "name": name,
                "rps": round(load.rps, 1),
                "p50_ms": round(load.p50_ms, 3),
                "p99_ms": round(load.p99_ms, 3),
                "cpu_ms": None if cpu is None else round(cpu, 3),
                "ratio_constant": round(load.rps / constant.rps, 3),
                "ratio_file": round(load.rps / file.rps, 3) if file else None,
            }

    def _ours(self, server: servers.Server) -> list[tuple[str, Callable[[], Load]]]:
        dialogue, members = self.facts["dialogue"], self._members()
        return [
            ("dialogue_visitor", lambda: self._read(server.port, dialogue)),
            ("list_visitor", lambda: self._read(server.port, self.facts["list"])),
            ("dialogue_member", lambda: self._read(server.port, dialogue, members)),
            ("dialogue_cold", lambda: self._cold(server.port)),
            ("post_member", lambda: self._post(server.port)),
        ]

    def _read(self, port: int, path: str, cookies: list[str] | None = None) -> Load:
        wrk.read(port, self.facts["host"], path, 1, self.folder, cookies or [])
        return wrk.read(port, self.facts["host"], path, self.seconds, self.folder, cookies or [])

    def _members(self) -> list[str]:
        return [f"palabre_session={session}" for session in self.facts["sessions"]]

    def _cold(self, port: int) -> Load:
        """The page, each time right after something on it has changed."""
        import psycopg

        with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as owner:

            def after_a_change() -> Iterator[Request]:
                for _turn in range(COLD):
                    owner.execute(
                        "UPDATE dialogues_dialogue SET standfirst = standfirst WHERE slug = %s",
                        [self.facts["dialogue"].split("/")[-2]],
                    )
                    time.sleep(HEARD_MS / 1000)
                    yield ("GET", self.facts["dialogue"], {"Accept-Encoding": "gzip"}, b"")

            return drive(port, self.facts["host"], [after_a_change()], 3600)

    def _post(self, port: int) -> Load:
        """Members say something, each over a connection of their own."""
        told = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
        numbers = iter(range(10**9))

        def saying(cookie: str) -> Iterator[Request]:
            for number in numbers:
                fields = {
                    "once": f"bench-{time.time_ns()}-{number}",
                    "question": self.facts["question"],
                    "text": f"We carry the water ourselves, every morning before the sun is up, {number} of us.",
                    "language": "en",
                }
                yield ("POST", self.facts["speak"], told | {"Cookie": cookie}, urlencode(fields).encode())

        each = cycle(self._members())
        wanted = [saying(next(each)) for _connection in range(wrk.CONNECTIONS)]
        return drive(port, self.facts["host"], wanted, self.seconds, status=302)

    def _page(self, port: int) -> tuple[bytes, dict[str, str]]:
        """The page's compressed bytes and its headers, for whoever answers the same without making it."""
        asked = urllib.request.Request(
            f"http://127.0.0.1:{port}{self.facts['dialogue']}",
            headers={"Host": self.facts["host"], "Accept-Encoding": "gzip"},
        )
        with urllib.request.urlopen(asked, timeout=60) as answer:  # noqa: S310 (our own server)
            headers = {
                name: value for name, value in answer.headers.items() if name.lower() not in NOT_OF_THE_BODY
            }
            return answer.read(), headers


command = Command(
    name="reads",
    summary="pages a second for a visitor, a member, after a change, and posting",
    example="palabre bench reads --seconds 5",
    run=run,
    arguments=arguments,
    ground=Ground.NOTHING,
)
