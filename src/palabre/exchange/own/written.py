"""What somebody demonstrably wrote or gave where no key of the row says so: the chronicle does, or the row above.

Each row stands under its model's label, with `written_at`; of what several had a hand in, only the parts that were
theirs are told, by whoever wrote each last. `tests/laws` asks that nothing of `holdings.NOBODYS_OWN` is forgotten here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import Q, QuerySet

from palabre.chronicle.models import Entry
from palabre.dialogues.models import Channel, Contribution, Dialogue, Question, Round
from palabre.exchange.own.rows import part_of, row_of
from palabre.initiatives.models import Initiative, Replication
from palabre.network.models import Assignment
from palabre.newsroom.models import Caption, Photograph, StoryVersion
from palabre.people.models import Person

Rows = Iterator[dict[str, Any]]

ANNOUNCED, REWORDED = "dialogues.dialogue_announced", "dialogues.words_changed"
ASKED, ASKED_OTHERWISE = "dialogues.questions_asked", "dialogues.questions_put_otherwise"
OF_A_DIALOGUE = ("title", "standfirst", "framing", "partners", "picture", "picture_alt", "picture_credit")


def _entries(person: Person, *verbs: str) -> QuerySet[Entry]:
    """What they did, in the order in which it was written down."""
    here = person.memberships.values("community")
    return Entry.objects.filter(community_id__in=here, verb__in=verbs, actor_id=person.pk).order_by("id")


def _at(found: dict[str, Any], entry: Entry) -> dict[str, Any]:
    return {**found, "written_at": entry.at}


def _by_subject(model: Any, verb: str) -> Callable[[Person], Rows]:
    """The rows of a model that are the subject of such an entry of theirs."""

    def rows(person: Person) -> Rows:
        entries = {entry.subject_id: entry for entry in _entries(person, verb)}
        for row in model.objects.filter(pk__in=entries).order_by("pk"):
            yield _at(row_of(row), entries[row.pk])

    return rows


def _rounds(person: Person) -> Rows:
    entries = {entry.data["round"]: entry for entry in _entries(person, ASKED)}
    for row in Round.objects.filter(pk__in=entries).order_by("pk"):
        yield _at(row_of(row), entries[row.pk])


def _questions(person: Person) -> Rows:
    """Those whose words are theirs now: asked by them, or put by them in the words that stand there."""
    touched = {entry.data["round"] for entry in _entries(person, ASKED, ASKED_OTHERWISE)}
    dialogues = Round.objects.filter(pk__in=touched).values("dialogue")
    entries = Entry.objects.filter(
        verb__in=(ASKED, ASKED_OTHERWISE),
        subject_kind=Dialogue._meta.label_lower,
        subject_id__in=dialogues,
    )
    told: defaultdict[int, list[Entry]] = defaultdict(list)
    for entry in entries.order_by("id"):
        told[entry.data["round"]].append(entry)
    for question in Question.objects.filter(round__in=touched).order_by("pk"):
        last = [
            one for one in told[question.round_id] if question.pk in one.data.get("questions", [question.pk])
        ]
        if last and last[-1].actor_id == person.pk:
            yield _at(row_of(question), last[-1])


def _dialogues(person: Person) -> Rows:
    """Of each dialogue what they said of it last: its title, standfirst, framing, picture, each by itself."""
    touched = _entries(person, ANNOUNCED, REWORDED).values("subject_id")
    told: defaultdict[Any, dict[str, Entry]] = defaultdict(dict)
    entries = Entry.objects.filter(
        verb__in=(ANNOUNCED, REWORDED), subject_kind=Dialogue._meta.label_lower, subject_id__in=touched
    )
    for entry in entries.order_by("id"):
        changed = entry.data["changed"] if entry.verb == REWORDED else OF_A_DIALOGUE
        told[entry.subject_id] |= {name: entry for name in changed if name in OF_A_DIALOGUE}
    for row in Dialogue.objects.filter(pk__in=list(told)).order_by("pk"):
        said = told[row.pk]
        theirs = [name for name in said if said[name].actor_id == person.pk and getattr(row, name)]
        if theirs:
            last = max((said[name] for name in theirs), key=lambda entry: entry.pk)
            yield _at(part_of(row, "slug", "language", *theirs), last)


def _captions(person: Person) -> Rows:
    entries = {entry.subject_id: entry for entry in _entries(person, "newsroom.photograph_added")}
    for row in Caption.objects.filter(photograph__in=entries).order_by("pk"):
        yield _at(row_of(row), entries[row.photograph_id])


def _replications(person: Person) -> Rows:
    """Where somebody told of the same once more, its note is that one's."""
    verb = "initiatives.initiative_taken_up"
    touched = _entries(person, verb).values("subject_id")
    entries = Entry.objects.filter(
        verb=verb, subject_kind=Initiative._meta.label_lower, subject_id__in=touched
    ).order_by("id")
    last = {entry.data["replication"]: entry for entry in entries}
    theirs = [number for number, entry in last.items() if entry.actor_id == person.pk]
    for row in Replication.objects.filter(pk__in=theirs).order_by("pk"):
        yield _at(row_of(row), last[row.pk])


def _versions(person: Person) -> Rows:
    """A story's own words are in its version that nobody translated."""
    theirs = Q(story__author__person=person, translated_by=None)
    for row in StoryVersion.objects.filter(theirs).order_by("pk"):
        yield {**row_of(row), "written_at": row.updated_at}


def _briefs(person: Person) -> Rows:
    """What they asked others for; the rest of an assignment is whose it is."""
    for row in Assignment.objects.filter(offered_by__person=person).order_by("pk"):
        yield {**part_of(row, "slugline", "brief", "language"), "written_at": row.offered_at}


def _sounds(person: Person) -> Rows:
    """Recordings they made of somebody's words; the words, and whose they are, are the speaker's."""
    for row in Contribution.objects.filter(taken_down_by__person=person).exclude(sound="").order_by("pk"):
        yield {**part_of(row, "dialogue_id", "language", "sound"), "written_at": row.said_at}


WRITTEN: dict[str, Callable[[Person], Rows]] = {
    "dialogues.Channel": _by_subject(Channel, "dialogues.channel_opened"),
    "dialogues.Dialogue": _dialogues,
    "dialogues.Round": _rounds,
    "dialogues.Question": _questions,
    "dialogues.Contribution.sound": _sounds,
    "newsroom.StoryVersion": _versions,
    "newsroom.Photograph": _by_subject(Photograph, "newsroom.photograph_added"),
    "newsroom.Caption": _captions,
    "initiatives.Replication": _replications,
    "network.Assignment.brief": _briefs,
}
"""By the name under which an export holds them: a model's label, or with one more word a part of its rows."""
