"""The pairs are said in one conversation of one community, indexed as everything is, and looked for through its search.

PostgreSQL's own text search gets the same texts and questions: each text indexed, and each question asked, in the
configuration of its language, where it brings one.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import connection

from palabre.dialogues.actions import hosting
from palabre.dialogues.models import Contribution
from palabre.kit import clock, tenancy
from palabre.kit.languages import name_of
from palabre.portal import index
from palabre.portal.queries.search import search

PAIRS = Path(__file__).with_name("pairs.toml")
FIGURES = ("pairs", "ours", "theirs", "theirs_any")
AMONG = 3
"""A text counts as found among the first so many."""
# Those of PostgreSQL 18 among the ten; `simple` takes words as they stand.
CONFIGURATIONS = {
    "en": "english",
    "fr": "french",
    "es": "spanish",
    "pt": "portuguese",
    "ar": "arabic",
    "hi": "hindi",
    "id": "indonesian",
}
POSTGRESQL = """
WITH texts AS (
    SELECT pk, to_tsvector(configuration::regconfig, text) AS vector
    FROM unnest(%(keys)s::bigint[], %(configurations)s::text[], %(texts)s::text[]) AS t(pk, configuration, text)
)
SELECT pk FROM texts, CAST(
    replace(plainto_tsquery(%(configuration)s::regconfig, %(question)s)::text, '&', %(joined)s) AS tsquery
) AS query
WHERE vector @@ query ORDER BY ts_rank(vector, query) DESC, pk DESC LIMIT %(most)s
"""


@dataclass(frozen=True)
class Pair:
    """What somebody types, and the text it must lead to."""

    language: str
    question: str
    text: str


@dataclass
class Line:
    """Of one language: how many pairs, how many found by us, and by PostgreSQL asked for all words and for any."""

    language: str
    pairs: int = 0
    ours: int = 0
    theirs: int = 0
    theirs_any: int = 0
    missed: list[str] = field(default_factory=list)


def pairs() -> list[Pair]:
    """All of them, as they stand in the file."""
    written = tomllib.loads(PAIRS.read_text("utf-8"))
    return [Pair(tag, *pair) for tag, found in written.items() for pair in found.items()]


def measure(community: Any) -> list[Line]:
    """Say every text in the community, look for each of them, and count; one line for each language."""
    written = pairs()
    community.languages = list(dict.fromkeys(pair.language for pair in written))
    community.save()
    with tenancy.community(community):
        said = _say(community, written)
        index.rebuild(community)
        lines: dict[str, Line] = {}
        for pair, contribution in zip(written, said, strict=True):
            line = lines.setdefault(pair.language, Line(pair.language))
            line.pairs += 1
            if contribution.pk in _ours(community, pair):
                line.ours += 1
            else:
                line.missed.append(pair.question)
            line.theirs += contribution.pk in _theirs(said, pair, "&")
            line.theirs_any += contribution.pk in _theirs(said, pair, "|")
    return list(lines.values())


def table(lines: list[Line]) -> str:
    """The figures as a table in Markdown, with their sum."""
    rows = [(name_of(line.language, "en"), _configuration(line.language), line) for line in lines]
    total = Line("", *(sum(getattr(line, name) for line in lines) for name in FIGURES))
    return "\n".join(
        [
            f"| language | pairs | found among the first {AMONG} | PostgreSQL, all words | any word | configuration |",
            "|---|---:|---:|---:|---:|---|",
            *(f"| {name} | {_figures(one)} | `{own}` |" for name, own, one in rows),
            f"| all | {_figures(total)} | |",
        ]
    )


def _figures(line: Line) -> str:
    return " | ".join(str(getattr(line, name)) for name in FIGURES)


def _say(community: Any, written: list[Pair]) -> list[Contribution]:
    """One contribution for each text, in the order of the file, an hour apart."""
    today = clock.today(community.time_zone)
    dialogue = hosting.open_dialogue(
        community=community,
        by=None,
        format="salon",
        title="…",
        language="en",
        opens_on=today - timedelta(days=7),
        closes_on=today + timedelta(days=7),
    )
    start = clock.now() - timedelta(days=6)
    return Contribution.objects.bulk_create(
        Contribution(
            community=community,
            dialogue=dialogue,
            said_by="—",
            channel="import",
            text=pair.text,
            html=f"<p>{pair.text}</p>",
            language=pair.language,
            said_at=start + timedelta(hours=number),
        )
        for number, pair in enumerate(written)
    )


def _ours(community: Any, pair: Pair) -> list[int]:
    found = search(community, pair.question, pair.language).found[:AMONG]
    return [one.document.subject_id for one in found if one.document.kind == "contribution"]


def _theirs(said: list[Contribution], pair: Pair, joined: str) -> list[int]:
    asked: dict[str, Any] = {
        "keys": [one.pk for one in said],
        "configurations": [_configuration(one.language) for one in said],
        "texts": [one.text for one in said],
        "configuration": _configuration(pair.language),
        "question": pair.question,
        "joined": joined,
        "most": AMONG,
    }
    with connection.cursor() as cursor:
        cursor.execute(POSTGRESQL, asked)
        return [row[0] for row in cursor.fetchall()]


def _configuration(language: str) -> str:
    return CONFIGURATIONS.get(language, "simple")
