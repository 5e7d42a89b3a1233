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
            (
                "withdraw",
                _(
                    "It goes too: what I said, my notes on a day, what I said of others’ words in another language, "
                    "what I gave to read with its files, and stories and initiatives that readers do not see. An "
                    "empty place stays where others answered"
                ),
            ),
        ],
        help_text=_(
            "What belongs to everybody stays in both cases, without your name: stories and initiatives that readers "
            "see, translations of them and corrections, what was heard and what came of it, questions and what a "
            "conversation says of itself, questions of the week, welcomes, rules and decisions of moderators."
        ),
        widget=forms.RadioSelect,
    )
