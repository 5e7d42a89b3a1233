"""Sections that no heading announces: a note at the end of a turn that names the document presented next."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from palabre.exchange.transcripts import blocks

_BRACKETED = re.compile(r"\[?\s*[(\uff08](?P<words>[^()\uff08\uff09]+)[)\uff09]\s*(?:\]\([^\s()]*\))?")
_LINK = re.compile(r"\]\(|<a\s|https?://", re.IGNORECASE)


class Announcement(NamedTuple):
    """Where in a turn's body the note begins, the words in its brackets, and the rest of it as Markdown."""

    start: int
    title: str
    note: str


def announced(body: Sequence[str]) -> Announcement | None:
    """Find the note that announces a section at the end of a turn: words in brackets and a link to a
    document, as in "> (opening slides)" with the slides under it. Without a document it is a stage
    direction ("> (laughter)") and belongs to the turn; so does a note that is all the turn has."""
    end = len(body)
    while end and blocks.is_blank(body[end - 1]):
        end -= 1
    start = end
    while start and blocks.is_quoted(body[start - 1]):
        start -= 1
    note = blocks.unquoted(body[start:end])
    words = _BRACKETED.match(note)
    if words is None or not _LINK.search(note) or all(map(blocks.is_blank, body[:start])):
        return None
    # Where the words themselves are the link, the note keeps them: the link has no other text.
    rest = note if _LINK.search(words[0]) else note[words.end() :]
    return Announcement(start, words["words"].strip(), rest.strip())
