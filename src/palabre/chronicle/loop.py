"""The worker's other half: while jobs run, a thread has the chronicle's readers catch up and says it is alive."""

from __future__ import annotations

import logging
import threading
import time
from types import TracebackType

from django.db import close_old_connections, connection

from palabre.chronicle import readers
from palabre.kit import health

logger = logging.getLogger(__name__)

STEP = 1.0  # seconds between two looks at the chronicle
BEAT = 5.0  # seconds between two signs of life
PATIENCE = 10.0  # seconds a stop waits for the readers to finish their batch


class Loop:
    """A thread for the length of a `with` block. A fault is logged and the next step tries again."""

    def __init__(self) -> None:
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="chronicle", daemon=True)
        self._beaten = float("-inf")

    def __enter__(self) -> Loop:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._thread.join(PATIENCE)

    def _run(self) -> None:
        try:
            while not self._over.is_set():
                self.step()
                self._over.wait(STEP)
        finally:
            connection.close()

    def step(self) -> None:
        """One look: readers catch up, and now and then a beat."""
        try:
            close_old_connections()
            readers.pull(between=self._beat)
        except Exception:  # the database may be away for a while; the worker stays
            logger.exception("a step of the chronicle's loop failed")

    def _beat(self) -> None:
        if time.monotonic() - self._beaten >= BEAT:
            health.beat()
            self._beaten = time.monotonic()
