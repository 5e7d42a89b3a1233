"""The frame and its parts: what a page says about itself, forms that help, pages for what went wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from palabre.kit.tests import gallery

KIT = Path(__file__).parent.parent
TEMPLATES = sorted((KIT / "templates").rglob("*.html"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_carries_style_or_script_of_its_own(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert " style=" not in source and "<script" not in source and " onclick" not in source


@pytest.mark.parametrize(("lang", "direction"), [("en", "ltr"), ("ar", "rtl"), ("bn", "ltr")])
def test_a_page_says_its_language_and_direction(lang: str, direction: str) -> None:
    with translation.override(lang):
        assert f'<html lang="{lang}" dir="{direction}">' in gallery.render()


def test_a_page_names_its_siblings_in_other_languages_and_its_feed() -> None:
    with translation.override("en"):
        html = gallery.render(description="A talk")
    assert '<link rel="alternate" hreflang="ar" href="http://open.localhost/ar/">' in html
    assert '<link rel="canonical" href="http://open.localhost/">' in html
    assert 'type="application/atom+xml" href="/feed/"' in html
    assert '<meta name="description" content="A talk">' in html
    assert 'lang="bn"' in html and 'aria-current="page"' in html


def test_the_foot_says_whose_community_it_is_and_who_runs_it() -> None:
    with translation.override("en"):
        assert "A community of Halden Fund and Second Trust, run by the Meridian network." in gallery.render()


def test_few_languages_stand_in_the_open() -> None:
    two = [("en", "English", "/en/", True), ("fr", "français", "/fr/", False)]
    with translation.override("en"):
        html = gallery.render(languages=two)
    assert "<details" not in html and 'lang="fr">français</a>' in html


def test_somebody_signed_in_sees_their_name_instead_of_the_way_in() -> None:
    with translation.override("en"):
        html = gallery.render(me={"name": "Esi", "url": "/me/"})
    assert '<a href="/me/"><bdi>Esi</bdi></a>' in html and "Sign in" not in html


def test_a_form_that_was_not_kept_says_so_first_and_leads_to_what_to_mend() -> None:
    with translation.override("en"):
        html = gallery.render()
    assert "<title>Please look again:" in html
    assert (
        '<a href="#id_email"><b>E-mail address</b>: Please write an e-mail address, such as name@example.org.</a>'
        in html
    )
    assert 'aria-describedby="id_email_helptext id_email_error"' in html
    assert 'id="id_email_error"' in html and 'id="id_email_helptext"' in html


def test_words_find_their_own_direction_while_they_are_typed_and_addresses_do_not() -> None:
    with translation.override("ar"):
        html = gallery.render()
    assert 'name="text" cols="40" rows="4" dir="auto"' in html
    assert re.search(r'<input type="email"[^>]* dir="ltr"', html)


def test_a_link_that_acts_shows_a_page_with_one_button() -> None:
    with translation.override("en"):
        html = render_to_string(
            "kit/confirm.html",
            {
                "title": "Accept this assignment?",
                "button": "Accept",
                "once_key": "k",
                "facts": [("Fee", "120 USD")],
                "hidden": [("t", "x")],
            },
        )
    assert html.count("<button") == 1 and '<form method="post">' in html
    assert 'name="once" value="k"' in html and 'name="t" value="x"' in html
    assert "<dt>Fee</dt>" in html


@pytest.mark.parametrize("name", ["400.html", "403.html", "404.html", "413.html", "429.html", "500.html"])
def test_a_page_for_what_went_wrong_needs_nothing_and_leads_on(name: str) -> None:
    with translation.override("en"):
        html = render_to_string(name)
    assert '<a href="/">Go to the front page</a>' in html
    assert not {"Error", "Oops", "Invalid"} & set(html.split("</style>")[1].replace("<", " ").split())
