"""The part of an address that says in words what it leads to, in any script."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from hashlib import blake2s
from typing import Final

_DASH: Final = "-"
# Characters of an address, with room for a number behind it.
_ADDRESS: Final = 80
# Joiners and variation selectors shape letters without being any: an address goes without them.
_SHAPERS: Final = frozenset("\u200c\u200d\u00ad\ufe0e\ufe0f\u0640")


def slug(text: str, max_length: int = 60) -> str:
    """Letters, marks and numbers of any script in lower case, words parted by "-", in NFC.

    At most `max_length` characters (8 or more), cut between words where that leaves half of them, and never
    between a letter and its marks. Never empty: a text without a letter or number gets a short, always equal
    code. A slug of a slug is itself. Raises ValueError for a `max_length` below 8.
    """
    if max_length < 8:
        raise ValueError("a slug needs room for 8 characters")
    lowered = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).lower())
    kept = "".join(_kept(character) for character in lowered if character not in _SHAPERS)
    words = (_without_leading_marks(word) for word in kept.split(_DASH))
    return _shortened(_DASH.join(word for word in words if word), max_length) or _code(text)


def free_slug(wanted: str, taken_like: Callable[[str], Iterable[str]], *, longest: int = _ADDRESS) -> str:
    """An address in words that none of the others has: the slug of `wanted`, else with "-2", "-3" ... behind it.

    `longest` is in characters, of its words: a number comes on top.
    `taken_like` gives the addresses there are that begin with a slug. "new" is where forms stand, and never free.
    """
    base = slug(wanted, max_length=longest)
    taken = {"new", *taken_like(base)}
    if base not in taken:
        return base
    return next(f"{base}-{n}" for n in range(2, len(taken) + 3) if f"{base}-{n}" not in taken)


def _kept(character: str) -> str:
    category = unicodedata.category(character)
    # Enclosing marks draw a circle or a key around a character, as emoji do.
    return character if category[0] in "LMN" and category != "Me" else _DASH


def _without_leading_marks(word: str) -> str:
    start = next((i for i, character in enumerate(word) if not _is_mark(character)), len(word))
    return unicodedata.normalize("NFC", word[start:])


def _is_mark(character: str) -> bool:
    return unicodedata.category(character).startswith("M")


def _shortened(whole: str, max_length: int) -> str:
    if len(whole) <= max_length:
        return whole
    between_words = whole.rfind(_DASH, 0, max_length + 1)
    if between_words >= max_length // 2:
        return whole[:between_words]
    end = max_length
    while end and _is_mark(whole[end]):
        end -= 1
    return whole[:end].rstrip(_DASH)


def _code(text: str) -> str:
    return "x" + blake2s(text.encode("utf-8", "surrogatepass"), digest_size=3).hexdigest()
