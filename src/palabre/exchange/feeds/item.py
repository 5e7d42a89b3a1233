"""What a feed is made of, before it is Atom or JSON."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from palabre.kit.numbers import moment_of, row_number


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
        one, _second, other = rest.partition("_")
        moment, rank, pk = moment_of(at), row_number(one), row_number(other)
        return None if moment is None or rank is None or pk is None else cls(moment, rank, pk)

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
