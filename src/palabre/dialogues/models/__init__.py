"""The room's rows."""

from palabre.dialogues.models.around import Draft, Mention, Pick, PutTo, Revision, Visit, Welcome
from palabre.dialogues.models.contributions import Contribution, Gloss, Tally
from palabre.dialogues.models.dialogues import Channel, Dialogue, Question, Resource, Round, Seat, Wrap
from palabre.dialogues.models.findings import Citation, Finding, Outcome, Synthesis

__all__ = [
    "Channel",
    "Citation",
    "Contribution",
    "Dialogue",
    "Draft",
    "Finding",
    "Gloss",
    "Mention",
    "Outcome",
    "Pick",
    "PutTo",
    "Question",
    "Resource",
    "Revision",
    "Round",
    "Seat",
    "Synthesis",
    "Tally",
    "Visit",
    "Welcome",
    "Wrap",
]
