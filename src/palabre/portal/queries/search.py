"""Searching one community: by whole words, then by words like them; the rooms decide at last what shows."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple

from django.db import connection

from palabre.communities.models import Community, Membership
from palabre.communities.rules import may_see_people
from palabre.dialogues.queries.search import conversations_of
from palabre.kit.search.vectors import query_any, query_parts, query_vector
from palabre.portal.excerpts import Piece, around
from palabre.portal.index import SOURCES
from palabre.portal.models import SearchDocument
from palabre.portal.narrowing import Narrowed

ON_A_PAGE: Final = 15
LONGEST: Final = 200
"""Characters of a question that are looked at."""
MOST: Final = 300
"""The best so many are looked through; who has more is asked for another word."""
FEW: Final = 3
"""With fewer whole matches than this, words like those asked for are looked for as well."""
WHOLE, LIKE, SOME = range(3)
"""How a text agrees: in every word; in every word or one like it; in one of the words or one like it."""

_CURSOR: Final = re.compile(r"([012])_(\d+(?:\.\d+)?(?:e-?\d+)?)_(-?\d{1,18})_(\d{1,18})", re.ASCII)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


class Place(NamedTuple):
    """Where a document stands among all that was found, the best first; also the cursor of a page."""

    manner: int
    rank: float
    at: int
    pk: int

    @property
    def order(self) -> tuple[int, float, int, int]:
        """What the list is sorted by."""
        return self.manner, -self.rank, -self.at, -self.pk

    @classmethod
    def parse(cls, text: str) -> Place | None:
        """From an address; None for anything that is not one."""
        found = _CURSOR.fullmatch(text)
        return cls(int(found[1]), float(found[2]), int(found[3]), int(found[4])) if found else None

    def __str__(self) -> str:
        return f"{self.manner}_{self.rank!r}_{self.at}_{self.pk}"


class Hit(NamedTuple):
    """One document that agrees with a question."""

    place: Place
    kind: str
    subject_id: int
    language: str

    @property
    def subject(self) -> tuple[str, int]:
        """What it is a text of: a story has one in each of its languages."""
        return self.kind, self.subject_id


@dataclass
class Found:
    """A document with the lines around what was looked for; `said_in` is an answer's conversation, and its language."""

    document: SearchDocument
    manner: int
    title: list[Piece]
    lines: list[Piece]
    said_in: tuple[str, str] | None = None


@dataclass
class Results:
    """One page of what was found.

    `whole` counts the texts with all the words, `like` those with words like them, `some` those with only one of
    the words or one like it; `is_cut` where there were more than MOST. `first` counts from 1; `previous` and
    `following` are cursors of the pages around it: None where there is none, "" for the first page.
    """

    found: list[Found] = field(default_factory=list)
    whole: int = 0
    like: int = 0
    some: int = 0
    is_cut: bool = False
    first: int = 1
    previous: str | None = None
    following: str | None = None

    @property
    def total(self) -> int:
        """How many texts there are on all pages."""
        return self.whole + self.like + self.some

    @property
    def last(self) -> int:
        """The number of the last one on this page."""
        return self.first + len(self.found) - 1

    @property
    def manners(self) -> list[tuple[int, list[Found]]]:
        """This page's, parted by how they agree."""
        parted = (
            (manner, [one for one in self.found if one.manner == manner]) for manner in (WHOLE, LIKE, SOME)
        )
        return [(manner, found) for manner, found in parted if found]


def search(
    community: Community,
    text: str,
    language: str,
    narrowed: Narrowed | None = None,
    after: Place | None = None,
    *,
    reader: Membership | None = None,
) -> Results:
    """What agrees with `text`, best first, as far as this reader may see it now; a page of it, after a cursor."""
    asked = text[:LONGEST]
    wanted = narrowed or Narrowed()
    hits, is_cut = _agreeing(community, asked, language, wanted, kinds_for(reader))
    start = (
        next((at for at, hit in enumerate(hits) if hit.place.order > after.order), len(hits)) if after else 0
    )
    page = hits[start : start + ON_A_PAGE]
    documents = SearchDocument.objects.select_related("city").in_bulk([hit.place.pk for hit in page])
    shown = ((hit, documents[hit.place.pk]) for hit in page if hit.place.pk in documents)
    answers = [one.subject_id for one in documents.values() if one.kind == "contribution"]
    said_in = conversations_of(answers) if answers else {}
    counts = Counter(hit.place.manner for hit in hits)
    return Results(
        [_shown(document, asked, language, hit.place.manner, said_in) for hit, document in shown],
        whole=counts[WHOLE],
        like=counts[LIKE],
        some=counts[SOME],
        is_cut=is_cut,
        first=start + 1,
        previous=_before(hits, start),
        following=str(page[-1].place) if start + ON_A_PAGE < len(hits) else None,
    )


