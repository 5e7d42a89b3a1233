"""Tags of the map: `{% load atlas %}{% world_map points title=title %}`."""

from __future__ import annotations

from collections.abc import Sequence

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from palabre.places import atlas

register = template.Library()


@register.simple_tag
def world_map(
    points: Sequence[atlas.Point], title: str = "", language: str = "", links: bool = False
) -> SafeString:
    """The map of `points`, in the page's language unless another is named. Put `places/city_list.html` beside it."""
    shown = language or get_language() or "en"
    return atlas.world_map(points, language=shown, title=title or gettext("Map of the cities"), links=links)
