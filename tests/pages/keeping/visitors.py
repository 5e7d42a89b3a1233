"""Visitors who ask the whole application, as the server calls it, and see whether what they got was kept."""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.wsgi import get_wsgi_application
from django.db import connection

from palabre.kit.delivery import invalidations
from palabre.kit.delivery.front import Front
from palabre.kit.delivery.listener import Listener
from palabre.kit.delivery.store import Store

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    raw: bytes

    @property
    def text(self) -> str:
        body = gzip.decompress(self.raw) if self.headers.get("content-encoding") == "gzip" else self.raw
        return body.decode()


def ask(application: Application, host: str, address: str, *, method: str = "GET", **more: str) -> Answer:
    """Ask as a server passes a request on; `more` are further entries of the environment."""
    parts = urlsplit(address)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote(parts.path, encoding="latin-1"),
        "QUERY_STRING": parts.query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": host,
        "HTTP_ACCEPT_ENCODING": "gzip",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
        "wsgi.url_scheme": "http",
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        **more,
    }
    told: list[Any] = []
    answer = application(environ, lambda *line: told.extend(line))
    raw = b"".join(answer)
    if close := getattr(answer, "close", None):
        close()
    return Answer(int(told[0][:3]), {name.lower(): value for name, value in told[1]}, raw)


class Counted:
    """Django's application, and how often it was asked."""

    def __init__(self) -> None:
        self.django = get_wsgi_application()
        self.times = 0

    def __call__(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        self.times += 1
        return self.django(environ, start)


class House:
    """A front with its store, whose listener looks when told to: no thread."""

    def __init__(self) -> None:
        self.behind = Counted()
        self.store = Store()
        self.listener = Listener(self.store, {})
        self.front = Front(self.behind, self.store, self.listener)

    def begin(self) -> None:
        """As the listener's thread does once it is connected."""
        with connection.cursor() as cursor:
            self.listener._last = invalidations.snapshot(cursor)
            self.store.open(invalidations.touched_tables(cursor))

    def see(self, host: str, address: str, **more: str) -> tuple[Answer, bool]:
        """The answer, and whether it came without Django."""
        self.store.open()
        before = self.behind.times
        answer = ask(self.front, host, address, **more)
        return answer, self.behind.times == before


@contextmanager
def watched(house: House) -> Iterator[None]:
    """What changes in the block is heard of at its end."""
    yield
    house.listener.catch_up()
