"""Very many contributions in one dialogue, written by the database itself: a million are too many to send one by one.

What an action would leave behind is there: rows with their authors, cities, languages and threads, tallies as the
worker folds them, lines of the search index as `portal.index` writes them, entries of the chronicle, reports and what
was decided about them. Only the words repeat: there are so many TEXTS, each cleaned and taken apart once, in Python.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from palabre.config.cli.bench.content import LANGUAGES, speech

if TYPE_CHECKING:
    from palabre.communities.models import Membership
    from palabre.dialogues.models import Dialogue

TEXTS: Final = 500
WORDS: Final = 24
CITIES: Final = 12
SELDOM: Final = "zinnias"
"""A word of a few texts, as many in every dialogue."""
HAVE_IT: Final = 20
EACH_DECIDED, EACH_WAITING, WAITING_AT_LEAST = 100, 2_000, 60
"""Of so many contributions one was reported and left where it was; of so many one is reported and waits."""

_STOCK = """
CREATE TEMP TABLE bench_text (number int PRIMARY KEY, text text, html text, plain text, language text, vector text);
CREATE TEMP TABLE bench_voice (number int PRIMARY KEY, member bigint, person bigint, name text, vectors jsonb)
"""
# Every second one replies: to the one before it, or, one time in four, to the first of all: a thread too has no end.
_SAID = """
CREATE TEMP TABLE bench_said AS
SELECT n, nextval(pg_get_serial_sequence('dialogues_contribution', 'id')) AS id,
    CASE WHEN n %% 2 = 0 THEN NULL WHEN n %% 8 = 7 THEN 0 ELSE n - 1 END AS under,
    CASE WHEN n %% 8 = 7 THEN 0 WHEN n %% 2 = 1 THEN (n - 1) / 2 ELSE n / 2 END AS turn,
    CASE WHEN n %% %(seldom)s = 0 AND n / %(seldom)s < %(have_it)s THEN 0 ELSE 1 + n %% %(texts)s END AS text,
    n %% %(voices)s AS voice,
    %(begins)s::timestamptz + (%(ends)s::timestamptz - %(begins)s::timestamptz) * (n / %(said)s::float) AS at
FROM generate_series(0, %(said)s - 1) AS n ORDER BY n;
CREATE UNIQUE INDEX ON bench_said (n)
"""
_CONTRIBUTIONS = """
INSERT INTO dialogues_contribution (
    id, community_id, dialogue_id, author_id, round_id, question_id, city_id, answers_id, said_at,
    text, html, language, channel, standing, language_known, kind, said_by, consent_language, sound, receipt_hash
)
SELECT said.id, %(community)s, %(dialogue)s, voice.member,
    (%(rounds)s::bigint[])[said.turn %% %(asked)s + 1], (%(questions)s::bigint[])[said.turn %% %(asked)s + 1],
    (%(cities)s::bigint[])[said.voice %% %(places)s + 1], root.id, said.at,
    text.text, text.html, text.language, 'web', 'public', 'named', '', '', '', '', ''
FROM bench_said AS said JOIN bench_text AS text ON text.number = said.text
JOIN bench_voice AS voice ON voice.number = said.voice LEFT JOIN bench_said AS root ON root.n = said.under
ORDER BY said.n
"""
_FOUND = """
INSERT INTO portal_searchdocument (
    community_id, kind, subject_id, language, title, excerpt, path, at, city_id, vector
)
SELECT %(community)s, 'contribution', said.id, text.language, voice.name, text.plain,
    '/contributions/' || coalesce(root.id, said.id) || '/#c' || said.id, said.at,
    (%(cities)s::bigint[])[said.voice %% %(places)s + 1],
    ((voice.vectors ->> text.language) || ' ' || text.vector)::tsvector
FROM bench_said AS said JOIN bench_text AS text ON text.number = said.text
JOIN bench_voice AS voice ON voice.number = said.voice LEFT JOIN bench_said AS root ON root.n = said.under
ORDER BY said.n
"""
_TALLIES = """
INSERT INTO dialogues_tally (community_id, dialogue_id, question_id, city_id, delta)
SELECT community_id, dialogue_id, question_id, city_id, count(*) FROM dialogues_contribution
WHERE community_id = %(community)s AND dialogue_id = %(dialogue)s GROUP BY 1, 2, 3, 4
"""
_ENTRIES = """
INSERT INTO chronicle_entry (community_id, actor_id, verb, subject_kind, subject_id, data, at)
SELECT %(community)s, voice.person, 'dialogues.contribution_posted', 'dialogues.contribution', said.id,
    jsonb_build_object(
        'dialogue', %(dialogue)s::bigint, 'answers', root.id, 'language', text.language, 'channel', 'web'
    ), said.at
