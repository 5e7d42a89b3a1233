"""Asking for a piece of work, and answering."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from palabre.communities.models import Community, Membership
from palabre.kit.forms import LineField, ProseField
from palabre.kit.languages import own_name
from palabre.network.models import CURRENCY
from palabre.network.queries.assignments import usual_currencies
from palabre.places.models import Hub


class CurrencyField(forms.CharField):
    """Three letters, capital whichever way they were typed."""

    def to_python(self, value: Any) -> str:
        """In capitals."""
        return str(super().to_python(value)).upper()


class OfferForm(forms.Form):
    """A brief: who, where, what, by when, for how much."""

    to = forms.ModelChoiceField(label=_("Correspondent"), queryset=Membership.objects.none(), empty_label="—")
    hub = forms.ModelChoiceField(label=_("City"), queryset=Hub.objects.none(), empty_label="—")
    slugline = LineField(
        label=_("Short name"), max_length=100, help_text=_("Only you and the correspondent see it.")
    )
    brief = ProseField(
        label=_("What you ask for"),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("The angle, the length, whom to ask."),
    )
    language = forms.ChoiceField(label=_("Language of this text"))
    due_on = forms.DateField(
        label=_("Due on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    fee = forms.DecimalField(label=_("Fee"), max_digits=12, decimal_places=2, min_value=0)
    currency = CurrencyField(
        label=_("Currency"),
        max_length=3,
        min_length=3,
        validators=[CURRENCY],
        help_text=_(
            "Three letters, such as BDT. What a correspondent is usually paid in stands beside their name."
        ),
        error_messages={"required": _("Say in which currency the fee is: three letters, such as BDT.")},
    )

    def __init__(self, *args: Any, community: Community, languages: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = Membership.objects.filter(community=community, left_at=None).order_by("name")
        correspondents = [m.pk for m in members if m.has("correspondent")]
        to, hub = self.fields["to"], self.fields["hub"]
        assert isinstance(to, forms.ModelChoiceField)
        assert isinstance(hub, forms.ModelChoiceField)
        to.queryset = members.filter(pk__in=correspondents)
        paid_in = usual_currencies(community)

        def named(member: Any) -> str:
            currency = paid_in.get(member.person_id)
            return f"{member.name} ({currency})" if currency else str(member.name)

        to.label_from_instance = named  # type: ignore[assignment, method-assign]
        hub.queryset = Hub.objects.filter(community=community).select_related("city").order_by("slug")
        hub.label_from_instance = lambda hub: hub.city.name_here()  # type: ignore[assignment, method-assign]
        self.fields["language"].choices = [(tag, own_name(tag)) for tag in languages]  # type: ignore[attr-defined]


def end_of_day(day: Any, time_zone: str) -> datetime:
    """The last minute of a day where the correspondent is."""
    return datetime.combine(day, time(23, 59), tzinfo=ZoneInfo(time_zone))


class ReplyForm(forms.Form):
    """Yes, or no with a reason."""

    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=[("accept", _("Yes, I will do it")), ("decline", _("No, I cannot"))],
        widget=forms.RadioSelect,
    )
    reason = ProseField(
        label=_("If not, why"), widget=forms.Textarea(attrs={"rows": 3, "maxlength": 1000}), required=False
    )

    def clean(self) -> dict[str, Any]:
        """The editor has to plan with it."""
        fields = super().clean() or {}
        if fields.get("answer") == "decline" and not str(fields.get("reason", "")).strip():
            self.add_error("reason", _("Say in a few words why, so that the editor can plan."))
        return fields
