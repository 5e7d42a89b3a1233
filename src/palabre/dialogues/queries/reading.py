"""What a dialogue's page shows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, Q, Sum
from django.shortcuts import get_object_or_404

from palabre.communities.models import Membership
from palabre.dialogues import rules
from palabre.dialogues.models import Contribution, Dialogue, Gloss, Question, Round, Seat, Tally
from palabre.dialogues.queries import budget, picks
from palabre.dialogues.queries.choosing import choose
from palabre.dialogues.queries.threads import Section, Thread, fitting

THREADS_OF_A_QUESTION = 5
THREADS_OF_A_LANGUAGE = 2
THREADS_OF_A_PAGE = 20
REPLIES_IN_A_LIST = 2
CARRIED = Contribution.Channel.CARRIED
REPLIES_AT_THEIR_ADDRESS = 100
LONGEST_AMONG_QUESTIONS = 2_400
"""Bytes of HTML of one text where several questions share a page: some four hundred words in English."""


@dataclass
class Cursor:
    """Where a list goes on: after this moment and this row."""

    at: datetime
    pk: int

    @classmethod
    def parse(cls, text: str) -> Cursor | None:
        """From an address; None for anything that is not one."""
        at, _dash, pk = text.rpartition("_")
        try:
            moment = datetime.fromisoformat(at)
        except ValueError:
            return None
        if moment.tzinfo is None or not (pk.isascii() and pk.isdecimal() and len(pk) < 19):
            return None
        return cls(moment, int(pk))

    def __str__(self) -> str:
        return f"{self.at.isoformat()}_{self.pk}"


def fetch(slug: str, membership: Membership | None) -> Dialogue:
    """The dialogue at this address, or 404."""
    reachable = Dialogue.objects.visible_to(membership).select_related("community", "version_of", "follows")
    dialogue: Dialogue = get_object_or_404(reachable, slug=slug)
    return dialogue


def fetch_contribution(pk: int, membership: Membership | None) -> Contribution:
    """One contribution, or the place of one that was withdrawn, in a dialogue one may see, or 404."""
    reachable = Contribution.objects.placed_for(membership).with_speakers()
    reachable = reachable.select_related("dialogue__community", "question", "answers")
    contribution: Contribution = get_object_or_404(reachable, pk=pk)
    return contribution


def root_of(said: Contribution, membership: Membership | None) -> Contribution:
    """What a reply answers, or itself where that may not be read, such as one's own under hidden words."""
    if said.answers_id is None:
        return said
    reachable = Contribution.objects.placed_for(membership).with_speakers()
    found: Contribution | None = (
        reachable.select_related("dialogue__community", "question").filter(pk=said.answers_id).first()
    )
    return found or said


def seats(dialogue: Dialogue) -> list[Seat]:
    """Everybody with a seat: hosts, the panel, local voices, speakers, each in their row's order."""
    rows = dialogue.seats.select_related("city", "organisation", "membership").order_by("place_in_row", "pk")
    return sorted(rows, key=lambda seat: Seat.Kind.values.index(seat.kind))


def sections(
    dialogue: Dialogue,
    membership: Membership | None,
    seated: Sequence[Seat],
    languages: Sequence[str] = (),
    *,
    beside: int | None = None,
    picked: int = 0,
) -> list[Section]:
    """Every released question with some of its threads; answers in `languages` only, where some are named.

    Flat: a fixed number of queries however many questions and answers there are, and as many words as a page holds.
    `beside` is what the page's other words weigh; without it, those of the dialogue's own page are reckoned.
    `picked` is how many of the hosts' picks are listed beside.
    """
    asked = dialogue.questions.filter(round__opens_on__lte=rules.today_of(dialogue))
    questions = list(asked.select_related("round").order_by("number"))
    if not questions:
        return []
    counts = _counts(dialogue)
    first = picks.pinned(dialogue)
    roots = _said(dialogue, membership, languages).filter(answers=None, question__in=questions)
    spoken = languages or dialogue.community.languages
    threads = _as_threads(_rows([*_candidates(roots, questions, spoken), *first]), seated)
    _attach_replies(threads, membership, seated, REPLIES_IN_A_LIST)
    for one in (one for thread in threads for one in (thread, *thread.replies)):
        one.longest = LONGEST_AMONG_QUESTIONS
    room = budget.WORDS - (_spent(dialogue, seated) if beside is None else beside)
    room -= (budget.FOR_MEMBERS if membership is not None else 0) + budget.FRAME * picked
    threads = [one for one in threads if one.said.question_id in {question.pk for question in questions}]
    for one in threads:
        one.pinned = one.said.pk in first
    chosen = choose(threads, [question.pk for question in questions], room, first)
    chosen.sort(key=lambda one: not one.pinned)
    found = [
        Section(question, [t for t in chosen if t.said.question_id == question.pk], counts[question.pk])
        for question in questions
    ]
    _mark_rounds(dialogue, found)
    return found


