"""What a page of a dialogue is made of: contributions with their replies, under the questions they answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from palabre.dialogues.models import Contribution, Question, Round
from palabre.dialogues.queries import budget
from palabre.dialogues.queries.beginnings import LONGEST_IN_A_LIST, Piece, beginning


@dataclass
class Thread:
    """A contribution with its replies, and the part its speaker has in the dialogue; in a list, its beginning.

    `portrait` is the speaker's as their seat or membership shows it, or none; `longest` is in bytes of HTML; `pinned`
    says that the hosts put it first; `acts` are what its reader may do with it, as labels and addresses. `meant` is the
    reply whose own address was opened; `following` is where the page of further replies begins. At its address
    (`at_home`) it may be done something with, and a long one is shown piece by piece.
    """

    said: Contribution
    role: str = ""
    portrait: Any = None
    replies: list[Thread] = field(default_factory=list)
    at_home: bool = False
    piece: Piece | None = None
    more_replies: bool = False
    longest: int = LONGEST_IN_A_LIST
    pinned: bool = False
    meant: bool = False
    following: Any = None
    acts: list[tuple[str, str]] = field(default_factory=list)

    @property
    def html(self) -> str:
        """What is shown of it here."""
        return self.piece.html if self.piece else beginning(self.said.html, self.longest)

    @property
    def goes_on(self) -> bool:
        """Whether there is more of it at its own address."""
        return not self.piece and len(self.said.html.encode()) > self.longest

    @property
    def glosses(self) -> list[dict[str, Any]]:
        """What hosts say in other languages that it says: `text`, `language`, and `by`, a name."""
        said: Any = self.said
        return list(said.glossed)

    @property
    def weight(self) -> int:
        """About how many bytes of a compressed page it takes, without its replies."""
        return (
            budget.weight(self.html)
            + sum(budget.weight(gloss["text"]) for gloss in self.glosses)
            + budget.FRAME
        )


@dataclass
class Section:
    """A question with some of its threads; `begins` is the round it is the first of, where there are several."""

    question: Question
    threads: list[Thread]
    count: int = 0
    begins: Round | None = None
    in_rounds: bool = False

    @property
    def level(self) -> str:
        """The heading of the question: under its round's, where rounds have one."""
        return "h3" if self.in_rounds else "h2"


def fitting(threads: Sequence[Thread], share: int) -> list[Thread]:
    """As many threads, with their replies, as fit into so many bytes of the page, and always the first."""
    kept: list[Thread] = []
    taken = 0
    for one in threads:
        if kept and taken + one.weight > share:
            break
        taken += one.weight
        taken += fit_replies(one, share - taken)
        kept.append(one)
    return kept


def fit_replies(one: Thread, share: int) -> int:
    """Keep the replies that fit into so many bytes; returns what they weigh."""
    taken = 0
    for place, reply in enumerate(one.replies):
        if taken + reply.weight > share:
            one.replies, one.more_replies = one.replies[:place], True
            break
        taken += reply.weight
    return taken
