"""Text as it comes from a form or a file, made safe to keep: nothing a database or page stumbles over."""

from __future__ import annotations

import unicodedata
from typing import Final

# Embeddings, overrides and isolates left open turn round everything after them; the marks (U+200E, U+200F,
# U+061C) act only where they stand and are needed in mixed text.
_TURNING: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_KEPT_CONTROLS: Final = frozenset("\n\t")


def tidy(text: str) -> str:
    """The text in NFC with `\\n` line ends, without control characters, lone surrogates or turning marks.

    Joiners (U+200C, U+200D) stay: Persian, Indic scripts and emoji need them. Tidying twice changes nothing.
    Not for HTML: NFC would make one sign of a tag's ">" and a stroke (U+0338) that follows it.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", without_hazards(lines))


def without_hazards(text: str) -> str:
    """The text, which may be HTML, without control characters, lone surrogates, turning marks."""
    return "".join(character for character in text if _is_kept(character))


def one_line(text: str) -> str:
    """The tidied text with every run of white space made one space: for names, titles and subjects."""
    return " ".join(tidy(text).split())


def _is_kept(character: str) -> bool:
    if character in _KEPT_CONTROLS:
        return True
    return character not in _TURNING and unicodedata.category(character) not in ("Cc", "Cs")