def _candidates(roots: Any, questions: Sequence[Question], spoken: Sequence[str]) -> list[int]:
    """Numbers of what may stand on the page: the first of each question, of each language, and of those taken down."""
    of_questions = _first_of_each([roots.filter(question=one) for one in questions], THREADS_OF_A_QUESTION)
    others = [roots.filter(language=tag) for tag in spoken] + [roots.filter(channel=CARRIED)]
    return of_questions + _first_of_each(others, THREADS_OF_A_LANGUAGE)


def _mark_rounds(dialogue: Dialogue, found: Sequence[Section]) -> None:
    """Say at its first question which round begins, where a dialogue has several, or one with a title."""
    rounds = dialogue.rounds.count()
    before = None
    for section in found:
        section.in_rounds = rounds > 1 or bool(section.question.round.title)
        if section.in_rounds and section.question.round_id != before:
            section.begins = section.question.round
        before = section.question.round_id


def flow(
    dialogue: Dialogue,
    membership: Membership | None,
    seated: Sequence[Seat],
    *,
    question: Question | None = None,
    languages: Sequence[str] = (),
    after: Cursor | None = None,
) -> tuple[list[Thread], Cursor | None]:
    """One page of threads as they were said, of one question or of all, and where the next page begins."""
    said = _said(dialogue, membership, languages).filter(answers=None)
    if question is not None:
        said = said.filter(question=question)
    if after is not None:
        said = said.filter(Q(said_at__gt=after.at) | Q(said_at=after.at, pk__gt=after.pk))
    first = picks.pinned(dialogue, question) if question is not None else []
    fetched = list(_shown(said.exclude(pk__in=first))[: THREADS_OF_A_PAGE + 1])
    if after is None:
        fetched = _rows(first) + fetched
    threads = _as_threads(fetched[: THREADS_OF_A_PAGE + len(first)], seated)
    _attach_replies(threads, membership, seated, REPLIES_IN_A_LIST)
    for one in threads:
        one.pinned = one.said.pk in first
    spent = 0 if after is not None or question is not None else _spent(dialogue, seated)
    kept = fitting(threads, budget.WORDS - spent)
    if kept and kept[-1].pinned:  # the list goes on from what stands in its own order
        kept = threads[: len(kept) + 1]
    last = kept[-1].said if kept else None
    following = Cursor(last.said_at, last.pk) if last and len(kept) < len(fetched) else None
    return kept, following


def fresh(
    dialogue: Dialogue, by: Membership, since: datetime, after: Cursor | None = None
) -> tuple[list[Thread], Cursor | None]:
    """What others said since a moment, answers and replies alike as they were said, and where the next page begins."""
    said = _fresh(dialogue, by, since).said_in_order()
    if after is not None:
        said = said.filter(Q(said_at__gt=after.at) | Q(said_at=after.at, pk__gt=after.pk))
    fetched = list(_shown(said)[: THREADS_OF_A_PAGE + 1])
    kept = fitting(_as_threads(fetched[:THREADS_OF_A_PAGE], seats(dialogue)), budget.WORDS)
    last = kept[-1].said if kept else None
    return kept, Cursor(last.said_at, last.pk) if last and len(kept) < len(fetched) else None


def how_many_fresh(dialogue: Dialogue, by: Membership, since: datetime | None) -> int:
    """How many things others said since; a first visit has nothing to compare with."""
    return _fresh(dialogue, by, since).count() if since else 0


