"""The forms that pages show, filled in as somebody would who wants them to be taken."""

from __future__ import annotations

import io
import re
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from palabre.communities import once
from palabre.communities.tests.hosts import mails
from palabre.kit import clock
from tests.threats.doors import VISITOR, browser, community_doors, path_of, takes_forms
from tests.threats.may import MAY
from tests.threats.world import World

TYPED = {
    "text": "Words enough",
    "search": "water",
    "number": "3",
    "email": "somebody@example.org",
    "url": "https://example.org/a",
}


@dataclass
class Sheet:
    """One form: where it is sent, its fields with a value that should do, and the kind of each."""

    action: str
    fields: dict[str, Any] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    pictures: list[str] = field(default_factory=list)

    def send(self, one: Client, instead: dict[str, Any] | None = None) -> Any:
        """Send it, under a new key, with some fields otherwise."""
        files = {name: picture() for name in self.pictures}
        return one.post(self.action, {**self.fields, **files, "once": once.new_key(), **(instead or {})})


class _Reader(HTMLParser):
    """Every form of a page that is sent by POST."""

    def __init__(self, here: str) -> None:
        super().__init__()
        self.here, self.found = here, list[Sheet]()
        self.sheet: Sheet | None = None
        self.choosing = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "form" and (said.get("method") or "").lower() == "post":
            self.sheet = Sheet((said.get("action") or self.here).split("#")[0])
            self.found.append(self.sheet)
        if self.sheet is None:
            return
        name = said.get("name") or ""
        if tag == "input" and name:
            self._typed(name, said.get("type") or "text", said)
        elif tag == "textarea" and name:
            self._set(name, "text", "Words enough for everybody.")
        elif tag == "select" and name:
            self.choosing, self.sheet.kinds[name] = name, "select"
        elif tag == "option" and self.choosing and said.get("value"):
            if "selected" in said or self.choosing not in self.sheet.fields:
                self.sheet.fields[self.choosing] = said["value"]
        elif tag == "button" and name and name not in self.sheet.fields and said.get("type") != "button":
            self._set(name, "button", said.get("value") or "")

    def _typed(self, name: str, kind: str, said: dict[str, str | None]) -> None:
        assert self.sheet is not None
        if kind in ("radio", "checkbox"):
            if "checked" in said or name not in self.sheet.fields:
                self._set(name, kind, said.get("value") or "on")
        elif kind == "file":
            self.sheet.kinds[name] = kind
        elif kind == "date":
            self._set(name, kind, said.get("value") or clock.today("UTC").isoformat())
        else:
            self._set(name, kind, said.get("value") or TYPED.get(kind, "Words enough"))

    def _set(self, name: str, kind: str, value: str) -> None:
        assert self.sheet is not None
        self.sheet.fields[name], self.sheet.kinds[name] = value, kind

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.sheet = None
        elif tag == "select":
            self.choosing = ""


def sheets_on(one: Client, path: str) -> list[Sheet]:
    """The forms of a page."""
    answer = one.get(path)
    if answer.status_code != 200 or not answer.headers["Content-Type"].startswith("text/html"):
        return []
    reader = _Reader(path)
    reader.feed(answer.content.decode())
    return reader.found


def picture() -> SimpleUploadedFile:
    """A photograph, small."""
    made = io.BytesIO()
    Image.new("RGB", (20, 20), "teal").save(made, "JPEG")
    return SimpleUploadedFile("a.jpg", made.getvalue(), content_type="image/jpeg")


# What the first value that comes to mind does not say: another language, a day to come, a file.
INSTEAD: dict[str, dict[str, str]] = {
    "communities_newcomer": {"lets_in": "yes"},
    "dialogues_gloss": {"language": "es", "text": "La bomba."},
    "moderation_decide": {"state": "hidden", "ground": "hurts", "reason": "It hurts."},
    "moderation_queue": {"state": "hidden", "ground": "hurts", "reason": "It hurts."},
}
# The links of mails: the route and what its mail is about.
BY_LINK = {
    "communities_invitation": "invitation",
    "dialogues_panel": "panel_invitation",
    "network_reply": "assignment",
}


LEAST_FIRST = ("esi", "farid", "amina", "bruno", "carla", "dev")


def who_may(name: str) -> str:
    """Somebody who may send a form there, with as few roles as do; a visitor where only a link lets in."""
    return next((who for who in LEAST_FIRST if who in MAY[name]), VISITOR)


# What members fill in most; the forms of a run without `--all`.
A_FEW = frozenset(
    {
        "communities_join",
        "communities_me",
        "communities_member",
        "dialogues_speak",
        "dialogues_change",
        "moderation_flag",
        "moderation_decide",
        "initiatives_propose",
    }
)


def sheets_of(world: World, only: Container[str] = frozenset(MAY)) -> Iterator[tuple[str, str, Sheet]]:
    """Each route of a community that takes forms, who sends one there, and the form filled in."""
    tokens = links(world)
    for route, door in community_doors():
        if not takes_forms(door.callback) or route.name == "account_login" or route.name not in only:
            continue
        who = who_may(route.name)
        path = tokens.get(BY_LINK.get(route.name, ""), path_of(world, route))
        shown = [one for one in sheets_on(browser(world, who), path) if one.action.split("?")[0] == path]
        for sheet in shown[:1] or [Sheet(path)]:
            for name, kind in sheet.kinds.items():
                if kind == "file" and name in ("picture", "photo"):
                    sheet.pictures.append(name)
            sheet.fields |= {
                name: value for name, value in INSTEAD.get(route.name, {}).items() if name in sheet.kinds
            }
            yield route.name, who, sheet


def links(world: World) -> dict[str, str]:
    """What the mails of this world lead to, without their language."""
    found = {}
    for to, kind in (
        ("new@example.org", "invitation"),
        ("yara@example.org", "panel_invitation"),
        ("amina@example.org", "assignment"),
    ):
        said = mails(to, kind)[-1].text
        address = re.search(r"https?://[^/\s]+(?:/[a-z]{2})?(/(?:invitation|panel|assignments)/\S+/)", said)
        assert address, kind
        found[kind] = address[1]
    found["filing"] = found["assignment"].replace("/reply/", "/file/")
    found["photograph"] = found["filing"] + "photograph/"
    return found
