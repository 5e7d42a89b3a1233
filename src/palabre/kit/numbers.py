"""Numbers of rows as they come in an address or a form."""

from __future__ import annotations

from typing import Final

LONGEST: Final = 18
"""Digits of the largest number that surely fits the database's own (2^63 - 1 has nineteen)."""


def row_number(text: object) -> int | None:
    """The number of a row, or None for anything that is none: a word, a sign, digits of another script, too many."""
    said = str(text or "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) <= LONGEST else None
