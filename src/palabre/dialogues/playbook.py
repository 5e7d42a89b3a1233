"""The days of a salon: what hosts do on which day, and what of it is done, read from what happened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

PLANNED: Final = 14
"""Days of the salon the playbook was written for; another length stretches or tightens it."""


@dataclass(frozen=True)
class Facts:
    """What happened so far. Days count from 1; `wrap_days` are those on which a day's note was written."""

    day: int
    length: int
    hosts_spoke: bool = False
    rounds_out: int = 0
    late: int = 0
    silent_unreminded: int = 0
    wrap_days: tuple[int, ...] = ()
    picks: int = 0
    findings: int = 0
    heard_published: bool = False


@dataclass(frozen=True)
class Step:
    """One thing to do: its code, its day in this conversation, whether that day has come, whether it is done."""

    code: str
    day: int
    has_come: bool
    done: bool

    @property
    def is_overdue(self) -> bool:
        """Its day has come and it is not done."""
        return self.has_come and not self.done


def steps(facts: Facts) -> list[Step]:
    """The whole playbook for a conversation of this length, in the order of its days."""
    found = []
    for code, planned, is_done in _PLAYBOOK:
        day = day_of(planned, facts.length)
        has_come = facts.day >= day
        # What asks that nobody waits is true of an empty room too: it is ticked once its day has come.
        done = is_done(facts) and (has_come or code not in _STANDING)
        found.append(Step(code, day, has_come, done))
    return found


def day_of(planned: int, length: int) -> int:
    """The day that stands, in a conversation of `length` days, where `planned` stands in one of fourteen."""
    return 1 + round((planned - 1) * (max(length, 1) - 1) / (PLANNED - 1))


def _wrapped_since(planned: int) -> Callable[[Facts], bool]:
    """A note for that day is one of that day or a later one: who writes daily is asked for it all the same."""
    return lambda facts: any(day >= day_of(planned, facts.length) for day in facts.wrap_days)


_STANDING: Final = frozenset({"answer", "remind"})
_PLAYBOOK: Final[tuple[tuple[str, int, Callable[[Facts], bool]], ...]] = (
    ("welcome", 1, lambda facts: facts.hosts_spoke or bool(facts.wrap_days)),
    ("questions", 1, lambda facts: facts.rounds_out > 0),
    ("answer", 3, lambda facts: facts.late == 0),
    ("remind", 3, lambda facts: facts.silent_unreminded == 0),
    ("wrap", 7, _wrapped_since(7)),
    ("round", 7, lambda facts: facts.rounds_out > 1),
    ("last_days", 12, _wrapped_since(12)),
    ("pick", 12, lambda facts: facts.picks > 0),
    ("finding", 14, lambda facts: facts.findings > 0),
    ("announce", 14, lambda facts: facts.heard_published),
)
