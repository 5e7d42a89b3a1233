"""What search may know of initiatives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from palabre.initiatives.models import Initiative, InitiativeVersion
from palabre.kit.search.findable import Searchable, Source

KIND = "initiative"


def initiative(subject_id: int) -> list[Searchable]:
    """An initiative in each of its languages; nothing while it waits or is hidden."""
    found = Initiative.objects.visible_to(None).prefetch_related("versions").filter(pk=subject_id).first()
    return [_findable(found, words) for words in (found, *found.versions.all())] if found else []


def _numbers() -> Iterator[int]:
    yield from Initiative.objects.visible_to(None).values_list("pk", flat=True)


def _reachable(numbers: Sequence[int]) -> set[int]:
    return set(Initiative.objects.visible_to(None).filter(pk__in=numbers).values_list("pk", flat=True))


def _findable(found: Initiative, words: Initiative | InitiativeVersion) -> Searchable:
    evidence = found.evidence if words.language == found.evidence_language else ""
    return Searchable(
        kind=KIND,
        subject_id=found.pk,
        title=words.name,
        language=words.language,
        text="\n".join(part for part in (words.summary, words.who, words.for_whom, evidence) if part),
        path=f"/initiatives/{found.slug}/",
        at=found.added_at,
        city_id=found.city_id,
    )


SOURCES = (Source(KIND, initiative, _numbers, _reachable),)
