"""A list shows the beginning of a long text, cut where nothing is torn."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from palabre.dialogues.queries.beginnings import beginning
from palabre.kit.text.markdown import clean, plain, render


def test_a_text_that_fits_is_shown_whole() -> None:
    assert beginning("<p>Short.</p>", 100) == "<p>Short.</p>"


def test_a_long_text_ends_after_a_whole_paragraph() -> None:
    assert beginning("<p>One.</p>\n<p>Two.</p>\n<p>Three.</p>", 26) == "<p>One.</p>\n<p>Two.</p>"


def test_a_list_is_never_cut_open() -> None:
    html = render("First.\n\n- one\n- two\n\nLast.")
    assert beginning(html, len(html) - 20) == "<p>First.</p>"


def test_a_single_long_paragraph_shows_its_first_words() -> None:
    assert re.fullmatch(r"<p>(word )+word…</p>", beginning(f"<p>{'word ' * 200}</p>", 300))


def test_a_title_with_an_arrow_in_it_does_not_mislead() -> None:
    html = clean('<p><a href="https://example.org/" title="a > b </p>">x</a> y</p><p>more and more</p>')
    assert beginning(html, len(html) - 5).endswith("y</p>")


@given(st.text(alphabet="ab <>*_-#>`\n[]()é字", max_size=300), st.integers(60, 200))
def test_a_beginning_is_clean_fits_and_begins_as_the_text_does(markdown: str, most: int) -> None:
    html = render(markdown)
    shown = beginning(html, most)
    assert clean(shown) == shown
    assert len(shown.encode()) <= most or shown == html
    assert plain(html).split()[:1] == plain(shown).split()[:1] or "…" in shown
