"""The lists from which a dialogue's page is put together, each a statement of its own that is built once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, F, Q, Value

from palabre.communities.models import Membership
from palabre.dialogues.models import Contribution, Dialogue, Question, Seat
from palabre.dialogues.models.reach import KEEPERS
from palabre.dialogues.queries import picks
from palabre.kit.numbers import Cursor
from palabre.kit.prepared import Prepared, Statement

THREADS_OF_A_QUESTION = 5
THREADS_OF_A_LANGUAGE = 2
THREADS_OF_A_PAGE = 20
FRESH_COUNTED = 100
ANSWERS, PINNED, PICKED, FRESH = "answers", "pinned", "picked", "fresh"
LED_FROM = (Seat.Kind.PANELIST, Seat.Kind.LOCAL_VOICE)
"""Whose portraits stand in the grid, and lead to what they said."""
APART = "apart"
CARRIED = Contribution.Channel.CARRIED
VISITOR, MEMBER, KEEPER = "visitor", "member", "keeper"


@dataclass(frozen=True)
class Wanted:
    """The first rows of a list, and what they are wanted as. Of what is not `shown` only the numbers are found."""

    what: str
    statement: Statement | None
    shown: bool = True


def reader(membership: Membership | None) -> tuple[str, int | None]:
    """What of a reader the lists depend on: what they may see, and who they are where that depends on it."""
    if membership is None:
        return VISITOR, None
    return (KEEPER, None) if membership.has(*KEEPERS) else (MEMBER, membership.pk)


def standing_for(who: str, me: int | None) -> Membership | None:
    """Somebody who may see the same, to build a query with."""
    return None if who == VISITOR else Membership(pk=me, roles=[KEEPERS[0]] if who == KEEPER else [])


def candidates(
    dialogue: Dialogue, membership: Membership | None, questions: Sequence[Question], languages: Sequence[str]
) -> list[Wanted]:
    """What may stand on the page: the first of each question, of each language, and of those taken down."""
    who, me = reader(membership)
    asked: dict[str, Any] = {"what": ANSWERS, "me": me, "dialogue": dialogue.pk}
    only, numbers = list(languages) or None, [one.pk for one in questions]
    lists = [_of_question.statement(who, **asked, question=pk, languages=only) for pk in numbers]
    lists += [
        _of_language.statement(who, **asked, questions=numbers, language=tag)
        for tag in languages or dialogue.community.languages
    ]
    lists.append(_taken_down.statement(who, **asked, questions=numbers, languages=only))
    return [Wanted(ANSWERS, one) for one in lists]


def in_a_row(
    dialogue: Dialogue,
    membership: Membership | None,
    question: Question | None,
    languages: Sequence[str],
    after: Cursor | None,
    *,
    apart: bool = False,
) -> Wanted:
    """Answers to one question without those that stand first, or to all, from a place on: one more than a page has.

    Or what was said `apart` from all questions.
    """
    who, me = reader(membership)
    return Wanted(
        ANSWERS,
        _in_a_row.statement(
            who,
            APART if apart else "",
            what=ANSWERS,
            me=me,
            dialogue=dialogue.pk,
            question=question and question.pk,
            languages=list(languages) or None,
            at=after and after.at,
            pk=after and after.pk,
        ),
    )


def pinned(dialogue: Dialogue, question: Question | None = None) -> Wanted:
    """What stands first, of each question or of one."""
    wanted = _pinned.statement(what=PINNED, dialogue=dialogue.pk, question=question and question.pk)
    return Wanted(PINNED, wanted)


def of_whole(
    dialogue: Dialogue, membership: Membership | None, seated: Sequence[Seat], since: datetime | None
) -> list[Wanted]:
    """What a dialogue's own page asks for beside its threads.

    What the hosts picked; of those whose portrait leads to no opening words, whether everybody may read something that
    they said; and what is new `since` a member's last visit.
    """
    found = [Wanted(PICKED, _picked.statement(what=PICKED, dialogue=dialogue.pk))]
    for seat in seated:
        if seat.kind in LED_FROM and not seat.opening_html:
            what, author = of_seat(seat), seat.membership_id
            said = _from_seat.statement(what=what, dialogue=dialogue.pk, seat=seat.pk, author=author)
            found.append(Wanted(what, said, shown=False))
    if membership is not None and since is not None:
        who, _me = reader(membership)
        new = _new.statement(who, what=FRESH, dialogue=dialogue.pk, me=membership.pk, since=since)
        found.append(Wanted(FRESH, new, shown=False))
    return found


def of_seat(seat: Seat) -> str:
    """What is wanted of a seat, by name."""
    return f"seat {seat.pk}"


def after_place(said: Any, after: Cursor | None) -> Any:
    """The rows of `said`, which stand as they were said, that come after a place in them."""
    return said if after is None else said.filter(after.after("said_at"))


def fresh(dialogue: Any, by: Membership, since: datetime) -> Any:
    """What others said in a dialogue since a moment."""
    visible = Contribution.objects.visible_to(by).filter(dialogue=dialogue, said_at__gt=since)
    return visible.exclude(author=by).exclude(taken_down_by=by)


def by_seat(seat: int, author: int | None) -> Q:
    """What somebody said from their seat, or under their own name where they have one here."""
    return Q(seat=seat) | Q(author=author) if author else Q(seat=seat)


def _numbers(rows: Any, what: str, most: int, by: str = "said_at") -> Any:
    # Nothing but numbers: what is shown of each is asked once for all of them, not in each list's own statement.
    named = rows.annotate(what=Value(what, output_field=CharField()), moment=F(by))
    return named.values_list("what", "pk", "moment")[:most]


def _roots(who: str, me: int | None, dialogue: int, languages: list[str] | None) -> Any:
    placed = Contribution.objects.placed_for(standing_for(who, me)).filter(dialogue=dialogue, answers=None)
    return (placed.filter(language__in=languages) if languages else placed).said_in_order()


@Prepared
def _of_question(
    who: str, *, what: str, me: int | None, dialogue: int, question: int, languages: list[str] | None
) -> Any:
    rows = _roots(who, me, dialogue, languages).filter(question=question)
    return _numbers(rows, what, THREADS_OF_A_QUESTION)


@Prepared
def _of_language(
    who: str, *, what: str, me: int | None, dialogue: int, questions: list[int], language: str
) -> Any:
    rows = _roots(who, me, dialogue, None).filter(question__in=questions, language=language)
    return _numbers(rows, what, THREADS_OF_A_LANGUAGE)


@Prepared
def _taken_down(
    who: str, *, what: str, me: int | None, dialogue: int, questions: list[int], languages: list[str] | None
) -> Any:
    rows = _roots(who, me, dialogue, languages).filter(question__in=questions, channel=CARRIED)
    return _numbers(rows, what, THREADS_OF_A_LANGUAGE)


@Prepared
def _in_a_row(
    who: str,
    where: str,
    *,
    what: str,
    me: int | None,
    dialogue: int,
    question: int | None,
    languages: list[str] | None,
    at: datetime | None,
    pk: int | None,
) -> Any:
    rows = _roots(who, me, dialogue, languages)
    if where == APART:
        rows = rows.filter(question=None)
    elif question is not None:
        first = picks.pinned(dialogue, question).order_by().values("pk")
        rows = rows.filter(question=question).exclude(pk__in=first)
    rows = after_place(rows, Cursor(at, pk) if at is not None and pk is not None else None)
    return _numbers(rows, what, THREADS_OF_A_PAGE + 1)


@Prepared
def _pinned(*, what: str, dialogue: int, question: int | None) -> Any:
    return _numbers(picks.pinned(dialogue, question), what, THREADS_OF_A_PAGE)


@Prepared
def _picked(*, what: str, dialogue: int) -> Any:
    return _numbers(picks.picked(dialogue), what, picks.SHOWN, "picks__at")


@Prepared
def _from_seat(*, what: str, dialogue: int, seat: int, author: int | None) -> Any:
    said = Contribution.objects.visible_to(None).filter(by_seat(seat, author), dialogue=dialogue)
    return _numbers(said.said_in_order(), what, 1)


@Prepared
def _new(who: str, *, what: str, dialogue: int, me: int, since: datetime) -> Any:
    by = standing_for(who, me)
    assert by is not None
    return _numbers(fresh(dialogue, by, since), what, FRESH_COUNTED + 1)
