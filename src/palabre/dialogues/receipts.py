"""The code on a slip of paper with which somebody whose words were taken down may take them back."""

from __future__ import annotations

import base64
import hashlib

from django.utils.crypto import salted_hmac

from palabre.kit.numbers import typed_code

LENGTH = 12


def receipt_for(community_id: int, contribution_id: int) -> str:
    """Twelve letters and digits (60 bits) in groups of four, the same each time it is asked for."""
    made = salted_hmac("palabre.dialogues.receipt", f"{community_id}:{contribution_id}", algorithm="sha256")
    # Base 32 has neither 0 nor 1, which on paper are O and I.
    letters = base64.b32encode(made.digest()).decode()[:LENGTH]
    return "-".join(letters[start : start + 4] for start in range(0, LENGTH, 4))


def receipt_hash(receipt: str) -> str:
    """The digest that is kept; spaces, hyphens, small letters and the digits of another script make no difference.

    "" for what is no receipt.
    """
    letters = "".join(
        letter for letter in typed_code(receipt).upper() if letter.isascii() and letter.isalnum()
    )
    return hashlib.sha256(f"palabre receipt {letters}".encode()).hexdigest() if len(letters) == LENGTH else ""
