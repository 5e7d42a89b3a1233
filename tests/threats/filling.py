"""The forms of a page, filled in with a text wherever words can be written."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from html.parser import HTMLParser

WORDS = ("text", "search", "textarea")


@dataclass
class Form:
    """One form that writes: what stands in it, by name, and the names of the boxes for words."""

    action: str
    given: dict[str, str] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)

    def filled(self, text: str) -> dict[str, str]:
        """What is sent, under a key of its own, with the text in every box for words."""
        key = {"once": secrets.token_urlsafe(16)} if "once" in self.given else {}
        return {**self.given, **dict.fromkeys(self.words, text), **key}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []
        self.inside: Form | None = None
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form" and said.get("method") == "post":
            self.inside = Form(said.get("action", ""))
            self.found.append(self.inside)
        elif self.inside is not None:
            self._control(tag, said, self.inside)

    def _control(self, tag: str, said: dict[str, str], form: Form) -> None:
        name, kind = said.get("name", ""), said.get("type", "text") if tag == "input" else tag
        if tag == "select":
            self.select = name
        elif tag == "option" and said.get("value") and ("selected" in said or self.select not in form.given):
            form.given[self.select] = said["value"]
        elif not name or kind in ("file", "submit", "url", "option"):
            return
        elif kind in WORDS:
            form.words.append(name)
        elif kind == "email":
            form.given[name] = "somebody@example.org"
        elif kind in ("checkbox", "radio"):
            form.given.setdefault(name, said.get("value", "on"))
        elif kind != "button":
            form.given[name] = said.get("value") or {
                "date": "2026-12-01",
                "number": said.get("min") or "1",
            }.get(kind, "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = None


def forms_of(page: str) -> list[Form]:
    """The forms of a page in which somebody can write words and that change something."""
    reader = _Reader()
    reader.feed(page)
    return [form for form in reader.found if form.words]
