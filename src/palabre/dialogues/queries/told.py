"""What stands on the pages of notes, earlier wordings, findings and outcomes, in the order one goes on reading it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils.html import escape

from palabre.dialogues.models import Contribution, Dialogue, Finding, Synthesis
from palabre.dialogues.queries import budget
from palabre.dialogues.queries.leaves import MOST, Entry, Leaf, Part, of_plain, pieces_of
from palabre.dialogues.queries.lists import Sent
from palabre.kit.numbers import Cursor
from palabre.kit.text.beginnings import of_html

CITED_TOGETHER = 10
CITED, NOT_HEARD, SENT = 140, 300, 200
"""Bytes, compressed, of an answer that a finding cites, of who was not heard, of an outcome's lines of facts."""
SHOWN_TO_HOSTS, IN_SHORT = 6, 160
"""How many findings and outcomes stand on the hosts' own page, and characters of each."""
OUTCOMES = "outcomes"
"""The place in an address after which what came of it begins."""
AT = "at-"
"""Before a place in an address: the page begins with it, and not after it."""
Told = tuple[str, Any]
"""What something is ("introduction", "finding", "closing" or "outcome"), and its row."""


def notes(dialogue: Dialogue, after: str) -> Iterator[Entry]:
    """The hosts' notes of all days, the latest first, from a place on."""
    rows = dialogue.wraps.filter(standing="public").select_related("by")
    for one in _latest_first(rows, "at", after):
        yield Entry(one, str(Cursor(one.at, one.pk)), pieces_of(one.html))


def wordings(said: Contribution, after: str) -> Iterator[Entry]:
    """How it was worded before, the latest first, from a place on."""
    for one in _latest_first(said.revisions.all(), "until", after):
        yield Entry(one, str(Cursor(one.until, one.pk)), pieces_of(one.html))


def _latest_first(rows: Any, by: str, after: str) -> Any:
    cursor = Cursor.parse(after)
    if cursor is not None:
        rows = rows.filter(cursor.before(by))
    return rows.order_by(f"-{by}", "-pk")[: MOST + 1]


def all_told(syntheses: Iterable[Synthesis], sent: Iterable[Sent]) -> list[Told]:
    """Each synthesis with its findings and who was not heard in it, then what came of it."""
    told: list[Told] = []
    for one in syntheses:
        told += [("introduction", one)] if one.introduction_html else []
        told += [("finding", finding) for finding in one.findings.all()]
        told.append(("closing", one))
    return told + [("outcome", one) for one in sent]


def entries(told: Sequence[Told], after: str = "") -> Iterator[Entry]:
    """What is told after a place, `OUTCOMES` among them; all of it after one that is not among it."""
    return (_entry(one) for one in told[_begins_after(told, after) :])


def _begins_after(told: Sequence[Told], place: str) -> int:
    if place == OUTCOMES:
        return next((number for number, (kind, _row) in enumerate(told) if kind == "outcome"), 0)
    first = 0 if place.startswith(AT) else 1
    wanted = place.removeprefix(AT)
    return next((number for number, one in enumerate(told, start=first) if place_of(one) == wanted), 0)


def place_of(told: Told) -> str:
    """By which the address of a page says where it goes on."""
    kind, row = told
    return f"{kind}-{row.outcome.pk if isinstance(row, Sent) else row.pk}"


def came(told: Sequence[Told], page: Leaf) -> bool:
    """Whether what came of it stands on another page than this."""
    shown = {entry.kind for entry in page.entries}
    return "outcome" not in shown and any(kind == "outcome" for kind, _row in told)


def in_short(sent: Iterable[Sent]) -> list[Entry]:
    """The first of them, each with the beginning of the answer, for the hosts' own page."""
    return [_in_short(one) for one in list(sent)[:SHOWN_TO_HOSTS]]


def _in_short(sent: Sent) -> Entry:
    parts = [
        Part(part.kind, part.weight, f"<p>{escape(of_html(part.html, IN_SHORT))}</p>")
        for part in _came_of_it(sent)[:1]
    ]
    return Entry(sent, place_of(("outcome", sent)), parts)


def _entry(told: Told) -> Entry:
    kind, row = told
    if isinstance(row, Finding):
        return Entry(row, place_of(told), pieces_of(row.html) + _cited(row), kind)
    if isinstance(row, Sent):
        return Entry(row, place_of(told), _came_of_it(row), kind, _heading(row))
    if kind == "introduction":
        return Entry(row, place_of(told), pieces_of(row.introduction_html), kind)
    return Entry(row, place_of(told), [Part("closing", NOT_HEARD)], kind)


def _cited(finding: Finding) -> list[Part]:
    """What it rests on, some answers at a time."""
    found = list(finding.citations.all())
    groups = [found[at : at + CITED_TOGETHER] for at in range(0, len(found), CITED_TOGETHER)]
    return [
        Part("cites", CITED * len(rows), rows=rows, begins=not place)
        for place, rows in enumerate(groups or [found])
    ]


def _came_of_it(sent: Sent) -> list[Part]:
    outcome = sent.outcome
    return of_plain(outcome.answer, "answer") + of_plain(outcome.effect, "effect")


def _heading(sent: Sent) -> int:
    outcome = sent.outcome
    return SENT + budget.weight(outcome.recipient) + budget.weight(outcome.dialogue.title)
