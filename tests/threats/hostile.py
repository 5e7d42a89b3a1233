"""Text that means harm, or that programs stumble over: others' collections, and strings of our own for every field.

Each of our own holds the element `<palabre-hit>`: a page in which that element exists has obeyed what somebody wrote.
What would run calls `hit()`; what would load asks for an address at `HOST`.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Final
from xml.etree import ElementTree as ET

import psycopg
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models
from psycopg import sql

from palabre.kit.fields import LanguageField
from palabre.kit.testing.reference import reference
from palabre.kit.text.markdown import render

HOST: Final = "elsewhere.example"
ELEMENT: Final = "palabre-hit"
_MARK: Final = f"<{ELEMENT} onclick=hit()>"
OF_OUR_OWN: Final = (
    f'"><script>hit()</script>{_MARK}',
    f"'><img src=x onerror=hit()>{_MARK}",
    f"</title><script>hit()</script>{_MARK}",
    f"</textarea></select></button>{_MARK}<svg/onload=hit()>",
    f"</script><script>hit()</script>{_MARK}",
    f"]]></content></entry>{_MARK}<![CDATA[",
    f"--><!----!>{_MARK}<iframe src=javascript:hit()>",
    f'" autofocus onfocus=hit() tabindex=0 x="{_MARK}',
    f"' onmouseover=hit() style=position:fixed;inset:0 x='{_MARK}",
    f"&lt;{ELEMENT}&gt;&#60;script>hit()&#60;/script>{_MARK}",
    f"&amp;lt;{ELEMENT}&amp;gt;{_MARK}",
    f"Water\r\nBcc: everybody@{HOST}\r\n\r\n{_MARK}",
    "{{ request.session }}{% load static %}{{ 7|add:7 }}" + _MARK,
    f"\u202e\u2066evil\u202d{_MARK}\u2028\u2029\ufeff",
    f"<base href=//{HOST}/>{_MARK}<link rel=stylesheet href=//{HOST}/a.css>",
    f"<meta http-equiv=refresh content=0;url=//{HOST}/>{_MARK}",
    f"<form action=//{HOST}/><button formaction=javascript:hit()>{_MARK}",
    f"<style>@import'//{HOST}/a.css';*{{display:none}}</style>{_MARK}",
    f"</mj-text><mj-raw><script>hit()</script></mj-raw><mj-include path='/etc/passwd'/>{_MARK}",
    f"=HYPERLINK(\"//{HOST}/\")|' /C calc'!A0{_MARK}",
    f"[a](javascript:hit()) ![b](//{HOST}/b.png) <javascript:hit()> {_MARK}",
    f"<svg><style><img src=//{HOST}/c.png onerror=hit()></style>{_MARK}",
    f"<math><mtext><table><mglyph><style><img src=x onerror=hit()>{_MARK}",
    f"%3Cscript%3Ehit()%3C/script%3E\\u003cscript>hit()\\x3c/script>{_MARK}",
    f"`${{hit()}}`;hit()//'-hit()-'\\\"-hit()-\"{_MARK}",
)
# What Django takes for an address of the web, and for one of e-mail.
ADDRESS: Final = f"https://{HOST}/'\"><script>hit()</script>{_MARK.replace(' ', '/')}?&lt;x&gt;#"
EMAIL: Final = f'"<svg/onload=hit()><{ELEMENT}>ID"@example.org'


def _lines(name: str) -> list[dict[str, Any]]:
    text = (reference("sanitize") / name).read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


def _of_feedparser() -> Iterator[str]:
    """The pairs, each whole feed as it came, and every text in it once more as its reader gets it."""
    yield from (one["input"] for one in _lines("html-pairs-from-feedparser.jsonl"))
    for one in _lines("feedparser-sanitize.jsonl"):
        yield one["xml"]
        try:
            yield from (text for text in ET.fromstring(one["xml"].encode()).itertext() if "<" in text)
        except ET.ParseError:
            continue  # some of them are ill-formed on purpose


def _of_dompurify() -> Iterator[str]:
    yield from (
        one["payload"] for one in json.loads((reference("sanitize") / "dompurify-expect.json").read_text())
    )


def _of_bleach() -> Iterator[str]:
    yield from (one["input"] for one in _lines("bleach.jsonl"))


def _of_tree_construction() -> Iterator[str]:
    for path in sorted((reference("sanitize") / "html5lib-tree-construction").glob("*.dat")):
        yield from re.findall(r"^#data\n(.*?)\n?#errors", path.read_text("utf-8"), re.DOTALL | re.MULTILINE)


def _of_tokenizer() -> Iterator[str]:
    for path in sorted((reference("sanitize") / "html5lib-tokenizer").glob("*.test")):
        held = json.loads(path.read_text("utf-8"))
        for one in [*held.get("tests", []), *held.get("xmlViolationTests", [])]:
            yield _unescaped(one["input"]) if one.get("doubleEscaped") else one["input"]


def _unescaped(text: str) -> str:
    return re.sub(r"\\u([0-9A-Fa-f]{4})", lambda found: chr(int(found[1], 16)), text)


def naughty() -> list[str]:
    """The big list of naughty strings."""
    return [str(one) for one in json.loads((reference("unicode") / "blns.json").read_text("utf-8"))]


def _of_markdown_it() -> Iterator[str]:
    """Title, ".", Markdown, ".", HTML, ".": the Markdown, and the HTML as somebody might paste it."""
    for path in sorted((reference("markdown") / "markdown-it-py").glob("*.md")):
        found = re.findall(r"^\.\n(.*?)^\.\n(.*?)^\.$", path.read_text("utf-8"), re.DOTALL | re.MULTILINE)
        yield from (text for pair in found for text in pair)


SOURCES: Final[dict[str, tuple[Callable[[], Iterator[str]], int]]] = {
    "feedparser": (_of_feedparser, 550),
    "dompurify": (_of_dompurify, 190),
    "bleach": (_of_bleach, 10),
    "html5lib tree construction": (_of_tree_construction, 850),
    "html5lib tokenizer": (_of_tokenizer, 220),
    "naughty strings": (lambda: iter(naughty()), 480),
    "markdown-it": (_of_markdown_it, 260),
    "our own": (lambda: iter((*OF_OUR_OWN, ADDRESS, EMAIL)), 25),
}
"""Where the corpus comes from: its strings, and the least there must be of them."""


@cache
def corpus(source: str) -> tuple[str, ...]:
    """The strings of one source, each once; its last ones also without their entities, as a second reader sees them."""
    found, least = SOURCES[source][0], SOURCES[source][1]
    strings = tuple(dict.fromkeys(found()))
    assert len(strings) >= least, f"{source} has {len(strings)} strings where {least} are expected"
    return tuple(dict.fromkeys([*strings, *(html.unescape(text) for text in strings if "&" in text)]))


def whole_corpus() -> list[str]:
    """All strings of all sources."""
    return list(dict.fromkeys(text for source in SOURCES for text in corpus(source)))


# Columns that no person fills: what machines, lists to choose from, and checked addresses keep there.
_APART: Final = frozenset(
    (
        *(
            "password",
            "time_zone",
            "host",
            "slug",
            "code",
            "kind",
            "source",
            "path",
            "browser",
            "key",
            "once",
        ),
        *(
            "token_hash",
            "reply_token_hash",
            "receipt_hash",
            "media_type",
            "trouble",
            "file",
            "currency",
            "country",
        ),
    )
)
_APART_IN: Final = {
    "dialogues.Draft": {"place"},
    "moderation.Standing": {"reason"},  # a word of a list
    "mail.Message": {"to", "sender", "reply_to", "html"},  # written by the house from the rest
    "portal.SearchDocument": {"title", "excerpt"},  # made anew from the rows
}
_NOT_PEOPLES: Final = frozenset(
    (
        "chronicle",
        "kit",
        "people.SignInCode",
        "people.Ticket",
        "people.Count",
        "mail.Suppression",
        "exchange",
        "communities.OnceKey",
        "communities.NetworkOnceKey",
    )
)


@dataclass(frozen=True)
class Column:
    """A column in which somebody writes; `holds` is text, html, email, address, words (many) or names (JSON)."""

    label: str
    table: str
    key: str
    name: str
    holds: str
    longest: int

    def value(self, offset: int) -> tuple[sql.Composable, list[Any]]:
        """SQL for the column's new value, another string of our own in each row; and its parameters."""
        name, key = sql.Identifier(self.name), sql.Identifier(self.key)
        if self.holds in ("email", "address"):
            one = "replace(%s, 'ID', {}::text)" if self.holds == "email" else "%s || {}"
            kept = sql.SQL("CASE WHEN {} = '' THEN '' ELSE " + one + " END").format(name, key)
            return kept, [EMAIL if self.holds == "email" else ADDRESS]
        strings = [render(text) if self.holds == "html" else text for text in OF_OUR_OWN]
        strings = [text for text in strings if len(text) <= (self.longest or len(text))]
        chosen = sql.SQL("(%s::text[])[1 + (({} + {}) %% {})::int]").format(
            key, sql.Literal(offset), sql.Literal(len(strings))
        )
        if self.holds == "words":
            return sql.SQL("ARRAY[{}]").format(chosen), [strings]
        if self.holds == "names":
            of_all = sql.SQL(
                "(SELECT coalesce(jsonb_object_agg(tag, {}), '{{}}') FROM jsonb_object_keys({}) AS tag)"
            )
            return of_all.format(chosen, name), [strings]
        return chosen, [strings]


