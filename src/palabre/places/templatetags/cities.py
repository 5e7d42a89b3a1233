"""Cities and years as a reader knows them: `{% load cities %}{% city_name hub.city %}`."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from palabre.kit.languages import digits
from palabre.kit.templatetags.palabre import name
from palabre.places.gazetteer import country_name
from palabre.places.models import City

register = template.Library()


@register.simple_tag(takes_context=True)
def city_name(context: Context, city: City) -> SafeString:
    """A city's name in the reader's language, said to be in it where the page around it is not (Chinese)."""
    language = _language(context)
    return name(city.name_in(language), city.foreign_in(language))


@register.simple_tag
def city_plain(city: City) -> str:
    """As `City.name_here`."""
    return city.name_here()


@register.simple_tag(takes_context=True)
def country_of(context: Context, city: City) -> str:
    """The city's country in the reader's language."""
    return country_name(city.country, get_language() or "en")


@register.simple_tag
def year(number: int) -> str:
    """A year in the reader's digits, never grouped."""
    return digits(str(number), get_language() or "en")


def _language(context: Context) -> str:
    request: Any = context.get("request")
    return getattr(request, "language", "") or get_language() or "en"
