"""Pictures: checked by what they are, freed of where they were taken, and kept in the sizes that pages show.

A picture is stored under the hash of what it shows, so its address may be kept by browsers for ever.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from typing import IO, Any, Final

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from palabre.kit import files

MOST_BYTES: Final = 12_000_000
MOST_PIXELS: Final = 40_000_000
# Pictures of two in one (MPO) are opened as JPEG; asking for them by name fails on every file that is none of these.
KINDS: Final = ("JPEG", "PNG", "WEBP")
WIDTHS: Final = (480, 960, 1600)
"""Widths a photograph is kept in, in pixels: a phone, a phone's sharp screen or a column, a wide screen."""
PORTRAIT: Final = 192
"""Width and height of a portrait, in pixels: twice the largest it is shown at."""
PORTRAIT_BYTES: Final = 4_000
"""A portrait is smaller than this, whatever it shows: a page shows a dozen of them."""
# Quality goes first, as long as a face is still a face; then, for what no face is, the size.
_PORTRAIT_TRIES: Final = ((192, (60, 45, 30, 15)), (128, (30, 15, 5)), (96, (15, 5, 0)))


class PictureRefused(ValueError):
    """What was sent cannot be shown; the sentence says what to do."""


@dataclass(frozen=True)
class Stored:
    """A kept picture: `name` of its largest size, and that size in pixels."""

    name: str
    width: int
    height: int


def store(upload: IO[bytes], *, folder: str) -> Stored:
    """Keep a photograph in several sizes under `folder`; raises `PictureRefused`.

    The file's metadata (place, camera, name) does not survive: only the pixels are written again, in sRGB.
    """
    picture = _in_srgb(_opened(upload, least=WIDTHS[-1]))
    name = f"{folder}/{_digest(picture)}"
    *smaller, widest = sizes(picture.width)
    fitting = picture if widest == picture.width else _scaled(picture, widest)
    largest = Stored(_write(f"{name}-{widest}.webp", fitting), fitting.width, fitting.height)
    for width in reversed(smaller):
        # Each from the one above it: from the whole picture every size would cost as much as the largest.
        fitting = _scaled(fitting, width)
        _write(f"{name}-{width}.webp", fitting)
    return largest


def store_portrait(upload: IO[bytes], *, folder: str) -> Stored:
    """Keep a face, cut square from the middle, in fewer than `PORTRAIT_BYTES`; raises `PictureRefused`."""
    whole = _opened(upload, least=2 * PORTRAIT, both=True)
    square = _in_srgb(ImageOps.fit(whole, (PORTRAIT, PORTRAIT), Image.Resampling.LANCZOS))
    name = f"{folder}/{_digest(square)}.webp"
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(_light(square)))
    return Stored(name, PORTRAIT, PORTRAIT)


def sizes(width: int) -> list[int]:
    """The widths kept of a picture this wide: those below it, and it or the widest."""
    return [w for w in WIDTHS if w < width] + ([min(width, WIDTHS[-1])] if width <= WIDTHS[-1] else [])


def files_of(name: str, width: int) -> list[str]:
    """The names of all sizes of a stored picture, from the name and width of its largest size."""
    stem = name.rpartition("-")[0]
    return [f"{stem}-{w}.webp" for w in sizes(width)]


def forget(name: str) -> None:
    """Delete every size of a photograph that no row shows any more, once this transaction has been committed.

    `name` is that of its largest size, which ends in its width.
    """
    if name and not files.is_held(name):
        for one in files_of(name, int(name.rpartition("-")[2].removesuffix(".webp"))):
            files.forget(one)


def without_metadata(data: bytes) -> bytes:
    """The same picture, in its own format, turned upright, without place, camera and name; raises `PictureRefused`."""
    made = io.BytesIO()
    with Image.open(io.BytesIO(data), formats=KINDS) as known:
        kind = "JPEG" if known.format == "MPO" else known.format
    picture = _opened(io.BytesIO(data), keeps_clear=kind != "JPEG")
    picture.save(made, kind, **({"quality": 92} if kind != "PNG" else {}))
    return made.getvalue()


