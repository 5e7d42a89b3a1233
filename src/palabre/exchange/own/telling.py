"""Everything one wrote and all one's data, as a ZIP: JSON of every row, Markdown to read, and one's files."""

from __future__ import annotations

import json
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from shutil import copyfileobj
from typing import IO, Any

from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import translation
from django.utils.translation import gettext as _

from palabre.communities.models import Community
from palabre.exchange.own.holdings import HOLDINGS
from palabre.exchange.own.rows import files_in, row_of
from palabre.exchange.own.written import WRITTEN
from palabre.kit.languages import interface_for
from palabre.people.models import Person

ABOUT_ONESELF = ("email", "name", "language", "reads", "writes", "time_zone", "network_roles", "joined_at")
MEDIA = "media"
"""The folder of one's files in the archive, each under the name that `data.json` has for it."""
AT_ONCE = 256 * 1024
"""Bytes of a file that are in memory at a time."""


def data_of(person: Person) -> dict[str, Any]:
    """Every row that belongs to a person or that they wrote, by model; asked across all communities."""
    told: dict[str, Any] = {"account": {name: getattr(person, name) for name in ABOUT_ONESELF}}
    told["communities"] = list(
        Community.objects.filter(pk__in=person.memberships.values("community")).values("id", "host", "name")
    )
    rows: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for holding in HOLDINGS:
        if holding.told:
            rows[holding.label] += [row_of(row) for row in holding.rows_of(person).order_by("pk")]
    for label, written_by in WRITTEN.items():
        rows[label] += written_by(person)
    return told | {label: found for label, found in rows.items() if found}


def archive_of(person: Person, into: IO[bytes]) -> None:
    """The ZIP: `data.json`, a Markdown file for each community in which they wrote, one for what they wrote outside
    of all, and under `media/` every file they gave. What is not there any more is named in `media/missing.txt`."""
    told = data_of(person)
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as held:
        held.writestr("data.json", json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1))
        for community in [*told["communities"], {"id": None, "host": "account", "name": person.name}]:
            if words := _words(told, community):
                held.writestr(f"{community['host']}.md", words)
        missing = [name for name in _files(told) if not _put(held, name)]
        if missing:
            with translation.override(interface_for(person.language)):
                why = _("These files belong to your data, but are not in our storage any more:")
            held.writestr(f"{MEDIA}/missing.txt", "\n".join([why, "", *missing, ""]))


def _files(told: dict[str, Any]) -> list[str]:
    """The names of the files that the rows hold, each once: two rows may show the same picture."""
    names = {
        row[column]: None
        for label, rows in told.items()
        if "." in label
        for column in files_in(label)
        for row in rows
        if row.get(column)
    }
    return list(names)


def _put(held: zipfile.ZipFile, name: str) -> bool:
    """Copy one file into the archive, a piece at a time; False where it is not there. Pictures and sounds are packed
    already, so nothing is packed again."""
    try:
        kept = default_storage.open(name)
    except OSError:
        return False
    with kept, held.open(zipfile.ZipInfo(f"{MEDIA}/{name}"), "w") as into:
        copyfileobj(kept, into, AT_ONCE)
    return True


# Where the words of each kind stand, as paragraphs, and the moment they are told under, where one is known.
READ: dict[str, tuple[tuple[str, ...], str]] = {
    "dialogues.Contribution": (("text",), "said_at"),
    "dialogues.Revision": (("text",), "until"),
    "dialogues.Dialogue": (("title", "standfirst", "framing", "partners", "picture_alt"), "written_at"),
    "dialogues.Round": (("title", "note"), "written_at"),
    "dialogues.Question": (("text",), "written_at"),
    "dialogues.Channel": (("name", "note"), "written_at"),
    "dialogues.Seat": (("title", "opening"), ""),
    "dialogues.Wrap": (("text",), "at"),
    "dialogues.Gloss": (("text",), "at"),
    "dialogues.Synthesis": (("introduction",), "begun_at"),
    "dialogues.Finding": (("text",), ""),
    "dialogues.Outcome": (("recipient", "answer", "effect"), "recorded_at"),
    "dialogues.Resource": (("title", "note", "address"), "added_at"),
    "dialogues.Draft": (("text",), "saved_at"),
    "dialogues.Welcome": (("text",), "changed_at"),
    "newsroom.Theme": (("title", "introduction", "shared"), "created_at"),
    "newsroom.StoryVersion": (("headline", "standfirst", "body"), "written_at"),
    "newsroom.Caption": (("alt",), "written_at"),
    "newsroom.Correction": (("note",), "at"),
    "newsroom.Withdrawal": (("reason",), "at"),
    "initiatives.Initiative": (("name", "summary", "who", "for_whom", "evidence"), "added_at"),
    "initiatives.InitiativeVersion": (("name", "summary", "who", "for_whom"), ""),
    "initiatives.Replication": (("note",), "written_at"),
    "network.Assignment": (("reason",), "answered_at"),
    "network.Assignment.brief": (("slugline", "brief"), "written_at"),
    "network.Correspondent": (("about",), ""),
    "communities.Membership": (("about",), ""),
    "communities.JoinAnswer": (("text",), ""),
    "communities.Rules": (("text",), "published_at"),
    "moderation.Flag": (("note",), "at"),
    "moderation.Decision": (("reason",), "at"),
    "moderation.Appeal": (("text",), "at"),
}
OTHERS = {
    "communities.JoinAnswer": ("question",),
    "communities.Membership": ("blocked_because",),
    "network.Assignment": ("brief",),
}
"""Words in rows of one's own that somebody else wrote: data about oneself, and not among one's words to read."""


def _words(told: dict[str, Any], community: dict[str, Any]) -> str:
    parts = [f"# {community['name']}\n", *_told(told, community["id"])]
    return "\n".join(parts) if parts[1:] else ""


def _told(told: dict[str, Any], community_id: int | None) -> Iterator[str]:
    for label, (names, moment) in READ.items():
        for row in told.get(label, []):
            words = "\n\n".join(row[name] for name in names if row.get(name))
            if row.get("community_id") == community_id and words:
                at = f"{row[moment]:%Y-%m-%d %H:%M} " if moment and row[moment] else ""
                yield f"## {at}({row['language']})\n\n{words}\n"
