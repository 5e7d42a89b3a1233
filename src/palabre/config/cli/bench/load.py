"""Requests from many connections at once, and how long each took.

One thread for each connection, each in a loop: the next request leaves when the last answer is there. A generator in
Python shares the machine with what it measures, so its figures are ratios between rows of one run, nothing else.
"""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

Request = tuple[str, str, dict[str, str], bytes]
"""Method, address, headers, body."""
GZIP = {"Accept-Encoding": "gzip"}


@dataclass(frozen=True)
class Load:
    """What came of it: answers a second, and the milliseconds in which half, and all but one in a hundred, came."""

    rps: float
    p50_ms: float
    p99_ms: float
    answers: int


class WentWrong(Exception):
    """An answer that is not the one measured; says which."""


def get(path: str, headers: dict[str, str]) -> Request:
    """A page, compressed."""
    return ("GET", path, {**GZIP, **headers}, b"")


def drive(port: int, host: str, wanted: list[Iterator[Request]], seconds: float, status: int = 200) -> Load:
    """Send what each of `wanted` gives over a connection of its own, for so many seconds; raises `WentWrong`."""
    began, until = threading.Barrier(len(wanted)), [0.0]
    took: list[float] = []
    wrong: list[str] = []

    def one(requests: Iterator[Request]) -> None:
        own: list[float] = []
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            began.wait()
            until[0] = until[0] or time.perf_counter() + seconds
            for request in requests:
                if time.perf_counter() > until[0] or wrong:
                    break
                begin = time.perf_counter()
                answer = _send(connection, host, request)
                own.append(time.perf_counter() - begin)
                if answer != status:
                    wrong.append(f"{request[0]} {request[1]} was answered with {answer}")
        except (OSError, http.client.HTTPException) as error:
            wrong.append(f"the connection broke: {error!r}")
        finally:
            connection.close()
            took.extend(own)

    begin = time.perf_counter()
    _run([threading.Thread(target=one, args=[requests], daemon=True) for requests in wanted])
    if wrong:
        raise WentWrong(wrong[0])
    return _told(took, time.perf_counter() - begin)


def _run(threads: list[threading.Thread]) -> None:
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _send(connection: http.client.HTTPConnection, host: str, request: Request) -> int:
    method, path, headers, body = request
    connection.request(method, path, body or None, {"Host": host, **headers})
    answer = connection.getresponse()
    answer.read()
    return answer.status


def _told(took: list[float], seconds: float) -> Load:
    took.sort()
    if not took:
        raise WentWrong("no request was answered in time")
    return Load(
        rps=len(took) / seconds,
        p50_ms=1000 * took[len(took) // 2],
        p99_ms=1000 * took[min(len(took) - 1, len(took) * 99 // 100)],
        answers=len(took),
    )


def again(make: Callable[[], Request]) -> Iterator[Request]:
    """The same kind of request without end."""
    while True:
        yield make()
