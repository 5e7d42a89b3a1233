"""A text's terms, by which it is found: whole words first, parts of words as a second try."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final

from palabre.kit.search.folding import is_unspaced, normalised, runs, without_accents
from palabre.kit.search.stems import stem, stop_words

# Characters of a text that are indexed: a book's chapter. The rest of a longer one is not found by search.
MAX_INDEXED: Final = 100_000
_LONGEST_WORD: Final = 60
# Marks a term made of a part of a word, so that it never meets a whole word.
PART: Final = "~"
_PART_LENGTH: Final = 3
_ARABIC: Final = re.compile(r"[\u0621-\u06ff]+")
_ARTICLE: Final = re.compile(r"(?:[وف]?(?:ال|بال|كال)|[وف]?لل)(?=.{3})")
_WEAK: Final = re.compile(r"[اويهءأ]")

Forms = tuple[str, ...]


def terms(text: str, language: str) -> list[str]:
    """The text's words, without the commonest, as they stand in the index: in order, with repetitions.

    A word has one to three terms, so that it is found however it was typed: stemmed with its accents and
    without, in Arabic with and without the article.
    Chinese and other scripts without spaces give pairs of characters. Any text and any language are accepted.
    """
    common = stop_words(language)
    return [
        term for word in words(text) if without_accents(word) not in common for term in forms(word, language)
    ]


def words(text: str) -> Iterator[str]:
    """The normalised words of a text in order; pairs of characters where a script does not part words."""
    for kind, run in runs(normalised(text[:MAX_INDEXED])):
        if kind == "word":
            yield run[:_LONGEST_WORD]
        elif len(run) == 1:
            yield run
        else:
            yield from (first + second for first, second in pairwise(run))


@lru_cache(maxsize=20_000)
def forms(word: str, language: str) -> Forms:
    """The terms that stand for a normalised word, the plainest first, none twice."""
    if is_unspaced(word):
        return (word,)
    if _ARABIC.fullmatch(word):
        bare = _without_article(word)
        found: Forms = (stem(bare, language), stem(word, language), bare)
    else:
        plain = without_accents(word)
        found = (stem(plain, language), stem(word, language))
    return tuple(dict.fromkeys(form for form in map(_settled, found) if form))


def ngrams(text: str, language: str) -> list[str]:
    """Parts of the text's words, each marked with PART: the second try, for languages without a stemmer.

    Arabic words also give their consonants alone, in which a plural such as أسواق meets its singular سوق.
    """
    common = stop_words(language)
    kept = (word for word in words(text) if without_accents(word) not in common)
    return [PART + part for word in kept for part in parts(word)]


def parts(word: str) -> list[str]:
    """Every three letters of a normalised word in order (the word itself when shorter), without the mark."""
    plain = _without_article(word) if _ARABIC.fullmatch(word) else without_accents(word)
    consonants = skeleton(word)
    found = [plain[i : i + _PART_LENGTH] for i in range(max(1, len(plain) - _PART_LENGTH + 1))]
    return [consonants, *found] if consonants else found


def skeleton(word: str) -> str:
    """The consonants of a word in Arabic script, marked "="; empty for other scripts and below two."""
    if not _ARABIC.fullmatch(word):
        return ""
    consonants = _WEAK.sub("", stem(_without_article(word), "ar"))
    return f"={consonants}" if len(consonants) > 1 else ""


def _without_article(word: str) -> str:
    return _ARTICLE.sub("", word, count=1) if _ARTICLE.match(word) else word


def _settled(form: str) -> str:
    """A stem in the letters of the index: a stemmer may leave accents or letter forms behind."""
    return without_accents(normalised(form))
