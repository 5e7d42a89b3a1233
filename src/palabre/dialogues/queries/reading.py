"""What a dialogue's page shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Count, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404

from palabre.communities.models import Membership
from palabre.dialogues import rules
from palabre.dialogues.models import Contribution, Dialogue, Question, Round, Seat, Tally
from palabre.dialogues.queries import budget, head, wanted
from palabre.dialogues.queries.beginnings import piece_of
from palabre.dialogues.queries.choosing import choose
from palabre.dialogues.queries.gathering import Gathered, as_threads, gather, with_all_shown
from palabre.dialogues.queries.threads import Section, Thread, fitting
from palabre.dialogues.queries.wanted import (
    ANSWERS,
    FRESH,
    PICKED,
    PINNED,
    THREADS_OF_A_PAGE,
    after_place,
)
from palabre.kit import tenancy
from palabre.kit.numbers import Cursor
from palabre.kit.prepared import Prepared

REPLIES_AT_THEIR_ADDRESS = 100
LONGEST_AMONG_QUESTIONS = 2_400
"""Bytes of HTML of one text where several questions share a page: some four hundred words in English."""


@dataclass
class Talk:
    """The words of a page: questions with answers, or turns in order; and what the hosts picked, the latest first.

    `spoken` are the numbers of the seats whose portraits lead to what was said from them, `fresh` is how many things
    others said since the reader's last visit, counted up to one more than `wanted.FRESH_COUNTED`.
    """

    sections: list[Section] = field(default_factory=list)
    threads: list[Thread] = field(default_factory=list)
    following: Cursor | None = None
    picked: list[Contribution] = field(default_factory=list)
    spoken: set[int] = field(default_factory=set)
    fresh: int = 0


def fetch(slug: str, membership: Membership | None) -> Dialogue:
    """The dialogue at this address, or 404."""
    reachable = Dialogue.objects.visible_to(membership).with_hosts().select_related("community")
    dialogue: Dialogue = get_object_or_404(reachable, slug=slug)
    return dialogue


def fetch_contribution(pk: int, membership: Membership | None) -> Contribution:
    """One contribution, or the place of one that was withdrawn, in a dialogue one may see, or 404.

    `replies_shown` is how many replies to it everybody may read.
    """
    contribution: Contribution = get_object_or_404(_placed(membership), pk=pk)
    return contribution


def fetch_seat(pk: int, membership: Membership | None) -> Seat:
    """A seat in a dialogue one may see, or 404."""
    reachable = Dialogue.objects.visible_to(membership)
    rows = Seat.objects.filter(dialogue__in=reachable).select_related("city", "organisation", "membership")
    seat: Seat = get_object_or_404(rows.select_related("dialogue__community"), pk=pk)
    _leave_out_what_was_taken_down(seat)
    return seat


def _leave_out_what_was_taken_down(seat: Seat) -> None:
    if seat.standing != "public":
        seat.opening = seat.opening_html = ""


def root_of(said: Contribution, membership: Membership | None) -> Contribution:
    """What a reply answers, or itself where that may not be read, such as one's own under hidden words."""
    if said.answers_id is None:
        return said
    found: Contribution | None = _placed(membership).filter(pk=said.answers_id).first()
    return found or said


def _placed(membership: Membership | None) -> Any:
    placed = with_all_shown(Contribution.objects.placed_for(membership))
    replies = Contribution.objects.visible_to(None).filter(answers=OuterRef("pk")).order_by()
    counted = Subquery(replies.values("answers").annotate(n=Count("pk")).values("n"))
    placed = placed.annotate(replies_shown=Coalesce(counted, 0))
    return placed.select_related("dialogue__community", "question", "answers")


def seats(dialogue: Dialogue) -> list[Seat]:
    """Everybody with a seat: hosts, the panel, local voices, speakers, each in their row's order.

    Opening remarks that were taken down are not among what it tells of them.
    """
    rows = _seats.rows(dialogue=dialogue.pk)
    for one in rows:
        one.dialogue = dialogue
        _leave_out_what_was_taken_down(one)
    head.shorten(rows)
    return sorted(rows, key=lambda seat: Seat.Kind.values.index(seat.kind))


@Prepared
def _seats(*, dialogue: int) -> Any:
    rows = Seat.objects.filter(dialogue=dialogue).select_related("city", "organisation", "membership")
    return rows.order_by("place_in_row", "pk")


