"""What a room above has to say of a page for machines and for passing it on: its feed, what it is, its address.

The frame of every page asks here by the page's name (`dialogues_page`); the rooms below know nothing of feeds.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

AS_TEXT = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


@dataclass(frozen=True)
class Head:
    """Of one page. `feed` is its Atom feed, `json_feed` the same as JSON; `data` is schema.org's description.

    `share` is the absolute address to pass on, "" where a page is not one to pass on.
    """

    feed: str = ""
    json_feed: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    share: str = ""

    def script(self) -> SafeString:
        """The description as a block of data. No browser runs it, so the security policy need not allow it."""
        if not self.data:
            return mark_safe("")
        said = json.dumps({"@context": "https://schema.org", **self.data}, ensure_ascii=False)
        text = mark_safe(said.translate(AS_TEXT))  # noqa: S308 (no markup is left in it)
        return format_html('<script type="application/ld+json">{}</script>', text)


Teller = Callable[[Context], Head | None]
_tellers: dict[str, Teller] = {}


def register(name: str, teller: Teller) -> None:
    """Let a room say what it knows of the pages of this name; it answers None where there is nothing to say."""
    _tellers[name] = teller


def head_of(context: Context) -> Head:
    """What is known of the page being made. A page for what went wrong has the name of the one asked for, and
    nothing of what that one shows: a teller finds nothing in it to tell of."""
    match = getattr(context.get("request"), "resolver_match", None)
    teller = _tellers.get(match.view_name) if match else None
    return (teller(context) if teller else None) or Head()
