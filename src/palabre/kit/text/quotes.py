"""Somebody else's words inside a text: left out where its author's own are meant, and told in their own language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from palabre.kit.languages import direction
from palabre.kit.text.identify import identify
from palabre.kit.text.markdown import plain

_QUOTED_LINE = re.compile(r"[ ]{0,3}>")
TAG = re.compile(r"""<(?P<end>/?)(?P<name>[a-z][a-z0-9]*)(?:"[^"]*"|[^">])*>""")
"""A whole tag of cleaned HTML: in an attribute's value a sign of another tag means nothing."""


def own_lines(markdown: str) -> str:
    """What the author of a Markdown text wrote: its lines without those of a quote, or all where it has no others."""
    own = "\n".join(line for line in markdown.splitlines() if not _QUOTED_LINE.match(line))
    return own if _has_words(own) else markdown


def own_words(html: str) -> str:
    """The author's own words of clean HTML, as `plain` gives them; the quotes' where there are no others."""
    own = plain("".join(piece for piece, is_quote in _pieces(html) if not is_quote))
    return own if _has_words(own) else plain(html)


def own_words_first(html: str) -> str:
    """All words of clean HTML, the author's own before those they quote: as they are looked for and found."""
    pieces = list(_pieces(html))
    return plain(
        "".join(piece for of_quotes in (False, True) for piece, is_quote in pieces if is_quote == of_quotes)
    )


def with_languages(html: str, allowed: Sequence[str]) -> str:
    """The rendered HTML whose quotes say their language and direction, where one of `allowed` can be recognised."""
    if "<blockquote" not in html:
        return html
    return "".join(_told(piece, allowed) if is_quote else piece for piece, is_quote in _pieces(html))


def _told(quote: str, allowed: Sequence[str]) -> str:
    """A quote that says its language; the quotes in it say their own."""
    opening = quote.index(">") + 1
    closing = quote.rindex("</")
    inside = quote[opening:closing]
    language = identify(own_words(inside), allowed, "")
    tag = f'<blockquote lang="{language}" dir="{direction(language)}">' if language else quote[:opening]
    return tag + with_languages(inside, allowed) + quote[closing:]


def _pieces(html: str) -> Iterator[tuple[str, bool]]:
    """The HTML in order, in pieces: each outermost quote, and what stands around them."""
    depth, begun = 0, 0
    for tag in TAG.finditer(html):
        if tag["name"] != "blockquote":
            continue
        if not tag["end"] and depth == 0:
            yield html[begun : tag.start()], False
            begun = tag.start()
        depth += -1 if tag["end"] else 1
        if depth == 0:
            yield html[begun : tag.end()], True
            begun = tag.end()
    yield html[begun:], False


def _has_words(text: str) -> bool:
    return any(letter.isalnum() for letter in text)
