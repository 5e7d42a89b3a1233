"""A dialogue in which very much was said: rows written many at once, with all that a page shows beside them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import connection

from palabre.dialogues.models import (
    Contribution,
    Dialogue,
    Gloss,
    Outcome,
    Pick,
    Question,
    Resource,
    Round,
    Seat,
    Synthesis,
    Tally,
    Wrap,
)
from palabre.kit import clock
from palabre.kit.testing.cast import LANGUAGES, Cast
from palabre.places.models import City

QUESTIONS, CITIES, PICKS = 5, 12, 60
REPLIES = 3
"""Of so many contributions one is an answer; the others reply to it or to the first answer of all."""

# Written by the database itself: a hundred thousand rows are too many to send it one by one.
WRITE = """
INSERT INTO dialogues_contribution (
    community_id, dialogue_id, author_id, round_id, question_id, language, city_id, answers_id, said_at, text, html,
    channel, standing, language_known, kind, said_by, consent_language, sound, receipt_hash
)
SELECT %(community)s, %(dialogue)s, %(author)s, (%(rounds)s::bigint[])[{of} %% 5 + 1],
    (%(questions)s::bigint[])[{of} %% 5 + 1], (%(languages)s::text[])[n %% 7 + 1],
    (%(cities)s::bigint[])[n %% 12 + 1], {under}, %(begins)s + n * interval '1 millisecond',
    'Number ' || n || ': the pump stands still.', '<p>Number ' || n || ': the pump stands still.</p>',
    'web', 'public', 'named', '', '', '', '', ''
FROM generate_series(0, %(said)s - 1) AS n WHERE {which} ORDER BY n RETURNING id
"""
ANSWERS = WRITE.format(of="n", under="NULL::bigint", which="n %% %(each)s = 0")
# Half of the replies crowd under the first answer: a thread too has no end.
UNDER = WRITE.format(
    of="(CASE n %% 2 WHEN 1 THEN 0 ELSE n - n %% %(each)s END)",
    under="(%(roots)s::bigint[])[CASE n %% 2 WHEN 1 THEN 1 ELSE n / %(each)s + 1 END]",
    which="n %% %(each)s > 0",
)


def crowd(cast: Cast, dialogue: Dialogue, said: int, *, pinned: int = QUESTIONS) -> None:
    """Add so many contributions to a salon, over five questions in seven languages; asked inside its community."""
    here: dict[str, Any] = {"community": cast.salon, "dialogue": dialogue}
    dev, esi = cast.membership("dev", cast.salon), cast.membership("esi", cast.salon)
    questions, cities = _asked(here, dialogue), _cities()
    known = {
        "community": cast.salon.pk,
        "dialogue": dialogue.pk,
        "author": esi.pk,
        "questions": [question.pk for question in questions],
        "rounds": [question.round_id for question in questions],
        "languages": LANGUAGES,
        "cities": [city.pk for city in cities],
        "begins": clock.now() - timedelta(days=2),
        "said": said,
        "each": REPLIES,
    }
    roots = [pk for (pk,) in _written(ANSWERS, known)]
    _written(UNDER, known | {"roots": roots})
    for question in questions:
        for city in cities:
            Tally.objects.create(**here, question=question, city=city, delta=said // (QUESTIONS * CITIES))
    first = Contribution.objects.filter(pk__in=roots[:PICKS]).order_by("pk")
    _around(here, dialogue, list(first), dev, pinned)


def _written(statement: str, known: dict[str, Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, known)
        return list(cursor.fetchall())


def _asked(here: dict[str, Any], dialogue: Dialogue) -> list[Question]:
    last = dialogue.rounds.order_by("-number").first()
    assert last is not None
    Round.objects.create(**here, number=9, language="en", opens_on=dialogue.closes_on)
    for number in range(dialogue.questions.count() + 1, QUESTIONS + 1):
        Question.objects.create(**here, round=last, number=number, text=f"Question {number}?", language="en")
    return list(dialogue.questions.select_related("round").order_by("number"))


def _cities() -> list[City]:
    place = {"country": "NG", "latitude": 1.0, "longitude": 1.0, "time_zone": "UTC"}
    cities = [City(geonames_id=90 + n, name=f"City {n}", **place) for n in range(CITIES)]
    return City.objects.bulk_create(cities, ignore_conflicts=True)


def _around(here: dict[str, Any], dialogue: Dialogue, first: list[Any], dev: Any, pinned: int) -> None:
    community, now = {"community": here["community"]}, clock.now()
    words: dict[str, Any] = {"text": "In short.", "language": "yo", "by": dev, "at": now}
    Gloss.objects.bulk_create([Gloss(**community, contribution=one, **words) for one in first])
    marked = [
        Pick(**community, contribution=one, pinned=n < pinned, by=dev, at=now + timedelta(seconds=n))
        for n, one in enumerate(first)
    ]
    Pick.objects.bulk_create(marked)
    for n in range(8):
        Seat.objects.create(**here, kind="panelist", name=f"Panelist {n}", language="en", place_in_row=n)
        Wrap.objects.create(**here, text="So far.", html="<p>So far.</p>", language="en", by=dev, at=now)
        address = f"https://example.org/{n}"
        Resource.objects.create(
            **here, origin="field", title=f"To read {n}", language="en", address=address, added_at=now
        )
    heard = {"language": "en", "by": dev, "begun_at": now, "published_at": now}
    Synthesis.objects.create(**here, **heard)
    Outcome.objects.create(
        **here, recipient="The city", language="en", sent_on=now.date(), by=dev, recorded_at=now
    )
