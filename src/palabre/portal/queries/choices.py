"""What a search can be narrowed to: the languages and the cities of what is found in a community."""

from __future__ import annotations

from typing import Any

from django.db import connection

from palabre.communities.models import Community
from palabre.kit import clock
from palabre.places.queries.hubs import City, by_name

MOST_CITIES = 200

# One leap along the index for each value there is, however many texts have it. What is still to come, such as a story
# before its day, has its moment ahead and lends no value.
LANGUAGES = """
WITH RECURSIVE found(value) AS (
    (SELECT language FROM portal_searchdocument WHERE community_id = %(here)s AND at <= %(now)s
     ORDER BY language LIMIT 1)
    UNION ALL
    SELECT (SELECT language FROM portal_searchdocument
            WHERE community_id = %(here)s AND at <= %(now)s AND language > found.value ORDER BY language LIMIT 1)
    FROM found WHERE found.value IS NOT NULL
) SELECT value FROM found WHERE value IS NOT NULL
"""
CITIES = """
WITH RECURSIVE found(value) AS (
    (SELECT city_id FROM portal_searchdocument
     WHERE community_id = %(here)s AND city_id IS NOT NULL AND at <= %(now)s ORDER BY city_id LIMIT 1)
    UNION ALL
    SELECT (SELECT city_id FROM portal_searchdocument
            WHERE community_id = %(here)s AND at <= %(now)s AND city_id > found.value ORDER BY city_id LIMIT 1)
    FROM found WHERE found.value IS NOT NULL
) SELECT value FROM found WHERE value IS NOT NULL LIMIT %(most)s
"""


def languages_found(community: Community) -> list[str]:
    """The languages in which there is something to find, the community's own first."""
    found = set(_values(LANGUAGES, community))
    own = [tag for tag in community.languages if tag in found]
    return own + sorted(found - set(own))


def cities_found(community: Community, language: str) -> list[City]:
    """The cities something was written from, as this reader names them."""
    return by_name(City.objects.in_bulk(_values(CITIES, community)).values(), language)


def _values(query: str, community: Community) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(query, {"here": community.pk, "now": clock.now(), "most": MOST_CITIES})
        return [row[0] for row in cursor.fetchall()]