FROM bench_said AS said JOIN bench_text AS text ON text.number = said.text
JOIN bench_voice AS voice ON voice.number = said.voice LEFT JOIN bench_said AS root ON root.n = said.under
ORDER BY said.n
"""
# Spread over the whole dialogue: the first `waiting` of them wait, the others were decided about.
_REPORTED = """
WITH chosen AS (
    SELECT said.id, said.at, said.n / %(step)s AS turn, text.language FROM bench_said AS said
    JOIN bench_text AS text ON text.number = said.text
    WHERE said.n %% %(step)s = 0 AND said.n / %(step)s < %(reported)s
), standing AS (
    INSERT INTO moderation_standing (community_id, kind, subject_id, state, reason, language, since)
    SELECT %(community)s, 'dialogues.contribution', id, 'public', '', language, at FROM chosen
    RETURNING id, subject_id, since
), flag AS (
    INSERT INTO moderation_flag (community_id, standing_id, by_id, reason, note, language, at)
    SELECT %(community)s, id, %(reports)s, 'hurts', '', 'en', since FROM standing
)
INSERT INTO moderation_decision (community_id, standing_id, state, ground, reason, language, by_id, at)
SELECT %(community)s, standing.id, 'public', '', '', 'en', %(decides)s, standing.since + interval '1 minute'
FROM standing JOIN chosen ON chosen.id = standing.subject_id WHERE chosen.turn >= %(waiting)s
"""
_WORDS = """
SELECT indexname, indexdef FROM pg_indexes
WHERE schemaname = 'public' AND tablename = 'portal_searchdocument' AND indexdef LIKE '%USING gin%'
"""


def say(dialogue: Dialogue, people: Sequence[Membership], said: int, *, judged: bool = False) -> None:
    """So many contributions in an open dialogue that has none, inside its community; as the database's owner.

    With `judged` the second of the people has reported some, and the first has decided about most of these.
    """
    from django.db import connection

    known = _known(dialogue, people, said)
    with connection.cursor() as cursor:
        cursor.execute(_STOCK)
        cursor.executemany("INSERT INTO bench_text VALUES (%s, %s, %s, %s, %s, %s)", _texts())
        cursor.executemany("INSERT INTO bench_voice VALUES (%s, %s, %s, %s, %s)", list(_voices(people)))
        cursor.execute(_SAID, known)
        cursor.execute("ANALYZE bench_said")
        for statement in (_CONTRIBUTIONS, _FOUND, _TALLIES, _ENTRIES, *([_REPORTED] if judged else [])):
            cursor.execute(statement, known)
        cursor.execute("DROP TABLE bench_said, bench_voice, bench_text")


@contextmanager
def much_at_once() -> Iterator[None]:
    """For a transaction that writes much: the search index's tree of words is built once, at its end."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
        cursor.execute(_WORDS)
        found = cursor.fetchall()
        for name, _definition in found:
            cursor.execute(f'DROP INDEX "{name}"')
        yield
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for _name, definition in found:
            cursor.execute(definition)


def settle() -> None:
    """What the server and the worker would have done by and by: entries numbered, samples taken, rows marked."""
    from django.db import connection

    from palabre.chronicle.entries import number

    while number():
        pass
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")


def _known(dialogue: Dialogue, people: Sequence[Membership], said: int) -> dict[str, Any]:
    from palabre.kit import clock

    questions = list(dialogue.questions.select_related("round").order_by("number"))
    cities = _cities()
    now, waiting = clock.now(), max(WAITING_AT_LEAST, said // EACH_WAITING)
    reported = min(said, waiting + said // EACH_DECIDED)
    return {
        "community": dialogue.community_id,
        "dialogue": dialogue.pk,
        "questions": [question.pk for question in questions],
        "rounds": [question.round_id for question in questions],
        "asked": len(questions),
        "cities": cities,
        "places": len(cities),
        "voices": len(people),
        "texts": TEXTS,
        "said": said,
        "begins": now - timedelta(days=2),
        "ends": now,
        "have_it": HAVE_IT,
        "seldom": max(1, said // HAVE_IT),
        "reported": reported,
        "waiting": waiting,
        "step": max(1, said // reported),
        "decides": people[0].pk,
        "reports": people[1].pk,
    }


@cache
def _texts() -> list[tuple[int, str, str, str, str, str]]:
    """Each as it is kept and found; the first alone has the word that is seldom."""
    from palabre.kit.search.vectors import document_parts, document_vector
    from palabre.kit.text.markdown import render
    from palabre.kit.text.quotes import own_words_first

    found = []
    for number in range(TEXTS + 1):
        chance = random.Random(number)  # noqa: S311 - the same texts each time
        text = speech(chance, WORDS) if number else f"{speech(chance, WORDS)} Then {SELDOM} grew there."
        language, html = LANGUAGES[number % len(LANGUAGES)], render(text)
        plain = own_words_first(html)
        vector = f"{document_vector(plain, language)} {document_parts(plain, language)}"
        found.append((number, text, html, plain, language, vector))
    return found


def _voices(people: Sequence[Membership]) -> Iterator[tuple[int, int, int, str, str]]:
    """Each with its name as it is found in a text of each language."""
    from palabre.kit.search.vectors import document_parts, document_vector

    for number, one in enumerate(people):
        vectors = {
            tag: f"{document_vector(one.name, tag, 'A')} {document_parts(one.name, tag)}" for tag in LANGUAGES
        }
        yield number, one.pk, one.person_id, one.name, json.dumps(vectors)


def _cities() -> list[int]:
    """A dozen from which something is said."""
    from palabre.places.models import City

    place = {"country": "NG", "latitude": 1.0, "longitude": 1.0, "time_zone": "UTC"}
    cities = [City(geonames_id=90 + n, name=f"Measured {n + 1}", **place) for n in range(CITIES)]
    City.objects.bulk_create(cities, ignore_conflicts=True)
    return [city.pk for city in cities]
