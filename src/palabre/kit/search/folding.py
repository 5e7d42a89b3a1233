"""Spellings of one word brought together: accents, Arabic vowels and letter forms, Hindi dots, width, case."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final, Literal

Kind = Literal["word", "unspaced"]

# Arabic script: what is written or left out at will, and letters that keyboards write differently.
_ARABIC_LETTERS: Final = str.maketrans(
    {
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ې": "ي",
        "ک": "ك",
        "ة": "ه",
        "ۀ": "ه",
        "ؤ": "و",
        "ئ": "ي",
    }
)
_ARABIC_OPTIONAL: Final = frozenset(
    [
        chr(point)
        for point in (*range(0x0610, 0x061B), *range(0x064B, 0x0660), *range(0x06D6, 0x06DD), 0x0670, 0x0640)
    ]
)
# Devanagari: the dot under a letter and the moon above it are often left out, or typed as a dot above.
_DOT_BELOW: Final = "\u093c"
_MOON_AND_DOT: Final = {ord("\u0901"): "\u0902"}
_ONE_FORM: Final = {**_ARABIC_LETTERS, **_MOON_AND_DOT}
_JOINERS: Final = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u061c")
_APOSTROPHES: Final = frozenset("'’ʼ＇")
# Scripts written without spaces between words.
_UNSPACED: Final = re.compile(
    "["
    "\u0e00-\u0eff"  # Thai, Lao
    "\u1000-\u109f"  # Burmese
    "\u1780-\u17ff"  # Khmer
    "\u3040-\u30ff"  # Hiragana, Katakana
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Han
    "]"
)
# Letters that accents do not explain but that are typed without them.
_LATIN_LETTERS: Final = str.maketrans(
    {
        "ø": "o",
        "đ": "d",
        "ł": "l",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "ð": "d",
        "ɓ": "b",
        "ɗ": "d",
        "ƙ": "k",
        "ƴ": "y",
        "ŋ": "n",
    }
)


def normalised(text: str) -> str:
    """The text in NFKC without case; Arabic script without optional signs, with one form of each letter.

    Hindi loses the dot under its letters and has one sign for what is said through the nose (पढ़ाई as पढाई, गाँव as
    गांव). Vowel signs of Bengali, Hindi and other scripts stay: they are part of the word.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    bare = (
        character
        for character in folded
        if character not in _ARABIC_OPTIONAL and character not in _JOINERS and character != _DOT_BELOW
    )
    return "".join(bare).translate(_ONE_FORM)


def without_accents(word: str) -> str:
    """A normalised word with the accents of Latin and Greek letters taken off, and Cyrillic ё written е."""
    kept = ""
    for character in unicodedata.normalize("NFD", word):
        if unicodedata.category(character) == "Mn" and kept and _drops_accent(kept[-1], character):
            continue
        kept += character
    return unicodedata.normalize("NFC", kept).translate(_LATIN_LETTERS)


def folded(text: str) -> str:
    """A text as one looks for a part of it: normalised and without accents ("Gérard" and "GERARD" are one)."""
    return without_accents(normalised(text))


def _drops_accent(base: str, accent: str) -> bool:
    point = ord(base)
    is_latin_or_greek = point < 0x0250 or 0x1E00 <= point <= 0x1FFF or 0x0370 <= point <= 0x03FF
    return is_latin_or_greek or (base == "е" and accent == "\u0308")


def runs(text: str) -> Iterator[tuple[Kind, str]]:
    """The words of a normalised text, and its stretches of scripts that do not part words, in order.

    An apostrophe parts words (French "l'eau"), whatever its form.
    """
    run, kind = "", None
    for character in text:
        found = _kind(character, kind)
        if found != kind and run and kind:
            yield kind, run
            run = ""
        kind = found
        run = run + character if found else ""
    if run and kind:
        yield kind, run


def _kind(character: str, before: Kind | None) -> Kind | None:
    category = unicodedata.category(character)[0]
    if character in _APOSTROPHES or category not in "LMN":
        return None
    if category == "M":
        return before
    return "unspaced" if is_unspaced(character) else "word"


def is_unspaced(text: str) -> bool:
    """Whether the text begins in a script that does not part words by spaces, such as Chinese or Thai."""
    return _UNSPACED.match(text) is not None
