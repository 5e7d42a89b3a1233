"""Counts that went wrong, put right."""

from __future__ import annotations

from typing import Final

from django.db import connection, transaction

from palabre.dialogues.queries.counting import APART, NAMED, WrongCount, asked
from palabre.kit import tenancy

LOCK: Final = "palabre.dialogues.counts"
# The difference is added, and no delta is changed: what is said or folded meanwhile keeps its own.
MEND: Final = f"""
    WITH apart AS ({APART}), mended AS (
        INSERT INTO dialogues_tally (community_id, dialogue_id, question_id, city_id, delta)
        SELECT %(community)s, dialogue_id, question_id, city_id, there - kept FROM apart
    ) {NAMED}
"""  # noqa: S608 (our own statements)


@transaction.atomic
def mend_counts() -> list[WrongCount]:
    """Put right every count of the community we are in; returns those that were wrong, as they were.

    Nobody who posts waits for it, nor it for them: it waits only for another mending of the same community, since
    two at once would both add the difference.
    """
    with connection.cursor() as cursor:
        # A statement of its own: the next one sees what a mending before this one has committed.
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtext(%s), %s::integer)", [LOCK, tenancy.current_community_id()]
        )
    return asked(MEND)