def kinds_for(reader: Membership | None) -> list[str]:
    """The kinds of things somebody may look for: people are found by members alone."""
    return [kind for kind, source in SOURCES.items() if may_see_people(reader) or not source.for_members]


def _agreeing(
    community: Community, asked: str, language: str, wanted: Narrowed, kinds: Sequence[str]
) -> tuple[list[Hit], bool]:
    """Everything found, each text once, best first; and whether there was more than is looked through."""
    languages = _languages(community, wanted.language or language)
    hits: list[Hit] = []
    is_cut = False
    tries: tuple[tuple[int, Callable[..., str], int], ...] = (
        (WHOLE, query_vector, 1),
        (LIKE, query_parts, FEW),
        (SOME, query_any, 1),
    )
    for manner, question, enough in tries:
        if len(hits) >= enough:
            continue
        rows = _rows(question(asked, *languages), manner, wanted, kinds, community.time_zone)
        is_cut = is_cut or len(rows) > MOST
        have = {hit.subject for hit in hits}
        more = [hit for hit in rows[:MOST] if hit.subject not in have]
        hits += sorted(_once(_reachable(more), wanted.language or language), key=lambda hit: hit.place.order)
    return hits, is_cut


def _languages(community: Community, first: str) -> list[str]:
    """In which languages the words are read: the reader's, or the one looked for, before the community's others."""
    return [first, *(tag for tag in community.languages if tag != first)]


def _rows(query: str, manner: int, wanted: Narrowed, kinds: Sequence[str], zone: str) -> list[Hit]:
    """The best documents that agree, one more than MOST where there are more; of each kind the latest thousand."""
    if not query:
        return []
    allowed = [kind for kind in kinds if wanted.kind in ("", kind)]
    lists = [allowed, *([value] if value else None for value in (wanted.language, wanted.city))]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rank, at, id, kind, subject_id, language FROM portal_search(%s, %s, %s, %s, %s, %s, %s)",
            [query, *lists, *wanted.moments(zone), MOST + 1],
        )
        return [
            Hit(Place(manner, rank, (at - _EPOCH) // timedelta(microseconds=1), pk), *subject)
            for rank, at, pk, *subject in cursor.fetchall()
        ]


def _reachable(hits: Sequence[Hit]) -> list[Hit]:
    """Those whose rooms say that every reader may see them now."""
    asked: defaultdict[str, set[int]] = defaultdict(set)
    for hit in hits:
        asked[hit.kind].add(hit.subject_id)
    seen = {kind: SOURCES[kind].reachable(sorted(ids)) for kind, ids in asked.items() if kind in SOURCES}
    return [hit for hit in hits if hit.subject_id in seen.get(hit.kind, ())]


def _once(hits: Sequence[Hit], language: str) -> list[Hit]:
    """Each text once where its best version stands, in the reader's language where that one agrees as well."""
    own = {hit.subject: hit for hit in hits if hit.language == language}
    best: dict[tuple[str, int], Hit] = {}
    for hit in hits:
        best.setdefault(hit.subject, hit)
    # The place stays that of the best version; the document shown is the reader's.
    return [
        hit._replace(place=hit.place._replace(pk=own[subject].place.pk)) if subject in own else hit
        for subject, hit in best.items()
    ]


def _before(hits: Sequence[Hit], start: int) -> str | None:
    """The cursor of the page before the one that begins at `start`."""
    if not start:
        return None
    return str(hits[start - ON_A_PAGE - 1].place) if start > ON_A_PAGE else ""


def _shown(
    document: SearchDocument, asked: str, language: str, manner: int, said_in: dict[int, tuple[str, str]]
) -> Found:
    spoken = (document.language, language)
    return Found(
        document=document,
        manner=manner,
        title=around(document.title, asked, spoken, is_guess=manner != WHOLE, whole=True),
        lines=around(document.excerpt, asked, spoken, is_guess=manner != WHOLE),
        said_in=said_in.get(document.subject_id) if document.kind == "contribution" else None,
    )
