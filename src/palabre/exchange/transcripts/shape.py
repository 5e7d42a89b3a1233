"""What a transcript is made of once it is read."""

import datetime
from dataclasses import dataclass

UNDETERMINED = "und"
"""The language tag of a text whose language nobody named and nothing could identify (BCP 47)."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the dialogue: a "## heading", or a note in brackets that names what comes next (see `sections`).

    `number` counts from 1 in the order of the file; `line` is where the section begins, from 1; `note` is
    Markdown that belongs to the section and that nobody speaks, often empty.
    """

    number: int
    title: str
    line: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says until the next one speaks or a section begins, in Markdown, in the speaker's own words.

    `number` counts every turn of the file from 1, also those that could not be read; where sections begin while
    one speaker goes on, the parts have the same number. `section` is the number of the section it belongs to, None
    before the first. `line` is the line of the speaker's name, or where the part begins.
    `key` is the same whenever the same speaker says the same words in this file: see `keys`.
    """

    number: int
    speaker: str
    section: int | None
    markdown: str
    line: int
    language: str
    key: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something left out of the import: the line it stands on, from 1, and why, in a sentence for the
    reader."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Transcript:
    """One text, read.

    `speakers` are all names that open a turn, in order of first appearance. `turns_found` is how many turns
    the file has; `turns` are those of them that could be read, in their parts, and each of the others is named in
    `skipped`. `notes` is Markdown on the whole text, from before the first speaker. `key` tells this file
    from every other by its name, so it is the same when the file is read again, edited or not. `date` is
    the day on which it was held.
    """

    key: str
    title: str
    date: datetime.date
    language: str
    notes: str
    sections: tuple[Section, ...]
    speakers: tuple[str, ...]
    turns: tuple[Turn, ...]
    turns_found: int
    skipped: tuple[Skipped, ...]


class TranscriptError(ValueError):
    """Nothing in the file can be imported. `line` is where reading failed, from 1; `sentence` says why."""

    def __init__(self, line: int, sentence: str) -> None:
        super().__init__(f"{line}: {sentence}")
        self.line = line
        self.sentence = sentence
