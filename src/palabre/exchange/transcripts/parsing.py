"""From blocks to a transcript: who says what, in which section, and what had to be left out."""

import datetime
from collections import Counter
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from palabre.exchange.transcripts import blocks, keys, languages, names, sections
from palabre.exchange.transcripts.blocks import Block
from palabre.exchange.transcripts.shape import (
    UNDETERMINED,
    Section,
    Skipped,
    Transcript,
    TranscriptError,
    Turn,
)
from palabre.kit import clock
from palabre.kit.text.markdown import excerpt, plain, render
from palabre.kit.text.tidy import one_line, tidy

LONGEST_TURN = 50_000
"""Characters. The longest real turn known to us, a whole lecture, has 25,103."""

LONGEST_NAME = 120
"""Characters of a speaker's name."""

LONGEST_TITLE = 300
"""Characters of a title, of the dialogue or of a section."""

LONGEST_OPENING = 80
"""Characters of the first words that stand for a title."""

_COLONS = (":", "\uff1a")  # the second is the full-width colon of Chinese and Japanese


@dataclass(slots=True)
class _Reading:
    """What has been read so far. Languages and keys of turns come at the end: they need the whole file."""

    longest_turn: int
    titles: dict[int, list[sections.Announcement]] = field(default_factory=dict)
    title: str = ""
    notes: str = ""
    sections: list[Section] = field(default_factory=list)
    speakers: dict[str, None] = field(default_factory=dict)
    turns: list[Turn] = field(default_factory=list)
    turns_found: int = 0
    skipped: list[Skipped] = field(default_factory=list)

    def skip(self, line: int, reason: str) -> None:
        self.skipped.append(Skipped(line, reason))


def parse(
    text: str,
    *,
    filename: str,
    language: str | None = None,
    date: datetime.date | None = None,
    longest_turn: int = LONGEST_TURN,
) -> Transcript:
    """Read a transcript. `language` is a BCP 47 tag for the whole file; without it the file's name decides,
    then the words. `date` is the day on which it was held; without it the file's name decides, then the title.
    Raises TranscriptError, and nothing else, when no turn at all can be read, or day or language is not known."""
    found = blocks.blocks(text.removeprefix("\ufeff"))
    reading = _Reading(longest_turn, sections.titles(found))
    for index, block in enumerate(found):
        followed = index + 1 < len(found) and found[index + 1].level == 3
        _READERS[block.level](reading, block, followed)
    if not reading.turns:
        raise _nothing(text, reading)
    day = _settle_title(reading, found, filename, date)
    tag = language or names.language(filename) or languages.of_text(turn.markdown for turn in reading.turns)
    if tag == UNDETERMINED:
        raise TranscriptError(
            reading.turns[0].line,
            _("It is not clear in which language this text is. Name it, for example --language fr."),
        )
    return Transcript(
        key=keys.text_key(names.text_name(filename), names.language(filename)),
        title=reading.title,
        date=day,
        language=tag,
        notes=reading.notes,
        sections=tuple(reading.sections),
        speakers=tuple(reading.speakers),
        turns=_finished(reading.turns, tag),
        turns_found=reading.turns_found,
        skipped=tuple(sorted(reading.skipped, key=lambda skipped: skipped.line)),
    )


def _nothing(text: str, reading: _Reading) -> TranscriptError:
    if blocks.is_blank(text):
        return TranscriptError(1, _("This file is empty."))
    if not reading.turns_found:
        line = reading.skipped[0].line if reading.skipped else 1
        return TranscriptError(
            line, _("No line says who speaks. Such a line looks like this: ### Amina Bello:")
        )
    first = reading.skipped[0]
    return TranscriptError(
        first.line, _("Not one turn can be read. The first: %(reason)s") % {"reason": first.reason}
    )


def _finished(turns: list[Turn], language: str) -> tuple[Turn, ...]:
    seen: Counter[str] = Counter()
    return tuple(
        replace(
            turn,
            language=languages.of_turn(turn.markdown, language),
            key=keys.turn_key(turn.speaker, turn.markdown, seen),
        )
        for turn in turns
    )


def _read_notes(reading: _Reading, block: Block) -> str:
    """Keep the quoted lines of what no speaker says; name the first of the others."""
    kept = [line for line in block.body if blocks.is_quoted(line) and not blocks.is_broken(line)]
    for index, line in enumerate(block.body):
        if blocks.is_broken(line):
            reading.skip(block.line_of(index), _broken())
        elif not blocks.is_blank(line) and not blocks.is_quoted(line):
            reading.skip(block.line_of(index), _("This text stands under no speaker's name."))
            break
    return tidy(blocks.unquoted(kept))


def _broken() -> str:
    return _("This line holds bytes that are not UTF-8 text, or control characters.")


def _read_opening(reading: _Reading, block: Block, _followed: bool) -> None:
    notes = _read_notes(reading, block)
    reading.notes = "\n\n".join(part for part in (reading.notes, notes) if part)


def _read_section(reading: _Reading, block: Block, _followed: bool) -> None:
    note = _read_notes(reading, block)
    if reason := _why_no_title(block.heading):
        reading.skip(block.line, reason)
    else:
        number = len(reading.sections) + 1
        reading.sections.append(Section(number, one_line(block.heading), block.line, note))


