"""What a dialogue's page shows before anybody answers: of long framing and opening remarks only the beginning, so that
there is room for the answers. The whole of each stands at an address of its own."""

from __future__ import annotations

from collections.abc import Sequence

from palabre.dialogues.models import Dialogue, Seat
from palabre.dialogues.queries import budget
from palabre.dialogues.queries.beginnings import within


def framing(dialogue: Dialogue) -> str:
    """As much of it as the dialogue's own page shows, as clean HTML."""
    return within(dialogue.framing_html, budget.FRAMING)


def shorten(seated: Sequence[Seat]) -> None:
    """Give each seat `opening_shown`: of all opening remarks as much as the page holds, shared evenly."""
    left, waiting = budget.OPENINGS, len(seated)
    for seat in sorted(seated, key=lambda one: budget.weight(one.opening_html)):
        seat.opening_shown = within(seat.opening_html, left // waiting)
        left = max(0, left - budget.weight(seat.opening_shown))
        waiting -= 1


def weight(dialogue: Dialogue, seated: Sequence[Seat]) -> int:
    """About how many bytes of the compressed page it takes: framing, faces, opening remarks, names of speakers."""
    texts = [framing(dialogue), dialogue.standfirst]
    texts += [seat.opening_shown for seat in seated]
    texts += [seat.name for seat in seated if seat.kind == Seat.Kind.SPEAKER]
    faces = sum(seat.kind != Seat.Kind.SPEAKER for seat in seated)
    return sum(budget.weight(text) for text in texts) + budget.FRAME * faces
