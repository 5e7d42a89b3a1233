"""One spelling for many: what a name is reduced to before it is compared."""

from __future__ import annotations

import unicodedata

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ə": "e", "ħ": "h"}
    # Arabic spells these pairs alike in careless writing; Persian and Urdu keyboards give other code points.
    | {"ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك", "ـ": None}
)
_ACCENTS_FROM = 27
"""Canonical combining class of the first vowel point that is an accent. Indic vowel signs (0), nukta (7),
kana voicing (8) and virama (9) are letters to their readers and stay."""


def fold(name: str) -> str:
    """`name` in lower case, without accents or punctuation, its words parted by one space.

    Works in any script: *São Paulo* and *sao-paulo*, *عمّان* and *عمان* become the same.
    """
    letters = []
    for letter in unicodedata.normalize("NFKD", name.casefold()).translate(_LETTERS):
        kind = unicodedata.category(letter)[0]
        if (kind == "M" and unicodedata.combining(letter) < _ACCENTS_FROM) or kind in "LN":
            letters.append(letter)
        elif kind in "ZP" and letter not in "'’‘ʼʻ.`":
            letters.append(" ")
    return " ".join("".join(letters).split())
