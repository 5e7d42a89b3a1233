"""The form with which a host moves a dialogue's days."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


def _day(label: object, *, required: bool = True, help_text: object = "") -> forms.DateField:
    shown = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=shown, required=required, help_text=help_text)  # type: ignore[arg-type]


class DaysForm(forms.Form):
    """First day, last day, and by when what was heard is promised."""

    opens_on = _day(_("First day"))
    closes_on = _day(_("Last day"), help_text=_("A day that is over closes the conversation at once."))
    synthesis_due = _day(_("What was heard is promised for"), required=False)
