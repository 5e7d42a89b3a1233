"""What can be judged. The rooms above register how to show it and how a decision takes effect (law 2).

Moderation lies below what it judges, so it knows a subject by its kind and its number only.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import QuerySet

from palabre.communities.models import Membership


@dataclass(frozen=True)
class Excerpt:
    """What a moderator needs to see of a text."""

    text: str
    language: str
    speaker: str
    path: str
    author_id: int | None


class Subject(Protocol):
    """A kind of text that has a standing. Those who declare one derive from it."""

    kind: str
    title: Any
    """What one of them is called on a screen, translatable: "An answer"."""
    numbered_by: str = "pk"
    """The field of the rows below that holds the number of the text."""

    def seen_by(self, reader: Membership) -> QuerySet[Any]:
        """The rows of those that this reader may see and that are still there, each with its `language`."""
        raise NotImplementedError

    def languages(self, numbers: Collection[int], reader: Membership) -> dict[int, str]:
        """Of several, those that `excerpts` would give, with the language of each and none of their words."""
        rows = self.seen_by(reader).filter(**{f"{self.numbered_by}__in": numbers})
        return dict(rows.values_list(self.numbered_by, "language"))

    def excerpt(self, subject_id: int, reader: Membership) -> Excerpt | None:
        """The text, or None where this reader may not see it or it is not there. Its author always may."""
        return self.excerpts([subject_id], reader).get(subject_id)

    def excerpts(self, numbers: Collection[int], reader: Membership) -> dict[int, Excerpt]:
        """Those of several that this reader may see, by their numbers, by one query."""

    def author(self, subject_id: int) -> Membership | None:
        """Whom a decision about it is told: who wrote it, or who took it down."""

    def apply(self, subject_id: int, state: str) -> None:
        """Have a decision take effect, in the decision's own transaction."""


_subjects: dict[str, Subject] = {}


def register(subject: Subject) -> None:
    """Called at start-up by the room that owns the texts."""
    _subjects[subject.kind] = subject


def subject_of(kind: str) -> Subject | None:
    """The subject registered under a kind."""
    return _subjects.get(kind)


Follow = Callable[[str, int, str], None]
_followers: list[Follow] = []


def register_follower(follow: Follow) -> None:
    """Called at start-up by a room that must follow a decision at once: by the kind, the number, the state."""
    _followers.append(follow)


def take_effect(subject: Subject, subject_id: int, state: str) -> None:
    """Have a decision or a hold take effect, in its own transaction."""
    subject.apply(subject_id, state)
    for follow in _followers:
        follow(subject.kind, subject_id, state)
