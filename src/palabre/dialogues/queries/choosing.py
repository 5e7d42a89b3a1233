"""Which contributions stand on a dialogue's own page: each question heard, and as many languages as there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from palabre.dialogues.queries.threads import Thread, fit_replies


def choose(
    candidates: Sequence[Thread], questions: Sequence[int], room: int, pinned: Collection[int] = ()
) -> list[Thread]:
    """Of candidates in the order they were said, those that stand on the page, in that order again.

    First what the hosts pinned and somebody's words that were taken down, then an answer to each of `questions` (these
    stand whatever they weigh), then one in each language not heard yet; what is left of `room` bytes goes to replies,
    then to more.
    """
    first = list(_first(candidates, questions, pinned))
    left = room - sum(one.weight for one in first)
    kept = list(first)
    for one in _other_languages(candidates, kept):
        if one.weight <= left:
            left -= one.weight
            kept.append(one)
    for one in kept:
        left -= fit_replies(one, max(left, 0))
    chosen = {one.said.pk for one in kept}
    for one in (one for one in candidates if one.said.pk not in chosen):
        if one.weight <= left:
            left -= one.weight
            left -= fit_replies(one, left)
            kept.append(one)
    return sorted(kept, key=lambda one: (one.said.said_at, one.said.pk))


def _first(
    candidates: Sequence[Thread], questions: Sequence[int], pinned: Collection[int]
) -> Iterable[Thread]:
    """What is pinned, words taken down, and an answer to each question left, in a language of its own if possible."""
    heard: set[str] = set()
    answered: set[int | None] = set()
    for one in (one for one in candidates if one.said.pk in pinned):
        heard.add(one.said.language)
        answered.add(one.said.question_id)
        yield one
    carried = next((one for one in candidates if one.said.is_carried and one.glosses), None)
    carried = carried or next((one for one in candidates if one.said.is_carried), None)
    if carried is not None and carried.said.pk not in pinned:
        heard.add(carried.said.language)
        answered.add(carried.said.question_id)
        yield carried
    for question in questions:
        answers = [one for one in candidates if one.said.question_id == question]
        if question in answered or not answers:
            continue
        one = next((one for one in answers if one.said.language not in heard), answers[0])
        heard.add(one.said.language)
        yield one


def _other_languages(candidates: Sequence[Thread], kept: Sequence[Thread]) -> list[Thread]:
    """For each language not heard among those kept one answer, to the question with the fewest so far."""
    heard = {one.said.language for one in kept}
    busy = Counter(one.said.question_id for one in kept)
    found = []
    for language in dict.fromkeys(one.said.language for one in candidates):
        if language in heard:
            continue
        of_it = [one for one in candidates if one.said.language == language]
        one = min(of_it, key=lambda one: busy[one.said.question_id])
        busy[one.said.question_id] += 1
        found.append(one)
    return found
