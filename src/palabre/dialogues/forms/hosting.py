"""Forms of those who open a dialogue and care for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from palabre.dialogues.actions.panel import MOST_PUT
from palabre.dialogues.forms.speaking import language_choices
from palabre.dialogues.models import Channel, Contribution, Dialogue, Question, Seat
from palabre.dialogues.refusals import Refusal
from palabre.kit.forms import LineField, ProseField
from palabre.places.forms import NamesACity


class DayInput(forms.DateInput):
    """A day, chosen from the browser's calendar where it has one."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class InLanguages(forms.Form):
    """A form whose `language` fields offer the community's languages."""

    language_fields: tuple[str, ...] = ("language",)

    def __init__(self, *args: Any, languages: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.language_fields:
            self.fields[name].choices = language_choices(languages)  # type: ignore[attr-defined]


class DialogueForm(InLanguages):
    """A new dialogue with its first questions, one a line."""

    format = forms.ChoiceField(
        label=_("What kind"),
        choices=[("salon", _("Salon")), ("e-debate", _("Debate")), ("hosted", _("Hosted discussion"))],
    )
    title = forms.CharField(label=_("Title"), max_length=200, help_text=_("A question works best."))
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
    opens_on = forms.DateField(label=_("First day"), widget=DayInput)
    closes_on = forms.DateField(label=_("Last day"), widget=DayInput)
    questions = ProseField(
        label=_("First questions"), widget=forms.Textarea(attrs={"rows": 4}), help_text=_("One on each line.")
    )
    channel = forms.ModelChoiceField(
        label=_("In the channel"), queryset=Channel.objects.none(), empty_label="—", required=False
    )
    follows = forms.ModelChoiceField(
        label=_("Takes up an earlier conversation"),
        queryset=Dialogue.objects.none(),
        empty_label="—",
        required=False,
    )

    def __init__(self, *args: Any, earlier: Any, channels: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        channel = self.fields["channel"]
        assert isinstance(channel, forms.ModelChoiceField)
        channel.queryset = channels
        channel.label_from_instance = lambda row: str(row.name)  # type: ignore[assignment, method-assign]
        if not channels:
            del self.fields["channel"]
        follows = self.fields["follows"]
        assert isinstance(follows, forms.ModelChoiceField)
        follows.queryset = earlier
        follows.label_from_instance = lambda dialogue: str(dialogue.title)  # type: ignore[assignment, method-assign]

    def clean(self) -> dict[str, Any]:
        """The last day may not lie before the first."""
        fields = super().clean() or {}
        first, last = fields.get("opens_on"), fields.get("closes_on")
        if first and last and last < first:
            self.add_error("closes_on", _("The last day lies before the first. Change one of the two."))
        return fields


class QuestionsForm(InLanguages):
    """A further round of questions."""

    questions = ProseField(
        label=_("Questions"), widget=forms.Textarea(attrs={"rows": 4}), help_text=_("One on each line.")
    )
    language = forms.ChoiceField(label=_("Language"))
    opens_on = forms.DateField(
        label=_("Shown from"),
        widget=DayInput,
        required=False,
        help_text=_("Leave it empty, and they wait on your page until you show them."),
    )


class SeatForm(InLanguages, NamesACity):
    """Somebody on the panel, a local voice, a further host."""

    kind = forms.ChoiceField(
        label=_("As"),
        choices=[
            (Seat.Kind.PANELIST, _("Panelist")),
            (Seat.Kind.LOCAL_VOICE, _("Local voice")),
            (Seat.Kind.HOST, _("Host")),
        ],
    )
    name = LineField(label=_("Name"), max_length=200)
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("They get one mail with one link. Leave it out for somebody whose words are carried."),
    )
    title = forms.CharField(label=_("What they do"), max_length=200, required=False)
    language = forms.ChoiceField(label=_("The language to write to them in"))

    asked = forms.ModelChoiceField(
        label=_("The question put to them"),
        queryset=Question.objects.none(),
        empty_label="—",
        required=False,
        help_text=_("It stands in their mail, and on the page its link opens."),
    )
    put = forms.ModelMultipleChoiceField(
        label=_("Answers you ask them to answer"),
        queryset=Contribution.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("At most three."),
    )

    field_order = ("kind", "name", "email", "title", "language", "city", "city_named", "asked", "put")

    def __init__(self, *args: Any, questions: Any, said: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked, put = self.fields["asked"], self.fields["put"]
        assert isinstance(asked, forms.ModelChoiceField)
        assert isinstance(put, forms.ModelMultipleChoiceField)
        asked.queryset, put.queryset = questions, said
        asked.label_from_instance = lambda q: f"{q.number}. {q.text}"  # type: ignore[assignment, method-assign]
        put.label_from_instance = _in_a_line  # type: ignore[assignment]
        if not said:
            del self.fields["put"]

    def clean_put(self) -> list[Contribution]:
        """Three at most: a panelist has twenty minutes."""
        chosen = list(self.cleaned_data["put"])
        if len(chosen) > MOST_PUT:
            raise forms.ValidationError(str(Refusal.too_many_put(MOST_PUT)))
        return chosen


class ReminderForm(forms.Form):
    """What a silent panelist is told, in their language."""

    text = ProseField(
        label=_("Your words to them"), widget=forms.Textarea(attrs={"rows": 9, "maxlength": 2000})
    )


class WrapForm(InLanguages):
    """So far: a short note."""

    text = ProseField(label=_("So far"), widget=forms.Textarea(attrs={"rows": 4, "maxlength": 1000}))
    language = forms.ChoiceField(label=_("Language"))


class OutcomeForm(InLanguages):
    """Where what was heard was sent."""

    recipient = forms.CharField(label=_("Sent to"), max_length=300)
    language = forms.ChoiceField(label=_("Language of this line"))
    sent_on = forms.DateField(label=_("Sent on"), widget=DayInput)
    answer_due = forms.DateField(label=_("They promised an answer by"), widget=DayInput, required=False)


class OutcomeAnswerForm(InLanguages):
    """What they answered, what changed."""

    language_fields = ("answer_language",)
    answered_on = forms.DateField(label=_("They answered on"), widget=DayInput)
    answer = ProseField(label=_("What they answered"), widget=forms.Textarea(attrs={"rows": 4}))
    answer_language = forms.ChoiceField(label=_("Language"))
    effect = ProseField(label=_("What changed"), widget=forms.Textarea(attrs={"rows": 3}), required=False)


def _in_a_line(said: Contribution) -> str:
    return f"{said.speaker}: {said.text[:140]}"
