"""Numbers of rows, moments, places in lists and codes as they come in an address or a form."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Q

LONGEST: Final = 18
"""Digits of the largest number that surely fits the database's own (2^63 - 1 has nineteen)."""


def row_number(text: object) -> int | None:
    """The number of a row, or None for anything that is none: a word, a sign, digits of another script, too many."""
    said = str(text or "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) <= LONGEST else None


def typed_code(text: str) -> str:
    """A code as it was given out, from how somebody typed it: digits of any script become 0 to 9.

    Spaces, dashes of all kinds and marks without form between are left out.
    """
    return "".join(
        str(unicodedata.decimal(sign, sign))
        for sign in text
        if not sign.isspace() and unicodedata.category(sign) not in ("Pd", "Cf")
    )


def moment_of(text: str) -> datetime | None:
    """A moment with its offset, in ISO 8601; None for anything else, and for one too near the ends of time.

    In the first and the last year there are moments that no other time zone can say, nor the database keep.
    """
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None and 1 < found.year < 9999 else None


@dataclass
class Cursor:
    """Where a list in the order of moments goes on: after this moment and this row."""

    at: datetime
    pk: int

    @classmethod
    def parse(cls, text: str) -> Cursor | None:
        """From an address; None for anything that is not one."""
        at, _dash, number = text.rpartition("_")
        moment, pk = moment_of(at), row_number(number)
        return None if moment is None or pk is None else cls(moment, pk)

    def after(self, moment: str) -> Q:
        """What stands later in the order of this field and the rows' numbers.

        The first half lets the database begin at this place in its index; so it does in `before`.
        """
        later = Q(**{f"{moment}__gt": self.at}) | Q(pk__gt=self.pk)
        return Q(**{f"{moment}__gte": self.at}) & later

    def before(self, moment: str) -> Q:
        """What stands earlier."""
        earlier = Q(**{f"{moment}__lt": self.at}) | Q(pk__lt=self.pk)
        return Q(**{f"{moment}__lte": self.at}) & earlier

    def __str__(self) -> str:
        return f"{self.at.isoformat()}_{self.pk}"
