"""What a feed is made of, before it is Atom or JSON."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, order=True)
class Place:
    """Where something stands in a feed: its moment, the rank of its kind, its number. Newest first is descending."""

    at: datetime
    rank: int
    pk: int

    @classmethod
    def parse(cls, text: str) -> Place | None:
        """From an address; None for anything that is not one."""
        at, _first, rest = text.partition("_")
        rank, _second, pk = rest.partition("_")
        try:
            moment = datetime.fromisoformat(at)
        except ValueError:
            return None
        if moment.tzinfo is None or not all(
            n.isascii() and n.isdecimal() and len(n) < 19 for n in (rank, pk)
        ):
            return None
        return cls(moment, int(rank), int(pk))

    def __str__(self) -> str:
        return f"{self.at.isoformat()}_{self.rank}_{self.pk}"


@dataclass(frozen=True)
class Item:
    """One entry. `path` is its permanent address on the community's host, `key` what names it for ever."""

    place: Place
    key: str
    path: str
    title: str
    title_language: str
    html: str
    language: str
    authors: tuple[str, ...]
    updated: datetime
    taken_down_by: str = ""


@dataclass(frozen=True)
class Feed:
    """A page of a feed. Addresses are absolute; `following` is "" on its last page.

    `language` is the one it is read in, `title_language` the title's own, `by` its community's name.
    """

    key: str
    title: str
    title_language: str
    by: str
    language: str
    page: str
    address: str
    first: str
    following: str
    updated: datetime
    items: list[Item] = field(default_factory=list)
