"""From lines to blocks: what stands before the first heading, sections, and turns."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

_SECTION = re.compile(r" {0,3}##(?:\s+(.*))?$")
# Some writers forget the space, as in "###Name:"; nothing else in Markdown looks like it.
_TURN = re.compile(r" {0,3}###(?!#)(.*)$")
_TITLE = re.compile(r" {0,3}#(?:\s+(.*))?$")
# Only the line ends an editor counts: str.splitlines() also cuts at U+2028, form feeds and others.
_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(slots=True)
class Block:
    """A heading and the lines under it. `level` is 0 for what has no heading, 1 title, 2 section, 3 turn."""

    level: int
    heading: str
    line: int
    body: list[str] = field(default_factory=list)

    def line_of(self, index: int) -> int:
        """Give the line in the file of a line of the body."""
        return self.line + index + 1


def _heading(line: str, *, opening: bool) -> tuple[int, str] | None:
    for level, pattern in ((3, _TURN), (2, _SECTION)):
        if found := pattern.match(line):
            return level, (found[1] or "").strip()
    # Only the first "# heading" is the title; further down it belongs to what somebody says.
    if opening and (found := _TITLE.match(line)):
        return 1, (found[1] or "").strip()
    return None


def blocks(text: str) -> list[Block]:
    """Cut a text at its headings. Headings inside a code fence cut too: one fence left open must not
    swallow the rest of the file."""
    found = [Block(0, "", 0)]
    # Form feeds come from printed pages; they separate words and mean nothing else.
    for number, line in enumerate(_LINE_END.split(text.replace("\f", " ").replace("\v", " ")), start=1):
        heading = _heading(line, opening=len(found) == 1)
        if heading is None:
            found[-1].body.append(line)
        else:
            found.append(Block(*heading, number))
    return found


def is_broken(line: str) -> bool:
    """Say whether a line holds what is not text: bytes that were not UTF-8, or control characters of ASCII.

    Those above ASCII stand in real texts where a sign was converted twice: they go, the words stay.
    """
    return any((sign < " " and sign != "\t") or unicodedata.category(sign) == "Cs" for sign in line)


def first_broken(lines: Sequence[str]) -> int | None:
    """Give the index of the first broken line, None when all are text."""
    return next((index for index, line in enumerate(lines) if is_broken(line)), None)


def is_blank(text: str) -> bool:
    """Say whether there is nothing to see: spaces, and characters that have no form."""
    return all(unicodedata.category(sign) in ("Zs", "Zl", "Zp", "Cc", "Cf") for sign in text)


def is_quoted(line: str) -> bool:
    """Say whether a line is a note or a stage direction ("> (laughter)")."""
    return line.lstrip().startswith(">")


def unquoted(lines: Sequence[str]) -> str:
    """Give the Markdown of a note without its ">" marks."""
    return "\n".join(re.sub(r"^\s*> ?", "", line) for line in lines).strip()


def trimmed(lines: Sequence[str]) -> str:
    """Give lines as Markdown, without the blank lines around them. The rest stays as written."""
    seen = [index for index, line in enumerate(lines) if not is_blank(line)]
    return "\n".join(lines[seen[0] : seen[-1] + 1]).rstrip() if seen else ""
