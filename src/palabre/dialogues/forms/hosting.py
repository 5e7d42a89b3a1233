"""Forms of those who open a dialogue and care for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from palabre.dialogues.actions.panel import MOST_PUT
from palabre.dialogues.forms.finding import LONGEST_WORDS
from palabre.dialogues.forms.wording import DialogueWords, InLanguages, SeatWords
from palabre.dialogues.models import Channel, Contribution, Dialogue, Question, Round, Seat
from palabre.dialogues.refusals import Refusal
from palabre.kit.forms import LineField, ProseField, SpokenSelect
from palabre.kit.templatetags.palabre import digits, name, words
from palabre.kit.text.beginnings import of_html

EXCERPT = 140


class DayInput(forms.DateInput):
    """A day, chosen from the browser's calendar where it has one."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class DialogueForm(DialogueWords):
    """A new dialogue with its first questions, one a line."""

    format = forms.ChoiceField(
        label=_("What kind"),
        choices=[("salon", _("Salon")), ("e-debate", _("Debate")), ("hosted", _("Hosted discussion"))],
    )
    opens_on = forms.DateField(label=_("First day"), widget=DayInput)
    closes_on = forms.DateField(label=_("Last day"), widget=DayInput)
    questions = ProseField(
        label=_("First questions"), widget=forms.Textarea(attrs={"rows": 4}), help_text=_("One on each line.")
    )
    channel = forms.ModelChoiceField(
        label=_("In the channel"),
        queryset=Channel.objects.none(),
        empty_label="—",
        required=False,
        widget=SpokenSelect,
    )
    follows = forms.ModelChoiceField(
        label=_("Takes up an earlier conversation"),
        queryset=Dialogue.objects.none(),
        empty_label="—",
        required=False,
        widget=SpokenSelect,
    )

    field_order = (
        "format",
        "title",
        "language",
        "standfirst",
        "framing",
        "questions",
        "opens_on",
        "closes_on",
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
        fields = super().clean()
        first, last = fields.get("opens_on"), fields.get("closes_on")
        if first and last and last < first:
            self.add_error("closes_on", _("The last day lies before the first. Change one of the two."))
        return fields


class ShownFrom(forms.Form):
    """The day from which questions are shown."""

    opens_on = forms.DateField(
        label=_("Shown from"),
        widget=DayInput,
        required=False,
        help_text=_("Leave it empty, and they wait on your page until you show them."),
    )


class QuestionsForm(InLanguages, ShownFrom):
    """A further round of questions."""

    field_order = ("questions", "language", "opens_on")

    questions = ProseField(
        label=_("Questions"), widget=forms.Textarea(attrs={"rows": 4}), help_text=_("One on each line.")
    )
    language = forms.ChoiceField(label=_("Language"))


class RoundForm(ShownFrom):
    """The questions of a round that nobody has seen, each in its field, and the day on which somebody will."""

    def __init__(self, *args: Any, asked: Sequence[Question], of: Round, **kwargs: Any) -> None:
        kwargs["initial"] = {"opens_on": of.opens_on}
        super().__init__(*args, **kwargs)
        self.asked = {f"question-{one.pk}": one for one in asked}
        for field, one in self.asked.items():
            box = forms.Textarea(attrs={"rows": 2, "lang": one.language})
            label = f"{_('Question')} {digits(one.number)}"
            self.fields[field] = ProseField(label=label, initial=one.text, widget=box)
        self.order_fields([*self.asked, "opens_on"])

    @property
    def texts(self) -> dict[int, str]:
        """How each is put, by its question."""
        return {one.pk: self.cleaned_data[field] for field, one in self.asked.items()}


class SeatForm(SeatWords):
    """Somebody on the panel, a local voice, a further host."""

    kind = forms.ChoiceField(
        label=_("As"),
        choices=[
            (Seat.Kind.PANELIST, _("Panelist")),
            (Seat.Kind.LOCAL_VOICE, _("Local voice")),
            (Seat.Kind.HOST, _("Host")),
        ],
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("They get one mail with one link. Leave it out for somebody whose words are carried."),
    )
    language = forms.ChoiceField(label=_("The language to write to them in"))
    asked = forms.ModelChoiceField(
        label=_("The question put to them"),
        queryset=Question.objects.none(),
        empty_label="—",
        required=False,
        widget=SpokenSelect,
        help_text=_("It stands in their mail, and on the page its link opens."),
    )
    put = forms.ModelMultipleChoiceField(
        label=_("Answers you ask them to answer"),
        queryset=Contribution.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("At most three."),
        error_messages={
            "invalid_choice": _("An answer you chose is not shown any more. Please choose again.")
        },
    )
    words = LineField(label=_("Answers with these words"), max_length=LONGEST_WORDS, required=False)

    # A portrait comes last: it has to be chosen again where other answers are looked for.
    field_order = (
        "kind",
        "name",
        "email",
        "title",
        "language",
        "city",
        "city_named",
        "opening",
        "asked",
        "put",
        "words",
    )

    def __init__(
        self, *args: Any, questions: Any, said: Any, offered: Sequence[Contribution], **kwargs: Any
    ) -> None:
        """`said` is all that can be put to them, `offered` what is shown of it."""
        super().__init__(*args, **kwargs)
        asked, put = self.fields["asked"], self.fields["put"]
        assert isinstance(asked, forms.ModelChoiceField)
        assert isinstance(put, forms.ModelMultipleChoiceField)
        asked.queryset, put.queryset = questions, said
        asked.label_from_instance = lambda q: f"{q.number}. {q.text}"  # type: ignore[assignment, method-assign]
        put.choices = [(one.pk, _in_a_line(one)) for one in offered]
        if not said.exists():
            del self.fields["put"], self.fields["words"]

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

    recipient = LineField(label=_("Sent to"), max_length=300)
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


def _in_a_line(said: Contribution) -> SafeString:
    beginning = words(of_html(said.html, EXCERPT), said.language)
    return format_html("<span>{}: {}</span>", name(said.speaker), beginning)
