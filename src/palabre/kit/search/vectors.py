"""Terms written as PostgreSQL's `tsvector` and `tsquery`, to be cast and never parsed.

An index row is `(%s || ' ' || %s)::tsvector` of `document_vector` and `document_parts`, or the two kept in
two columns: parts carry a mark and never meet whole words. A question is `%s::tsquery`, first of
`query_vector`; where that finds little, of `query_parts`; where both find nothing, of `query_any`. An empty string is
valid in both casts; an empty question finds nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, Literal

from palabre.kit.search.folding import without_accents
from palabre.kit.search.stems import stop_words
from palabre.kit.search.terms import PART, forms, parts, words

Weight = Literal["A", "B", "C", "D"]

# PostgreSQL keeps positions up to 16383 and 256 of them for a lexeme; a vector may have 1 MB.
_LAST_POSITION: Final = 16_383
_POSITIONS_EACH: Final = 200
_LONGEST_VECTOR: Final = 600_000
_WORDS_ASKED: Final = 12
# A shorter beginning of a word would match most of the index.
_SHORTEST_PREFIX: Final = 2
# What a guess may begin with: fewer letters say as much in scripts other than Latin.
_SHORTEST_GUESS: Final = 3
_SHORTEST_GUESS_ELSEWHERE: Final = 2


def document_vector(text: str, language: str, weight: Weight = "D") -> str:
    """The whole words of a text as a `tsvector` literal with positions; several joined by a space are one.

    The commonest words are in it too, so that a question made only of them still finds something.
    """
    positions: dict[str, list[int]] = {}
    for position, word in enumerate(words(text), start=1):
        for form in forms(word, language):
            seen = positions.setdefault(form, [])
            if len(seen) < _POSITIONS_EACH and position <= _LAST_POSITION:
                seen.append(position)
    return _bounded(
        _quoted(form) + (":" + ",".join(f"{at}{_letter(weight)}" for at in seen) if seen else "")
        for form, seen in positions.items()
    )


def document_parts(text: str, language: str) -> str:
    """The parts of a text's words as a `tsvector` literal without positions: the second try.

    The language's commonest words are left out.
    """
    common = stop_words(language)
    kept = (word for word in words(text) if without_accents(word) not in common)
    found = dict.fromkeys(PART + part for word in kept for part in parts(word))
    return _bounded(map(_quoted, found))


def query_vector(text: str, *languages: str, as_typed: bool = False) -> str:
    """A question as a `tsquery` literal: every word of it, in any form one of the languages knows.

    Give the reader's language first, then the others a document may be in. `as_typed` takes the last word for
    the beginning of one. The commonest words are left out unless there are no others.
    """
    asked = _asked(text, languages)
    found = [_any(_forms_in(word, languages)) for word in asked]
    if as_typed and asked and len(asked[-1]) >= _SHORTEST_PREFIX:
        beginnings = [*_forms_in(asked[-1], languages), without_accents(asked[-1])]
        found[-1] = _any(dict.fromkeys(beginnings), ":*")
    return " & ".join(found)


def query_parts(text: str, *languages: str) -> str:
    """A question as a `tsquery` literal of words like each of its own.

    Like a word is what begins with it, what has half of its letters in a row, or its consonants.
    """
    return " & ".join(_like(word, languages) for word in _asked(text, languages))


def query_any(text: str, *languages: str) -> str:
    """A question as a `tsquery` literal of any one of its words, or one like it; whoever has more ranks higher."""
    return " | ".join(_like(word, languages) for word in _asked(text, languages))


def _asked(text: str, languages: Sequence[str]) -> list[str]:
    """The words looked for: at most a dozen, without those that are common in one of the languages."""
    everything = list(dict.fromkeys(words(text[:1_000])))
    common = frozenset().union(*map(stop_words, languages[:1]))
    telling = [word for word in everything if without_accents(word) not in common]
    return (telling or everything)[:_WORDS_ASKED]


def _forms_in(word: str, languages: Sequence[str]) -> dict[str, None]:
    return dict.fromkeys(form for language in languages or ("",) for form in forms(word, language))


def _like(word: str, languages: Sequence[str]) -> str:
    whole = [_quoted(form) for form in _forms_in(word, languages)]
    plain = without_accents(word)
    begun = [_quoted(plain) + ":*"] if is_beginning(plain) else []
    return "(" + " | ".join([*whole, *begun, *_likeness(parts(word))]) + ")"


def is_beginning(word: str) -> bool:
    """Whether words that begin so are likely forms of it."""
    return len(word) >= (_SHORTEST_GUESS if word.isascii() else _SHORTEST_GUESS_ELSEWHERE)


def _likeness(found: list[str]) -> list[str]:
    consonants = [part for part in found if part.startswith("=")]
    letters = [part for part in found if not part.startswith("=")]
    enough = (len(letters) + 1) // 2
    rows = [letters[i : i + enough] for i in range(len(letters) - enough + 1)]
    together = [" & ".join(_quoted(PART + part) for part in row) for row in rows]
    return [*(_quoted(PART + part) for part in consonants), *together]


def _any(lexemes: Iterable[str], suffix: str = "") -> str:
    return "(" + " | ".join(_quoted(lexeme) + suffix for lexeme in lexemes) + ")"


def _quoted(lexeme: str) -> str:
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"


def _letter(weight: Weight) -> str:
    return "" if weight == "D" else weight


def _bounded(lexemes: Iterable[str]) -> str:
    """The lexemes joined, up to what fits into a vector; the last ones of an enormous text are left out."""
    kept: list[str] = []
    room = _LONGEST_VECTOR
    for lexeme in lexemes:
        room -= len(lexeme.encode()) + 1
        if room < 0:
            break
        kept.append(lexeme)
    return " ".join(kept)
