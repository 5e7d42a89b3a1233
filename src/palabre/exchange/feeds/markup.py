"""The HTML of an entry, put together from texts that each have a language."""

from __future__ import annotations

from django.utils.html import escape

from palabre.kit.languages import direction


def block(html: str, language: str) -> str:
    """HTML cleaned when it was saved, in an element that says its language."""
    if not html:
        return ""
    return f'<div lang="{escape(language)}" dir="{direction(language)}">{html}</div>'


def paragraph(text: str) -> str:
    """A line of plain words."""
    return f"<p>{escape(text)}</p>" if text else ""
