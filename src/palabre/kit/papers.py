"""Files to read: recognised by what they are, never by what they are called, and kept as they came, pictures but for
where they were taken."""

from __future__ import annotations

import csv
import io
import secrets
import zipfile
from dataclasses import dataclass
from typing import IO, Final

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from palabre.kit import pictures

MOST_BYTES: Final = 10_000_000
TYPES: Final = {
    "pdf": "application/pdf",
    "odt": "application/vnd.oasis.opendocument.text",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "png": "image/png",
    "jpg": "image/jpeg",
    "webp": "image/webp",
}
"""What is taken, by the ending it is kept under."""
_PARTS: Final = {"docx": "word/document.xml", "pptx": "ppt/presentation.xml", "xlsx": "xl/workbook.xml"}
_PICTURES: Final = {"PNG": "png", "JPEG": "jpg", "WEBP": "webp"}
_MOST_ENTRIES: Final = 5_000


class PaperRefused(ValueError):
    """What was sent cannot be kept; the sentence says what to do."""


@dataclass(frozen=True)
class Stored:
    """A kept file: its name in the storage, what it is, its bytes."""

    name: str
    media_type: str
    size: int


def store(upload: IO[bytes], *, folder: str) -> Stored:
    """Keep a file under `folder`, by a name nobody can guess; raises `PaperRefused`.

    Of a picture, where and by what it was taken is removed.
    """
    data = upload.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise PaperRefused(
            _("This file has more than %(most)s MB. Send a smaller one, or the address where it is kept.")
            % {"most": MOST_BYTES // 1_000_000}
        )
    ending = ending_of(data)
    if ending is None:
        raise PaperRefused(
            _(
                "We take PDF, ODT, DOCX, PPTX, XLSX, CSV, PNG, JPEG and WebP files, without macros. Send one of these."
            )
        )
    if ending in _PICTURES.values():
        data = _freed(data)
    name = default_storage.save(f"{folder}/{secrets.token_hex(16)}.{ending}", ContentFile(data))
    return Stored(name, TYPES[ending], len(data))


def ending_of(data: bytes) -> str | None:
    """What the content is; None where it is nothing we take, whatever its name says."""
    if data.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _of_archive(data)
    return _of_picture(data) or ("csv" if _is_table(data) else None)


def _freed(data: bytes) -> bytes:
    try:
        return pictures.without_metadata(data)
    except pictures.PictureRefused as refused:
        raise PaperRefused(str(refused)) from refused


def _of_archive(data: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            names = {entry.filename for entry in entries}
            if len(entries) > _MOST_ENTRIES or any("vbaproject" in name.lower() for name in names):
                return None
            first = entries[0]
            if first.filename == "mimetype" and first.file_size < 100:
                return "odt" if archive.read(first).decode("ascii", "replace") == TYPES["odt"] else None
    except (zipfile.BadZipFile, IndexError, NotImplementedError, RuntimeError, OSError, ValueError):
        return None
    if "[Content_Types].xml" not in names:
        return None
    return next((ending for ending, part in _PARTS.items() if part in names), None)


def _of_picture(data: bytes) -> str | None:
    try:
        with Image.open(io.BytesIO(data), formats=list(_PICTURES)) as picture:
            kind = picture.format or ""
            picture.verify()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    return _PICTURES.get(kind)


def _is_table(data: bytes) -> bool:
    """Lines of text with the same separator in each of the first ones, and no markup."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    if text.lstrip()[:1] == "<" or any(ord(c) < 32 and c not in "\t\r\n" for c in text):
        return False
    for separator in ",;\t":
        try:
            rows = [
                row
                for row, _n in zip(
                    csv.reader(io.StringIO(text), delimiter=separator), range(20), strict=False
                )
            ]
        except csv.Error:
            continue
        widths = {len(row) for row in rows if row}
        if len(rows) > 1 and len(widths) == 1 and widths.pop() > 1:
            return True
    return False
