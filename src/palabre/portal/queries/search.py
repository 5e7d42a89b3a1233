"""Searching one community: by whole words, then by parts of words; the rooms decide at last what shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import connection

from palabre.communities.models import Community
from palabre.kit.search.vectors import query_parts, query_vector
from palabre.portal.excerpts import Piece, around
from palabre.portal.index import SOURCES
from palabre.portal.models import SearchDocument

ON_A_PAGE = 15
LAST_PAGE = 20
LONGEST = 200
"""Characters of a question that are looked at."""


@dataclass
class Found:
    """A document with the lines around what was looked for."""

    document: SearchDocument
    title: list[Piece]
    lines: list[Piece]


@dataclass
class Results:
    """One page of what was found; `is_guess` where only parts of words agreed; the page before and after, 0: none."""

    found: list[Found] = field(default_factory=list)
    is_guess: bool = False
    previous: int = 0
    following: int = 0


def search(
    community: Community, text: str, language: str, *, kind: str = "", only: str = "", page: int = 1
) -> Results:
    """What agrees with `text`, best first, of one kind or one language (`only`) where named."""
    asked = text[:LONGEST]
    languages = (only or language, *(tag for tag in community.languages if tag != (only or language)))
    kinds = [kind] if kind in SOURCES else None
    wanted = [only] if only else None
    page = min(max(page, 1), LAST_PAGE)
    query = query_vector(asked, *languages)
    rows = _rows(query, kinds, wanted, page)
    is_guess = not rows and (page == 1 or not _rows(query, kinds, wanted, 1))
    if is_guess:
        rows = _rows(query_parts(asked, *languages), kinds, wanted, page)
    more = len(rows) > ON_A_PAGE and page < LAST_PAGE
    documents = _reachable(rows[:ON_A_PAGE])
    return Results(
        found=[_shown(document, asked, language, is_guess) for document in documents],
        is_guess=is_guess and bool(documents),
        previous=page - 1,
        following=page + 1 if more else 0,
    )


def languages_found(community: Community) -> list[str]:
    """The languages in which there is something to find, the community's own first."""
    rows = SearchDocument.objects.filter(community=community).values_list("language", flat=True).distinct()
    found = set(rows)
    own = [tag for tag in community.languages if tag in found]
    return own + sorted(found - set(own))


def _rows(query: str, kinds: list[str] | None, languages: list[str] | None, page: int) -> list[int]:
    """The numbers of one page's documents and of the next one's first."""
    if not query:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM portal_search(%s, %s, %s, %s, %s)",
            [query, kinds, languages, ON_A_PAGE + 1, (page - 1) * ON_A_PAGE],
        )
        return [int(row[0]) for row in cursor.fetchall()]


def _reachable(numbers: Sequence[int]) -> list[SearchDocument]:
    """The documents, in order, whose rooms say that every reader may see them now."""
    documents = SearchDocument.objects.in_bulk(list(numbers))
    asked: defaultdict[str, list[int]] = defaultdict(list)
    for document in documents.values():
        asked[document.kind].append(document.subject_id)
    seen = {kind: SOURCES[kind].reachable(ids) for kind, ids in asked.items() if kind in SOURCES}
    ordered = [documents[number] for number in numbers if number in documents]
    return [document for document in ordered if document.subject_id in seen.get(document.kind, ())]


def _shown(document: SearchDocument, asked: str, language: str, is_guess: bool) -> Found:
    spoken = (document.language, language)
    return Found(
        document=document,
        title=around(document.title, asked, spoken, is_guess=is_guess, whole=True),
        lines=around(document.excerpt, asked, spoken, is_guess=is_guess),
    )
