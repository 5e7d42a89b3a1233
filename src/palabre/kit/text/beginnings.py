"""The beginnings of texts, for lists: plain words on one line, cut between words, and inside one that never ends.

Of a text that quotes another its author's own words, where it has any.
"""

from __future__ import annotations

from typing import Final

from palabre.kit.text.markdown import excerpt, plain, render
from palabre.kit.text.quotes import own_lines, own_words

# Of a long text only so much is looked at, in characters for each that is shown.
_HEAD: Final = 40
_ENOUGH: Final = 8
_WRITTEN: Final = 8


def of_html(html: str, length: int) -> str:
    """Of a text in the HTML it is kept as: at most `length` characters as seen, "…" included."""
    if "<blockquote" in html:
        return excerpt(own_words(html), length)
    head = html[: length * _HEAD]
    text = plain(head)
    # A tag or a sign torn at the end of the head lies far behind what is shown, unless nearly all of it is markup.
    return excerpt(text if head == html or len(text) > length * _ENOUGH else plain(html), length)


def of_markdown(markdown: str, length: int) -> str:
    """Of a text as somebody wrote it, without the signs of its Markdown; of a long one only the head is rendered."""
    own = own_lines(markdown)
    head = own[: length * _WRITTEN]
    text = plain(render(head))
    return excerpt(text if head == own else f"{text}…", length)
