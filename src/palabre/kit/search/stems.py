"""One form for the forms of a word, and the words too common to look for, in each language that has them."""

from __future__ import annotations

from functools import cache, lru_cache
from threading import Lock
from typing import Final, Protocol

import snowballstemmer
import stopwordsiso

from palabre.kit.languages import script
from palabre.kit.search.folding import normalised, without_accents

_STEMMERS: Final = {
    "ar": "arabic",
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "fa": "persian",
    "fi": "finnish",
    "fr": "french",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "ne": "nepali",
    "nl": "dutch",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
}
_STOP_WORDS: Final = {"fil": "tl", "zh-Hant": "zh", "zh-Hans": "zh"}
# A stemmer keeps the word it works on inside itself: one thread at a time.
_stemming = Lock()


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 - the library's name


def has_stemmer(language: str) -> bool:
    """Whether forms of a word are found by another in this language."""
    return language in _STEMMERS


@lru_cache(maxsize=20_000)
def stem(word: str, language: str) -> str:
    """The stem of a normalised word; the word itself where the language has no stemmer or another script."""
    if language not in _STEMMERS or (word.isascii() and script(language) != "Latn"):
        return word
    with _stemming:
        return _stemmer(language).stemWord(word) or word


@cache
def stop_words(language: str) -> frozenset[str]:
    """The language's most common words, normalised and without accents; none where no list exists."""
    code = _STOP_WORDS.get(language, language)
    if not stopwordsiso.has_lang(code):
        return frozenset()
    return frozenset(without_accents(normalised(word)) for word in stopwordsiso.stopwords(code))


@cache
def _stemmer(language: str) -> _Stemmer:
    stemmer: _Stemmer = snowballstemmer.stemmer(_STEMMERS[language])
    return stemmer
