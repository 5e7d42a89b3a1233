"""Answers visitors before Django starts: from what is kept of a page, else by making it once and keeping it.

A visitor is who sends no session. What they are shown depends on the host, the address, the parameters that some view
knows, and for an address without a language on what the browser prefers; nothing else of a request reaches a page that
is kept.
"""

from __future__ import annotations

import math
import os
import threading
from collections.abc import Callable, Iterable
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.db import DatabaseError
from django.urls import get_resolver

from palabre.kit import clock, shown
from palabre.kit.delivery import encodings, keeping, marks
from palabre.kit.delivery.listener import Listener
from palabre.kit.delivery.store import Key, Page, Store
from palabre.kit.delivery.tags import tags_of
from palabre.kit.languages import LANGUAGE_COOKIE

Environ = dict[str, Any]
Start = Callable[..., Any]
Application = Callable[[Environ, Start], Iterable[bytes]]

READS = frozenset({"GET", "HEAD"})
PATIENCE = 10.0
"""Seconds that a request waits for the page another one is making."""
QUERY = 3
"""Where a key has its parameters."""
LONGEST_QUERY, LONGEST_CHOICE = 300, 300
NEVER_WITH = frozenset({"set-cookie", "content-encoding"})
NOT_COPIED = frozenset({"content-length", "content-encoding", "etag", "cache-control"})
# Kept by whoever asks again each time whether it is still so; members' pages are never in it.
FOR_ALL = "public, no-cache"


class Front:
    """A WSGI application before another one."""

    def __init__(self, application: Application, store: Store, listener: Listener) -> None:
        self._application = application
        self._store = store
        self._listener = listener
        self._making: dict[Key, threading.Event] = {}

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        """Answer."""
        if environ["REQUEST_METHOD"] not in READS:
            return marks.marking(self._application, environ, start)
        key = key_of(environ)
        if key is None or not self._store.is_open:
            return self._application(environ, start)
        if "HTTP_COOKIE" in environ and not self._is_up_to_date(environ):
            return self._application(environ, start)
        return self._answer(key, environ, start)

    def _answer(self, key: Key, environ: Environ, start: Start) -> Iterable[bytes]:
        page = self._kept(key)
        if page is not None:
            return serve(page, environ, start)
        if environ["REQUEST_METHOD"] == "HEAD":
            return self._application(environ, start)
        making = self._making.get(key)
        if making is not None:
            making.wait(PATIENCE)
            page = self._kept(key)
            return serve(page, environ, start) if page else self._application(environ, start)
        self._making[key] = making = threading.Event()
        try:
            return self._make(key, environ, start)
        finally:
            self._making.pop(key, None)
            making.set()

    def _kept(self, key: Key) -> Page | None:
        """For every choice of a language where the address names one, else for this one."""
        now = clock.seconds()
        return self._store.get(key[:-1], now) or self._store.get(key, now)

    def _make(self, key: Key, environ: Environ, start: Start) -> Iterable[bytes]:
        """Have it made, and keep it where it may be kept."""
        begun = self._store.begin()
        told: list[Any] = []
        kept = False
        try:
            with shown.noting() as note:
                answer = self._application(environ, lambda *line: told.extend(line))
                page = self._page(environ, note, told, answer) if _names_all(key, note) else None
            if page is None:
                start(*told)
                return answer
            kept = self._store.keep(key[:-1] if note.in_address else key, page, begun)
            return serve(page, environ, start)
        finally:
            if not kept:
                self._store.give_up(begun)

    def _page(self, environ: Environ, note: shown.Shown, told: list[Any], answer: Any) -> Page | None:
        """The page as it may be kept; None where it is for nobody else."""
        status, headers = told[0], told[1]
        if not note.kept or note.reasons or not status.startswith("200 "):
            return None
        named = {name.lower(): value for name, value in headers}
        if named.keys() & NEVER_WITH or getattr(answer, "streaming", True):
            return None
        tags = tags_of(note, self._store.tables)
        if tags is None:
            return None
        plain = b"".join(answer)
        answer.close()
        encoding = encodings.taken(environ.get("HTTP_ACCEPT_ENCODING", ""))
        if encoding == encodings.PLAIN:  # nothing is kept that is not compressed
            encoding = encodings.GZIP
        return Page(
            headers=[one for one in headers if one[0].lower() not in NOT_COPIED],
            bodies={encoding: encodings.packed(plain, encoding)},
            mark=marks.of_bytes(plain),
            tags=tags,
            until=note.until.timestamp() if note.until else math.inf,
        )

    def _is_up_to_date(self, environ: Environ) -> bool:
        """Whether what this reader changed last is let go of here; catches up where it is not yet."""
        written = marks.written(environ)
        if written is None or self._listener.has_seen(written):
            return True
        try:
            self._listener.catch_up()
        except DatabaseError:
            return False
        return self._listener.has_seen(written)


