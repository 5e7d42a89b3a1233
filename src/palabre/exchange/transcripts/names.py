"""What the name of a transcript's file says: its day, its language, and which text it is."""

import datetime
import re
import unicodedata
from pathlib import PurePath

from palabre.exchange.transcripts.shape import Transcript
from palabre.kit import languages

DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)[\s:\uff1a_-]*")
_SUFFIX = re.compile(r"\.(?:md|markdown|txt)$", re.IGNORECASE)
_LANGUAGE = re.compile(r"\.([a-z]{2,3}(?:[-_][a-z0-9]{2,8}){0,3})$", re.IGNORECASE)


def day(text: str) -> datetime.date | None:
    """Give the day at the beginning of a text ("2026-03-14 Title"); None where there is none or no such
    day."""
    found = DAY.match(text)
    if found is None:
        return None
    try:
        return datetime.date(*(int(part) for part in found.groups()))
    except ValueError:
        return None


def no_day(text: str) -> str:
    """What stands where a day should and is none, such as 2026-02-31; "" where nothing does."""
    found = DAY.match(text)
    return "-".join(found.groups()) if found and day(text) is None else ""


def stem(filename: str) -> str:
    """Give the file's name without folder and ending: "2026-03-14-007.zh-Hant" for
    "a/2026-03-14-007.zh-Hant.md"."""
    # Windows writes folders with a backslash, and some systems take accents apart: both name the same file.
    name = PurePath(filename.replace("\\", "/")).name
    return _SUFFIX.sub("", unicodedata.normalize("NFC", name))


def language(filename: str) -> str | None:
    """Give the language in a file's name ("zh-Hant" for "talk.zh-Hant.md"), None where it names none we
    know."""
    found = _LANGUAGE.search(stem(filename))
    return languages.normalise(found[1]) if found else None


def text_name(filename: str) -> str:
    """Give the file's name without folder, ending and language: what translations of one text share."""
    whole = stem(filename)
    return _LANGUAGE.sub("", whole) if language(filename) else whole


def pair_key(transcript: Transcript, filename: str) -> str:
    """Give the key that files share when they are one text in several languages.

    It is the name of the file without its language ("2026-03-14-007" for "2026-03-14-007.fr.md"). Titles
    and even dates differ between translations, so they do not decide. Two files are translations of each
    other when their keys are equal and their languages are not; a file that is named by nothing pairs with
    nothing but itself.
    """
    return text_name(filename).casefold() or transcript.key
