"""What search may know of people: of those who agreed to be in the directory, what stands there of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from palabre.communities import queries
from palabre.kit.search.findable import Searchable, Source

KIND = "person"


def person(subject_id: int) -> list[Searchable]:
    """A member by name, organisation, place and what they say of themselves; nothing without their agreement."""
    found = queries.listed().filter(pk=subject_id).first()
    if found is None or found.listed_at is None:
        return []
    said = (found.organisation, found.place, found.about)
    return [
        Searchable(
            kind=KIND,
            subject_id=found.pk,
            title=found.name,
            language=found.language,
            text="\n".join(part for part in said if part),
            path=f"/members/{found.pk}/",
            at=found.listed_at,
        )
    ]


def _numbers() -> Iterator[int]:
    yield from queries.listed().values_list("pk", flat=True)


def _reachable(numbers: Sequence[int]) -> set[int]:
    return set(queries.listed().filter(pk__in=numbers).values_list("pk", flat=True))


SOURCES = (Source(KIND, person, _numbers, _reachable, for_members=True),)
