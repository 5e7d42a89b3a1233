"""Readers who ask the whole application as a server calls it, and see whether what they got was kept."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.wsgi import get_wsgi_application
from django.db import connection

from palabre.kit.delivery import encodings
from palabre.kit.delivery.front import Front
from palabre.kit.delivery.listener import Listener
from palabre.kit.delivery.store import Store

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]
# What is another one in each answer to a member: the one-time keys of forms.
NEW_EACH_TIME = re.compile(r'name="once" value="[^"]*"')


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    raw: bytes
    was_kept: bool = False

    @property
    def text(self) -> str:
        """Its words, whatever they were sent in."""
        body = encodings.unpacked(self.raw, self.headers.get("content-encoding", encodings.PLAIN))
        return NEW_EACH_TIME.sub("", body.decode())


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


class House:
    """A front with its store before Django. Its listener looks when told to, not in a thread of its own."""

    def __init__(self, behind: Application | None = None, *, limit: int = 64 * 1024 * 1024) -> None:
        self._django = behind or get_wsgi_application()
        self.times = 0
        """How often it was not answered from what is kept."""
        self.store = Store(limit)
        self.listener = Listener(self.store, {})
        self.front = Front(self._behind, self.store, self.listener)

    def _behind(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        self.times += 1
        return self._django(environ, start)

    def begin(self) -> None:
        """As the listener's thread does once it is connected."""
        with connection.cursor() as cursor:
            self.listener.begin(cursor)

    def hear(self) -> None:
        """As the listener's thread does when something wakes it."""
        self.listener.catch_up()
        self.store.open()

    def see(self, host: str, address: str, **more: Any) -> Answer:
        """The answer, which says whether it was kept."""
        self.store.open()
        before = self.times
        answer = ask(self.front, host, address, **more)
        return Answer(answer.status, answer.headers, answer.raw, was_kept=self.times == before)

    def fresh(self, host: str, address: str, **more: Any) -> Answer:
        """What Django answers now."""
        return ask(self._django, host, address, **more)