def srcset(name: str, width: int) -> str:
    """The `srcset` of a stored picture, from the name and width of its largest size."""
    stem = name.rpartition("-")[0]
    return ", ".join(f"{default_storage.url(f'{stem}-{w}.webp')} {w}w" for w in sizes(width))


def small(name: str, width: int) -> str:
    """The address of its smallest size, for what reads no `srcset`."""
    stem = name.rpartition("-")[0]
    return default_storage.url(f"{stem}-{sizes(width)[0]}.webp")


def _opened(
    upload: IO[bytes], *, keeps_clear: bool = False, least: int = 0, both: bool = False
) -> Image.Image:
    """The picture, turned upright. A JPEG much wider than `least` pixels (`both`: and higher) is read at a half, a
    quarter or an eighth of its size, which takes as much less memory and time."""
    data = upload.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise PictureRefused(
            _("This picture is larger than 12 megabytes. Send a smaller one; your text is kept.")
        )
    try:
        picture: Any = Image.open(io.BytesIO(data), formats=KINDS)
        if picture.width * picture.height > MOST_PIXELS:
            raise PictureRefused(
                _("This picture has too many pixels. Send a smaller one; your text is kept.")
            )
        if least:
            _read_smaller(picture, least, both=both)
        picture.load()
        ImageOps.exif_transpose(picture, in_place=True)
        mode = "RGBA" if keeps_clear and picture.has_transparency_data else "RGB"
        # Ink goes by its own profile; whoever reads smaller turns it into sRGB afterwards.
        is_ink = bool(least) and picture.mode == "CMYK" and "icc_profile" in picture.info
        turned: Image.Image = picture.copy() if is_ink else picture.convert(mode)
        # A format writes again what it finds here: of place, camera, name and comments only the colours stay.
        turned.info = {name: said for name, said in turned.info.items() if name == "icc_profile"}
    except PictureRefused:
        raise
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as fault:
        raise PictureRefused(
            _("This file is not a picture we can read. Send a JPEG, PNG or WebP; your text is kept.")
        ) from fault
    return turned


def _read_smaller(picture: Any, least: int, *, both: bool) -> None:
    sideways = picture.getexif().get(ExifTags.Base.Orientation, 1) >= 5
    width, height = (least, least if both else 1)
    picture.draft(None, (height, width) if sideways else (width, height))


def _in_srgb(picture: Image.Image) -> Image.Image:
    """The same colours without a profile, which may weigh more than a portrait."""
    profile = picture.info.pop("icc_profile", b"")
    if profile:
        from PIL import ImageCms

        try:
            own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            turned = ImageCms.profileToProfile(picture, own, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            turned = None  # a profile nobody can read: the numbers are taken as they stand
        picture = turned or picture
        picture.info.pop("icc_profile", None)
    return picture if picture.mode == "RGB" else picture.convert("RGB")


def _light(square: Image.Image) -> bytes:
    """A portrait in fewer than `PORTRAIT_BYTES`."""
    for side, qualities in _PORTRAIT_TRIES:
        fitting = square if side == square.width else square.resize((side, side), Image.Resampling.LANCZOS)
        for quality in qualities:
            data = _encoded(fitting, quality)
            if len(data) < PORTRAIT_BYTES:
                return data
    return data


def _scaled(picture: Image.Image, width: int) -> Image.Image:
    height = max(1, round(picture.height * width / picture.width))
    return picture.resize((width, height), Image.Resampling.LANCZOS)


def _digest(picture: Image.Image) -> str:
    shown = hashlib.sha256(f"{picture.size}".encode())
    shown.update(picture.tobytes())
    return shown.hexdigest()[:24]


def _write(name: str, picture: Image.Image) -> str:
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(_encoded(picture, 72)))
    return name


def _encoded(picture: Image.Image, quality: int) -> bytes:
    data = io.BytesIO()
    picture.save(data, "WEBP", quality=quality, method=4)
    return data.getvalue()
