"""What can be told apart from outside: an answer without what is random in every page and without its own address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from django.test import Client

from palabre.communities.once import new_key
from palabre.kit.testing.cast import model

# What our forms ask for, as somebody fills it in: with it and a fresh key a form gets as far as its row.
FILLED_IN = {
    "text": "Water comes at night.",
    "language": "en",
    "note": "Look.",
    "reason": "So.",
    "answer": "accept",
    "state": "hidden",
    "ground": "hurts",
    "roles": "member",
    "lets_in": "yes",
    "pick": "picked",
    "headline": "Water",
    "body": "It comes at night.",
    "name": "A key",
    "number": "1",
}


@dataclass(frozen=True)
class Answer:
    """What can be told apart from outside."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: str


def difference(one: Answer, other: Answer) -> str:
    """Where two answers part, in a line."""
    if one.status != other.status:
        return f"{one.status} not {other.status}"
    if one.headers != other.headers:
        return str(set(one.headers) ^ set(other.headers))
    lines = zip(one.body.split("\n"), other.body.split("\n"), strict=False)
    return next((f"{a.strip()[:160]} not {b.strip()[:160]}" for a, b in lines if a != b), "longer")


def answer(browser: Client, method: str, path: str, host: str) -> Answer:
    """One request's answer; a POST sends a form filled in, with a one-time key of its own."""
    form = urlencode(FILLED_IN | {"once": new_key()}).encode() if method == "POST" else b""
    got = browser.generic(method, path, form, "application/x-www-form-urlencoded", headers={"host": host})
    assert got.status_code != 429, f"{method} {path}: asked too often to be answered"
    body = b"".join(got.streaming_content) if got.streaming else got.content  # type: ignore[attr-defined]
    text = body.decode("utf-8", "replace")
    headers = [(name, hidden(value, path, host)) for name, value in _headers(got)]
    return Answer(got.status_code, tuple(sorted(headers)), hidden(text, path, host))


def _headers(got: Any) -> list[tuple[str, str]]:
    """As sent, but of cookies their names alone, and of the moment at which an answer is stale that there is one."""
    plain = [(k, v) for k, v in got.headers.items() if k not in ("Set-Cookie", "Expires")]
    stale = [("Expires", "")] if "Expires" in got.headers else []
    return plain + stale + [("Set-Cookie", name) for name in got.cookies]


def hidden(text: str, path: str, host: str) -> str:
    """Only the addresses a page says of itself, on its host: a short one occurs in much that is none of them."""
    here = rf"(?:https?://{re.escape(host)}(?::\d+)?)?"
    for form in sorted({path, quote(path), quote(path, safe=""), quote(quote(path))}, key=len, reverse=True):
        text = re.sub(
            rf'((?:next=|(?:href|action)="{here}[^"?:]*?)){re.escape(form)}(?=["&]|$)', r"\1/HERE/", text
        )
    return re.sub(r'name="once" value="[^"]*"', 'name="once"', text)


def browser_of(name: str | None) -> Client:
    """A browser, signed in where a name is given."""
    browser = Client(raise_request_exception=False)
    if name is not None:
        browser.force_login(model("people.Person").objects.get(email=name))
    return browser
