"""What stands in for a portrait: somebody's initials on a quiet colour made from their name."""

from __future__ import annotations

import unicodedata
from hashlib import blake2s
from typing import Final

from palabre.kit.search.folding import normalised, without_accents
from palabre.kit.text.graphemes import graphemes
from palabre.kit.text.tidy import one_line

# Quiet grounds for dark ink, each with a contrast of 7 or more against #1e1b17.
TONES: Final = (
    "#d9c7a8",
    "#c9d3b0",
    "#b5d2c4",
    "#b3cfd9",
    "#c2c8e2",
    "#d6c2dc",
    "#e3c3cb",
    "#e6c4ae",
    "#cfc9bf",
    "#e0d08e",
)
_TITLES: Final = frozenset(
    (
        "dr",
        "prof",
        "pr",
        "mr",
        "mrs",
        "ms",
        "m",
        "mme",
        "mlle",
        "sr",
        "sra",
        "srta",
        "dra",
        "eng",
        "ing",
        "hon",
        "sir",
    )
)
_NOBODY: Final = "·"


def initials(name: str) -> str:
    """One or two characters, as a reader sees characters, that stand for the name.

    Scripts with capitals give the first letters of the first and the last name ("AB"). Others give the first
    character of the first name, whole with its vowel signs ("শি"): two of them would join into a word.
    A name without a letter or number gives "·".
    """
    words = [word for word in map(_from_first_letter, one_line(name).split()) if word]
    if len(words) > 1 and words[0].rstrip(".").casefold() in _TITLES:
        words = words[1:]
    if not words:
        return _NOBODY
    first, last = _capital(words[0]), _capital(words[-1])
    return first + last if len(words) > 1 and _has_capitals(first) and _has_capitals(last) else first


def tone(name: str) -> str:
    """The quiet colour (`#rrggbb`) of a name: the same however the name is encoded or capitalised."""
    key = unicodedata.normalize("NFKC", one_line(name)).casefold()
    return TONES[blake2s(key.encode(), digest_size=2).digest()[0] % len(TONES)]


def folded(name: str) -> str:
    """The letters and numbers of a name, without case, accents, spaces and signs: the same however it is spelt."""
    plain = without_accents(normalised(name))
    return "".join(character for character in plain if unicodedata.category(character)[0] in "LMN")


def _from_first_letter(word: str) -> str:
    start = next(
        (i for i, character in enumerate(word) if unicodedata.category(character)[0] in "LN"), len(word)
    )
    return word[start:]


def _capital(word: str) -> str:
    first = graphemes(word)[0]
    return graphemes(first.upper())[0]


def _has_capitals(character: str) -> bool:
    return character.lower() != character
