"""Which city somebody means by a name."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from palabre.kit import moments
from palabre.kit.languages import INTERFACE
from palabre.places import gazetteer
from palabre.places.data.folding import fold
from palabre.places.gazetteer import CityRow, country_name
from palabre.places.models import City

MOST = 12
"""Cities offered to choose from, the most populous first."""
BY_FAR = 5
"""Of two cities of one name in the country that was named, the one so many times as large is meant."""
_COMMA = re.compile("[,،、，]")


@dataclass(frozen=True)
class Named:
    """The city that is meant, where there is no doubt; else those that may be."""

    sure: CityRow | None = None
    meant: list[CityRow] = field(default_factory=list)


def named(text: str, ours: Collection[int] = ()) -> Named:
    """Look up "Dakar", "ঢাকা" or "San José, Costa Rica". Of several, the one among `ours` (numbers) is meant."""
    found = gazetteer.find(text) or _in_a_country(text)
    own = [city for city in found if city.geonames_id in ours]
    for those in (own, found):
        if len(those) == 1:
            return Named(sure=those[0])
    return Named(meant=(found or gazetteer.near(_COMMA.split(text)[0]))[:MOST])


def _in_a_country(text: str) -> list[CityRow]:
    name, *rest = _COMMA.split(text, maxsplit=1)
    if not rest:
        return []
    wanted = fold(rest[0])
    found = [city for city in gazetteer.find(name) if wanted in _countries(city.country)]
    by_far = len(found) > 1 and found[0].population >= BY_FAR * found[1].population
    return found[:1] if by_far else found


def _countries(country: str) -> set[str]:
    return {country.casefold(), *(fold(country_name(country, tag)) for tag in INTERFACE)}


def full_name(city: CityRow | City, language: str) -> str:
    """ "Name, country" as a reader knows them; in a language of the interface, `named` knows what is meant."""
    return f"{city.names.get(language, city.name)}, {country_name(city.country, language)}"


def labels(cities: Sequence[CityRow], language: str) -> list[tuple[str, str]]:
    """(number, "name, country") of each, as a reader knows them; with their people where two read alike."""
    plain = [full_name(city, language) for city in cities]
    return [
        (
            str(city.geonames_id),
            f"{text} ({moments.number(city.population, language)})" if plain.count(text) > 1 else text,
        )
        for city, text in zip(cities, plain, strict=True)
    ]
