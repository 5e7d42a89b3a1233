"""From a kind and its context to subject, text and HTML, in one reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import mrml
from django.template import Context
from django.template.loader import get_template
from django.utils import translation

from palabre.kit.languages import direction, interface_for
from palabre.mail.senders import Sender, one_line

SUBJECT_LENGTH = 200
# No web font, no comment: what a mail program gets is ours alone.
_OPTIONS = mrml.RenderOptions(disable_comments=True, fonts={})


def quoted(text: str) -> str:
    """Somebody's words as plain mail quotes them, without empty lines."""
    return "\n".join(f"> {line}" for line in text.splitlines() if line.strip())


@dataclass(frozen=True, slots=True)
class Rendered:
    """A mail as it is written; `language` is the one its sentences are in."""

    language: str
    subject: str
    text: str
    html: str


def render(
    kind: str, *, sender: Sender, language: str, context: Mapping[str, Any], stop_url: str = ""
) -> Rendered:
    """Render `mail/<kind>.subject.txt`, `.txt` and `.mjml` for a reader of `language`.

    Templates find the caller's context and `sender`, `home_url`, `lang`, `dir`, `start`, `end` (the sides on
    which lines begin and end) and `stop_url`. Raises `TemplateDoesNotExist`, or mrml's OSError where the MJML
    is not well formed.
    """
    spoken = interface_for(language)
    mirrored = direction(spoken) == "rtl"
    values = {
        **context,
        "sender": sender,
        "home_url": sender.absolute("/", language),
        "stop_url": stop_url,
        "lang": spoken,
        "dir": "rtl" if mirrored else "ltr",
        "start": "right" if mirrored else "left",
        "end": "left" if mirrored else "right",
    }
    with translation.override(spoken):
        subject = one_line(_fill(f"mail/{kind}.subject.txt", values, escape=False))[:SUBJECT_LENGTH]
        text = _fill(f"mail/{kind}.txt", {**values, "subject": subject}, escape=False)
        mjml = _fill(f"mail/{kind}.mjml", {**values, "subject": subject}, escape=True)
    html = mrml.to_html(mjml, render_options=_OPTIONS).content
    return Rendered(spoken, subject, _tidy(text), html)


def _fill(name: str, values: Mapping[str, Any], *, escape: bool) -> str:
    template: Any = get_template(name)
    return str(template.template.render(Context(dict(values), autoescape=escape)))


def _tidy(text: str) -> str:
    """No space at the end of a line and at most one empty line, whatever the template's tags left behind."""
    lines: list[str] = []
    for line in (line.rstrip() for line in text.strip().splitlines()):
        if line or (lines and lines[-1]):
            lines.append(line)
    return "\n".join(lines) + "\n"
