"""One page with every part of the look, to be checked and looked at."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django import forms
from django.template import Context, Engine
from django.utils import translation

from palabre.kit.languages import INTERFACE, own_name
from palabre.kit.style.brand import Brand

LONG_NAME = "Maria Auxiliadora da Conceição Fernandes-Oliveira de Vasconcelos e Sousa Albuquerque Neto"
BENGALI_TITLE = "প্রকল্প চলে যাওয়ার পর পানির কল কে চালু রাখে, আর তার খরচ কে দেয়?"
PICTURE = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 3 2'%3E"
    "%3Cpath fill='%23a88f6a' d='M0 0h3v2H0z'/%3E%3C/svg%3E"
)


class Sample(forms.Form):
    """Every kind of field, with hints and sentences to mend."""

    text = forms.CharField(
        label="Your answer to question 1",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Write in any language.",
    )
    email = forms.EmailField(label="E-mail address", help_text="We send a code of six digits.")
    language = forms.ChoiceField(label="I write in", choices=[(tag, own_name(tag)) for tag in INTERFACE])
    kind = forms.ChoiceField(
        label="It is", choices=[("a", "An answer"), ("b", "An experience")], widget=forms.RadioSelect
    )
    cities = forms.MultipleChoiceField(
        label="Cities",
        choices=[("l", "Lagos"), ("d", "Dhaka")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    due = forms.DateField(label="Due", widget=forms.DateInput(attrs={"type": "date"}), required=False)
    picture = forms.FileField(label="Photograph", required=False)
    agree = forms.BooleanField(label="It may be shown with my name")


def context(**changes: Any) -> dict[str, Any]:
    """What the frame and the gallery read; `changes` replace parts of it."""
    lang = translation.get_language()
    return {
        "site_name": "Open Floor",
        "site_lang": "en",
        "brand": Brand("#0b5d5a", "#ffffff", "#6cc5bd", "#10201f"),
        "sections": [
            ("Now", "/", True),
            ("Archive", "/archive/", False),
            ("What came of it", "/outcomes/", False),
            ("About", "/about/", False),
        ],
        "languages": [(tag, own_name(tag), f"/{tag}/", tag == lang) for tag in INTERFACE],
        "alternates": [(tag, f"http://open.localhost/{tag}/") for tag in INTERFACE],
        "canonical": "http://open.localhost/",
        "feed_url": "/feed/",
        "sign_in_url": "/sign-in/",
        "funders": ["Halden Fund", "Second Trust"],
        "operator": "the Meridian network",
        "foot_links": [("Rules", "/rules/"), ("Privacy", "/privacy/"), ("Feed", "/feed/")],
        "title": "Who keeps the water running when the project has left?",
        "title_lang": "en",
        "messages": ["Your answer is saved. It will appear after Carla has read it."],
        "opens": date(2026, 11, 18),
        "closes": date(2026, 12, 1),
        "today": date(2026, 11, 21),
        "moment": datetime(2026, 11, 20, 14, 20, tzinfo=UTC),
        "seats": [
            ("Rosa Mbeki", "hydrologist, Maseru"),
            ("শিউলি নাহার", "water committee, Khulna"),
            (LONG_NAME, "budget officer, Lyon"),
        ],
        "long_name": LONG_NAME,
        "picture": PICTURE,
        "cities": [("Ouagadougou", 14, "?city=1"), ("Khulna", 8), ("عمّان", 6), ("Oruro", 0)],
        "none": [],
        "form": Sample({"text": "", "email": "nobody"}),
        **changes,
    }


def render(**changes: Any) -> str:
    """The gallery in the language now active."""
    engine = Engine.get_default()
    source = (Path(__file__).parent / "look" / "gallery.html").read_text(encoding="utf-8")
    return str(engine.from_string(source).render(Context(context(**changes))))