def columns() -> list[Column]:
    """Every column of every table in which something stands that a person wrote."""
    return [
        Column(
            model._meta.label,
            model._meta.db_table,
            model._meta.pk.column,
            field.column,
            holds,
            _longest(field),
        )
        for model in apps.get_models()
        if model.__module__.startswith("palabre.")
        and not _NOT_PEOPLES & {model._meta.app_label, model._meta.label}
        for field in model._meta.local_concrete_fields
        if (holds := _holds(model._meta.label, field))
    ]


def _longest(field: Any) -> int:
    """Characters the column takes; 0 where there is no end."""
    return getattr(getattr(field, "base_field", field), "max_length", 0) or 0


def _holds(label: str, field: Any) -> str:
    if field.name in _APART or field.name in _APART_IN.get(label, set()) or field.choices:
        return ""
    if label == "places.City" and field.name == "names":
        return "names"
    if isinstance(field, ArrayField):
        chosen = isinstance(field.base_field, LanguageField) or field.base_field.choices
        return "" if chosen or field.name == "network_roles" else "words"
    if isinstance(field, LanguageField | models.SlugField | models.FileField | models.JSONField):
        return ""
    for kind, holds in ((models.EmailField, "email"), (models.URLField, "address")):
        if isinstance(field, kind):
            return holds
    if isinstance(field, models.CharField | models.TextField):
        return "html" if field.name == "html" or field.name.endswith("_html") else "text"
    return ""