def words_of(
    seat: Seat,
    dialogue: Dialogue,
    membership: Membership | None,
    after: Cursor | None = None,
    room: int = budget.WORDS,
) -> tuple[list[Thread], Cursor | None]:
    """What somebody with a seat said in its dialogue, answers and replies alike, and where the next page begins.

    `room` is what the page has for it, in bytes once compressed.
    """
    said = Contribution.objects.visible_to(membership).filter(
        wanted.by_seat(seat.pk, seat.membership_id), dialogue=dialogue
    )
    said = said.said_in_order()
    return _in_a_list(after_place(said, after), dialogue, room)


def _have_spoken(found: Gathered, seated: Sequence[Seat]) -> set[int]:
    return {seat.pk for seat in seated if wanted.of_seat(seat) in found.numbers}


def sections(
    dialogue: Dialogue,
    membership: Membership | None,
    seated: Sequence[Seat],
    languages: Sequence[str] = (),
    *,
    since: datetime | None = None,
    beside: int | None = None,
) -> Talk:
    """Every released question with some of its threads; answers in `languages` only, where some are named.

    Flat: a fixed number of queries however many questions and answers there are, and as many words as a page holds.
    `beside` is what the page's other words weigh; without it, those of the dialogue's own page are reckoned, and what
    its hosts picked is found too, and what is new `since` a member's last visit.
    """
    questions = _released(dialogue)
    if not questions:
        return Talk()
    lists = [*wanted.candidates(dialogue, membership, questions, languages), wanted.pinned(dialogue)]
    if beside is None:
        lists += wanted.of_whole(dialogue, membership, seated, since)
    found = gather(lists, membership)
    numbers = {question.pk for question in questions}
    first = found.numbers.get(PINNED, [])
    threads = found.threads([*found.numbers.get(ANSWERS, []), *first], seated)
    threads = [one for one in threads if one.said.question_id in numbers]
    for one in (one for thread in threads for one in (thread, *thread.replies)):
        one.longest = LONGEST_AMONG_QUESTIONS
    picked = found.said(PICKED)
    room = budget.WORDS - (head.weight(dialogue, seated) if beside is None else beside)
    room -= (budget.FOR_MEMBERS if membership is not None else 0) + budget.FRAME * len(picked)
    chosen = choose(threads, [question.pk for question in questions], room, first)
    chosen.sort(key=lambda one: not one.pinned)
    parts = [
        Section(question, [t for t in chosen if t.said.question_id == question.pk], question.said or 0)
        for question in questions
    ]
    _mark_rounds(parts)
    return _told(found, seated, sections=parts)


def _told(found: Gathered, seated: Sequence[Seat], **talk: Any) -> Talk:
    fresh = len(found.numbers.get(FRESH, []))
    return Talk(picked=found.said(PICKED), spoken=_have_spoken(found, seated), fresh=fresh, **talk)


def _released(dialogue: Dialogue) -> list[Any]:
    """Questions whose day has come, each with how many answers it shows and how many rounds there are."""
    found = _asked.rows(dialogue=dialogue.pk, today=rules.today_of(dialogue))
    for one in found:
        one.dialogue = dialogue
    return found


@Prepared
def _asked(*, dialogue: int, today: date) -> Any:
    counted = Tally.objects.filter(
        community_id=tenancy.current_community_id(), dialogue=dialogue, question=OuterRef("pk")
    )
    rounds = Round.objects.filter(dialogue=dialogue)
    asked = Question.objects.filter(dialogue=dialogue, round__opens_on__lte=today)
    numbered = asked.select_related("round").order_by("number")
    return numbered.annotate(
        said=Subquery(counted.order_by().values("question").annotate(n=Sum("delta")).values("n")),
        of_rounds=Subquery(rounds.order_by().values("dialogue").annotate(n=Count("pk")).values("n")),
    )


def _mark_rounds(found: Sequence[Section]) -> None:
    """Say at its first question which round begins, where a dialogue has several, or one with a title."""
    before = None
    for section in found:
        question: Any = section.question
        section.in_rounds = question.of_rounds > 1 or bool(question.round.title)
        if section.in_rounds and question.round_id != before:
            section.begins = question.round
        before = question.round_id


