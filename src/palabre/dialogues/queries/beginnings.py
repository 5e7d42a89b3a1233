"""The beginning of a long text, for lists; the whole of it, in pieces that a page holds, stands at its own address."""

from __future__ import annotations

import html as entities
from collections.abc import Iterator
from dataclasses import dataclass

from palabre.dialogues.queries import budget
from palabre.kit.text.markdown import excerpt, plain
from palabre.kit.text.quotes import TAG

LONGEST_IN_A_LIST = 10_000
"""Bytes of HTML of one text in a list: about three printed pages in English, one and a half in Chinese."""

_EMPTY = frozenset({"br", "hr"})


def beginning(html: str, most: int = LONGEST_IN_A_LIST) -> str:
    """The first whole paragraphs, lists and quotes of clean HTML that fit into `most` bytes.

    Where not even the first fits, its first words without markup. A text that fits is given back as it is.
    """
    if len(html.encode()) <= most:
        return html
    first = ""
    for block in _blocks(html):
        if len((first + block).encode()) > most:
            break
        first += block
    return first or f"<p>{entities.escape(excerpt(plain(html), most // 6))}</p>"


def within(html: str, share: int) -> str:
    """Its beginning, where it weighs more than `share` bytes of a compressed page."""
    weight = budget.weight(html)
    return html if weight <= share else beginning(html, share * len(html.encode()) // weight)


def pieces(html: str, share: int = budget.PIECE) -> list[str]:
    """Clean HTML in order, in pieces that weigh about `share` bytes of a compressed page each; nothing is left out.

    Cut between paragraphs, lists and quotes; one that is longer than a piece is cut between words, without its markup.
    """
    found = [""]
    for block in _blocks(html):
        for part in [block] if budget.weight(block) <= share else _cut(block, share):
            if found[-1] and budget.weight(found[-1] + part) > share:
                found.append("")
            found[-1] += part
    return found


@dataclass(frozen=True)
class Piece:
    """A piece of a long text, and the number of the next; 0 after the last."""

    html: str
    next: int


def piece_of(html: str, wanted: int | None) -> Piece:
    """The piece with this number, from 1; beyond the last, the last."""
    found = pieces(html)
    number = max(1, min(wanted or 1, len(found)))
    return Piece(found[number - 1], number + 1 if number < len(found) else 0)


def _blocks(html: str) -> Iterator[str]:
    """Its paragraphs, lists and quotes, each with what follows it up to the next."""
    depth, start = 0, 0
    for tag in TAG.finditer(html):
        if tag["name"] in _EMPTY:
            continue
        depth += -1 if tag["end"] else 1
        if depth == 0:
            yield html[start : tag.end()]
            start = tag.end()
    if html[start:].strip():
        yield html[start:]


def _cut(block: str, share: int) -> Iterator[str]:
    words = plain(block)
    most = max(1, share * len(words) // budget.weight(block))
    while words:
        end = words.rfind(" ", 1, most + 1) if len(words) > most else len(words)
        first, words = (words[:end], words[end:].lstrip()) if end > 0 else (words[:most], words[most:])
        yield f"<p>{entities.escape(first)}</p>"
