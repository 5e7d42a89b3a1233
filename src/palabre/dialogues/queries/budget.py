"""How much of a page's fourteen kilobytes its words take, estimated before it is rendered."""

from __future__ import annotations

WORDS = 5_100
"""Bytes, compressed, that are left to what people said: 14,000 less style, frame and what stands beside."""
FOR_MEMBERS = 450
"""Bytes, compressed, of what a page offers besides to those who are in the community, a host before all."""
ACTS = 200
"""Bytes, compressed, of what one can do with each text at its own address, beyond what a list offers."""
FRAMING, OPENINGS = 1_300, 1_300
"""Bytes, compressed, of a dialogue's framing and of all opening remarks together on its own page; the rest of each
stands at an address of its own."""
NOTE = 400
"""Bytes, compressed, of the hosts' last note on the dialogue's page; all of it stands among the notes."""
FINDINGS = 5_100
"""Bytes, compressed, that are left to findings and outcomes on the pages that show all of them."""
PIECE = 3_300
"""Bytes, compressed, of one text at its own address; the rest of a longer one stands on further pages."""
FRAME = 130
"""Bytes, compressed, of one contribution's own frame: face, line about the speaker, what one can do."""


def weight(html: str) -> int:
    """About how many bytes a text takes once compressed with its page.

    Measured on the reference dialogues and the demo: half of what Latin script takes in UTF-8, 0.3 of what scripts
    of two or three bytes a letter take (Chinese compresses worst, to 0.45).
    """
    size = len(html.encode())
    if size < 1.3 * len(html):
        return size // 2
    return int(size * (0.45 if any("\u4e00" <= letter <= "\u9fff" for letter in html[:200]) else 0.3))
