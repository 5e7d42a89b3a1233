"""What words stand on: the question or the text that they answer, which may have gone while they were written."""

from __future__ import annotations

from typing import Any

from django.forms import Form
from django.http import Http404, QueryDict

from palabre.communities.models import Membership
from palabre.dialogues import rules
from palabre.dialogues.models import Contribution, Dialogue, Question
from palabre.dialogues.refusals import TextGone
from palabre.kit.numbers import row_number


def question_of(dialogue: Dialogue, pk: Any) -> Question | None:
    """The question asked by now that has this number, None where none is named; or 404."""
    if not pk:
        return None
    found: Question | None = _asked(dialogue).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def text_of(dialogue: Dialogue, pk: Any, by: Membership | None) -> Contribution | None:
    """The text of a dialogue that is answered, None where none is named; `TextGone` where one may not read it."""
    found = read(dialogue, pk, by)
    if pk and found is None:
        raise TextGone.kept()
    return found


def read(dialogue: Dialogue, pk: Any, by: Membership | None) -> Contribution | None:
    """The text of a dialogue with this number, where one may read it."""
    rows = Contribution.objects.visible_to(by).filter(dialogue=dialogue)
    found: Contribution | None = rows.filter(pk=pk).first() if pk else None
    return found


def moved(dialogue: Dialogue, sent: QueryDict) -> QueryDict | None:
    """What was sent in answer to a text that is not shown any more, as an answer to its question; None where it is.

    Whether the text was taken back, was taken down or never was, and what it answered, is not looked up: the form that
    was sent says under which question it stood.
    """
    pk = row_number(sent.get("answers"))
    if pk is None or read(dialogue, pk, None) is not None:
        return None
    anew = sent.copy()
    anew["answers"] = ""
    asked = row_number(sent.get("question"))
    anew["question"] = str(asked) if asked and _asked(dialogue).filter(pk=asked).exists() else ""
    return anew


def say_it_moved(form: Form) -> None:
    """Why it was not taken as it was sent, in the form made of what `moved` gave."""
    form.full_clean()
    form.add_error("text", str(TextGone.moved(to_a_question=bool(form.data["question"]))))


def _asked(dialogue: Dialogue) -> Any:
    return dialogue.questions.filter(round__opens_on__lte=rules.today_of(dialogue))
