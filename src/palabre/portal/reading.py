"""The chronicle, read for what search should find, or no longer find."""

from __future__ import annotations

from palabre.chronicle.models import Entry
from palabre.dialogues.queries.imported import contributions_of
from palabre.dialogues.queries.search import heard_with, questions_in, questions_of, said_from
from palabre.portal import index, renaming

# What moderation judges, by the kind it has in the index.
JUDGED = {
    "dialogues.contribution": "contribution",
    "initiatives.initiative": "initiative",
    "communities.profile": "person",
    "newsroom.story": "story",
    "dialogues.finding": "heard",
}
WITHIN = {"dialogues.finding": heard_with}
"""Of these, the number of the document that holds their words among others."""


def read(entry: Entry) -> None:
    """Called once for each entry, inside its community; what changes nothing that can be found is passed over."""
    if entry.community_id is None:
        return
    if entry.verb == "dialogues.dialogue_imported" and entry.subject_id is not None:
        _read_imported(entry.subject_id)
    if entry.verb == "dialogues.days_moved" and entry.subject_id is not None:
        _read_moved(entry.subject_id)
    if entry.verb in NAMED and entry.subject_id is not None:
        renaming.begin(entry.subject_id)
    kind = _kind(entry)
    if kind is not None:
        for subject_id in _numbers(entry):
            index.refresh(kind, subject_id)


def follow(kind: str, subject_id: int, state: str) -> None:
    """Called in a decision's own transaction: whoever put a text back finds it when they look.

    What was taken down is found no more, since its room is asked again; but a finding is a part of what is found.
    """
    if kind in JUDGED and (state == "public" or kind in WITHIN):
        for number in _judged(kind, subject_id):
            index.refresh(JUDGED[kind], number)


VERBS = {
    "communities.profile_saved": "person",
    "communities.member_joined": "person",
    "communities.member_left": "person",
    "communities.member_blocked": "person",
    "communities.member_unblocked": "person",
    "dialogues.dialogue_announced": "dialogue",
    "dialogues.dialogue_opened": "dialogue",
    "dialogues.words_changed": "dialogue",
    "dialogues.seat_changed": "contribution",
    "dialogues.questions_asked": "question",
    "dialogues.questions_put_otherwise": "question",
    "dialogues.contribution_posted": "contribution",
    "dialogues.contribution_carried": "contribution",
    "dialogues.contribution_changed": "contribution",
    "dialogues.contribution_withdrawn": "contribution",
    "dialogues.language_corrected": "contribution",
    "dialogues.synthesis_published": "heard",
    "newsroom.theme_announced": "theme",
    "newsroom.theme_compared": "theme",
    "newsroom.story_published": "story",
    "newsroom.version_written": "story",
    "newsroom.story_corrected": "story",
    "newsroom.story_withdrawn": "story",
    "initiatives.initiative_proposed": "initiative",
    "initiatives.initiative_checked": "initiative",
    "initiatives.version_written": "initiative",
}


# With these a member may bear another name than before; what they said stands under it.
NAMED = ("communities.profile_saved", "communities.member_joined", "communities.member_waits")


def _read_moved(dialogue_id: int) -> None:
    """A dialogue and its questions are found under the day on which it opens."""
    index.refresh("dialogue", dialogue_id)
    for question_id in questions_in(dialogue_id):
        index.refresh("question", question_id)


def _read_imported(dialogue_id: int) -> None:
    """One entry tells of a whole conversation and of all that was said in it."""
    index.refresh("dialogue", dialogue_id)
    for contribution_id in contributions_of(dialogue_id):
        index.refresh("contribution", contribution_id)


def _kind(entry: Entry) -> str | None:
    if entry.verb in ("moderation.decided", "moderation.held"):
        return JUDGED.get(entry.data.get("kind", ""))
    return VERBS.get(entry.verb)


def _numbers(entry: Entry) -> list[int]:
    """Which rows it is about: mostly its subject; a round's questions; a seat's words; what a decision was about."""
    if entry.verb.startswith("moderation."):
        return _judged(entry.data["kind"], int(entry.data["subject"]))
    if VERBS.get(entry.verb) == "question":
        return questions_of(int(entry.data["round"]))
    if entry.verb == "dialogues.seat_changed":
        return said_from(entry.subject_id)
    return [entry.subject_id] if entry.subject_id is not None else []


def _judged(kind: str, subject_id: int) -> list[int]:
    return WITHIN[kind](subject_id) if kind in WITHIN else [subject_id]
