"""Who is named in a text: "@Amina", for those who take part in the dialogue."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from palabre.communities.models import Membership
from palabre.dialogues.models import Dialogue

MOST = 10
"""More names than that is a mailing list, and none of them is told."""
JOINERS = "\u200c\u200d"
"""What holds two letters of a word together or apart, unseen."""
# Scripts in which a word may follow a name with no space between, by how Unicode names their letters.
UNSPACED = (
    *("CJK", "HIRAGANA", "KATAKANA", "BOPOMOFO", "HANGUL", "THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN"),
    *("JAVANESE", "BALINESE", "TAI ", "YI "),
)
# Scripts in which what stands before the @ without a space is the first half of an address. In Arabic "and" may be.
OF_ADDRESSES = ("LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "GEORGIAN")


def named(text: str, dialogue: Dialogue) -> list[Membership]:
    """Members with a seat or a word in the dialogue whose name stands in the text behind an @, small letters or not.

    The name must end where a word ends, and no address counts ("info@esi.org", "example.org/@esi"), nor what somebody
    else is quoted with. Of two names that begin alike the longer is meant. The text of one who names more than `MOST`
    names nobody.
    """
    rest = _told(text)
    if "@" not in rest:
        return []
    here = Membership.objects.filter(community_id=dialogue.community_id, left_at=None)
    seated = here.filter(pk__in=dialogue.seats.exclude(membership=None).values("membership"))
    spoke = here.filter(pk__in=dialogue.contributions.exclude(author=None).values("author"))
    found: dict[int, Membership] = {}
    for member in sorted({*seated, *spoke}, key=lambda one: (-len(one.name), one.pk)):
        marked = f"@{_folded(member.name).strip()}"
        for place in _places(marked, rest) if len(marked) > 1 else ():
            found[member.pk] = member
            rest = rest[:place] + " " * len(marked) + rest[place + len(marked) :]
    return list(found.values()) if len(found) <= MOST else []


def _told(text: str) -> str:
    """The writer's own words, without what they quote, as names are looked for in them."""
    own = "\n".join("" if line.lstrip().startswith(">") else line for line in text.splitlines())
    return _folded(own)


def _folded(text: str) -> str:
    """Letters as they compare; a line's end within a paragraph is a space like any other."""
    spaced = re.sub(r"(?<!\n)\n(?!\n)", " ", re.sub(r"[^\S\n]+", " ", text))
    return unicodedata.normalize("NFC", spaced.casefold())


def _places(marked: str, text: str) -> Iterator[int]:
    """Where a name with its @ stands as a word of its own."""
    place = text.find(marked)
    while place >= 0:
        if _may_begin(text[:place]) and _may_end(text[place + len(marked) :]):
            yield place
        place = text.find(marked, place + 1)


def _may_begin(before: str) -> bool:
    """Whether an @ after this begins a name."""
    bare = before.rstrip(JOINERS)
    while bare and unicodedata.category(bare[-1]).startswith("M"):
        bare = bare[:-1]
    last = bare[-1:]
    if not last or last in "/@_%+-":
        return not last
    return not (last.isdecimal() or (last.isalpha() and _is_of(last, OF_ADDRESSES)))


def _may_end(after: str) -> bool:
    """Whether a name before this is over."""
    rest = after.lstrip(JOINERS)
    following = rest[:1]
    if not following:
        return True
    if following in "_@" or unicodedata.category(following).startswith("M"):
        return False
    if following in ".-":  # "@esi.org", "@Ana-Luz"; not the end of a sentence
        return not rest[1:2].isalnum()
    return not following.isalnum() or _is_of(following, UNSPACED)


def _is_of(letter: str, scripts: tuple[str, ...]) -> bool:
    return unicodedata.name(letter, "").startswith(scripts)
