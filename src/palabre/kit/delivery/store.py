"""Pages kept in this process's memory, least recently used first to go; let go of by their tags.

Nothing is kept while the store is closed: only who hears of every change may keep what a change makes untrue.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from palabre.kit.delivery import encodings

OVERHEAD = 2000
"""Bytes that a page takes beside its own: its address, headers and tags."""
LIMIT = 64 * 1024 * 1024
SILENCE = 12.0
"""Seconds without a word from the listener after which it counts as gone; it speaks every few."""

Key = tuple[str, ...]


@dataclass(slots=True, frozen=True)
class Page:
    """A page as it leaves, compressed as it was asked for first; in another way once somebody asks for that."""

    headers: list[tuple[str, str]]
    """Without those of its length, its encoding and its mark."""
    bodies: dict[str, bytes]
    """By their encoding."""
    mark: str
    """Strong: of the bytes that are compressed."""
    tags: frozenset[str]
    until: float
    """Seconds since the epoch, by our clock; infinite where nothing changes by itself."""

    def packed(self, encoding: str) -> bytes:
        """Its bytes in an encoding; what is not compressed is not kept."""
        body = self.bodies.get(encoding)
        if body is None:
            first, known = next(iter(self.bodies.items()))
            body = encodings.packed(encodings.unpacked(known, first), encoding)
            if encoding != encodings.PLAIN:
                self.bodies[encoding] = body
        return body

    @property
    def size(self) -> int:
        """What it may come to take: twice what it was kept as, for both encodings."""
        return 2 * len(next(iter(self.bodies.values()))) + OVERHEAD


class Store:
    """Pages by their key."""

    def __init__(self, limit: int = LIMIT) -> None:
        self._limit = limit
        self._pages: OrderedDict[Key, Page] = OrderedDict()
        self._by_tag: dict[str, set[Key]] = {}
        self._touched: dict[str, int] = {}
        """At which step a tag was touched last, for renders under way."""
        self._begun: set[int] = set()
        self._step = 0
        self._open_until = 0.0
        self._lock = threading.Lock()
        self.tables: Mapping[str, tuple[str, ...]] = {}
        self.size = 0

    def __len__(self) -> int:
        return len(self._pages)

    @property
    def is_open(self) -> bool:
        """Whether somebody listens."""
        return time.monotonic() < self._open_until

    def open(self, tables: Mapping[str, tuple[str, ...]] | None = None) -> None:
        """Keep pages from here on, or go on keeping them: the listener is here. It says which tables it hears of."""
        if tables is not None:
            self.close()
            self.tables = tables
        self._open_until = time.monotonic() + SILENCE

    def close(self) -> None:
        """Let go of everything: changes may have gone unheard."""
        with self._lock:
            self._open_until = 0.0
            self._step += 1
            self._pages.clear()
            self._by_tag.clear()
            self._touched.clear()
            self._begun.clear()
            self.size = 0

    def get(self, key: Key, now: float) -> Page | None:
        """The page, while it is true."""
        page = self._pages.get(key)
        if page is None or not self.is_open:
            return None
        if page.until <= now:
            with self._lock:
                self._forget(key)
            return None
        try:
            self._pages.move_to_end(key)
        except KeyError:  # let go of by another thread just now
            return None
        return page

    def begin(self) -> int:
        """A page begins to be made: the number to give to `keep`, or to `give_up`."""
        with self._lock:
            self._step += 1
            self._begun.add(self._step)
            return self._step

    def give_up(self, begun: int) -> None:
        """Nothing is kept of it."""
        with self._lock:
            self._begun.discard(begun)
            self._prune()

    def keep(self, key: Key, page: Page, begun: int) -> bool:
        """Keep it, unless what it shows was touched since it began; says whether it is kept."""
        with self._lock:
            known = begun in self._begun
            self._begun.discard(begun)
            touched = any(self._touched.get(tag, 0) > begun for tag in page.tags)
            self._prune()
            if not known or touched or not self.is_open or page.size > self._limit:
                return False
            self._forget(key)
            self._pages[key] = page
            for tag in page.tags:
                self._by_tag.setdefault(tag, set()).add(key)
            self.size += page.size
            while self.size > self._limit:
                self._forget(next(iter(self._pages)))
            return True

    def touch(self, tags: Iterable[str]) -> None:
        """Let go of every page that shows one of these."""
        with self._lock:
            self._step += 1
            for tag in tags:
                if self._begun:
                    self._touched[tag] = self._step
                for key in list(self._by_tag.get(tag, ())):
                    self._forget(key)

    def _forget(self, key: Key) -> None:
        page = self._pages.pop(key, None)
        if page is None:
            return
        self.size -= page.size
        for tag in page.tags:
            keys = self._by_tag.get(tag)
            if keys is not None:
                keys.discard(key)
                if not keys:
                    del self._by_tag[tag]

    def _prune(self) -> None:
        """Forget what no render under way began before."""
        if not self._begun:
            self._touched.clear()
