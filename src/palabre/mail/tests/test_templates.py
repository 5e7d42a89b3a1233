"""What holds for the templates of every mail, in whatever room they stand."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import mrml
import pytest
from django.template import Context, Engine, engines
from django.utils import translation

import palabre
from palabre.mail.rendering import render
from palabre.mail.senders import Sender

ROOMS = Path(palabre.__file__).parent
KINDS = sorted(
    path for path in ROOMS.glob("*/templates/mail/*.subject.txt") if path.name != "layout.subject.txt"
)
# Tags of the house that write elements.
ELEMENTS = re.compile(r"{%\s*(day|when|words|name|prose|face|days|bars)\b")


def test_there_are_mails_to_look_at() -> None:
    assert {"answered", "dialogue_opens", "dialogue_last_day", "dialogue_archived"} <= {
        path.name.removesuffix(".subject.txt") for path in KINDS
    }


@pytest.mark.parametrize("subject", KINDS, ids=lambda path: path.name.removesuffix(".subject.txt"))
def test_every_mail_has_a_text_without_elements_and_well_formed_html(subject: Path) -> None:
    text = subject.with_name(subject.name.replace(".subject.txt", ".txt")).read_text("utf-8")
    assert '{% extends "mail/layout.txt" %}' in text
    assert not ELEMENTS.search(text + subject.read_text("utf-8"))
    name = f"mail/{subject.name.replace('.subject.txt', '.mjml')}"
    engine: Engine = engines["django"].engine  # type: ignore[attr-defined]
    source = engine.get_template(name).source
    assert '{% extends "mail/layout.mjml" %}' in source
    # The frame around nothing, with the mail's own tags taken out, is MJML.
    bare = re.sub(r"{%.*?%}|{{.*?}}", "", source.split("{% block main %}")[1].split("{% endblock %}")[0])
    found = mrml.to_html(
        f"<mjml><mj-body><mj-section><mj-column>{bare}</mj-column></mj-section></mj-body></mjml>"
    )
    assert found.warnings == []


@pytest.mark.parametrize(("language", "runs"), [("ar", {"rtl"}), ("bn", {"ltr"})])
def test_every_box_of_a_mail_runs_the_way_its_language_does(language: str, runs: set[str]) -> None:
    """A column that runs against its sentences puts their full stops where they begin."""
    sender = Sender(1, "Taps", "taps.localhost", ("ar", "bn"), "#0b5d5a", "#ffffff")
    context = {"code": "123 456", "address": sender.absolute("/"), "minutes": 30, "host": sender.host}
    html = render("code", sender=sender, language=language, context=context).html
    assert set(re.findall(r"direction:\s*(\w+)", html)) == runs


def test_a_day_is_spelled_in_the_readers_language() -> None:
    template = engines["django"].engine.from_string("{% load mail %}{{ d|spelled }}")  # type: ignore[attr-defined]
    with translation.override("fr"):
        assert template.render(Context({"d": date(2026, 11, 3)})) == "3 novembre 2026"
