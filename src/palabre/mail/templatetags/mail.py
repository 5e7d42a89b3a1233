"""Plain words for plain text: the house's own tags write elements, which have no place in a text."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language

from palabre.kit import moments
from palabre.mail.kinds import kind_of

register = template.Library()


@register.filter
def kind_title(kind: str) -> Any:
    """What readers call a kind of mail."""
    return kind_of(kind).title


@register.filter
def spelled(moment: date | datetime) -> str:
    """A day in full words of the reader's language, without any element around it."""
    day = timezone.localtime(moment).date() if isinstance(moment, datetime) else moment
    return moments.day(day, get_language() or settings.LANGUAGE_CODE)
