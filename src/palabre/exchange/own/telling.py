"""Everything one wrote and all one's data, as a ZIP: JSON of every row, and Markdown of one's words to read."""

from __future__ import annotations

import io
import json
import zipfile
from collections import defaultdict
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from palabre.communities.models import Community
from palabre.exchange.own.holdings import HOLDINGS
from palabre.newsroom.models import StoryVersion
from palabre.people.models import Person

# Secrets, digests of secrets, and what a machine made of the text beside it.
SECRET = ("password", "hash", "token", "html", "vector", "secret", "proof", "credential")
ABOUT_ONESELF = ("email", "name", "language", "reads", "writes", "time_zone", "network_roles", "joined_at")


def data_of(person: Person) -> dict[str, Any]:
    """Every row that belongs to a person, by model; asked across all communities."""
    told: dict[str, Any] = {"account": {name: getattr(person, name) for name in ABOUT_ONESELF}}
    told["communities"] = list(
        Community.objects.filter(pk__in=person.memberships.values("community")).values("id", "host", "name")
    )
    rows: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for holding in HOLDINGS:
        if holding.told:
            rows[holding.label] += [_row(row) for row in holding.rows_of(person).order_by("pk")]
    # A story's own words are in its version that nobody translated.
    versions = StoryVersion.objects.filter(story__author__person=person, translated_by=None)
    rows["newsroom.StoryVersion"] += [_row(version) for version in versions.order_by("pk")]
    return told | {label: found for label, found in rows.items() if found}


def archive_of(person: Person) -> bytes:
    """The ZIP: `data.json`, and one Markdown file for each community in which they wrote."""
    told = data_of(person)
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as held:
        held.writestr("data.json", json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1))
        for community in told["communities"]:
            if words := _words(told, community):
                held.writestr(f"{community['host']}.md", words)
    return data.getvalue()


def _row(row: Any) -> dict[str, Any]:
    """A row's own columns, without secrets; files by their names."""
    return {
        field.attname: str(value) if field.get_internal_type() == "FileField" else value
        for field in row._meta.concrete_fields
        if not any(part in field.name for part in SECRET)
        for value in [getattr(row, field.attname)]
    }


# Where the words of each kind stand, as paragraphs, and the moment they are told under.
READ = {
    "dialogues.Contribution": (("text",), "said_at"),
    "dialogues.Wrap": (("text",), "at"),
    "dialogues.Gloss": (("text",), "at"),
    "dialogues.Resource": (("title", "note", "address"), "added_at"),
    "dialogues.Draft": (("text",), "saved_at"),
    "newsroom.StoryVersion": (("headline", "standfirst", "body"), "updated_at"),
    "initiatives.Initiative": (("name", "summary", "who", "for_whom", "evidence"), "added_at"),
}


def _words(told: dict[str, Any], community: dict[str, Any]) -> str:
    parts = [f"# {community['name']}\n"]
    for label, (names, moment) in READ.items():
        for row in told.get(label, []):
            words = "\n\n".join(row[name] for name in names if row[name])
            if row["community_id"] == community["id"] and words:
                parts.append(f"## {row[moment]:%Y-%m-%d %H:%M} ({row['language']})\n\n{words}\n")
    return "\n".join(parts) if parts[1:] else ""
