"""Which of a community's languages a text is written in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import copy
from functools import cache, lru_cache
from threading import Lock
from typing import Final, Protocol

# A probability below this is a guess: "ok", a link, Hindi in Latin letters. Measured in 12 languages.
FLOOR: Final = 0.6

# Characters looked at: more of them cost time and change nothing.
_ENOUGH: Final = 2_000
_NOT_WORDS: Final = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|[@#]\w+|`[^`]*`")
_CHINESE: Final = ("zh-Hant", "zh-Hans")
# The model's name where it differs from ours.
_MODEL_NAMES: Final = {"fil": "tl", "ff": "fuv", "zh-Hant": "zh", "zh-Hans": "zh"}
_loading = Lock()


class _Identifier(Protocol):
    @property
    def labels(self) -> list[str]: ...

    def set_languages(self, langs: list[str]) -> None: ...

    def classify(self, instance: str) -> tuple[str, float]: ...


def identify(text: str, allowed: Sequence[str], fallback: str) -> str:
    """The tag among `allowed` that the text is most probably written in, or `fallback` where unclear.

    `fallback` (the form's language, the reader's own) need not be among `allowed`. Safe in threads; the first
    call of a process loads the model (about a second, some 120 MB), which every set of languages shares.
    """
    words = _NOT_WORDS.sub(" ", text[:_ENOUGH])
    if sum(character.isalpha() for character in words) < 2:
        return fallback
    with _loading:
        identifier = _identifier_for(frozenset(_MODEL_NAMES.get(tag, tag) for tag in allowed))
    if identifier is None:
        return fallback
    label, probability = identifier.classify(words)
    if probability < FLOOR:
        return fallback
    candidates = [tag for tag in allowed if _MODEL_NAMES.get(tag, tag) == label]
    return _script_of_chinese(words, candidates, fallback) if label == "zh" else candidates[0]


def _script_of_chinese(text: str, candidates: list[str], fallback: str) -> str:
    """Traditional or simplified, by the characters that only one of the two national character sets has."""
    if len(candidates) == 1:
        return candidates[0]
    traditional = sum(_is_in(character, "big5") and not _is_in(character, "gb2312") for character in text)
    simplified = sum(_is_in(character, "gb2312") and not _is_in(character, "big5") for character in text)
    if traditional == simplified:
        return fallback if fallback in candidates else candidates[0]
    return _CHINESE[0] if traditional > simplified else _CHINESE[1]


def _is_in(character: str, charset: str) -> bool:
    try:
        character.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


@lru_cache(maxsize=32)
def _identifier_for(names: frozenset[str]) -> _Identifier | None:
    """An identifier held to these languages; None where the model knows none of them.

    The large tables are shared; only the columns of these languages are copied, some 400 kB each.
    """
    whole = _whole_model()
    known = sorted(names.intersection(whole.labels))
    if not known:
        return None
    held = copy(whole)
    held.set_languages(known)
    return held


@cache
def _whole_model() -> _Identifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier: _Identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    return identifier
