"""Writing the search index. It holds what a stranger may come to see; the rooms are asked again when it answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.contrib.postgres.search import SearchVectorField
from django.db.models import Value
from django.db.models.functions import Cast

from palabre.communities.models import Community
from palabre.dialogues.queries import search as dialogues
from palabre.initiatives.queries import search as initiatives
from palabre.kit import tenancy
from palabre.kit.search.findable import Searchable, Source
from palabre.kit.search.vectors import document_parts, document_vector
from palabre.newsroom.queries import search as newsroom
from palabre.portal import people
from palabre.portal.models import SearchDocument

SOURCES: Final[dict[str, Source]] = {
    source.kind: source
    for source in (*dialogues.SOURCES, *newsroom.SOURCES, *initiatives.SOURCES, *people.SOURCES)
}
AT_ONCE: Final = 200
"""Rows brought up to date in one transaction."""
KEPT: Final = 20_000
"""Characters of a text kept for the lines shown around what was found; all of it is found."""


def refresh(kind: str, subject_id: int) -> None:
    """Bring one row's documents up to what its room says now; none are left of what may not be found."""
    words = SOURCES[kind].words(subject_id)
    here = _here().filter(kind=kind, subject_id=subject_id)
    here.exclude(language__in=[found.language for found in words]).delete()
    for found in words:
        _write(found)


def rebuild(community: Community) -> int:
    """Index everything of a community anew, for an import or a mended index; returns how many rows were read."""
    with tenancy.community(community):
        _here().delete()
        read = 0
        for source in SOURCES.values():
            for subject_id in list(source.numbers()):
                for found in source.words(subject_id):
                    _write(found)
                read += 1
        return read


def renew(community: Community, tell: Callable[[str, int, int], None]) -> int:
    """Bring everything of a community up to what its rooms say now, some rows at a time, while the site works.

    `tell` hears after each some: of which kind, how many are done, of how many. Returns how many rows were read.
    """
    with tenancy.community(community):
        _here().exclude(kind__in=SOURCES).delete()
    read = 0
    for kind, source in SOURCES.items():
        with tenancy.community(community):
            kept = _here().filter(kind=kind).values_list("subject_id", flat=True)
            numbers = sorted({*source.numbers(), *kept})
        for start in range(0, len(numbers), AT_ONCE):
            some = numbers[start : start + AT_ONCE]
            with tenancy.community(community):
                for subject_id in some:
                    refresh(kind, subject_id)
            tell(kind, start + len(some), len(numbers))
        read += len(numbers)
    return read


def _write(found: Searchable) -> None:
    SearchDocument.objects.update_or_create(
        community_id=tenancy.current_community_id(),
        kind=found.kind,
        subject_id=found.subject_id,
        language=found.language,
        defaults={
            "title": found.title,
            "excerpt": found.text[:KEPT],
            "path": found.path,
            "at": found.at,
            "city_id": found.city_id,
            "vector": Cast(Value(_vector(found)), SearchVectorField()),
        },
    )


def _vector(found: Searchable) -> str:
    """Whole words of the title, which weigh most, and of the text; then parts of both for a second try."""
    return " ".join(
        (
            document_vector(found.title, found.language, "A"),
            document_vector(found.text, found.language),
            document_parts(f"{found.title}\n{found.text}", found.language),
        )
    )


def _here() -> Any:
    return SearchDocument.objects.filter(community_id=tenancy.current_community_id())
