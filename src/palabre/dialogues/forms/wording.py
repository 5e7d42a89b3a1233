"""What a dialogue says of itself, and what is said on a seat: words and a picture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from palabre.dialogues.actions.speaking import LONGEST
from palabre.dialogues.forms.speaking import language_choices
from palabre.kit.forms import LineField, ProseField
from palabre.places.forms import NamesACity

PICTURES = {"accept": "image/jpeg,image/png,image/webp"}


class InLanguages(forms.Form):
    """A form whose `language` fields offer the community's languages."""

    language_fields: tuple[str, ...] = ("language",)

    def __init__(self, *args: Any, languages: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.language_fields:
            self.fields[name].choices = language_choices(languages)  # type: ignore[attr-defined]


class DialogueWords(InLanguages):
    """What a dialogue says before anybody speaks, with its photograph."""

    title = LineField(label=_("Title"), max_length=200, help_text=_("A question works best."))
    language = forms.ChoiceField(label=_("Language of title, framing and questions"))
    standfirst = ProseField(
        label=_("In two or three sentences"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    framing = ProseField(
        label=_("Framing"),
        widget=forms.Textarea(attrs={"rows": 10}),
        required=False,
        help_text=_("Why this, why now, and what you hope to hear. A few paragraphs."),
    )
    partners = LineField(
        label=_("Partners"), max_length=300, required=False, help_text=_("Their names, in one line.")
    )
    picture = forms.FileField(label=_("A photograph"), required=False, widget=forms.FileInput(attrs=PICTURES))
    picture_alt = LineField(
        label=_("What it shows"),
        max_length=300,
        required=False,
        help_text=_("For those who cannot see it. One sentence."),
    )
    picture_credit = LineField(label=_("Who took it"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        """A photograph is described and has a credit."""
        fields = super().clean() or {}
        if fields.get("picture") or self._keeps_its_picture(fields):
            for name in ("picture_alt", "picture_credit"):
                if not fields.get(name):
                    self.add_error(name, _("The photograph needs this. Your text is kept."))
        return fields

    def _keeps_its_picture(self, fields: dict[str, Any]) -> bool:
        return False


class SayingForm(DialogueWords):
    """What an announced dialogue says, said otherwise."""

    no_picture = forms.BooleanField(label=_("Show no photograph"), required=False)

    def __init__(self, *args: Any, has_picture: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._has_picture = has_picture
        if has_picture:
            self.fields["picture"].label = _("Another photograph")
        else:
            del self.fields["no_picture"]

    def _keeps_its_picture(self, fields: dict[str, Any]) -> bool:
        return self._has_picture and not fields.get("no_picture")


class SeatWords(InLanguages, NamesACity):
    """What stands on a seat: who sits there, their opening words, their face."""

    name = LineField(label=_("Name"), max_length=200)
    title = LineField(label=_("What they do"), max_length=200, required=False)
    opening = ProseField(
        label=_("Opening remarks"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("A few paragraphs that stand at the head of the conversation, under their face."),
    )
    language = forms.ChoiceField(label=_("It is written in"))
    portrait = forms.FileField(
        label=_("Portrait"),
        required=False,
        widget=forms.FileInput(attrs=PICTURES),
        help_text=_("JPEG, PNG or WebP. It is cut to a square; where it was taken is removed."),
    )


class SeatWordsForm(SeatWords):
    """What stands on a seat already, said otherwise."""

    no_portrait = forms.BooleanField(label=_("Show no portrait"), required=False)
    field_order = ("name", "title", "opening", "language", "city", "city_named", "portrait", "no_portrait")

    def __init__(self, *args: Any, has_portrait: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_portrait:
            del self.fields["no_portrait"]
