"""How allauth is spoken to here."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up but by giving a code back, and signing in and out says itself."""

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
