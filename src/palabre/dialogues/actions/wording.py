"""Saying otherwise what a dialogue says of itself, and what stands on a seat."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from palabre.chronicle.entries import record
from palabre.communities.models import Membership
from palabre.dialogues import rules
from palabre.dialogues.actions.hosting import check_not_over, coming, show_from
from palabre.dialogues.models import Dialogue, Question, Round, Seat
from palabre.dialogues.refusals import Refusal
from palabre.kit import files, pictures
from palabre.kit.text.markdown import render, says_nothing
from palabre.kit.text.tidy import one_line, tidy
from palabre.places.models import City


@transaction.atomic
def say_otherwise(
    *,
    dialogue: Dialogue,
    title: str,
    language: str,
    by: Membership,
    standfirst: str = "",
    framing: str = "",
    partners: str = "",
    picture: str = "",
    picture_alt: str = "",
    picture_credit: str = "",
) -> Dialogue:
    """Give a dialogue other words and another picture (the name of a stored one); its address stays.

    Raises `Refusal` where `by` is no host, the title is empty, or the dialogue is archived: what it said then stays.
    """
    held: Dialogue = (
        Dialogue.objects.select_for_update(of=("self",)).select_related("community").get(pk=dialogue.pk)
    )
    if not rules.may_reword(held, by):
        raise Refusal.not_yours()
    if not one_line(title):
        raise Refusal.empty()
    before = str(held.picture)
    changed = _set(
        held,
        title=one_line(title),
        language=language,
        standfirst=tidy(standfirst),
        framing=tidy(framing),
        partners=one_line(partners),
        picture=picture,
        picture_alt=one_line(picture_alt) if picture else "",
        picture_credit=one_line(picture_credit) if picture else "",
    )
    if changed:
        held.framing_html = render(held.framing) if held.framing else ""
        held.save(update_fields=[*changed, "framing_html"])
        record("dialogues.words_changed", held, by=by, changed=changed)
    if "picture" in changed:
        pictures.forget(before)
    return held


@transaction.atomic
def change_seat(
    *,
    seat: Seat,
    name: str,
    language: str,
    by: Membership,
    title: str = "",
    opening: str = "",
    city: City | None = None,
    portrait: str = "",
) -> Seat:
    """Say otherwise who sits there, and with which words they open; `portrait` is the name of a stored one.

    Raises `Refusal` where it is neither their own seat nor one of a dialogue they host, or that is archived.
    """
    held = Seat.objects.select_for_update(of=("self",)).select_related("dialogue__community").get(pk=seat.pk)
    if not rules.may_change_seat(held, by):
        raise Refusal.not_yours()
    if not one_line(name):
        raise Refusal.empty()
    before = str(held.portrait)
    changed = _set(
        held,
        name=one_line(name),
        language=language,
        title=one_line(title),
        opening="" if says_nothing(opening) else tidy(opening).strip(),
        city_id=city.pk if city else None,
        portrait=portrait,
    )
    if changed:
        held.opening_html = render(held.opening) if held.opening else ""
        held.save(update_fields=[*changed, "opening_html"])
        record("dialogues.seat_changed", held, by=by, dialogue=held.dialogue_id, changed=changed)
    if "portrait" in changed:
        files.forget(before)
    return held


@transaction.atomic
def ask_otherwise(
    *,
    round: Round,  # noqa: A002 (the trade's word)
    texts: Mapping[int, str],
    opens_on: date | None,
    by: Membership,
) -> None:
    """Put questions that nobody has seen in other words, `texts` by their numbers, and show them from another day on.

    Raises `Refusal` where `by` is no host, the dialogue is archived, one would ask nothing, they are shown already, or
    would be on a day on which nobody can answer.
    """
    held = coming(round, by)
    check_not_over(held.dialogue, opens_on)
    if rules.is_released(held, held.dialogue):
        raise Refusal.asked_already()
    changed = []
    for question in held.questions.filter(pk__in=texts):
        if not one_line(texts[question.pk]):
            raise Refusal.empty()
        if _set(question, text=one_line(texts[question.pk])):
            question.save(update_fields=["text"])
            changed.append(question.pk)
    show_from(held, opens_on)
    record("dialogues.questions_put_otherwise", held.dialogue, by=by, round=held.pk, questions=changed)


def _set(row: Dialogue | Seat | Question, **fields: object) -> list[str]:
    """Set these fields; returns the names of those that say something else now."""
    changed = []
    for name, value in fields.items():
        now = getattr(row, name)
        if (str(now) if isinstance(value, str) else now) != value:
            setattr(row, name, value)
            changed.append(name)
    return changed
