"""Transcripts into a community: each file becomes one archived dialogue, each turn a contribution.

    report = import_transcripts([Path("talks/")], community=community, format="salon")

Importing a file again adds what is new in it and changes nothing else: a turn that was reworded since keeps the
words that stand (others may have cited them) and is named. A file that cannot be read, or of which nobody says the
day or the language, is named too and nothing of it is kept; the other files go in. Files that are one text in
several languages become versions of the first one imported.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from palabre.communities.models import Community, Membership
from palabre.dialogues.actions.importing import Conversation, Part, Spoken, import_dialogue
from palabre.dialogues.queries import imported
from palabre.exchange.transcripts.keys import Reconciliation, reconcile, text_key
from palabre.exchange.transcripts.names import pair_key
from palabre.exchange.transcripts.reading import read
from palabre.exchange.transcripts.shape import Skipped, Transcript, TranscriptError
from palabre.kit import tenancy
from palabre.kit.languages import name_of

ENDINGS = (".md", ".markdown", ".txt")


@dataclass(frozen=True)
class FileReport:
    """What became of one file. `skipped` is what was left out, by line; `refused` says that all of it was.

    `speakers`, `turns` and `sections` count what the file has; `added` counts the contributions made of it now.
    """

    file: str
    speakers: int = 0
    turns: int = 0
    sections: int = 0
    language: str = ""
    added: int = 0
    skipped: tuple[Skipped, ...] = ()
    notes: tuple[str, ...] = ()
    refused: bool = False

    def facts(self) -> dict[str, Any]:
        """The report as JSON gives it."""
        return {
            "file": self.file,
            "speakers": self.speakers,
            "turns": self.turns,
            "sections": self.sections,
            "language": self.language,
            "added": self.added,
            "skipped": [{"line": skipped.line, "reason": skipped.reason} for skipped in self.skipped],
        }

    def sentences(self) -> list[str]:
        """The report in words, one line each."""
        if self.refused:
            return [_named(self.file, skipped) for skipped in self.skipped]
        counts = {
            "file": self.file,
            "speakers": self.speakers,
            "turns": self.turns,
            "added": self.added,
        }
        first = _("%(file)s: speakers: %(speakers)d, turns: %(turns)d, added: %(added)d") % counts
        return [first, *(_named(self.file, skipped) for skipped in self.skipped), *self.notes]


@dataclass(frozen=True)
class Report:
    """What became of all files, in their order; `notes` are sentences about all of them."""

    files: tuple[FileReport, ...]
    notes: tuple[str, ...] = ()

    @property
    def all_refused(self) -> bool:
        """Whether not one file could be read."""
        return all(one.refused for one in self.files)


def files_among(paths: Iterable[Path]) -> list[Path]:
    """The files named, and for a folder the texts in it by name, but for its README."""
    found: list[Path] = []
    for path in paths:
        found += sorted(p for p in path.iterdir() if _is_text(p)) if path.is_dir() else [path]
    return found


def import_transcripts(
    paths: Iterable[Path],
    *,
    community: Community,
    format: str,  # noqa: A002 (the word of the model and of the command)
    language: str | None = None,
    date: datetime.date | None = None,
    by: Membership | None = None,
    progress: Callable[[str], None] = lambda sentence: None,
) -> Report:
    """Import files and folders of files. Each file is a transaction of its own; `progress` hears of each.

    `format` is a dialogue's: "salon" or "hosted". A language that the community does not have goes in with its tag.
    `language` and `date` (the day on which it was held) are said of every file, over what these say themselves.
    """
    files = files_among(paths)
    reports = []
    for place, path in enumerate(files, start=1):
        progress(_("%(place)d of %(all)d: %(file)s") % {"place": place, "all": len(files), "file": path.name})
        reports.append(
            _import_file(partial(read, path, language=language, date=date), path, community, format, by)
        )
    spoken = sorted({report.language for report in reports if report.language})
    lacking = [tag for tag in spoken if tag not in community.languages]
    return Report(tuple(reports), tuple(_not_spoken_here(tag) for tag in lacking))


def _is_text(path: Path) -> bool:
    name = path.name.lower()
    # A link that leads nowhere is no file, and is named among those that could not be read.
    there = path.is_file() or (path.is_symlink() and not path.exists())
    return there and name.endswith(ENDINGS) and not name.startswith((".", "readme"))


def _import_file(
    reading: Callable[[], Transcript], path: Path, community: Community, kind: str, by: Membership | None
) -> FileReport:
    try:
        transcript = reading()
    except TranscriptError as error:
        return FileReport(path.name, skipped=(Skipped(error.line, error.sentence),), refused=True)
    except OSError as error:
        reason = _("This file cannot be opened: %(why)s.") % {"why": error.strerror}
        return FileReport(path.name, skipped=(Skipped(1, reason),), refused=True)
    with tenancy.community(community):
        return _import(transcript, path.name, community, kind, by)


def _import(
    transcript: Transcript, name: str, community: Community, kind: str, by: Membership | None
) -> FileReport:
    text = f"transcript:{text_key(pair_key(transcript, name), None)}:"
    source = f"{text}{transcript.key}"
    standing = imported.by_source(community, source)
    beginning = f"turn:{transcript.key}:"
    known = [turn.removeprefix(beginning) for turn in imported.sources_of(standing)] if standing else []
    compared = reconcile(known, transcript.turns)
    conversation = Conversation(
        source=source,
        format=kind,
        title=transcript.title,
        language=transcript.language,
        day=transcript.date,
        speakers=transcript.speakers,
        said=_said(transcript, compared, beginning),
        parts=[Part(number=s.number, title=s.title, note=s.note) for s in transcript.sections],
        notes=transcript.notes,
        version_of=imported.origin(community, text, transcript.language),
    )
    _dialogue, added = import_dialogue(community=community, conversation=conversation, by=by)
    return FileReport(
        file=name,
        speakers=len(transcript.speakers),
        turns=transcript.turns_found,
        sections=len(transcript.sections),
        language=transcript.language,
        added=added,
        skipped=_skipped(transcript.skipped, compared),
        notes=_gone(name, compared),
    )


def _said(transcript: Transcript, compared: Reconciliation, beginning: str) -> list[Spoken]:
    """The turns in order. One that was reworded stands for the turn that is there, which keeps its words."""
    stands_for = {turn.key: known for known, turn in compared.reworded}
    return [
        Spoken(
            source=beginning + stands_for.get(turn.key, turn.key),
            speaker=turn.speaker,
            text=turn.markdown,
            language=turn.language,
            part=turn.section,
        )
        for turn in transcript.turns
    ]


def _skipped(skipped: Sequence[Skipped], compared: Reconciliation) -> tuple[Skipped, ...]:
    sentence = _("This turn was reworded since it was imported. The words imported first still stand.")
    reworded = [Skipped(turn.line, sentence) for _known, turn in compared.reworded]
    return tuple(sorted([*skipped, *reworded], key=lambda one: one.line))


def _gone(name: str, compared: Reconciliation) -> tuple[str, ...]:
    if not compared.gone:
        return ()
    words = _("%(file)s: %(count)d turns imported earlier are no longer in the file. They stay.")
    return (words % {"file": name, "count": len(compared.gone)},)


def _named(name: str, skipped: Skipped) -> str:
    words = _("%(file)s, line %(line)d: %(reason)s")
    return words % {"file": name, "line": skipped.line, "reason": skipped.reason}


def _not_spoken_here(tag: str) -> str:
    words = _(
        "%(language)s (%(tag)s) is not among this community's languages. What is said in it is shown all the same."
    )
    return words % {"language": name_of(tag, "en"), "tag": tag}