def _read_turn(reading: _Reading, block: Block, followed: bool) -> None:
    speaker = _speaker(reading, block)
    if speaker is None:
        return
    reading.turns_found += 1
    reading.speakers.setdefault(speaker)
    broken = blocks.first_broken(block.body)
    if broken is not None:  # what somebody said with one line unreadable is not what they said
        reading.skip(block.line_of(broken), _broken())
        return
    parts = _parts(reading, block, followed)
    said = [blocks.trimmed(tidy("\n".join(lines)).split("\n")) for _opens, _start, lines in parts]
    why = _why_not_kept(said, reading.longest_turn)
    if why:
        reading.skip(block.line, why)
    for (opens, start, _lines), markdown in zip(parts, said, strict=True):
        if opens is not None:
            _open(reading, opens, block)
        if not why and not blocks.is_blank(markdown):
            line = block.line_of(start) if start else block.line
            section = len(reading.sections) or None
            reading.turns.append(Turn(reading.turns_found, speaker, section, markdown, line, "", ""))


def _why_not_kept(said: list[str], longest: int) -> str | None:
    """Why a turn is left out whole, all parts of it: half of what somebody said is not what they said."""
    if all(map(blocks.is_blank, said)):
        return _("This turn is empty.")
    if max(map(len, said)) > longest:
        return _("This turn is longer than %(limit)d characters.") % {"limit": longest}
    return None


def _open(reading: _Reading, opens: sections.Announcement, block: Block) -> None:
    number, line = len(reading.sections) + 1, block.line_of(opens.start)
    reading.sections.append(Section(number, one_line(opens.title), line, tidy(opens.note)))


def _speaker(reading: _Reading, block: Block) -> str | None:
    """Give the name in a heading. A turn nobody can be named for is left out whole: its words must not end
    up under another's name."""
    has_colon = block.heading.rstrip().endswith(_COLONS)
    name = one_line(block.heading.rstrip()[:-1] if has_colon else block.heading)
    if blocks.is_broken(block.heading):
        reading.skip(block.line, _broken())
    elif not any(sign.isalnum() for sign in name):
        reading.skip(block.line, _("This turn has no speaker's name."))
    elif not has_colon:
        reading.skip(block.line, _("This heading does not end with a colon, so it does not say who speaks."))
    elif len(name) > LONGEST_NAME:
        reading.skip(
            block.line, _("This name is longer than %(limit)d characters.") % {"limit": LONGEST_NAME}
        )
    else:
        return name
    return None


def _parts(
    reading: _Reading, block: Block, followed: bool
) -> list[tuple[sections.Announcement | None, int, list[str]]]:
    """Cut a turn where a section begins: what opens each part, if anything, where its words begin, its lines."""
    opening = list(reading.titles.get(block.line, []))
    document = sections.announced(block.body) if followed else None
    if document is not None and not _why_no_title(document.title):
        opening.append(document)
    cuts: list[sections.Announcement | None] = [None, *opening]
    starts = [0, *(note.end for note in opening)]
    ends = [*(note.start for note in opening), len(block.body)]
    return [(cut, start, block.body[start:end]) for cut, start, end in zip(cuts, starts, ends, strict=True)]


def _why_no_title(title: str) -> str | None:
    if blocks.is_broken(title):
        return _broken()
    if blocks.is_blank(title):
        return _("This heading is empty.")
    if len(title) > LONGEST_TITLE:
        return _("This title is longer than %(limit)d characters.") % {"limit": LONGEST_TITLE}
    return None


def _settle_title(
    reading: _Reading, found: list[Block], filename: str, given: datetime.date | None
) -> datetime.date:
    """Find title and day. Of the two that are written, the day in the file's name comes first: translations share
    it, and their titles may not. Raises TranscriptError where nobody says on which day it was."""
    block = next((block for block in found if block.level == 1), None)
    line, heading = (block.line, block.heading) if block else (1, "")
    in_name, in_title = names.day(names.stem(filename)), names.day(heading)
    day = given or in_name or in_title
    if day is None or day > clock.today("UTC") + datetime.timedelta(days=1):
        raise TranscriptError(line, _no_day(filename, heading, day))
    if in_title and in_title != day:
        _say_which_day(reading, line, day, given)
    title = names.DAY.sub("", heading, count=1).strip() if in_title else heading
    if reason := _why_no_title(title):
        why = _("This text has no title.") if block is None else reason
        title = _first_words(reading)
        reading.skip(line, _("%(why)s It is called “%(title)s”.") % {"why": why, "title": title})
    reading.title = one_line(title)
    return day


def _no_day(filename: str, heading: str, day: datetime.date | None) -> str:
    """Why a text has no day on which it can have been held."""
    wrong = names.no_day(names.stem(filename)) or names.no_day(heading)
    if day is not None:
        why = _("%(day)s is still to come, and what was said cannot have been.") % {"day": day}
    elif wrong:
        why = _("There is no %(day)s in any calendar.") % {"day": wrong}
    else:
        why = _("Neither the title nor the name of the file has a date.")
    return why + " " + _("Say on which day it was held, with this file alone: --date YYYY-MM-DD.")


def _say_which_day(reading: _Reading, line: int, kept: datetime.date, given: datetime.date | None) -> None:
    if given:
        sentence = _("This date differs from %(date)s, which was given and kept.")
    else:
        sentence = _("This date differs from %(date)s in the name of the file, which was kept.")
    reading.skip(line, sentence % {"date": kept})


def _first_words(reading: _Reading) -> str:
    """What a text without a title is called: its first heading, else how its first speaker begins."""
    if reading.sections:
        return reading.sections[0].title
    said = one_line(plain(render(reading.turns[0].markdown)))
    return excerpt(said, LONGEST_OPENING) or reading.turns[0].speaker


_READERS = {0: _read_opening, 1: _read_opening, 2: _read_section, 3: _read_turn}
