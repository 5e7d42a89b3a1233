"""How allauth is spoken to here."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.functional import lazy

from palabre.people import counts

TRIES_AGAIN = 300
"""Seconds after which allauth lets an address try passwords again (`login_failed`), at most."""


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up but by giving a code back, and signing in and out says itself."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "too_many_login_attempts": lazy(counts.sentence, str)(TRIES_AGAIN),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never by allauth's own form, which would say which addresses are taken."""
        return False

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Pass on what must be mended (`message`); what the page shows anyway is not said again."""
        if message:
            super().add_message(request, level, None, message_context, extra_tags, message)
