"""An open dialogue as a front page shows it, and how much was said in several."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Sum

from palabre.communities.models import Membership
from palabre.dialogues import rules
from palabre.dialogues.models import Dialogue, Seat, Tally
from palabre.dialogues.queries import budget, reading
from palabre.dialogues.queries.threads import Section, Thread
from palabre.kit import tenancy

__all__ = ["Dialogue", "Front", "front", "totals"]
QUESTIONS = 6
THREADS = 4
BESIDE = 1_000
"""Bytes, compressed, of what stands beside it: what comes, what came of earlier ones."""


@dataclass
class Front:
    """The day it is on, who has a seat, the first questions with the first answers (or, without any, the turns)."""

    dialogue: Dialogue
    state: str
    today: date
    seats: list[Seat]
    sections: list[Section] = field(default_factory=list)
    threads: list[Thread] = field(default_factory=list)
    total: int = 0
    more_questions: int = 0
    may_answer: bool = False

    @property
    def is_open(self) -> bool:
        """Whether one may speak today."""
        return self.state == rules.State.OPEN


def front(dialogue: Dialogue, membership: Membership | None) -> Front:
    """The beginning of a dialogue."""
    seated = reading.seats(dialogue)
    faces = budget.FRAME * len(seated)
    beside = budget.weight(dialogue.standfirst) + faces + BESIDE
    sections = reading.sections(dialogue, membership, seated, beside=beside).sections
    threads = [] if sections else reading.flow(dialogue, membership, seated).threads[:THREADS]
    return Front(
        dialogue=dialogue,
        state=rules.state(dialogue),
        today=rules.today_of(dialogue),
        seats=seated,
        sections=sections[:QUESTIONS],
        threads=threads,
        total=reading.total(dialogue),
        more_questions=max(len(sections) - QUESTIONS, 0),
        may_answer=rules.may_be_asked(dialogue, membership),
    )


def totals(dialogue_ids: Iterable[int]) -> dict[int, int]:
    """How many contributions each of several dialogues shows, in one query."""
    here = Tally.objects.filter(community_id=tenancy.current_community_id(), dialogue__in=list(dialogue_ids))
    return dict(here.values_list("dialogue_id").annotate(total=Sum("delta")))
