"""What a dialogue's page shows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, Q, Sum
from django.shortcuts import get_object_or_404

from palabre.communities.models import Membership
from palabre.dialogues import rules
from palabre.dialogues.models import Contribution, Dialogue, Gloss, Question, Round, Seat, Tally
from palabre.dialogues.queries import budget
from palabre.dialogues.queries.beginnings import LONGEST_IN_A_LIST, beginning

THREADS_OF_A_QUESTION = 5
THREADS_OF_A_PAGE = 20
REPLIES_IN_A_LIST = 2
REPLIES_AT_THEIR_ADDRESS = 100


@dataclass
class Thread:
    """A contribution with its replies, and the part its speaker has in the dialogue; in a list, its beginning."""

    said: Contribution
    role: str = ""
    replies: list[Thread] = field(default_factory=list)
    whole: bool = False
    more_replies: bool = False

    @property
    def html(self) -> str:
        """What is shown of it here."""
        return self.said.html if self.whole else beginning(self.said.html)

    @property
    def goes_on(self) -> bool:
        """Whether there is more of it at its own address."""
        return not self.whole and len(self.said.html.encode()) > LONGEST_IN_A_LIST

    @property
    def glosses(self) -> list[Gloss]:
        """What hosts say in other languages that it says."""
        return list(self.said.glosses.all())


@dataclass
class Section:
    """A question (or a round without one) with its first threads."""

    question: Question | None
    heading: str
    language: str
    threads: list[Thread]
    count: int = 0
    more: str = ""


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
    """One contribution in a dialogue one may see, or 404."""
    reachable = Contribution.objects.visible_to(membership).with_speakers()
    reachable = reachable.select_related("dialogue__community", "question", "answers")
    contribution: Contribution = get_object_or_404(reachable, pk=pk)
    return contribution


def seats(dialogue: Dialogue) -> list[Seat]:
    """Everybody with a seat: hosts, the panel, local voices, speakers, each in their row's order."""
    rows = dialogue.seats.select_related("city", "organisation", "membership").order_by("place_in_row", "pk")
    return sorted(rows, key=lambda seat: Seat.Kind.values.index(seat.kind))


def sections(
    dialogue: Dialogue,
    membership: Membership | None,
    seated: Sequence[Seat],
    languages: Sequence[str] = (),
) -> list[Section]:
    """Every released question with the first of its threads; answers in `languages` only, where some are named.

    Flat: a fixed number of queries however many questions and answers there are, and as many words as a page holds.
    """
    today = rules.today_of(dialogue)
    questions = list(dialogue.questions.filter(round__opens_on__lte=today).order_by("number"))
    counts = _counts(dialogue)
    roots = _said(dialogue, membership, languages).filter(answers=None)
    first = _first_of_each([roots.filter(question=question) for question in questions], THREADS_OF_A_QUESTION)
    threads = _as_threads(_rows(first), seated)
    _attach_replies(threads, membership, seated, REPLIES_IN_A_LIST)
    left = budget.WORDS - _spent(dialogue, seated)
    found = []
    for place, question in enumerate(questions):
        share = max(left, 0) // (len(questions) - place)
        fitting, taken = _fitting([t for t in threads if t.said.question_id == question.pk], share)
        left -= taken
        found.append(Section(question, question.text, question.language, fitting, counts[question.pk]))
    return found


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
    fetched = list(_shown(said)[: THREADS_OF_A_PAGE + 1])
    threads = _as_threads(fetched[:THREADS_OF_A_PAGE], seated)
    _attach_replies(threads, membership, seated, REPLIES_IN_A_LIST)
    spent = 0 if after is not None or question is not None else _spent(dialogue, seated)
    fitting, _taken = _fitting(threads, budget.WORDS - spent)
    last = fitting[-1].said if fitting else None
    following = Cursor(last.said_at, last.pk) if last and len(fitting) < len(fetched) else None
    return fitting, following


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


def versions(dialogue: Dialogue, membership: Membership | None) -> list[Dialogue]:
    """The same conversation in its other languages, the one it was made in first."""
    first = dialogue.version_of_id or dialogue.pk
    same = Dialogue.objects.visible_to(membership).filter(Q(pk=first) | Q(version_of=first))
    return list(same.exclude(pk=dialogue.pk).order_by("pk"))


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
    said = Contribution.objects.visible_to(membership).filter(dialogue=dialogue).said_in_order()
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


def _fitting(threads: Sequence[Thread], share: int) -> tuple[list[Thread], int]:
    """As many threads as fit into a share of the page, and always the first; what they weigh together."""
    kept: list[Thread] = []
    taken = 0
    for one in threads:
        own = _weight(one)
        if kept and taken + own > share:
            break
        taken += own
        for place, reply in enumerate(one.replies):
            if taken + _weight(reply) > share:
                one.replies, one.more_replies = one.replies[:place], True
                break
            taken += _weight(reply)
        kept.append(one)
    return kept, taken


def _weight(one: Thread) -> int:
    return budget.weight(one.html) + sum(budget.weight(gloss.text) for gloss in one.glosses) + budget.FRAME


def _as_threads(said: Iterable[Contribution], seated: Sequence[Seat]) -> list[Thread]:
    roles = {seat.membership_id: seat.kind for seat in seated if seat.membership_id}
    return [Thread(c, c.seat.kind if c.seat else roles.get(c.author_id or 0, "")) for c in said]


def _attach_replies(
    threads: list[Thread], membership: Membership | None, seated: Sequence[Seat], most: int
) -> None:
    roots = {thread.said.pk: thread for thread in threads}
    visible = Contribution.objects.visible_to(membership).said_in_order()
    first = _first_of_each([visible.filter(answers=root) for root in roots], most + 1)
    for reply in _as_threads(_rows(first), seated):
        root = roots[reply.said.answers_id or 0]
        if len(root.replies) < most:
            root.replies.append(reply)
        else:
            root.more_replies = True
