"""What an author wrote is told from what they quote, and each quote is in its own language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palabre.kit.text.markdown import clean, plain, render
from palabre.kit.text.quotes import own_lines, own_words, own_words_first, with_languages

ALLOWED = ("en", "fr", "ar", "bn")
ARABIC = "> Noor:\n>\n> لا يوجد ماء في المدرسة منذ شهر مارس\n\n"
ENGLISH = "We repaired the pump together last week."


def test_lines_of_a_quote_are_left_out_unless_nothing_else_is_there() -> None:
    assert own_lines(ARABIC + ENGLISH).strip() == ENGLISH
    assert own_lines(f"{ENGLISH}\n\n{ARABIC}").strip() == ENGLISH
    assert own_lines(ARABIC) == ARABIC and own_lines(ARABIC + "…") == ARABIC + "…"
    assert own_lines("1 > 0, they say") == "1 > 0, they say"


def test_the_words_of_a_quote_are_left_out_of_html_unless_nothing_else_is_there() -> None:
    assert own_words(render(ARABIC + ENGLISH)) == ENGLISH
    assert own_words(render("One.\n\n> two\n\nThree.\n\n> > four")) == "One.\nThree."
    assert own_words(render("> only this")) == "only this"
    assert own_words_first(render(ARABIC + ENGLISH)).splitlines()[:2] == [ENGLISH, "Noor:"]


def test_a_title_that_looks_like_a_quote_ends_nothing() -> None:
    html = render('[a](https://example.org "<blockquote>") b\n\n> c')
    assert own_words(html) == "a b"


def test_a_quote_says_its_language_and_direction_where_it_is_recognised() -> None:
    html = with_languages(render(ARABIC + ENGLISH), ALLOWED)
    assert html.startswith('<blockquote lang="ar" dir="rtl">\n<p>Noor:</p>')
    assert with_languages(render("> 12 345\n\nYes."), ALLOWED).startswith('<blockquote dir="auto">')
    assert with_languages(render(ENGLISH), ALLOWED) == render(ENGLISH)


def test_a_quote_in_a_quote_says_its_own() -> None:
    nested = f"> Il n'y a plus d'eau à l'école depuis le mois de mars\n>\n> > {ENGLISH}\n\n😀"
    html = with_languages(render(nested), ALLOWED)
    assert html.index('<blockquote lang="fr" dir="ltr">') < html.index('<blockquote lang="en" dir="ltr">')


@pytest.mark.parametrize("kept", ['dir="auto"', 'lang="ar" dir="rtl"', ""])
def test_cleaning_keeps_what_a_quote_says_and_what_older_ones_do_not(kept: str) -> None:
    html = f"<blockquote{' ' if kept else ''}{kept}>\n<p>a</p>\n</blockquote>\n"
    assert clean(html) == html


def test_cleaning_keeps_nothing_else_of_a_quote() -> None:
    said = 'dir="x" lang="&quot;>" cite="https://a.example" onclick="a()"'
    hostile = f'<blockquote {said}><p lang="fr" dir="rtl" title="b">a</p></blockquote>'
    assert clean(hostile) == "<blockquote><p>a</p></blockquote>"


@given(st.text(alphabet="> ab\n-#*`'\"<&؟ش", max_size=60))
def test_cleaning_a_text_with_quotes_changes_nothing_and_no_word_is_lost(markdown: str) -> None:
    html = with_languages(render(markdown), ALLOWED)
    assert clean(html) == html and plain(html) == plain(render(markdown))
    assert sorted(own_words_first(html).split()) == sorted(plain(html).split())
