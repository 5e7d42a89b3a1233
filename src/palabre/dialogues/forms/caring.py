"""Forms of those who care for a dialogue."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from palabre.kit.forms import ProseField
from palabre.kit.languages import direction, own_name

LONGEST_WELCOME = 1_000


class PickForm(forms.Form):
    """Whether something is worth reading first."""

    pick = forms.ChoiceField(
        label=_("What it is to those who come later"),
        widget=forms.RadioSelect,
        choices=[
            ("picked", _("Worth reading: it is listed beside the conversation")),
            ("pinned", _("Worth reading, and first under its question")),
            ("no", _("Like every other")),
        ],
    )


class WelcomesForm(forms.Form):
    """One text for each language of the community."""

    def __init__(self, *args: Any, texts: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for tag, text in texts.items():
            attrs = {"rows": 4, "maxlength": LONGEST_WELCOME, "lang": tag, "dir": direction(tag)}
            self.fields[f"text_{tag}"] = ProseField(
                label=own_name(tag), initial=text, required=False, widget=forms.Textarea(attrs=attrs)
            )
