"""Opening a dialogue and caring for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max

from palabre.chronicle.entries import record
from palabre.communities.models import Community, Membership
from palabre.dialogues import rules
from palabre.dialogues.actions.panel import seat, take_seats
from palabre.dialogues.actions.shelving import shelve
from palabre.dialogues.models import Dialogue, Question, Round, Wrap
from palabre.dialogues.refusals import Refusal
from palabre.kit import clock
from palabre.kit.text.markdown import render, says_nothing
from palabre.kit.text.slugs import free_slug
from palabre.kit.text.tidy import one_line, tidy

__all__ = ["ask", "free_address", "open_dialogue", "seat", "shelve", "take_seats", "wrap"]
DAYS_FOR_SYNTHESIS = 14


@transaction.atomic
def open_dialogue(
    *,
    community: Community,
    format: str,  # noqa: A002 (the trade's word)
    title: str,
    language: str,
    opens_on: date,
    closes_on: date,
    by: Membership | None,
    standfirst: str = "",
    framing: str = "",
    follows: Dialogue | None = None,
    address: str = "",
    held: bool = False,
    **more: object,
) -> Dialogue:
    """Announce a dialogue; the clock opens it. `more` are further fields of the row (picture, partners, source)."""
    if closes_on < opens_on:
        raise Refusal.dates_turned()
    more.setdefault("synthesis_due", closes_on + timedelta(days=DAYS_FOR_SYNTHESIS))
    made: Dialogue = Dialogue.objects.create(
        community=community,
        slug=free_address(community, _dated(address or title, opens_on, format)),
        format=format,
        title=one_line(title),
        standfirst=tidy(standfirst),
        framing=tidy(framing),
        framing_html=render(framing) if framing else "",
        language=language,
        opens_on=opens_on,
        closes_on=closes_on,
        follows=follows,
        held=held,
        created_at=clock.now(),
        **more,
    )
    record("dialogues.dialogue_announced", made, by=by, format=format)
    return made


@transaction.atomic
def ask(
    *,
    dialogue: Dialogue,
    questions: Sequence[tuple[str, str]],
    opens_on: date | None,
    by: Membership | None,
    title: str = "",
) -> Round:
    """Add a round of questions, (text, language) each, shown from a day on; None: once a host releases it.

    Raises `Refusal` where somebody asks in an archived dialogue, or on a day on which nobody can answer any more;
    without `by`, one is made as it was elsewhere.
    """
    if by is not None and not rules.takes_more(dialogue):
        raise Refusal.archived()
    if by is not None:
        check_day(dialogue, opens_on)
    last = dialogue.rounds.aggregate(last=Max("number"))["last"] or 0
    made: Round = Round.objects.create(
        community_id=dialogue.community_id,
        dialogue=dialogue,
        number=last + 1,
        title=one_line(title),
        language=dialogue.language,
        opens_on=opens_on,
        released_at=_released_at(dialogue, opens_on),
    )
    asked = dialogue.questions.aggregate(last=Max("number"))["last"] or 0
    for step, (text, language) in enumerate(questions, start=1):
        Question.objects.create(
            community_id=dialogue.community_id,
            dialogue=dialogue,
            round=made,
            number=asked + step,
            text=one_line(text),
            language=language,
        )
    record("dialogues.questions_asked", dialogue, by=by, round=made.pk)
    return made


def check_day(dialogue: Dialogue, opens_on: date | None) -> None:
    """Questions are shown while somebody can answer them: raises `Refusal` for a later day."""
    if opens_on is not None and opens_on > dialogue.closes_on:
        raise Refusal.asked_too_late(dialogue)


def check_not_over(dialogue: Dialogue, opens_on: date | None) -> None:
    """Nobody can have answered on a day that is over: raises `Refusal`. Imported questions have such days."""
    if opens_on is not None and opens_on < rules.today_of(dialogue):
        raise Refusal.asked_too_early()


def coming(asked: Round, by: Membership) -> Round:
    """A round for a host to do something with, held until that is done; raises `Refusal`, as `check_care` does."""
    rows = Round.objects.select_for_update(of=("self",)).select_related("dialogue__community")
    held: Round = rows.get(pk=asked.pk)
    check_care(held.dialogue, by)
    return held


def show_from(held: Round, opens_on: date | None) -> None:
    """Show a round from a day on, or with None once a host releases it; raises `Refusal` for a day that is too late."""
    check_day(held.dialogue, opens_on)
    held.opens_on, held.released_at = opens_on, _released_at(held.dialogue, opens_on)
    held.save(update_fields=["opens_on", "released_at"])


def _released_at(dialogue: Dialogue, opens_on: date | None) -> datetime | None:
    # Asked in the middle of a day for that same day: nobody could answer before.
    return clock.now() if opens_on == rules.today_of(dialogue) else None


def check_care(dialogue: Dialogue, by: Membership) -> None:
    """Hosts add to a dialogue until it is archived: raises `Refusal` for anybody else, and from then on."""
    if not rules.may_host(dialogue, by):
        raise Refusal.not_yours()
    if not rules.takes_more(dialogue):
        raise Refusal.archived()


@transaction.atomic
def wrap(*, dialogue: Dialogue, text: str, language: str, by: Membership) -> Wrap:
    """A host's short note on the day: so far. Raises `Refusal`, also once the dialogue is archived."""
    check_care(dialogue, by)
    words = tidy(text).strip()
    if says_nothing(words):
        raise Refusal.empty()
    made: Wrap = Wrap.objects.create(
        community_id=dialogue.community_id,
        dialogue=dialogue,
        text=words,
        html=render(words),
        language=language,
        by=by,
        at=clock.now(),
    )
    record("dialogues.wrap_written", made, by=by, dialogue=dialogue.pk)
    return made


def _dated(title: str, opens_on: date, format: str) -> str:  # noqa: A002 (the trade's word)
    """A hosted discussion says in its address when it was: one of many on the same matter."""
    return f"{opens_on:%Y-%m} {title}" if format == Dialogue.Format.HOSTED else title


def free_address(community: Community, wanted: str) -> str:
    """An address for a dialogue with this title that no other one of the community has."""
    rows = Dialogue.objects.filter(community=community)
    return free_slug(wanted, lambda base: rows.filter(slug__startswith=base).values_list("slug", flat=True))
