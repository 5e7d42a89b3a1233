"""Text as it comes from a form or a file, made safe to keep: nothing a database or page stumbles over."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Unicode's control characters but for tab and line end, lone surrogates, and what turns directions: embeddings,
# overrides and isolates left open turn round everything after them. The marks (U+200E, U+200F, U+061C) act only
# where they stand and are needed in mixed text.
_HAZARDS: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")

# Letters and signs by their class, and nothing to look at: fillers of Hangul, the Braille pattern without a dot.
_BLANK: Final = frozenset("\u115f\u1160\u3164\uffa0\u2800")


def tidy(text: str) -> str:
    """The text in NFC with `\\n` line ends, without control characters, lone surrogates or turning marks.

    Joiners (U+200C, U+200D) stay: Persian, Indic scripts and emoji need them. Tidying twice changes nothing.
    Not for HTML: NFC would make one sign of a tag's ">" and a stroke (U+0338) that follows it.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", without_hazards(lines))


def without_hazards(text: str) -> str:
    """The text, which may be HTML, without control characters, lone surrogates, turning marks."""
    return _HAZARDS.sub("", text)


def one_line(text: str) -> str:
    """The tidied text with every run of white space made one space: for names, titles and subjects.

    A line on which nobody sees a sign is none.
    """
    line = " ".join(tidy(text).split())
    return line if is_visible(line) else ""


def is_visible(text: str) -> bool:
    """Whether a reader sees anything of it: a letter, a number, a mark of punctuation or a picture sign.

    Spaces of any width, joiners, turning marks, fillers and marks that stand on nothing are no such thing.
    """
    return any(unicodedata.category(character)[0] in "LNPS" and character not in _BLANK for character in text)
