"""How long a page takes that is made anew each time, by turns from several servers: what disturbs one disturbs all."""

from __future__ import annotations

import http.client
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from palabre.config.cli.bench.load import WentWrong

WARM = 7
"""Turns before those that count: connections are opened, statements planned, templates read."""
AT_LEAST = 15
"""Turns that count, however long they take."""
# Whoever shows a name and a password is answered past everything that is kept (`palabre.kit.delivery.front`).
AROUND = {"Authorization": "Basic bWVhc3VyZWQ6", "Accept-Encoding": "gzip"}


@dataclass(frozen=True)
class Asked:
    """A page of one server."""

    port: int
    host: str
    path: str
    session: str = ""

    @property
    def headers(self) -> Mapping[str, str]:
        """With which it is asked for."""
        cookie = {"Cookie": f"palabre_session={self.session}"} if self.session else {}
        return {"Host": self.host, **AROUND, **cookie}


def p50_by_turns(pages: Sequence[Asked], seconds: float) -> list[float]:
    """The milliseconds in which half of the answers came, of each page; one request at a time.

    `seconds` for each. Raises `WentWrong` for an answer that is no page, or one that was kept.
    """
    connections = [http.client.HTTPConnection("127.0.0.1", page.port, timeout=120) for page in pages]
    took: list[list[float]] = [[] for _page in pages]
    try:
        for _turn in range(WARM):
            for page, connection in zip(pages, connections, strict=True):
                _answered(connection, page)
        until = time.perf_counter() + seconds * len(pages)
        while len(took[0]) < AT_LEAST or time.perf_counter() < until:
            for page, connection, own in zip(pages, connections, took, strict=True):
                own.append(_answered(connection, page))
    except (OSError, http.client.HTTPException) as error:
        raise WentWrong(f"the connection broke: {error!r}") from error
    finally:
        for connection in connections:
            connection.close()
    return [1000 * median(own) for own in took]


def _answered(connection: http.client.HTTPConnection, page: Asked) -> float:
    begin = time.perf_counter()
    connection.request("GET", page.path, headers=dict(page.headers))
    answer = connection.getresponse()
    answer.read()
    took = time.perf_counter() - begin
    if answer.status != http.client.OK:
        raise WentWrong(f"{page.host}{page.path} was answered with {answer.status}")
    if answer.getheader("ETag") and "public" in (answer.getheader("Cache-Control") or ""):
        raise WentWrong(f"{page.host}{page.path} was not made anew")
    return took
