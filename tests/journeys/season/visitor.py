"""Somebody at a browser without a window: opens pages, fills in the forms they find there and sends them."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import httpx

Fields = dict[str, list[str]]
PATIENCE = 120
"""Seconds to wait for a page: nothing here measures time, and a busy machine is no fault."""


@dataclass
class Form:
    """A form as it stands on a page: where it goes, what it would send, what it could tick."""

    action: str
    fields: Fields = field(default_factory=dict)
    offered: Fields = field(default_factory=dict)
    """Values of boxes, buttons and lists that can be chosen, by name."""

    def has(self, names: Any) -> bool:
        """Whether it asks for all of these."""
        return all(name in self.fields or name in self.offered for name in names)


class _Forms(HTMLParser):
    """The forms of a page that are sent by POST, as a browser would send them untouched."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._within = ("", "")  # (textarea or select, its name)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form" and said.get("method") == "post":
            self._form = Form(said.get("action", ""))
            self.forms.append(self._form)
        elif self._form is not None:
            self._field(tag, said, self._form)

    def _field(self, tag: str, said: dict[str, str], form: Form) -> None:
        name = said.get("name", "")
        if tag in ("textarea", "select"):
            self._within = (tag, name)
            form.fields[name] = [""] if tag == "textarea" else []
        elif tag == "option" and self._within[0] == "select":
            form.offered.setdefault(self._within[1], []).append(said.get("value", ""))
            if "selected" in said or not form.fields[self._within[1]]:
                form.fields[self._within[1]] = [said.get("value", "")]
        elif tag == "input" and name:
            choice = said.get("type") in ("checkbox", "radio")
            if choice:
                form.offered.setdefault(name, []).append(said.get("value", "on"))
            if not choice or "checked" in said:
                form.fields.setdefault(name, []).append(said.get("value", "on" if choice else ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag in ("textarea", "select"):
            self._within = ("", "")

    def handle_data(self, data: str) -> None:
        if self._form is not None and self._within[0] == "textarea":
            words = self._form.fields[self._within[1]]
            # The line break right behind <textarea> is none of the text.
            words[0] += data if words[0] else data.removeprefix("\n")


def forms_of(html: str) -> list[Form]:
    """The forms of a page."""
    parser = _Forms()
    parser.feed(html)
    return parser.forms


class Visitor:
    """One browser on one host: keeps its cookies, reads in one language."""

    def __init__(self, host: str, language: str, transport: httpx.BaseTransport) -> None:
        port = host.partition(":")[2]
        self.language = language
        self.client = httpx.Client(
            base_url=f"http://127.0.0.1:{port}",
            headers={"Host": host, "Accept-Language": language, "Sec-Fetch-Site": "same-origin"},
            follow_redirects=True,
            timeout=PATIENCE,
            transport=transport,
        )
        self.page = httpx.Response(204)

    @property
    def path(self) -> str:
        """Where they are."""
        return self.page.url.path

    def open(self, address: str, expected: int = 200) -> str:
        """Go to a path in their language, or to an address out of a mail; what is there."""
        path = "/" + address.split("/", 3)[3] if "://" in address else f"/{self.language}{address}"
        return self._take(self.client.get(path), expected)

    def send(self, expected: int = 200, **fields: str | list[str] | bool) -> str:
        """Fill in the page's form that asks for these, and send it with its one-time key; what comes then."""
        found = [one for one in forms_of(self.page.text) if one.has(fields)]
        # A code, and words kept before, are good once by themselves; every other form brings its key.
        form = next((one for one in found if one.has(["once"])), found[-1])
        filled: Fields = dict(form.fields)
        for name, value in fields.items():
            if isinstance(value, bool):
                filled[name] = form.offered[name] if value else []
            else:
                filled[name] = value if isinstance(value, list) else [value]
        action = form.action or str(self.page.url)
        return self._take(self.client.post(action, data=filled), expected)

    def _take(self, answer: httpx.Response, expected: int) -> str:
        self.page = answer
        assert answer.status_code == expected, f"{answer.status_code} {answer.url}\n{answer.text[-1500:]}"
        return answer.text
