"""The chronicle, read for what somebody should be told about."""

from __future__ import annotations

from collections.abc import Callable

from palabre.chronicle.models import Entry
from palabre.letters import actions

CONTRIBUTION = "dialogues.contribution"


def read(entry: Entry) -> None:
    """Called once for each entry, inside its community; what no mail comes of is passed over."""
    act = _READ.get(entry.verb)
    if act is not None and entry.community_id is not None and entry.subject_id is not None:
        act(entry, entry.subject_id)


def _said(entry: Entry, contribution_id: int) -> None:
    actions.tell_answered(contribution_id=contribution_id, at=entry.at)
    actions.tell_mentioned(contribution_id=contribution_id, at=entry.at)


def _changed(entry: Entry, contribution_id: int) -> None:
    actions.tell_mentioned(contribution_id=contribution_id, at=entry.at)


def _judged(entry: Entry, _standing_id: int) -> None:
    """The author hears of it; a decision also shows an answer or hides it, and the mail about that goes or stays."""
    if "decision" in entry.data:
        actions.tell_decided(decision_id=int(entry.data["decision"]), was=entry.data["was"])
    if entry.data.get("kind") != CONTRIBUTION:
        return
    contribution_id = int(entry.data["subject"])
    if entry.data.get("state") == "public":
        _said(entry, contribution_id)
    else:
        actions.say_nothing_of(contribution_id=contribution_id)


def _taken_back(_entry: Entry, contribution_id: int) -> None:
    actions.quote_no_more(contribution_id=contribution_id)


def _opened(_entry: Entry, dialogue_id: int) -> None:
    actions.tell_opening(dialogue_id=dialogue_id)


def _last_day(_entry: Entry, dialogue_id: int) -> None:
    actions.tell_last_day(dialogue_id=dialogue_id)


def _archived(_entry: Entry, dialogue_id: int) -> None:
    actions.tell_archived(dialogue_id=dialogue_id)


_READ: dict[str, Callable[[Entry, int], None]] = {
    "dialogues.contribution_posted": _said,
    "dialogues.contribution_changed": _changed,
    "dialogues.contribution_withdrawn": _taken_back,
    "moderation.decided": _judged,
    "moderation.held": _judged,
    "dialogues.dialogue_opened": _opened,
    "dialogues.last_day_began": _last_day,
    "dialogues.dialogue_archived": _archived,
}
