"""What is asked before an account is erased."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class EraseForm(forms.Form):
    """What becomes of one's words."""

    words = forms.ChoiceField(
        label=_("What becomes of what you wrote?"),
        choices=[
            ("keep", _("It stays, without my name")),
            ("withdraw", _("It goes too; an empty place stays where others answered")),
        ],
        widget=forms.RadioSelect,
    )
