"""Sounds: recognised by what they are, never by what they are called, kept without what says where they were made."""

from __future__ import annotations

import secrets
from typing import IO, Final

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from palabre.kit import recordings

MOST_BYTES: Final = 15_000_000
"""Some fifteen minutes as a telephone records them."""
TYPES: Final = {
    "ogg": "audio/ogg",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "webm": "audio/webm",
    "wav": "audio/wav",
    "amr": "audio/amr",
}
"""Kinds that telephones record, by the ending they are kept under."""


class SoundRefused(ValueError):
    """What was sent is no sound we can keep; the sentence says what to do."""


def store(upload: IO[bytes], *, folder: str) -> str:
    """Keep a recording under `folder`, by a name nobody can guess; returns it. Raises `SoundRefused`.

    Where it was made, and by which telephone, is removed.
    """
    data = upload.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise SoundRefused(
            _("This recording has more than %(most)s MB. Cut it, or send the words alone.")
            % {"most": MOST_BYTES // 1_000_000}
        )
    ending = ending_of(data)
    if not ending:
        raise SoundRefused(
            _("This is not a recording we know (OGG, MP3, M4A, WebM, WAV, AMR). Your words are kept.")
        )
    freed = recordings.without_metadata(data, ending)
    return default_storage.save(f"{folder}/{secrets.token_hex(16)}.{ending}", ContentFile(freed))


def ending_of(data: bytes) -> str:
    """The ending of a recording by its first bytes; "" for anything else."""
    if data.startswith(b"OggS"):
        return "ogg"
    if data.startswith(b"ID3") or (data[:1] == b"\xff" and data[1:2] and data[1] & 0xE6 == 0xE2):
        return "mp3"
    if data[4:8] == b"ftyp" and data[8:11] in (b"M4A", b"mp4", b"iso", b"3gp", b"das", b"MSN"):
        return "m4a"
    if data.startswith(b"\x1aE\xdf\xa3"):
        return "webm"
    if data.startswith(b"RIFF") and data[8:12] == b"WAVE":
        return "wav"
    return "amr" if data.startswith(b"#!AMR") else ""


def media_type(name: str) -> str:
    """What a kept recording is sent as."""
    return TYPES[name.rpartition(".")[2]]
