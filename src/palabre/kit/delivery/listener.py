"""Hears of changes, and lets go of what they touch: one thread in each process that keeps pages.

A notification only wakes it; what changed stands in the table. Where nothing wakes it, it looks by itself.
"""

from __future__ import annotations

import logging
import secrets
import threading
import time
from typing import Any

from django.db import Error, connection
from django.db.utils import ConnectionHandler
from psycopg import OperationalError

from palabre.kit.delivery import invalidations
from palabre.kit.delivery.store import Store
from palabre.kit.delivery.tags import touched
from palabre.kit.touching import CHANNEL

logger = logging.getLogger(__name__)

NAME = "palabre listener"
LOOKS_EVERY = 1.0
"""Seconds after which it looks although nothing woke it."""
TRIES_AGAIN = 1.0
LOOKS_AT_THE_WAY_AGAIN = 60.0
LISTEN = f"LISTEN {CHANNEL}"
UNHEARD = (
    "Notifications do not arrive through DATABASE_DIRECT_URL, so no page is kept in memory. "
    "It must lead to PostgreSQL itself, past PgBouncer."
)
HEARS_WITHIN = 5.0
"""Seconds in which a notification of its own must come back to it, or its connection hears nothing."""


class HearsNothing(Exception):
    """A pooler stands between the listener and the database."""


class Listener:
    """Keeps a store true. `database` are the settings of a connection that goes past any pooler."""

    def __init__(self, store: Store, database: dict[str, Any]) -> None:
        self._store = store
        # So an operator sees it in pg_stat_activity.
        named = {**database.get("OPTIONS", {}), "application_name": NAME}
        self._database = {**database, "OPTIONS": named}
        self._ended = threading.Event()
        self._reading = threading.Lock()
        self._last: invalidations.Snapshot | None = None
        self._looked = 0.0
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Listen in a thread of this process until it ends."""
        self._thread = threading.Thread(target=self._run, name=NAME, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End, and let go of what was kept."""
        self._ended.set()
        self._store.close()
        if self._thread is not None:
            self._thread.join(LOOKS_EVERY * 2)

    def begin(self, cursor: Any) -> None:
        """Hear of what changes from here on, and let pages be kept."""
        with self._reading:
            self._last, self._looked = invalidations.snapshot(cursor), time.time()
        self._store.open(invalidations.touched_tables(cursor))

    def has_seen(self, transaction: int) -> bool:
        """Whether what this transaction changed is let go of already."""
        last = self._last
        return last is not None and last.has_seen(transaction)

    def catch_up(self) -> None:
        """Let go of what has changed until now, by the connection of whoever asks."""
        with connection.cursor() as cursor:
            self._look(cursor)

    def _run(self) -> None:
        while not self._ended.is_set():
            wrapper = ConnectionHandler({"default": self._database})["default"]
            try:
                self._listen(wrapper)
            except HearsNothing:
                logger.error(UNHEARD)
                self._ended.wait(LOOKS_AT_THE_WAY_AGAIN)
            except (Error, OperationalError) as error:
                logger.warning("The listener lost its connection and tries again: %s", error)
            except Exception:  # whatever it is: a process without its listener keeps no page from then on
                logger.exception("The listener stumbled and tries again.")
            finally:
                self._last = None
                self._store.close()
                wrapper.close()
            self._ended.wait(TRIES_AGAIN)

    def _listen(self, wrapper: Any) -> None:
        wrapper.connect()
        heard = wrapper.connection
        heard.execute(LISTEN)
        self._hear_oneself(heard)
        with wrapper.cursor() as cursor:
            self.begin(cursor)
            while not self._ended.is_set():
                for _woken in heard.notifies(timeout=LOOKS_EVERY, stop_after=1):
                    pass
                self._look(cursor)
                self._store.open()

    def _hear_oneself(self, heard: Any) -> None:
        own = secrets.token_hex(8)
        heard.execute("SELECT pg_notify(%s, %s)", [CHANNEL, own])
        if not any(one.payload == own for one in heard.notifies(timeout=HEARS_WITHIN)):
            raise HearsNothing

    def _look(self, cursor: Any) -> None:
        with self._reading:
            if self._last is None:
                return
            self._last, tags = invalidations.since(cursor, self._last)
            slept, self._looked = time.time() - self._looked, time.time()
            if slept > invalidations.KEPT_SECONDS / 2:
                self._store.close()  # a machine that slept: what it missed may be purged
            elif tags:
                self._store.touch(touched(tags))
