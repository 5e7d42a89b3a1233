"""Reporting a text, deciding about it."""

from django import forms
from django.utils.translation import gettext_lazy as _

REASONS = [
    ("hurts", _("It attacks or hurts somebody")),
    ("advertises", _("It advertises something")),
    ("private", _("It tells something private about somebody")),
    ("false", _("It states something that is not true")),
    ("other", _("Something else")),
]
VERDICTS = [
    ("public", _("Leave it where it is")),
    ("hidden", _("Hide it")),
    ("removed", _("Remove it for good")),
]


class FlagForm(forms.Form):
    """Why a moderator should look at it."""

    reason = forms.ChoiceField(label=_("What is wrong with it"), choices=REASONS, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Anything a moderator should know"),
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 1000}),
        required=False,
    )


class DecisionForm(forms.Form):
    """What happens to it, and why."""

    state = forms.ChoiceField(label=_("What happens to it"), choices=VERDICTS, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why, in a sentence its author will read"),
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 1000}),
        required=False,
    )

    def clean(self) -> dict[str, object]:
        """Whoever's words go has a right to a reason."""
        fields = super().clean() or {}
        if fields.get("state") in ("hidden", "removed") and not str(fields.get("reason", "")).strip():
            self.add_error("reason", _("Say why in a sentence. Its author will read it."))
        return fields
