"""allauth's forms that ask for a second proof, taking a code as people type it."""

from __future__ import annotations

from typing import Any

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm

from palabre.kit.numbers import typed_code


class _AsTyped:
    """Codes with spaces, and in the digits of the reader's own script."""

    cleaned_data: dict[str, Any]

    def clean_code(self) -> str:
        """The code as the app on the telephone means it."""
        self.cleaned_data["code"] = typed_code(self.cleaned_data["code"])
        code: str = super().clean_code()  # type: ignore[misc]
        return code


class SecondProofForm(_AsTyped, AuthenticateForm):  # type: ignore[misc]
    """After the first proof."""


class SecondProofAgainForm(_AsTyped, ReauthenticateForm):  # type: ignore[misc]
    """Before something weighty."""


class FirstCodeForm(_AsTyped, ActivateTOTPForm):  # type: ignore[misc]
    """When an app is made the second proof."""
