"""Readers of the chronicle: rooms above that pull what happened, each at its own pace."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from contextlib import nullcontext

from django.db import transaction

from palabre.chronicle.entries import number
from palabre.chronicle.models import Bookmark, Entry, Stumble
from palabre.kit import clock, tenancy

logger = logging.getLogger(__name__)

Reader = Callable[[Entry], None]
_readers: dict[str, Reader] = {}
BATCH = 200
LONGEST = 2.0
"""Seconds after which a batch ends where it is: others wait for their turn, and the worker for its sign of life."""


def register(name: str, reader: Reader) -> None:
    """Have `reader` called once for each entry, in order, inside the entry's community."""
    _readers[name] = reader


def pull(between: Callable[[], None] = lambda: None) -> int:
    """Number what was committed and let every reader catch up; returns how many entries were read in all.

    They take turns, a batch each, and `between` is called before the first and after each: a slow one holds up nobody.
    """
    number()
    between()
    read, behind_still = 0, list(_readers)
    while behind_still:
        for name in list(behind_still):
            step = _read_batch(name)
            between()
            read += step
            if not step:
                behind_still.remove(name)
    return read


def behind(name: str) -> int:
    """How many numbered entries a reader has not read."""
    with tenancy.everywhere(reason="how far a reader of the chronicle is"):
        bookmark = Bookmark.objects.filter(reader=name).first()
        return Entry.objects.filter(position__gt=bookmark.position if bookmark else 0).count()


def _read_batch(name: str) -> int:
    """Read one batch; what a reader does and its bookmark are one transaction, so nothing is done twice."""
    with transaction.atomic():
        Bookmark.objects.get_or_create(reader=name)
        bookmark = Bookmark.objects.select_for_update(skip_locked=True).filter(reader=name).first()
        if bookmark is None:
            return 0  # another process is reading
        with tenancy.everywhere(reason="readers of the chronicle go by position"):
            entries = list(Entry.objects.filter(position__gt=bookmark.position).order_by("position")[:BATCH])
        began, read = time.monotonic(), 0
        for entry in entries:
            _read_one(name, entry)
            read += 1
            bookmark.position = entry.position or bookmark.position
            if time.monotonic() - began > LONGEST:
                break
        if read:
            bookmark.save(update_fields=["position"])
        return read


def _read_one(name: str, entry: Entry) -> None:
    inside = tenancy.community(entry.community_id) if entry.community_id else nullcontext()
    try:
        with transaction.atomic(), inside:
            _readers[name](entry)
    except Exception as fault:
        logger.exception("reader %s stumbled at %s", name, entry.position)
        Stumble.objects.get_or_create(
            reader=name,
            position=entry.position or 0,
            defaults={"reason": repr(fault)[:2000], "at": clock.now()},
        )
