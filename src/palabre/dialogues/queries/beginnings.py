"""The beginning of a long text, for lists: the whole of it stands at its own address."""

from __future__ import annotations

import html as entities
import re

from palabre.kit.text.markdown import excerpt, plain

LONGEST_IN_A_LIST = 10_000
"""Bytes of HTML of one text in a list: about three printed pages in English, one and a half in Chinese."""

_TAG = re.compile(r"""<(?P<end>/?)(?P<name>[a-z][a-z0-9]*)(?:"[^"]*"|[^">])*>""")
_EMPTY = frozenset({"br", "hr"})


def beginning(html: str, most: int = LONGEST_IN_A_LIST) -> str:
    """The first whole paragraphs, lists and quotes of clean HTML that fit into `most` bytes.

    Where not even the first fits, its first words without markup. A text that fits is given back as it is.
    """
    if len(html.encode()) <= most:
        return html
    depth, end = 0, 0
    for tag in _TAG.finditer(html):
        if tag["name"] in _EMPTY:
            continue
        depth += -1 if tag["end"] else 1
        if depth == 0:
            if len(html[: tag.end()].encode()) > most:
                break
            end = tag.end()
    return html[:end] or f"<p>{entities.escape(excerpt(plain(html), most // 6))}</p>"
