"""Reporting a text, deciding about it, asking again, saying what is kept back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from palabre.kit.forms import ProseField

REASONS = [
    ("hurts", _("It attacks or hurts somebody")),
    ("advertises", _("It advertises something")),
    ("private", _("It tells something private about somebody")),
    ("false", _("It states something that is not true")),
    ("other", _("Something else")),
]
VERDICTS = [
    ("public", _("Show it")),
    ("hidden", _("Hide it")),
    ("removed", _("Remove it for good")),
]


class FlagForm(forms.Form):
    """Why a moderator should look at it."""

    reason = forms.ChoiceField(label=_("What is wrong with it"), choices=REASONS, widget=forms.RadioSelect)
    note = ProseField(
        label=_("Anything a moderator should know"),
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 1000}),
        max_length=1000,
        required=False,
    )


class DecisionForm(forms.Form):
    """What happens to it, and why."""

    state = forms.ChoiceField(label=_("What happens to it"), choices=VERDICTS, widget=forms.RadioSelect)
    ground = forms.ChoiceField(
        label=_("What is wrong with it"),
        help_text=_("Everybody can read this in the list of decisions, without names."),
        choices=[("", _("Nothing")), *REASONS],
        required=False,
    )
    reason = ProseField(
        label=_("Why, in a sentence its author will read"),
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 1000}),
        max_length=1000,
        required=False,
    )

    # What whoever decides had read of the case: `Standing.so_far`.
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def clean(self) -> dict[str, Any]:
        """Whoever's words go has a right to a reason."""
        fields = super().clean() or {}
        if fields.get("state") not in ("hidden", "removed"):
            return fields
        if not fields.get("ground"):
            self.add_error("ground", _("Choose what is wrong with it."))
        if not str(fields.get("reason", "")).strip():
            self.add_error("reason", _("Say why in a sentence. Its author will read it."))
        return fields


class ManyForm(DecisionForm):
    """The same decision about several texts."""

    cases = forms.TypedMultipleChoiceField(
        label=_("Which ones"),
        coerce=int,
        error_messages={
            "required": _("Choose at least one text."),
            "invalid_choice": _(
                "Somebody else has decided about one of these meanwhile. Nothing was changed."
            ),
        },
    )

    def __init__(self, *args: Any, numbers: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cases"].choices = [(number, number) for number in numbers]  # type: ignore[attr-defined]


class AppealForm(forms.Form):
    """Why another moderator should look again."""

    text = ProseField(
        label=_("Why should it be shown?"),
        help_text=_("Another moderator than the one who decided reads this."),
        widget=forms.Textarea(attrs={"rows": 5, "maxlength": 2000}),
        max_length=2000,
    )


class HoldsForm(forms.Form):
    """What a moderator reads before everybody can."""

    first_words = forms.BooleanField(label=_("The first words of every new member"), required=False)
    unproven = forms.BooleanField(
        label=_("Answers sent before signing in, where nothing showed that no machine sent them"),
        help_text=_(
            "Browsers show by a small sum that no machine sends a form, unless they are very old or run no script."
        ),
        required=False,
    )
    links_of_new_members_days = forms.IntegerField(
        label=_("Texts with links, in a member's first days"),
        help_text=_("How many days. 0: never."),
        min_value=0,
        max_value=365,
    )
    texts_in_ten_minutes = forms.IntegerField(
        label=_("More than this many texts by one member in ten minutes"), min_value=1, max_value=1000
    )