def flow(
    dialogue: Dialogue,
    membership: Membership | None,
    seated: Sequence[Seat],
    *,
    question: Question | None = None,
    apart: bool = False,
    languages: Sequence[str] = (),
    since: datetime | None = None,
    after: Cursor | None = None,
) -> Talk:
    """One page of threads as they were said, of one question or of all, and where the next page begins.

    Or of what was said `apart` from all questions. Of a question, what the hosts pinned stands first; of a whole
    dialogue, what they picked is found too, and what is new `since` a member's last visit.
    """
    lists = [wanted.in_a_row(dialogue, membership, question, languages, after, apart=apart)]
    is_whole = question is None and not apart
    if is_whole:
        lists += wanted.of_whole(dialogue, membership, seated, since)
    elif question is not None:
        lists.append(wanted.pinned(dialogue, question))
    found = gather(lists, membership)
    fetched = found.numbers.get(ANSWERS, [])
    first = found.threads(found.numbers.get(PINNED, []), seated) if after is None else []
    threads = first + found.threads(fetched[:THREADS_OF_A_PAGE], seated)
    spent = 0 if after is not None or not is_whole else head.weight(dialogue, seated)
    kept = fitting(threads, budget.WORDS - spent)
    if kept and kept[-1].pinned:  # the list goes on from what stands in its own order
        kept = threads[: len(kept) + 1]
    more = len(kept) < len(first) + len(fetched)
    return _told(found, seated, threads=kept, following=_following(kept, more=more))


def _before(said: Contribution) -> Cursor:
    """After this place, it comes first."""
    return Cursor(said.said_at, said.pk - 1)


def _following(kept: Sequence[Thread], *, more: bool) -> Cursor | None:
    last = kept[-1].said if kept and more else None
    return Cursor(last.said_at, last.pk) if last else None


def fresh(
    dialogue: Dialogue, by: Membership, since: datetime, after: Cursor | None = None
) -> tuple[list[Thread], Cursor | None]:
    """What others said since a moment, answers and replies alike as they were said, and where the next page begins."""
    return _in_a_list(after_place(wanted.fresh(dialogue, by, since).said_in_order(), after), dialogue)


def _in_a_list(said: Any, dialogue: Dialogue, room: int = budget.WORDS) -> tuple[list[Thread], Cursor | None]:
    """As many of them as a page holds, and where the next page begins."""
    fetched = list(with_all_shown(said)[: THREADS_OF_A_PAGE + 1])
    kept = fitting(as_threads(fetched[:THREADS_OF_A_PAGE], seats(dialogue)), room)
    return kept, _following(kept, more=len(kept) < len(fetched))


def thread(
    contribution: Contribution,
    membership: Membership | None,
    *,
    meant: Contribution | None = None,
    after: Cursor | None = None,
    piece: int | None = None,
) -> Thread:
    """One contribution, fetched by `fetch_contribution`, with a page of its replies.

    `meant` is the reply whose address was opened: where it is not among the first, the page begins with it. `piece` is
    which piece of the text at whose address one is is shown, where it is long; of others, their beginning.
    """
    seated = seats(contribution.dialogue)
    replies = Contribution.objects.placed_for(membership).filter(answers=contribution).said_in_order()
    fetched = list(with_all_shown(after_place(replies, after))[: REPLIES_AT_THEIR_ADDRESS + 1])
    if meant and after is None and meant not in fetched[:REPLIES_AT_THEIR_ADDRESS]:
        fetched = list(with_all_shown(after_place(replies, _before(meant)))[: REPLIES_AT_THEIR_ADDRESS + 1])
    found, *under = as_threads([contribution, *fetched[:REPLIES_AT_THEIR_ADDRESS]], seated)
    for one in (found, *under):
        one.at_home, one.longest = True, LONGEST_AMONG_QUESTIONS
        one.meant = meant is not None and one.said.pk == meant.pk
        if one.meant or (one is found and meant is None):
            one.piece = piece_of(one.said.html, piece)
    acts = budget.ACTS + (budget.FOR_MEMBERS if membership is not None else 0)
    found.replies = _around_meant(under, budget.WORDS - acts - found.weight)
    found.more_replies = bool(under) and (found.replies[-1] is not under[-1] or len(fetched) > len(under))
    found.following = _following(found.replies, more=found.more_replies)
    return found


def _around_meant(replies: list[Thread], room: int) -> list[Thread]:
    """As many as fit, from the first, or else from the one whose address was opened."""
    kept = fitting(replies, room)
    meant = next((place for place, one in enumerate(replies) if one.meant), 0)
    return kept if meant < len(kept) else fitting(replies[meant:], room)


def total(dialogue: Dialogue) -> int:
    """How many contributions the dialogue shows."""
    counted = Tally.objects.filter(community_id=dialogue.community_id, dialogue=dialogue)
    return counted.aggregate(total=Sum("delta"))["total"] or 0