def make_hostile(database_url: str) -> dict[str, int]:
    """Put strings of our own into every such column of every row, past the house; returns rows by table.

    What is shown as HTML is what our cleaner makes of them; all else stands as it was written.
    """
    rows: dict[str, int] = {}
    known = columns()
    with psycopg.connect(database_url, autocommit=True) as connection:
        for table in dict.fromkeys(column.table for column in known):
            sets, given = [], []
            for offset, column in enumerate(known):
                if column.table == table:
                    value, values = column.value(offset)
                    sets.append(sql.SQL("{} = {}").format(sql.Identifier(column.name), value))
                    given += values
            statement = sql.SQL("UPDATE {} SET {}").format(sql.Identifier(table), sql.SQL(", ").join(sets))
            key = next(sql.Identifier(column.key) for column in known if column.table == table)
            where = sql.SQL(_CITIES_THAT_COUNT if table == "places_city" else "").format(key)
            rows[table] = connection.execute(statement + where, given).rowcount
    return rows


# The gazetteer has tens of thousands of cities of which these communities know a few.
_CITIES_THAT_COUNT: Final = """ WHERE {} IN (
    SELECT city_id FROM places_hub UNION SELECT city_id FROM dialogues_contribution
    UNION SELECT city_id FROM initiatives_initiative UNION SELECT city_id FROM dialogues_seat)"""
