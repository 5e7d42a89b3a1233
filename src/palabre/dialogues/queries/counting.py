"""Counts kept as deltas beside what they count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection

from palabre.dialogues.models import Contribution
from palabre.kit import tenancy

# Words and their delta are committed together, and the worker replaces deltas by their sum in one transaction: in the
# snapshot of a single statement both sides are of one moment, whoever posts or folds meanwhile. Two statements
# would find fault with whatever was said between them.
APART: Final = """
    SELECT dialogue_id, question_id, city_id, sum(kept) AS kept, sum(there) AS there FROM (
        SELECT dialogue_id, question_id, city_id, delta AS kept, 0 AS there FROM dialogues_tally
        WHERE community_id = %(community)s
        UNION ALL
        SELECT dialogue_id, question_id, city_id, 0, 1 FROM dialogues_contribution
        WHERE community_id = %(community)s AND standing = %(shown)s
    ) AS both_sides
    GROUP BY dialogue_id, question_id, city_id HAVING sum(kept) <> sum(there)
"""
NAMED: Final = """
    SELECT d.slug, q.number, c.name, apart.kept, apart.there FROM apart
    JOIN dialogues_dialogue d ON d.community_id = %(community)s AND d.id = apart.dialogue_id
    LEFT JOIN dialogues_question q ON q.community_id = %(community)s AND q.id = apart.question_id
    LEFT JOIN places_city c ON c.geonames_id = apart.city_id
    ORDER BY d.slug, q.number NULLS FIRST, c.name NULLS FIRST, apart.city_id
"""


@dataclass(frozen=True)
class WrongCount:
    """A count that says `kept` where `there` contributions stand; question None or city "" where they have none."""

    dialogue: str
    question: int | None
    city: str
    kept: int
    there: int

    def __str__(self) -> str:
        where = f", question {self.question}" if self.question is not None else ", no question"
        where += f", {self.city}" if self.city else ", no city"
        return f"{self.dialogue}{where}: the count says {self.kept}, there are {self.there}"


def wrong_counts() -> list[WrongCount]:
    """The counts of the community we are in that differ from what stands there."""
    return asked(f"WITH apart AS ({APART}) {NAMED}")


def asked(statement: str) -> list[WrongCount]:
    """What a statement that ends with `NAMED` finds in the community we are in."""
    values: dict[str, int | str] = {
        "community": tenancy.current_community_id(),
        "shown": str(Contribution.Standing.PUBLIC),
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows: Sequence[Sequence[Any]] = cursor.fetchall()
    return [
        WrongCount(slug, number, city or "", int(kept), int(there))
        for slug, number, city, kept, there in rows
    ]
