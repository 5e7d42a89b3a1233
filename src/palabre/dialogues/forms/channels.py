"""A channel: a row of hosted discussions under one heading."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from palabre.dialogues.forms.wording import InLanguages
from palabre.kit.forms import LineField


class ChannelForm(InLanguages):
    """Its name, and what it is about."""

    name = LineField(label=_("Name"), max_length=60)
    note = forms.CharField(label=_("What it is about, in a sentence"), max_length=300, required=False)
    language = forms.ChoiceField(label=_("Language"))
