"""Proposing an initiative, and writing down a check."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _

from palabre.initiatives.templatetags.initiatives import STAGES
from palabre.kit.forms import LineField, ProseField
from palabre.kit.languages import own_name
from palabre.places.forms import NamesACity

OLDEST = 1800
STAGE_CHOICES = list(STAGES.items())


class DayInput(forms.DateInput):
    """A day, chosen from the browser's calendar where it has one."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class ProposeForm(NamesACity):
    """Something people have undertaken."""

    needs_city = True
    field_order = ("name", "summary", "language", "city", "city_named")

    name = LineField(label=_("What it is called"), max_length=200)
    summary = ProseField(
        label=_("What they do"),
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": 2000}),
        help_text=_("Two or three sentences, so that somebody far away can picture it."),
    )
    language = forms.ChoiceField(label=_("I write in"))
    who = LineField(label=_("Who does it"), max_length=200)
    for_whom = forms.CharField(label=_("For whom"), max_length=200, required=False)
    stage = forms.ChoiceField(label=_("How far it is"), choices=STAGE_CHOICES)
    begun = forms.IntegerField(label=_("Since which year"), min_value=OLDEST, required=False)
    evidence = ProseField(
        label=_("How one can tell that it works"),
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 2000}),
        required=False,
        help_text=_("What you saw or counted, and when."),
    )
    address = forms.URLField(
        label=_("Its own page, if it has one"), max_length=200, required=False, assume_scheme="https"
    )

    def __init__(self, *args: Any, languages: Sequence[str], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [(tag, own_name(tag)) for tag in languages]  # type: ignore[attr-defined]
        begun = self.fields["begun"]
        assert isinstance(begun, forms.IntegerField)
        begun.validators.append(MaxValueValidator(today.year))


class CheckForm(forms.Form):
    """Somebody looked."""

    on = forms.DateField(label=_("The day you looked"), widget=DayInput)
    stage = forms.ChoiceField(label=_("How far it is"), choices=STAGE_CHOICES)
    evidence = ProseField(
        label=_("What you saw or counted"),
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": 2000}),
        required=False,
        help_text=_("Leave it empty to keep what is written now."),
    )
    language = forms.ChoiceField(label=_("I write in"))

    def __init__(self, *args: Any, languages: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [(tag, own_name(tag)) for tag in languages]  # type: ignore[attr-defined]