def _fresh(dialogue: Dialogue, by: Membership, since: datetime) -> Any:
    visible = Contribution.objects.visible_to(by).filter(dialogue=dialogue, said_at__gt=since)
    return visible.exclude(author=by).exclude(taken_down_by=by)


def thread(contribution: Contribution, membership: Membership | None) -> Thread:
    """One contribution with its replies."""
    seated = seats(contribution.dialogue)
    (found,) = _as_threads([contribution], seated)
    _attach_replies([found], membership, seated, REPLIES_AT_THEIR_ADDRESS)
    for one in (found, *found.replies):
        one.whole = True
    return found


def who_is_here(dialogue: Dialogue, language: str) -> list[tuple[str, int]]:
    """Cities heard so far with how many contributions came from each, most first."""
    rows = Contribution.objects.filter(
        community_id=dialogue.community_id, dialogue=dialogue, standing="public", city__isnull=False
    ).select_related("city")
    names = Counter(contribution.city.name_in(language) for contribution in rows.only("city"))
    return names.most_common(8)


def rounds_to_come(dialogue: Dialogue) -> list[Round]:
    """Rounds that are not released yet."""
    return list(dialogue.rounds.filter(opens_on__gt=rules.today_of(dialogue)).order_by("number"))


def total(dialogue: Dialogue) -> int:
    """How many contributions the dialogue shows."""
    return sum(_counts(dialogue).values())


def _counts(dialogue: Dialogue) -> dict[int | None, int]:
    sums = Tally.objects.filter(community_id=dialogue.community_id, dialogue=dialogue)
    rows = sums.values_list("question_id").annotate(total=Sum("delta"))
    return defaultdict(int, dict(rows))


def _said(dialogue: Dialogue, membership: Membership | None, languages: Sequence[str]) -> Any:
    said = Contribution.objects.placed_for(membership).filter(dialogue=dialogue).said_in_order()
    return said.filter(language__in=languages) if languages else said


def _first_of_each(lists: Sequence[Any], most: int) -> list[int]:
    """Numbers of the first few rows of several lists, by one query that reads no more than these."""
    slices = [rows.values_list("pk", flat=True)[:most] for rows in lists]
    if not slices:
        return []
    return list(slices[0].union(*slices[1:], all=True)) if len(slices) > 1 else list(slices[0])


def _rows(numbers: Sequence[int]) -> list[Contribution]:
    return list(_shown(Contribution.objects.filter(pk__in=numbers).said_in_order())) if numbers else []


def _shown(said: Any) -> Any:
    glosses = Prefetch("glosses", Gloss.objects.select_related("by").order_by("pk"))
    return said.with_speakers().select_related("round").prefetch_related(glosses)


def _spent(dialogue: Dialogue, seated: Sequence[Seat]) -> int:
    """What the page's head weighs already: framing, faces, opening remarks."""
    faces = sum(budget.weight(seat.opening_html) + budget.FRAME for seat in seated if seat.kind != "speaker")
    names = sum(budget.weight(seat.name) for seat in seated if seat.kind == "speaker")
    return budget.weight(dialogue.framing_html) + budget.weight(dialogue.standfirst) + faces + names


def _as_threads(said: Iterable[Contribution], seated: Sequence[Seat]) -> list[Thread]:
    """With the part each speaker has, and the face the panel shows of them, else their own."""
    own = {seat.membership_id: seat for seat in seated if seat.membership_id}
    faces = {seat.pk: seat.portrait for seat in seated}
    found = []
    for one in said:
        seat = one.seat or own.get(one.author_id or 0)
        face = faces.get(seat.pk) if seat else None
        found.append(
            Thread(one, seat.kind if seat else "", face or (one.author.portrait if one.author else None))
        )
    return found


def _attach_replies(
    threads: list[Thread], membership: Membership | None, seated: Sequence[Seat], most: int
) -> None:
    roots = {thread.said.pk: thread for thread in threads}
    visible = Contribution.objects.placed_for(membership).said_in_order()
    first = _first_of_each([visible.filter(answers=root) for root in roots], most + 1)
    for reply in _as_threads(_rows(first), seated):
        root = roots[reply.said.answers_id or 0]
        if len(root.replies) < most:
            root.replies.append(reply)
        else:
            root.more_replies = True
