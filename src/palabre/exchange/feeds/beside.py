"""What the feed of a dialogue or a channel tells beside what is said and heard: openings, hosts' notes, outcomes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Max, Q
from django.utils.html import linebreaks

from palabre.chronicle.models import Entry
from palabre.dialogues.models import Dialogue, Outcome, Seat, Wrap
from palabre.exchange.feeds.item import Item, Place
from palabre.exchange.feeds.markup import block, paragraph
from palabre.exchange.feeds.wanted import Wanted
from palabre.kit import clock

# Behind the kinds of `sources`, whose numbers stand in the addresses of pages of feeds.
OPENING, NOTE, OUTCOME = range(6, 9)


def openings(wanted: Wanted, most: int) -> list[Item]:
    """What those with a seat say to begin with, from the day on which their dialogue opens."""
    if not _is_whole(wanted):
        return []
    today = clock.today(wanted.community.time_zone)
    rows = Seat.objects.filter(
        wanted.spoken(),
        _seen(wanted),
        wanted.older_days("dialogue__opens_on", OPENING),
        dialogue__opens_on__lte=today,
        standing="public",
    )
    rows = rows.exclude(opening_html="").select_related("dialogue")
    shown = list(rows.order_by("-dialogue__opens_on", "-pk")[:most])
    changed = changes(wanted, [seat.pk for seat in shown], "dialogues.seat_given", "dialogues.seat_changed")
    return [_opening(wanted, seat, changed.get(seat.pk)) for seat in shown]


def _opening(wanted: Wanted, seat: Any, changed: datetime | None) -> Item:
    at = wanted.midnight(seat.dialogue.opens_on)
    return Item(
        place=Place(at, OPENING, seat.pk),
        key=f"openings/{seat.pk}",
        path=f"/seats/{seat.pk}/said/",
        title=f"{seat.name}: {seat.dialogue.title}",
        title_language=seat.dialogue.language,
        html=block(seat.opening_html, seat.language),
        language=seat.language,
        authors=(seat.name,),
        updated=max(at, changed or at),
    )


def notes(wanted: Wanted, most: int) -> list[Item]:
    """What the hosts noted on a day: so far."""
    if not _is_whole(wanted):
        return []
    rows = Wrap.objects.filter(wanted.spoken(), _seen(wanted), wanted.older("at", NOTE), standing="public")
    rows = rows.select_related("by", "dialogue")
    return [_note(note) for note in rows.order_by("-at", "-pk")[:most]]


def _note(note: Any) -> Item:
    return Item(
        place=Place(note.at, NOTE, note.pk),
        key=f"notes/{note.pk}",
        path=f"/dialogues/{note.dialogue.slug}/notes/#note-{note.pk}",
        title=f"{note.by.name}: {note.dialogue.title}",
        title_language=note.dialogue.language,
        html=block(note.html, note.language),
        language=note.language,
        authors=(note.by.name,),
        updated=note.at,
    )


def outcomes(wanted: Wanted, most: int) -> list[Item]:
    """Where what was heard went, what they answered and what changed."""
    if not _is_whole(wanted):
        return []
    rows = Outcome.objects.filter(wanted.spoken(), _seen(wanted), wanted.older("recorded_at", OUTCOME))
    shown = list(rows.select_related("by", "dialogue").order_by("-recorded_at", "-pk")[:most])
    changed = changes(wanted, [sent.pk for sent in shown], "dialogues.outcome_answered")
    return [_outcome(sent, changed.get(sent.pk)) for sent in shown]


def _outcome(sent: Any, changed: datetime | None) -> Item:
    answered = f", {sent.answered_on.isoformat()}" if sent.answered_on else ""
    answer = linebreaks(sent.answer, autoescape=True) if sent.answer else ""
    return Item(
        place=Place(sent.recorded_at, OUTCOME, sent.pk),
        key=f"outcomes/{sent.pk}",
        path=f"/dialogues/{sent.dialogue.slug}/heard/#outcomes",
        title=f"{sent.dialogue.title}: {sent.recipient}",
        title_language=sent.dialogue.language,
        html=block(paragraph(f"{sent.recipient}, {sent.sent_on.isoformat()}{answered}"), sent.language)
        + block(answer, sent.answer_language)
        + block(paragraph(sent.effect), sent.language),
        language=sent.language,
        authors=(sent.by.name,),
        updated=max(sent.recorded_at, changed or sent.recorded_at),
    )


def _is_whole(wanted: Wanted) -> bool:
    """Whether the feed is to be all of a dialogue, or of a channel's: a community's names what is said and heard."""
    return bool(wanted.dialogue or wanted.channel)


def _seen(wanted: Wanted) -> Q:
    """Of the dialogues wanted, as far as everybody may see them."""
    return wanted.within("dialogue__") & Q(dialogue__in=Dialogue.objects.visible_to(None))


def changes(wanted: Wanted, numbers: Sequence[int], *verbs: str) -> dict[int, datetime]:
    """When each of some rows was last changed, as far as the chronicle tells of it by one of these verbs."""
    if not numbers:
        return {}
    told = Entry.objects.filter(community_id=wanted.community.pk, verb__in=verbs, subject_id__in=numbers)
    return dict(told.order_by().values_list("subject_id").annotate(last=Max("at")))
