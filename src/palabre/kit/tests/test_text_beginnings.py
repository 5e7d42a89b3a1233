"""Beginnings of texts in lists: words, not markup, and never longer than there is room for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palabre.kit.text.beginnings import of_html, of_markdown
from palabre.kit.text.graphemes import graphemes
from palabre.kit.text.markdown import excerpt, render
from palabre.kit.text.quotes import own_words

WRITTEN = "# Title\n\n![img](http://a/b.png) and **then** [here](https://a.example/x) it broke."


def test_a_list_shows_words_and_no_signs_of_markdown() -> None:
    said = "Title img and then here it broke."
    assert of_markdown(WRITTEN, 80) == of_html(render(WRITTEN), 80) == said


@pytest.mark.parametrize("written", ["a" * 5_000, "ক্ষি" * 2_000, "word " * 2_000, "**a** " * 2_000])
def test_even_a_word_that_never_ends_is_cut(written: str) -> None:
    for shown in (of_html(render(written), 80), of_markdown(written, 80)):
        assert len(graphemes(shown)) <= 80 and shown.endswith("…")


def test_it_begins_with_the_author_s_own_words() -> None:
    written = "> The pump broke.\n\nNot here."
    assert of_markdown(written, 80) == of_html(render(written), 80) == "Not here."
    assert (
        of_markdown("> The pump broke.", 80) == of_html(render("> The pump broke."), 80) == "The pump broke."
    )


def test_words_behind_much_markup_are_found() -> None:
    html = f'<p><a href="https://a.example/{"x" * 5_000}">here</a> it broke.</p>'
    assert of_html(html, 80) == "here it broke."


@given(st.text(alphabet="ab <*_-#>`\n[]()é字", max_size=400), st.integers(10, 60))
def test_it_is_the_beginning_of_what_is_shown(written: str, length: int) -> None:
    html = render(written)
    assert of_html(html, length) == excerpt(own_words(html), length)
    assert len(graphemes(of_markdown(written, length))) <= length
