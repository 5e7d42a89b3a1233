"""Naming a city: one of the community's, or any other by its name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from palabre.kit.forms import LineField
from palabre.kit.numbers import row_number
from palabre.places.models import City, Hub
from palabre.places.naming import Named, labels, named
from palabre.places.queries.hubs import by_name


class CityChoice(forms.ChoiceField):
    """Its choices grow with what is written beside it, so the form decides what is among them."""

    def valid_value(self, value: Any) -> bool:
        """Left to the form."""
        return True


class NamesACity(forms.Form):
    """A form with a `city`: chosen among the community's, or named in any language; cleaned, a `City` or None.

    Works without script: a name that several cities bear comes back with those to choose from.
    """

    needs_city = False
    city = CityChoice(label=_("City"), required=False)
    city_named = LineField(
        label=_("Or another city"),
        max_length=200,
        required=False,
        help_text=_("Write its name in any language, such as San José, Costa Rica."),
    )

    def __init__(self, *args: Any, hubs: Iterable[Hub], here: str, **kwargs: Any) -> None:
        """`here` is the reader's language."""
        super().__init__(*args, **kwargs)
        self._ours = {hub.city_id: hub.city for hub in hubs}
        known = self.initial.get("city")
        if known and known not in self._ours:
            self._ours |= City.objects.in_bulk([known])
        text = str(self.data.get(self.add_prefix("city_named"), "")) if self.is_bound else ""
        self._named = named(text, self._ours) if text.strip() else Named()
        meant = labels(self._named.meant, here)
        ours = [(str(city.pk), city.name_in(here)) for city in by_name(self._ours.values(), here)]
        choice: Any = self.fields["city"]
        choice.choices = [("", "—"), *meant, *(one for one in ours if one[0] not in dict(meant))]
        if len(choice.choices) == 1:  # nothing to choose from: the name alone is asked for
            alone = self.fields["city_named"]
            alone.label, alone.required = choice.label, self.needs_city
            del self.fields["city"]

    def clean(self) -> dict[str, Any]:
        """The city that was chosen or named; or the sentence that says what to do."""
        fields = super().clean() or {}
        text, chosen = fields.pop("city_named", ""), row_number(fields.pop("city", ""))
        fields["city"] = None
        if self.has_error("city_named"):
            return fields
        meant = {row.geonames_id: row for row in self._named.meant}
        row = self._named.sure or meant.get(chosen or 0)
        if text and row is not None:
            fields["city"] = City.objects.of(row)
        elif text and meant:
            self.add_error("city", _("Which of these do you mean? Choose it here, or write another name."))
        elif text:
            self.add_error("city_named", UNKNOWN)
        elif chosen in self._ours:
            fields["city"] = self._ours[chosen]
        elif self.needs_city:
            self.add_error(
                "city" if "city" in self.fields else "city_named", _("Choose a city, or write its name.")
            )
        return fields


UNKNOWN = _(
    "No city of more than 15,000 people is known by this name. Write it otherwise, or name the nearest larger one."
)


class HomeForm(NamesACity):
    """The city one speaks from."""


class HubForm(NamesACity):
    """A city that is to have its page."""

    needs_city = True

    def clean(self) -> dict[str, Any]:
        """One that has no page yet."""
        fields = super().clean()
        city = fields.get("city")
        if city is not None and city.pk in self._ours:
            self.add_error("city_named", _("This city has its page already."))
        return fields
