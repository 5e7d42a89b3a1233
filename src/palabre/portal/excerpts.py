"""The lines of a text in which something was found, with the words themselves marked; in any script."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

from palabre.kit.search.folding import normalised, without_accents
from palabre.kit.search.terms import forms, parts, words
from palabre.kit.search.vectors import is_beginning

BEFORE: Final = 70
LENGTH: Final = 220
Piece = tuple[str, bool]
"""Some text, and whether it was looked for."""
_Span = tuple[int, int]


def around(
    text: str, asked: str, languages: Sequence[str], *, is_guess: bool = False, whole: bool = False
) -> list[Piece]:
    """The text from shortly before the first word found, or its beginning; `whole` keeps all of it.

    A word is found when it has a form in common with one asked for, in any of `languages`; with `is_guess` when it
    begins with one, or half of its letters agree.
    """
    spans, hits = _look(text, _Wanted(asked, languages, is_guess), whole)
    hits += _pairs(text, spans, asked)
    start, end = (0, len(text)) if whole else _window(text, spans, min(hits, default=(0, 0)))
    pieces = list(_pieces(text, sorted(set(hits)), start, end))
    if start > 0:
        pieces.insert(0, ("… ", False))
    if end < len(text):
        pieces.append((" …", False))
    return pieces


def _look(text: str, wanted: _Wanted, whole: bool) -> tuple[list[_Span], list[_Span]]:
    """The words of a text and which of them were looked for; no further than the lines around the first are shown."""
    spans: list[_Span] = []
    hits: list[_Span] = []
    for span in _spans(text):
        if hits and not whole and span[0] > hits[0][0] + LENGTH:
            break
        spans.append(span)
        if wanted.meets(text[span[0] : span[1]]):
            hits.append(span)
    return spans, hits


class _Wanted:
    """The forms, or the parts, of the words asked for."""

    def __init__(self, asked: str, languages: Sequence[str], is_guess: bool) -> None:
        self.languages = languages
        self.is_guess = is_guess
        looked_for = list(words(asked))
        self.forms = {form for word in looked_for for form in self._forms(word)}
        self.parts = [frozenset(parts(word)) for word in looked_for] if is_guess else []
        plain = [without_accents(word) for word in looked_for] if is_guess else []
        self.known: dict[str, bool] = {}
        self.beginnings = tuple(word for word in plain if is_beginning(word))

    def meets(self, word: str) -> bool:
        """Whether this word of the text is one of them."""
        if word not in self.known:
            self.known[word] = self._meets(word)
        return self.known[word]

    def _meets(self, word: str) -> bool:
        for plain in words(word):
            if self.is_guess and self._is_like(plain):
                return True
            if self.forms & set(self._forms(plain)):
                return True
        return False

    def _is_like(self, word: str) -> bool:
        if without_accents(word).startswith(self.beginnings):
            return True
        found = set(parts(word))
        return any(2 * len(part & found) >= len(part) for part in self.parts)

    def _forms(self, word: str) -> Iterator[str]:
        for language in self.languages:
            yield from forms(word, language)


def _spans(text: str) -> Iterator[_Span]:
    """Where the words of a text begin and end: letters, marks and numbers in a row."""
    start = -1
    for at, character in enumerate(text):
        if unicodedata.category(character)[0] in "LMN":
            start = at if start < 0 else start
        elif start >= 0:
            yield start, at
            start = -1
    if start >= 0:
        yield start, len(text)


def _pairs(text: str, spans: Sequence[_Span], asked: str) -> list[_Span]:
    """Where two letters asked for stand together in a run of a script that does not part its words."""
    wanted = {word for word in words(asked) if len(word) == 2}
    places = (at for start, end in spans for at in range(start, end - 1)) if wanted else ()
    return [
        (at, at + 2)
        for at in places
        if ord(text[at]) > _LAST_PARTED and normalised(text[at : at + 2]) in wanted
    ]


_LAST_PARTED: Final = 0x0DFF


def _window(text: str, spans: Sequence[_Span], first: _Span) -> _Span:
    """From a word's beginning shortly before the first hit to a word's end."""
    least = max(first[0] - BEFORE, 0)
    start = next((begin for begin, _end in spans if least <= begin <= first[0]), first[0])
    most = start + LENGTH
    if len(text) <= most:
        return (start if start > BEFORE // 2 else 0), len(text)
    ends = [end for _begin, end in spans if first[1] <= end <= most]
    return start, ends[-1] if ends else most


def _pieces(text: str, hits: Sequence[_Span], start: int, end: int) -> Iterator[Piece]:
    at = start
    for first, stop in hits:
        begin = max(first, at)
        if begin >= stop or stop > end:
            continue
        if begin > at:
            yield text[at:begin], False
        yield text[begin:stop], True
        at = stop
    if at < end:
        yield text[at:end], False
