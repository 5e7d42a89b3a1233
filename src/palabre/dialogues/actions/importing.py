"""Bringing in a conversation that was held elsewhere: all at once, kept, with seats that have no account."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby, zip_longest
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Max

from palabre.chronicle.entries import record
from palabre.communities.models import Community, Membership
from palabre.dialogues import rules
from palabre.dialogues.actions.hosting import free_address
from palabre.dialogues.models import Contribution, Dialogue, Round, Seat, Tally
from palabre.dialogues.queries.imported import by_source
from palabre.dialogues.refusals import Refusal
from palabre.kit import clock
from palabre.kit.text.markdown import render
from palabre.kit.text.tidy import one_line, tidy

BATCH = 500
"""Rows sent to the database at once."""
STEP = timedelta(seconds=1)
"""Between one turn and the next, where nothing says when each was said."""
DAY = timedelta(hours=23)


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of the conversation under a title; `note` is Markdown that nobody says."""

    number: int
    title: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Spoken:
    """One turn: `source` is where it came from, once in a community; `part` is the number of its `Part`."""

    source: str
    speaker: str
    text: str
    language: str
    part: int | None = None


@dataclass(frozen=True, kw_only=True)
class Conversation:
    """A conversation as it comes in. `source` is where it came from; importing it again finds the same dialogue.

    `speakers` are all who have a name in it, in order; `said` is in order too.
    """

    source: str
    format: str
    title: str
    language: str
    day: date
    speakers: Sequence[str]
    said: Sequence[Spoken]
    parts: Sequence[Part] = ()
    notes: str = ""
    version_of: Dialogue | None = None


@transaction.atomic
def import_dialogue(
    *, community: Community, conversation: Conversation, by: Membership | None
) -> tuple[Dialogue, int]:
    """Bring a conversation in, or what is new in it; returns the dialogue and how many contributions were added.

    It is archived from the start, so nobody is told that it opened or closed. Speakers get seats without accounts.
    Turns whose source stands already are left as they are, and new ones stand between them where the conversation
    has them. `by` is None for the command line; raises `Refusal` for a member who may not open dialogues.
    """
    if by is not None and not rules.may_found(by):
        raise Refusal.not_yours()
    # Two imports of one file at the same time: the second waits, then finds everything there.
    Community.objects.select_for_update(no_key=True).get(pk=community.pk)
    dialogue = by_source(community, conversation.source)
    is_new = dialogue is None
    if dialogue is None:
        dialogue = _begin(community, conversation)
    added = _say(dialogue, conversation)
    if is_new or added:
        record("dialogues.dialogue_imported", dialogue, by=by, added=added, format=dialogue.format)
    return dialogue, added


def _begin(community: Community, conversation: Conversation) -> Dialogue:
    now = clock.now()
    made: Dialogue = Dialogue.objects.create(
        community=community,
        slug=free_address(community, conversation.title),
        format=conversation.format,
        title=one_line(conversation.title),
        framing=tidy(conversation.notes),
        framing_html=render(conversation.notes) if conversation.notes else "",
        language=conversation.language,
        opens_on=conversation.day,
        closes_on=conversation.day,
        archived_at=now,
        # Written as noted, so that the clock has no news to tell about it.
        noted_state=Dialogue.State.ARCHIVED,
        last_day_noted=True,
        version_of=conversation.version_of,
        source=conversation.source,
        created_at=now,
    )
    return made


def _say(dialogue: Dialogue, conversation: Conversation) -> int:
    """Add the turns that are not there yet, with the seats and parts they need; returns how many."""
    standing = dict(
        Contribution.objects.filter(
            community_id=dialogue.community_id, dialogue=dialogue, source__isnull=False
        ).values_list("source", "said_at")
    )
    moments = _moments(conversation.said, standing, _morning(dialogue))
    if not moments:
        return 0
    seats, rounds = _seats(dialogue, conversation.speakers), _rounds(dialogue, conversation.parts)
    Contribution.objects.bulk_create(
        [
            Contribution(
                community_id=dialogue.community_id,
                dialogue=dialogue,
                round=rounds[turn.part] if turn.part is not None else None,
                seat=seats[turn.speaker],
                channel=Contribution.Channel.IMPORT,
                text=turn.text,
                html=render(turn.text),
                language=turn.language,
                source=turn.source,
                said_at=moments[turn.source],
            )
            for turn in conversation.said
            if turn.source in moments
        ],
        batch_size=BATCH,
    )
    Tally.objects.create(community_id=dialogue.community_id, dialogue=dialogue, delta=len(moments))
    return len(moments)


def _seats(dialogue: Dialogue, speakers: Sequence[str]) -> dict[str, Seat]:
    """A seat for each speaker; those who have one keep it."""
    taken = {seat.name: seat for seat in dialogue.seats.filter(kind=Seat.Kind.SPEAKER)}
    new = [
        Seat(
            community_id=dialogue.community_id,
            dialogue=dialogue,
            kind=Seat.Kind.SPEAKER,
            name=name,
            language=dialogue.language,
            place_in_row=place,
        )
        for place, name in enumerate((name for name in speakers if name not in taken), start=len(taken))
    ]
    return taken | {seat.name: seat for seat in Seat.objects.bulk_create(new, batch_size=BATCH)}


def _rounds(dialogue: Dialogue, parts: Sequence[Part]) -> dict[int, Round]:
    """A round for each part, by the part's number. One that is there is known by its title, the first by the first."""
    known = list(dialogue.rounds.order_by("number"))
    last = dialogue.rounds.aggregate(last=Max("number"))["last"] or 0
    found: dict[int, Round] = {}
    for part in parts:
        match = next((held for held in known if held.title == one_line(part.title)), None)
        if match is None:
            last += 1
            match = _round(dialogue, part, last)
        else:
            known.remove(match)
        found[part.number] = match
    return found


def _round(dialogue: Dialogue, part: Part, number: int) -> Round:
    made: Round = Round.objects.create(
        community_id=dialogue.community_id,
        dialogue=dialogue,
        number=number,
        title=one_line(part.title),
        note=tidy(part.note),
        note_html=render(part.note) if part.note else "",
        language=dialogue.language,
        opens_on=dialogue.opens_on,
    )
    return made


def _morning(dialogue: Dialogue) -> datetime:
    return datetime.combine(dialogue.opens_on, time(), ZoneInfo(dialogue.community.time_zone))


def _moments(said: Sequence[Spoken], standing: dict[str, datetime], morning: datetime) -> dict[str, datetime]:
    """When each new turn was said, as far as one can say: after the turn before it and before the next one."""
    runs = [list(run) for _new, run in groupby(said, key=lambda turn: turn.source in standing)]
    moments: dict[str, datetime] = {}
    before = morning.astimezone(UTC)
    for run, following in zip_longest(runs, runs[1:]):
        if run[0].source in standing:
            before = standing[run[-1].source]
            continue
        after = standing[following[0].source] if following else None
        # Where turns that stand changed places in the file, there is no "between".
        room = after - before if after is not None and after > before else DAY
        step = min(STEP, room / (len(run) + 1))
        for turn in run:
            before += step
            moments[turn.source] = before
    return moments
