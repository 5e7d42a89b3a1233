"""What of allauth's pages on the bare host needs a one-time key: where a second sending would undo the first."""

from __future__ import annotations

from typing import Any

from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from django.http import HttpResponse

from palabre.communities import once


class NewRecoveryCodes(GenerateRecoveryCodesView):  # type: ignore[misc]
    """New codes, once for each form: those that somebody has just written down must not stop working."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the form's key."""
        sent = self.request.method == "POST"
        key = once.key_of(self.request) if sent else once.new_key()
        return {**super().get_context_data(**kwargs), "once_key": key}

    def form_valid(self, form: Any) -> HttpResponse:
        """Make them, or lead again to those that were made."""
        return once.answer(self.request, lambda: str(super(NewRecoveryCodes, self).form_valid(form).url))
