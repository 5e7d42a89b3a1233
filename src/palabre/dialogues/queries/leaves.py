"""Lists of long texts, a page at a time: as many as it holds, and what is longer than a page goes on over several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.html import linebreaks

from palabre.dialogues.queries import budget
from palabre.dialogues.queries.beginnings import pieces
from palabre.kit.numbers import row_number

MOST = 20
"""Entries on one page, however short they are."""


@dataclass(frozen=True)
class Part:
    """A piece of an entry: `html` of its text, or `rows` that belong to it; `weight` as `budget.weight` tells it.

    `begins` is true of the first piece of a text.
    """

    kind: str
    weight: int
    html: str = ""
    rows: Sequence[Any] = ()
    begins: bool = True


@dataclass(frozen=True)
class Entry:
    """One thing in a list, with as many of its parts as stand on this page.

    `place` says in an address that the list goes on after it; `frame` is what it weighs without its parts.
    """

    row: Any
    place: str
    parts: list[Part] = field(default_factory=list)
    kind: str = ""
    frame: int = budget.FRAME


@dataclass
class Leaf:
    """What stands on a page; the next begins `after` a place, with this `piece` of what comes there; 0 is all of it."""

    entries: list[Entry] = field(default_factory=list)
    after: str = ""
    piece: int = 0

    @property
    def further(self) -> str:
        """The address of the next page, without its path; "" on the last."""
        asked = {"after": self.after} if self.after else {}
        return urlencode(asked | ({"piece": str(self.piece)} if self.piece else {}))

    @property
    def groups(self) -> Iterator[tuple[str, list[Entry]]]:
        """The entries, by what they are."""
        return ((kind, list(found)) for kind, found in groupby(self.entries, lambda entry: entry.kind))


def leaf(entries: Iterable[Entry], asked: QueryDict, room: int) -> Leaf:
    """As many `entries` as `room` bytes of the compressed page hold.

    They stand after the place that was `asked` for by `after`; the first begins with its piece `piece`.
    """
    kept: list[Entry] = []
    taken, before = 0, asked.get("after", "")
    first = (row_number(asked.get("piece", "")) or 1) - 1
    for entry in entries:
        skipped = 0 if kept else max(0, min(first, len(entry.parts) - 1))
        parts = entry.parts[skipped:]
        weight = entry.frame + sum(part.weight for part in parts)
        if kept and (taken + weight > room or len(kept) == MOST):
            return Leaf(kept, before)
        fits = _fitting(parts, room - entry.frame)
        kept.append(replace(entry, parts=_joined(parts[:fits])))
        if fits < len(parts):
            return Leaf(kept, before, skipped + fits + 1)
        taken, before = taken + weight, entry.place
    return Leaf(kept)


def pieces_of(html: str, kind: str = "text") -> list[Part]:
    """The pieces of a text in the HTML it is kept as; none of an empty one."""
    found = pieces(html) if html else []
    return [Part(kind, budget.weight(one), one, begins=not place) for place, one in enumerate(found)]


def of_plain(text: str, kind: str) -> list[Part]:
    """The pieces of a text without markup, in its lines and paragraphs."""
    return pieces_of(linebreaks(text, autoescape=True) if text else "", kind)


def _joined(parts: Iterable[Part]) -> list[Part]:
    """Pieces of one text that stand on one page, as one."""
    found: list[Part] = []
    for part in parts:
        if found and part.html and part.kind == found[-1].kind:
            found[-1] = replace(found[-1], html=found[-1].html + part.html)
        else:
            found.append(part)
    return found


def _fitting(parts: Sequence[Part], room: int) -> int:
    """How many of them fit, and always the first."""
    taken = 0
    for place, part in enumerate(parts):
        taken += part.weight
        if place and taken > room:
            return place
    return len(parts)
