"""The room's rows."""

from palabre.dialogues.models.contributions import Contribution, Gloss, Tally
from palabre.dialogues.models.dialogues import Dialogue, Question, Resource, Round, Seat, Wrap
from palabre.dialogues.models.findings import Citation, Finding, Outcome, Synthesis

__all__ = [
    "Citation",
    "Contribution",
    "Dialogue",
    "Finding",
    "Gloss",
    "Outcome",
    "Question",
    "Resource",
    "Round",
    "Seat",
    "Synthesis",
    "Tally",
    "Wrap",
]
