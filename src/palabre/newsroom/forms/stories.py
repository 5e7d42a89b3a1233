"""Filing a story, changing a version, sending a photograph, putting a theme's question."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from palabre.communities.models import Community
from palabre.kit.forms import LineField, ProseField, SpokenSelect
from palabre.kit.languages import own_name
from palabre.newsroom.models import Theme
from palabre.places.models import Hub


def day_input() -> forms.DateInput:
    """A day, chosen from the browser's calendar where it has one."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class VersionForm(forms.Form):
    """A story in one language."""

    language = forms.ChoiceField(label=_("Language"))
    headline = LineField(label=_("Headline"), max_length=200)
    standfirst = ProseField(
        label=_("Summary in two or three sentences"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    body = ProseField(
        label=_("The story"),
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text=_("An empty line begins a paragraph, ## a sub-heading."),
    )
    dateline_place = LineField(label=_("Where you wrote it"), max_length=120)
    dateline_on = forms.DateField(label=_("On which day"), widget=day_input())

    def __init__(self, *args: Any, languages: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [(tag, own_name(tag)) for tag in languages]  # type: ignore[attr-defined]


class CorrectionForm(VersionForm):
    """A published version as it should be, and what readers are told of it."""

    note = ProseField(
        label=_("What was wrong, and what it says now"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Readers see this with the date, under the headline. Write it in the story's language."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, languages=(), **kwargs)
        del self.fields["language"]


class WithdrawalForm(forms.Form):
    """Why a story is taken back."""

    reason = ProseField(
        label=_("Why"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Readers who come to its address see this in place of the story."),
    )
    language = forms.ChoiceField(label=_("Language of this text"))

    def __init__(self, *args: Any, languages: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [(tag, own_name(tag)) for tag in languages]  # type: ignore[attr-defined]


class PlaceForm(forms.Form):
    """The theme a story belongs to."""

    theme = forms.ModelChoiceField(
        label=_("Theme of the week"),
        queryset=Theme.objects.none(),
        required=False,
        empty_label=_("None"),
        widget=SpokenSelect,
    )

    def __init__(self, *args: Any, themes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        theme = self.fields["theme"]
        assert isinstance(theme, forms.ModelChoiceField)
        theme.queryset = themes
        theme.label_from_instance = lambda theme: str(theme.title)  # type: ignore[assignment, method-assign]


class PhotographForm(forms.Form):
    """One photograph with its credit and what it shows."""

    picture = forms.FileField(
        label=_("Photograph"), widget=forms.ClearableFileInput(attrs={"accept": "image/*"})
    )
    credit = LineField(label=_("Who took it"), max_length=200)
    alt = LineField(
        label=_("What it shows"), max_length=300, help_text=_("For those who cannot see it. One sentence.")
    )
    people_agreed = forms.BooleanField(
        label=_("Whoever can be recognised in it has agreed, or nobody can be."),
        error_messages={
            "required": _("Without their agreement we cannot show it. Ask them, then tick this box.")
        },
    )


class FileForm(VersionForm):
    """A whole story at once: the text, and its first photograph if there is one."""

    picture = forms.FileField(
        label=_("A photograph"),
        widget=forms.ClearableFileInput(attrs={"accept": "image/*"}),
        required=False,
        help_text=_("On a bad line send the text first; you can add photographs afterwards."),
    )
    credit = LineField(label=_("Who took it"), max_length=200, required=False)
    alt = forms.CharField(label=_("What it shows"), max_length=300, required=False)
    people_agreed = forms.BooleanField(
        label=_("Whoever can be recognised in it has agreed, or nobody can be."), required=False
    )

    def clean(self) -> dict[str, Any]:
        """A photograph needs its credit, its description and the agreement of those it shows."""
        fields = super().clean() or {}
        if fields.get("picture"):
            for name in ("credit", "alt", "people_agreed"):
                if not fields.get(name):
                    self.add_error(name, _("The photograph needs this. Your text is kept."))
        return fields


class ThemeForm(forms.Form):
    """The question of a week and the cities it is put to."""

    title = LineField(label=_("The question"), max_length=200)
    introduction = ProseField(
        label=_("Introduction"),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("About a hundred words. Name the cities."),
    )
    language = forms.ChoiceField(label=_("Language"))
    opens_on = forms.DateField(label=_("Monday it opens"), widget=day_input())
    hubs = forms.ModelMultipleChoiceField(
        label=_("Cities asked"), queryset=Hub.objects.none(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, community: Community, languages: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.community = community
        self.fields["language"].choices = [(tag, own_name(tag)) for tag in languages]  # type: ignore[attr-defined]
        hubs = self.fields["hubs"]
        assert isinstance(hubs, forms.ModelMultipleChoiceField)
        hubs.queryset = Hub.objects.filter(community=community).select_related("city").order_by("slug")
        hubs.label_from_instance = lambda hub: hub.city.name_here()  # type: ignore[assignment, method-assign]

    def clean_opens_on(self) -> date:
        """A week begins on its Monday, and has one theme: its address is made of that day."""
        day: date = self.cleaned_data["opens_on"]
        monday = day - timedelta(days=day.weekday())
        if Theme.objects.filter(community=self.community, opens_on=monday).exists():
            raise forms.ValidationError(_("That week has a theme already. Choose another Monday."))
        return monday


class SharedForm(forms.Form):
    """What the cities share."""

    text = ProseField(
        label=_("What the cities share, and what differs"), widget=forms.Textarea(attrs={"rows": 6})
    )
