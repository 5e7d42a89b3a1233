"""Pictures and stages of stories."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from palabre.kit import pictures
from palabre.kit.languages import direction
from palabre.newsroom import rules
from palabre.newsroom.models import Photograph, Story

register = template.Library()

STAGES = {"asked": _("asked"), "filed": _("filed"), "published": _("published"), "closed": _("closed")}


@register.simple_tag
def photograph(
    picture: Photograph,
    language: str,
    sizes: str = "(min-width: 62rem) 38rem, 100vw",
    *,
    at_once: bool = False,
) -> SafeString:
    """The picture in the size that fits, described in `language` or the language it was described in first.

    `at_once` where it stands above the fold of a phone: the others are fetched when a reader comes near them.
    """
    captions = {caption.language: caption.alt for caption in picture.captions.all()}
    tag = language if language in captions else next(iter(captions), "")
    return format_html(
        '<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}"{}{} decoding="async">',
        pictures.small(picture.file, picture.width),
        pictures.srcset(picture.file, picture.width),
        sizes,
        picture.width,
        picture.height,
        captions.get(tag, ""),
        format_html(' lang="{}" dir="{}"', tag, direction(tag)) if tag else "",
        "" if at_once else mark_safe(' loading="lazy"'),
    )


@register.filter
def story_stage(story: Story) -> Any:
    """asked · filed · published · closed."""
    return STAGES[rules.STAGES.get(story.state, "closed")]


@register.filter
def is_out(story: Story) -> bool:
    """Readers have seen it, or could once: it is published, or was."""
    return story.state not in rules.BEFORE_READERS
