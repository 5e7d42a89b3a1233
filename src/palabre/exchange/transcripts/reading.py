"""From the bytes of a file to lines of text, without losing count of the lines."""

import codecs
import datetime
from pathlib import Path

from django.utils.translation import gettext as _

from palabre.exchange.transcripts.parsing import parse
from palabre.exchange.transcripts.shape import Transcript, TranscriptError

LARGEST_FILE = 5_000_000
"""Bytes. The longest transcript known to us has 76,170."""


def decode(content: bytes) -> str:
    """Decode UTF-8, with or without a byte order mark. A byte that is not UTF-8 becomes a lone surrogate,
    which `parse` recognises, so that one bad byte costs one turn and not the file. Raises TranscriptError
    for UTF-16."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise TranscriptError(1, _("This file is written in UTF-16. Please save it as UTF-8."))
    return content.removeprefix(codecs.BOM_UTF8).decode("utf-8", "surrogateescape")


def read(path: Path, *, language: str | None = None, date: datetime.date | None = None) -> Transcript:
    """Read a file, whose language and day may be given. Raises TranscriptError when nothing in it can be
    imported, OSError when it cannot be opened."""
    with path.open("rb") as file:
        content = file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        megabytes = LARGEST_FILE // 1_000_000
        raise TranscriptError(1, _("This file is larger than %(size)d megabytes.") % {"size": megabytes})
    return parse(decode(content), filename=path.name, language=language, date=date)