def fronted(application: Application) -> Application:
    """The application behind a front of its own, which begins to listen with the first request of its process."""
    store = Store()
    listener = Listener(store, settings.LISTENER_DATABASE)
    front = Front(application, store, listener)
    begun: list[int] = []
    beginning = threading.Lock()

    def answer(environ: Environ, start: Start) -> Iterable[bytes]:
        # A server may load us before it splits into processes, and a thread stays behind in the first.
        if begun != [os.getpid()]:
            with beginning:
                if begun != [os.getpid()]:
                    for addresses in (settings.ROOT_URLCONF, settings.COMMUNITY_URLCONF):
                        _known_by_views = get_resolver(addresses).url_patterns  # as their views are declared
                    listener.start()
                    begun[:] = [os.getpid()]
        return front(environ, start)

    return answer


def key_of(environ: Environ) -> Key | None:
    """Under which a visitor's page is kept; the last part is what chose its language. None for anybody else's."""
    chosen = environ.get("HTTP_ACCEPT_LANGUAGE", "")
    cookie = environ.get("HTTP_COOKIE", "")
    if "HTTP_AUTHORIZATION" in environ:
        return None
    if cookie:
        if settings.SESSION_COOKIE_NAME in cookie:
            return None
        chosen = f"{_language_cookie(cookie)};{chosen}"
    query = environ.get("QUERY_STRING", "")
    if query:
        known = _known(query)
        if known is None:
            return None
        query = known
    if len(chosen) > LONGEST_CHOICE:
        return None
    scheme = environ.get("wsgi.url_scheme", "")
    if settings.SECURE_PROXY_SSL_HEADER:
        scheme = environ.get("HTTP_X_FORWARDED_PROTO", "")
    return (environ.get("HTTP_HOST", "").lower(), scheme, environ["PATH_INFO"], query, chosen)


def _names_all(key: Key, note: shown.Shown) -> bool:
    """Whether the key has every parameter that the view looked at."""
    return set(note.asked) <= set(parse_qsl(key[QUERY], keep_blank_values=True))


def _known(query: str) -> str | None:
    """The parameters that some view knows, in order; None to go around what is kept."""
    if len(query) > LONGEST_QUERY:
        return None
    asked = parse_qsl(query, keep_blank_values=True)
    if any(name in keeping.AROUND for name, _value in asked):
        return None
    return urlencode(sorted(one for one in asked if one[0] in keeping.PARAMETERS))


def _language_cookie(cookie: str) -> str:
    if LANGUAGE_COOKIE not in cookie:
        return ""
    try:
        morsel = SimpleCookie(cookie).get(LANGUAGE_COOKIE)
    except CookieError:
        return ""
    return morsel.value if morsel else ""


def serve(page: Page, environ: Environ, start: Start) -> Iterable[bytes]:
    """A kept page, in the encoding this reader takes; nothing but its mark where they have it already."""
    encoding = encodings.taken(environ.get("HTTP_ACCEPT_ENCODING", ""))
    mark = f'"{page.mark}-{encoding}"'
    headers = [*page.headers, ("ETag", mark), ("Cache-Control", FOR_ALL)]
    had = environ.get("HTTP_IF_NONE_MATCH")
    if had is not None and (had == mark or mark in had or had.strip() == "*"):
        start("304 Not Modified", headers)
        return []
    body = page.packed(encoding)
    if encoding != encodings.PLAIN:
        headers.append(("Content-Encoding", encoding))
    headers.append(("Content-Length", str(len(body))))
    start("200 OK", headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]
