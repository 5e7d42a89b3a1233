"""Coming to a dialogue, and words not sent yet."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from palabre.communities.models import Membership
from palabre.dialogues.actions.speaking import LONGEST
from palabre.dialogues.models import Contribution, Dialogue, Draft, Visit
from palabre.dialogues.refusals import Refusal
from palabre.kit import clock
from palabre.kit.text.tidy import tidy

LONGEST_KEPT = 2 * LONGEST
"""Characters of words kept for later: they may still be shortened before they are sent."""
ONE_VISIT = timedelta(minutes=30)
"""Pages opened within so long of each other are one visit."""

ONE_STAY = timedelta(minutes=1)
"""Pages opened within so long of each other were opened at the same time."""


def visit(*, dialogue: Dialogue, by: Membership, known: Visit | None = None) -> datetime | None:
    """Note that a member came; returns when their visit before this one was, None where this is the first.

    `known` is their row where it was fetched with the dialogue. Its `last` is the end of a visit, as nearly as
    `ONE_STAY` tells it: whoever reads on has seen what came meanwhile, and most pages write no row. No entry in the
    chronicle: who read what is nobody's business but theirs.
    """
    now = clock.now()
    row, is_first = known, False
    if row is None:
        row, is_first = Visit.objects.get_or_create(
            community_id=dialogue.community_id, dialogue=dialogue, by=by, defaults={"last": now}
        )
    rows = Visit.objects.filter(pk=row.pk, last=row.last)
    if not is_first and now - row.last > ONE_VISIT:
        rows.update(last=now, before=row.last)
        return row.last
    if now - row.last > ONE_STAY:
        rows.update(last=now)
    before: datetime | None = row.before
    return before


def place_of(question_id: int | None, answers_id: int | None) -> str:
    """What words answer, as a draft remembers it."""
    return f"c{answers_id}" if answers_id else f"q{question_id}" if question_id else ""


def place_of_change(said: Contribution) -> str:
    """A change of what one said, as a draft remembers it."""
    return f"e{said.pk}"


@transaction.atomic
def keep_draft(
    *, dialogue: Dialogue, place: str, text: str, language: str, kind: str, by: Membership
) -> Draft | None:
    """Keep words for later, for their writer alone; empty ones drop what was kept. No entry: nothing was said.

    Raises `Refusal` for more than is kept: nothing is cut off in silence.
    """
    words = tidy(text)
    if len(words) > LONGEST_KEPT:
        raise Refusal.too_long(len(words), LONGEST_KEPT)
    mine = Draft.objects.filter(community_id=dialogue.community_id, dialogue=dialogue, by=by, place=place)
    if not words.strip():
        mine.delete()
        return None
    made, _new = Draft.objects.update_or_create(
        community_id=dialogue.community_id,
        dialogue=dialogue,
        by=by,
        place=place,
        defaults={
            "text": words,
            "language": language,
            "kind": kind if kind in Contribution.Kind.values else "",
            "saved_at": clock.now(),
        },
    )
    kept: Draft = made
    return kept
