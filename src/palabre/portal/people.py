"""What search may know of people: of those who agreed to be in the directory, what stands there of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib.postgres.search import SearchQueryField
from django.db.models import BooleanField, ExpressionWrapper, F, Value
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Cast

from palabre.communities import queries
from palabre.communities.models import Community
from palabre.kit.search.findable import Searchable, Source
from palabre.kit.search.vectors import query_vector
from palabre.portal.models import SearchDocument

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


def telling_of(word: str, community: Community, language: str) -> Any:
    """The numbers of those in whose profile a word stands, or its beginning, in any spelling: a query."""
    here = SearchDocument.objects.filter(community=community, kind=KIND)
    others = (tag for tag in community.languages if tag != language)
    asked = query_vector(word, language, *others, as_typed=True)
    if not asked:
        return here.none().values("subject_id")
    agrees = CombinedExpression(F("vector"), "@@", Cast(Value(asked), SearchQueryField()))
    return here.filter(ExpressionWrapper(agrees, BooleanField())).values("subject_id")


def _numbers() -> Iterator[int]:
    yield from queries.listed().values_list("pk", flat=True)


def _reachable(numbers: Sequence[int]) -> set[int]:
    return set(queries.listed().filter(pk__in=numbers).values_list("pk", flat=True))


SOURCES = (Source(KIND, person, _numbers, _reachable, for_members=True),)
