"""How allauth is spoken to here."""

from __future__ import annotations

import secrets

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Six digits that one can read out over a phone."""

    def generate_login_code(self) -> str:
        """A code of six digits from the system's own source of chance."""
        return f"{secrets.randbelow(1_000_000):06d}"
