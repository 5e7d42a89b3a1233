"""What a room hands over to be found: plain words with their language and where they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Searchable:
    """One findable thing in one language.

    `kind` is a short name of the room's ("contribution"), `subject_id` its row, `text` plain words without markup,
    `path` an address on the community's host without a language ("/stories/x/"), `at` when it was made, or when it
    is to be seen. `city_id` (GeoNames) is where it comes from, where it comes from one city.
    """

    kind: str
    subject_id: int
    title: str
    language: str
    text: str
    path: str
    at: datetime
    city_id: int | None = None


@dataclass(frozen=True)
class Source:
    """A kind of findable thing, asked inside the community.

    `words` gives a row in each of its languages: also what only the clock still holds back (an embargo), but
    nothing that waits for a moderator or was hidden. `numbers` are all rows of the kind. `reachable` says, when
    search answers, which of some rows every reader may see at this moment; every member, where it is `for_members`.
    """

    kind: str
    words: Callable[[int], list[Searchable]]
    numbers: Callable[[], Iterable[int]]
    reachable: Callable[[Sequence[int]], set[int]]
    for_members: bool = False
