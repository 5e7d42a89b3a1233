"""What a reader sees as one character, so that nothing is ever cut inside one."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Final

_ZWJ: Final = "\u200d"
_VIRAMA: Final = 9
# Scripts in which a consonant after a virama belongs to the one before (Unicode Annex 29, rule GB9c).
_CONJUNCT_BLOCKS: Final = ((0x0900, 0x09FF), (0x0A80, 0x0B7F), (0x0C00, 0x0C7F), (0x0D00, 0x0D7F))


def graphemes(text: str) -> list[str]:
    """The text cut into grapheme clusters; joined together they are the text again.

    Follows Unicode Standard Annex 29 for combining marks, vowel signs, conjuncts of Indic scripts, joined
    emoji, skin tones, flags and Hangul letters.
    """
    return list(_clusters(text))


def _clusters(text: str) -> Iterator[str]:
    cluster = ""
    for character in text:
        if cluster and not _belongs(cluster, character):
            yield cluster
            cluster = ""
        cluster += character
    if cluster:
        yield cluster


def _belongs(cluster: str, character: str) -> bool:
    before = cluster[-1]
    if before == "\r":
        return character == "\n"
    if unicodedata.category(before) in ("Cc", "Zl", "Zp"):
        return False
    if _extends(character):
        return True
    if before == _ZWJ and _is_pictograph(character) and _is_pictograph(cluster[0]):
        return True
    return (
        _completes_flag(cluster, character)
        or _joins_hangul(before, character)
        or _conjoins(cluster, character)
    )


def _extends(character: str) -> bool:
    if character in (_ZWJ, "\u200c") or 0x1F3FB <= ord(character) <= 0x1F3FF:
        return True
    # Tag characters spell the flags of regions such as Scotland.
    return unicodedata.category(character) in ("Mn", "Mc", "Me") or 0xE0020 <= ord(character) <= 0xE007F


def _is_pictograph(character: str) -> bool:
    return unicodedata.category(character) == "So"


def _completes_flag(cluster: str, character: str) -> bool:
    return len(cluster) == 1 and _is_regional(cluster) and _is_regional(character)


def _is_regional(character: str) -> bool:
    return 0x1F1E6 <= ord(character) <= 0x1F1FF


def _joins_hangul(before: str, character: str) -> bool:
    first, second = _hangul(before), _hangul(character)
    return (first, second) in {
        ("L", "L"),
        ("L", "V"),
        ("L", "S"),
        ("V", "V"),
        ("V", "T"),
        ("S", "V"),
        ("S", "T"),
        ("T", "T"),
    }


def _hangul(character: str) -> str:
    point = ord(character)
    if 0x1100 <= point <= 0x115F:
        return "L"
    if 0x1160 <= point <= 0x11A7:
        return "V"
    if 0x11A8 <= point <= 0x11FF:
        return "T"
    return "S" if 0xAC00 <= point <= 0xD7A3 else ""


def _conjoins(cluster: str, character: str) -> bool:
    block = _conjunct_block(character)
    if block is None or unicodedata.category(character) != "Lo" or block != _conjunct_block(cluster[0]):
        return False
    linked = cluster.rstrip(_ZWJ)
    return bool(linked) and unicodedata.combining(linked[-1]) == _VIRAMA


def _conjunct_block(character: str) -> int | None:
    point = ord(character)
    return next((i for i, (low, high) in enumerate(_CONJUNCT_BLOCKS) if low <= point <= high), None)
