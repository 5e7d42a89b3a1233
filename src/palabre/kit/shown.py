"""What a page shows, noted while it is made: which tables it read, about what, and when the clock will change it.

`noting` opens the note for one page; while none is open the rest does nothing. `kit.clock` and the database tell it
what they are asked for, so that a page need not remember to say it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db import connection

WORD = re.compile(r"[a-z][a-z0-9_]*_[a-z0-9_]+")


@dataclass
class Shown:
    """What one page showed. `tables` holds every word of its SQL that may be one."""

    tables: set[str] = field(default_factory=set)
    about: dict[str, int] = field(default_factory=dict)
    community: int | None = None
    crosses: bool = False
    """Whether it looked across communities."""
    until: datetime | None = None
    """The next moment at which it changes by itself; None: never."""
    reasons: list[str] = field(default_factory=list)
    """Why it must not be kept."""
    kept: bool = False
    """Whether its view says that every visitor is shown the same."""
    asked: list[tuple[str, str]] = field(default_factory=list)
    """The parameters its view looked at."""
    in_address: bool = False
    """Whether the address names the page's language, so that nothing else chose it."""
    _asked: dict[Hashable, datetime | None] = field(default_factory=dict)

    def changes_at(self, moment: datetime | None) -> None:
        """Hold it until then at most."""
        if moment is not None and (self.until is None or moment < self.until):
            self.until = moment

    def changes_when(self, ask: Callable[[], datetime | None]) -> None:
        """Hold it until the moment that `ask` tells, which is asked once for a page."""
        if ask not in self._asked:
            self._asked[ask] = None  # so that asking does not ask itself
            self._asked[ask] = ask()
        self.changes_at(self._asked[ask])

    def must_not_be_kept(self, reason: str) -> None:
        """It is somebody's own, or of this moment only."""
        self.reasons.append(reason)

    def read(self, sql: str) -> None:
        """Note what a statement reads."""
        self.tables |= _words(sql)


_noted: ContextVar[Shown | None] = ContextVar("palabre_shown", default=None)


def note() -> Shown | None:
    """The open note, or None while no page is made to be kept."""
    return _noted.get()


@contextmanager
def noting() -> Iterator[Shown]:
    """Note what is shown for the length of the block."""
    shown = Shown()
    token = _noted.set(shown)

    def watch(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
        shown.read(str(sql))
        return execute(sql, params, many, context)

    try:
        with connection.execute_wrapper(watch):
            yield shown
    finally:
        _noted.reset(token)


def about(**scope: int) -> None:
    """Say that what the page reads of tables with this column (`dialogue=12`) belongs to this one row alone."""
    if (shown := _noted.get()) is not None:
        shown.about |= scope


@lru_cache(maxsize=4096)
def _words(sql: str) -> frozenset[str]:
    return frozenset(WORD.findall(sql))
