"""Forms of those who speak, and of those who take down what others say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from palabre.dialogues.actions.speaking import LONGEST
from palabre.dialogues.models import Contribution, Seat
from palabre.kit.forms import LineField, ProseField, SpokenSelect
from palabre.kit.languages import LANGUAGES, own_name
from palabre.places.forms import CityChoice, NamesACity

KINDS = [
    ("", _("An answer")),
    ("idea", _("An idea")),
    ("approach", _("A way of doing it")),
    ("solution", _("A solution")),
    ("resource", _("Something to read or use")),
    ("experience", _("Something I lived through")),
]

RECOGNISED = ("", _("recognise it"))
AS_SPOKEN = ("", _("the language they spoke"))


def language_choices(languages: Iterable[str]) -> list[tuple[str, str]]:
    """Tags with each language's own name."""
    return [(tag, own_name(tag)) for tag in languages]


def _with(languages: Sequence[str], tag: str) -> list[str]:
    """The community's languages, and the one a text is in already."""
    return [*languages] if tag in languages else [tag, *languages]


class AnswerForm(forms.Form):
    """One thing to say; its language may be left to be recognised, its kind left open."""

    text = ProseField(
        label=_("Your answer"),
        widget=forms.Textarea(attrs={"rows": 5, "maxlength": LONGEST}),
        error_messages={"required": _("There is no text yet. Write a sentence and send it again.")},
    )
    language = forms.ChoiceField(label=_("I write in"), required=False)
    kind = forms.ChoiceField(label=_("What it is"), choices=KINDS, required=False)
    question = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)
    answers = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    def __init__(self, *args: Any, languages: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = self.fields["language"]
        assert isinstance(language, forms.ChoiceField)
        language.choices = [RECOGNISED, *language_choices(languages)]


class CarryForm(NamesACity):
    """Somebody's words, with their consent."""

    field_order = ("seat", "said_by", "text", "language", "city", "city_named", "question", "sound")

    seat = forms.ModelChoiceField(
        label=_("Whose seat"), queryset=Seat.objects.none(), empty_label="—", required=False
    )
    said_by = LineField(
        label=_("Who said it"),
        max_length=200,
        help_text=_("The name they want shown here. An invented one is fine."),
    )
    text = ProseField(
        label=_("In their own words"), widget=forms.Textarea(attrs={"rows": 7, "maxlength": LONGEST})
    )
    language = forms.ChoiceField(label=_("The language they spoke"), required=False)
    city = CityChoice(label=_("Where"), required=False)
    question = forms.ChoiceField(label=_("Which question it answers"), required=False, widget=SpokenSelect)
    sound = forms.FileField(
        label=_("A recording of it"),
        help_text=_("Only if they agreed to be heard. The words above stay beside it."),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": "audio/*"}),
    )
    consent = forms.BooleanField(
        label=_(
            "I read this text back to them, they agreed that it is shown here, and know they can take it back."
        ),
        error_messages={
            "required": _("Without their consent it cannot be shown. Ask them, then tick this box.")
        },
    )
    consent_language = forms.ChoiceField(label=_("The language you asked for consent in"), required=False)

    def __init__(
        self,
        *args: Any,
        languages: Sequence[str],
        questions: Any,
        seats: Sequence[Seat] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._offer_seats(seats)
        others = (_("Other languages"), language_choices(tag for tag in LANGUAGES if tag not in languages))
        offered = [*language_choices(languages), others]
        self.fields["language"].choices = [RECOGNISED, *offered]  # type: ignore[attr-defined]
        self.fields["consent_language"].choices = [AS_SPOKEN, *offered]  # type: ignore[attr-defined]
        asked = [(str(q.pk), f"{q.number}. {q.text}") for q in questions]
        question: Any = self.fields["question"]
        question.choices = [("", "—"), *asked]
        question.widget.spoken = {str(q.pk): q.language for q in questions}

    def _offer_seats(self, seats: Sequence[Seat]) -> None:
        """Those whose words are carried; the name of whoever is chosen need not be written again."""
        if not seats:
            del self.fields["seat"]
            return
        seat = self.fields["seat"]
        assert isinstance(seat, forms.ModelChoiceField)
        seat.queryset = Seat.objects.filter(pk__in=[one.pk for one in seats]).order_by("place_in_row", "pk")
        seat.label_from_instance = lambda one: str(one.name)  # type: ignore[assignment, method-assign]
        self.fields["said_by"].required = False

    def clean(self) -> dict[str, Any]:
        """A name, or a seat that has one."""
        fields = super().clean()
        seat = fields.setdefault("seat", None)
        if "said_by" in fields and not fields["said_by"]:
            if seat is None:
                self.add_error("said_by", _("Write a name, or choose whose seat it is."))
            else:
                fields["said_by"] = seat.name
        return fields


class ChangeForm(forms.Form):
    """One's words, said otherwise."""

    text = ProseField(
        label=_("Your answer"),
        help_text=_("Everybody can read the earlier wording too."),
        widget=forms.Textarea(attrs={"rows": 8, "maxlength": LONGEST}),
        error_messages={"required": _("There is no text yet. Write a sentence and send it again.")},
    )
    language = forms.ChoiceField(label=_("It is written in"), required=False)

    def __init__(self, *args: Any, languages: Sequence[str], said: Contribution, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = language_choices(_with(languages, said.language))
        self.fields["language"].choices = [RECOGNISED, *offered]  # type: ignore[attr-defined]


class LanguageForm(forms.Form):
    """The language a text is in."""

    language = forms.ChoiceField(label=_("It is written in"))

    def __init__(self, *args: Any, languages: Sequence[str], said: Contribution, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = language_choices(_with(languages, said.language))  # type: ignore[attr-defined]


class ReceiptForm(forms.Form):
    """The code of somebody whose words were taken down."""

    receipt = forms.CharField(
        label=_("The code you were given"),
        help_text=_("Twelve letters and digits, such as ABCD-EFGH-JK23."),
        max_length=40,
    )


class GlossForm(forms.Form):
    """At most two sentences in another language."""

    text = ProseField(
        label=_("What it says, in at most two sentences"),
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 500}),
    )
    language = forms.ChoiceField(label=_("In which language"))

    def __init__(
        self, *args: Any, languages: Sequence[str], contribution: Contribution, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        others = [tag for tag in languages if tag != contribution.language]
        self.fields["language"].choices = language_choices(others)  # type: ignore[attr-defined]
