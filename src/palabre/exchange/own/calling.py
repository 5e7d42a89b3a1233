"""Whether a text calls somebody by one of their names, in any script.

A name is found where it stands by itself: nothing of the same script continues it. Where it begins or ends with a point
or a bracket, that edge is enough. Scripts that are written without spaces have no edges to look for, and some languages
write a small word together with the name ("وعائشة", "শিরিনের").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from html import escape
from typing import Final

SHORT: Final = 3
"""Names shorter than this are words of many languages: they are looked for as they are written, capitals and all."""

_UNSPACED: Final = frozenset(
    ("CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN")
)
_BEFORE: Final = frozenset("وفبلك")
"""One letter that Arabic writes together with the word after it: and, so, with, for, like."""
_AFTER: Final = ("এর", "ের", "র", "কে", "রা", "দের", "তে")
"""What Bengali writes together with a name: of, to, and others."""


def spellings(name: str) -> set[str]:
    """A name as a mail may hold it: as it is, and as HTML writes it."""
    plain = {name, unicodedata.normalize("NFC", name), unicodedata.normalize("NFD", name)}
    return plain | {escape(one) for one in plain}


def calls(text: str, names: Iterable[str]) -> bool:
    """Whether one of the names stands in the text."""
    return any(_stands(text, one) for name in names if name.strip() for one in spellings(name.strip()))


def _stands(text: str, name: str) -> bool:
    how = re.NOFLAG if is_short(name) else re.IGNORECASE
    return any(
        _begins(text, found.start(), name) and _ends(text, found.end(), name)
        for found in re.finditer(re.escape(name), text, how)
    )


def is_short(name: str) -> bool:
    """Whether it has so few letters that it is a word of many languages."""
    return sum(unicodedata.category(letter)[0] in "LN" for letter in name) < SHORT


def _begins(text: str, start: int, name: str) -> bool:
    before = text[start - 1] if start else ""
    if not _continues(before, name[0], name):
        return True
    return before in _BEFORE and not _is_word(text[start - 2 : start - 1])


def _ends(text: str, end: int, name: str) -> bool:
    after = text[end : end + 1]
    if not _continues(after, name[-1], name):
        return True
    joined = (end + len(one) for one in _AFTER if text.startswith(one, end))
    return any(not _is_word(text[place : place + 1]) for place in joined)


def _continues(beside: str, edge: str, name: str) -> bool:
    """Whether the letter beside a name's edge belongs to the same word."""
    if not _is_word(beside) or not _is_word(edge):
        return False
    script = _script(edge)
    if script in _UNSPACED and len(name) > 1:
        return False
    return unicodedata.category(beside)[0] == "M" or _script(beside) == script


def _is_word(letter: str) -> bool:
    return letter != "" and unicodedata.category(letter)[0] in "LMN"


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").split(" ")[0]
