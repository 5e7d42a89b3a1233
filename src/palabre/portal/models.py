"""What search looks through."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from palabre.communities.models import CommunityRow
from palabre.kit.fields import LanguageField, Words


class SearchDocument(CommunityRow):
    """One findable thing: its words, normalised and stemmed in Python, as a `simple` tsvector."""

    kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    language = LanguageField()
    title = Words()
    excerpt = Words(blank=True)
    path = models.CharField(max_length=300)
    at = models.DateTimeField()
    city = models.ForeignKey("places.City", models.PROTECT, related_name="+", null=True, db_index=False)
    vector = SearchVectorField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "kind", "subject_id", "language"], name="portal_searchdocument_once"
            )
        ]
        indexes = [
            GinIndex(fields=["vector"], name="portal_search_vector"),
            # Of what agrees with a common word, the latest of each kind are ranked.
            models.Index(fields=["community", "kind", "at"], name="portal_search_latest"),
            # Which languages and cities there are to choose from is read in leaps along these.
            models.Index(fields=["community", "language", "at"], name="portal_search_languages"),
            models.Index(
                fields=["community", "city", "at"],
                name="portal_search_cities",
                condition=models.Q(city__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.subject_id}"
