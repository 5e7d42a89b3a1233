"""Sections that no heading announces: a note in brackets that names what comes next.

Two kinds. A note with a document, at the end of a turn, announces it ("> (opening slides)" with the slides under it).
A note that is nothing but words in brackets is a section's title when it reads like one: it stands alone, begins with a
capital, is short and no sentence, stands only once in the text, and says neither what people do ("> (Applause)") nor
who does it ("> (Amina nods)"). Chinese and others that have no capitals are taken at their word only in the middle of a
turn, as in a talk with slides, and only in company: at the end of a turn one cannot tell them from a stage direction.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from palabre.exchange.transcripts import blocks
from palabre.exchange.transcripts.blocks import Block

LONGEST = 80
"""Characters of a title that stands alone in brackets; what is longer tells something."""

_BRACKETED = re.compile(r"\[?\s*[(\uff08](?P<words>[^()\uff08\uff09]+)[)\uff09]\s*(?:\]\([^\s()]*\))?")
_LINK = re.compile(r"\]\(|<a\s|https?://", re.IGNORECASE)
_SENTENCE_ENDS = tuple(".!;,\u2026\u3002\uff01\uff1b\uff0c\u3001\u0964\u06d4\u061b\u060c")
_WORD = re.compile(r"[^\W_]+")
# What people do, and what is heard or shown, where it is the first or the last word, as in "(Standing ovation)".
_DONE = frozenset(
    word
    for line in (
        "laughter laughs laughing laugh chuckles giggles smiles smiling applause applauds clapping claps",
        "ovation cheers cheering silence silent pause pauses break recess nods nodding points pointing shows",
        "showing shown gestures sighs coughs coughing whispers whispering shouts shouting sings singing cries",
        "crying stands rises sits leaves enters arrives reads reading waves interrupts interrupting music",
        "noise noises sounds inaudible unintelligible crosstalk video film plays playing starts stops begins",
        "ends continues agrees agreement consensus vote voting rire rires rit riant sourire sourit",
        "applaudissements applaudit bravos brouhaha musique bruit bruits acquiesce montre montrant soupire",
        "tousse lit chante projection risa risas ríe riendo sonríe aplausos aplaude ovación silencio música",
        "ruido ruidos pausa asiente muestra suspira tose canta lee riso risos ri rindo sorri ovação silêncio",
        "ruído ruídos intervalo acena mostra tosse lê inaudível tawa tertawa gelak hening diam jeda musik",
        "suara mengangguk menunjuk tersenyum tepuk tangan",
    )
    for word in line.split()
)
_DONE_WITHOUT_SPACES = (
    "笑",
    "鼓掌",
    "掌聲",
    "掌声",
    "休息",
    "播放",
    "影片",
    "音樂",
    "音乐",
    "沉默",
    "舉手",
    "举手",
)


class Announcement(NamedTuple):
    """A note that opens a section: its lines in a turn's body, the words in its brackets, the rest as Markdown."""

    start: int
    end: int
    title: str
    note: str = ""


def announced(body: Sequence[str]) -> Announcement | None:
    """Find the note that announces a section at the end of a turn: words in brackets and a link to a
    document, as in "> (opening slides)" with the slides under it. A note that is all the turn has is none."""
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
    return Announcement(start, len(body), words["words"].strip(), rest.strip())


def titles(found: Sequence[Block]) -> dict[int, list[Announcement]]:
    """All notes of a text that are nothing but a section's title, by the line of the turn in which they stand."""
    turns = [block for block in found if block.level == 3]
    names = {word.casefold() for block in turns for word in _WORD.findall(block.heading)}
    notes = {block.line: _alone(block.body) for block in turns}
    times = Counter(note.title.casefold() for alone in notes.values() for note in alone)
    followed = {block.line for block, after in pairwise(found) if after.level == 3}
    taken: dict[int, list[Announcement]] = {}
    for block in turns:
        spoken = [index for index, line in enumerate(block.body) if _is_spoken(line)]
        last = max((index for index, line in enumerate(block.body) if not blocks.is_blank(line)), default=0)
        for note in notes[block.line]:
            # Before anybody has spoken it is a stage direction; so it is at the end, if nobody speaks after.
            within = bool(spoken) and spoken[0] < note.start < spoken[-1]
            ends = bool(spoken) and note.start == last and block.line in followed
            once = times[note.title.casefold()] == 1
            if (within or ends) and once and _is_title(note.title, names, within=within):
                taken.setdefault(block.line, []).append(note)
    return _in_company(taken)


def _alone(body: Sequence[str]) -> list[Announcement]:
    """Notes of one line that are nothing but words in brackets."""
    found = []
    for index, line in enumerate(body):
        beside = [*body[max(index - 1, 0) : index], *body[index + 1 : index + 2]]
        words = _BRACKETED.fullmatch(blocks.unquoted([line])) if blocks.is_quoted(line) else None
        if words and not _LINK.search(line) and all(map(blocks.is_blank, beside)):
            found.append(Announcement(index, index + 1, words["words"].strip()))
    return found


def _is_spoken(line: str) -> bool:
    return not blocks.is_blank(line) and not blocks.is_quoted(line)


def _is_title(title: str, names: set[str], *, within: bool) -> bool:
    words = [word.casefold() for word in _WORD.findall(title)]
    if not words or len(title) > LONGEST or title.endswith(_SENTENCE_ENDS):
        return False
    if {words[0], words[-1]} & _DONE or any(done in title for done in _DONE_WITHOUT_SPACES):
        return False
    if words[0] in names:
        return False
    return _has_capital(title) or (within and _has_no_case(title))


def _first_letter(title: str) -> str:
    return next((sign for sign in title if sign.isalpha()), "")


def _has_capital(title: str) -> bool:
    return _first_letter(title).isupper()


def _has_no_case(title: str) -> bool:
    letter = _first_letter(title)
    return letter.lower() == letter.upper()


def _in_company(taken: dict[int, list[Announcement]]) -> dict[int, list[Announcement]]:
    """Leave out a title without capitals that is the only title in the text."""
    if sum(map(len, taken.values())) > 1:
        return taken
    return {line: notes for line, notes in taken.items() if _has_capital(notes[0].title)}
