"""Pictures are kept in the sizes pages show and in colours every screen knows; portraits are light."""

from __future__ import annotations

import io
import random
from pathlib import Path
from typing import Any

import pytest
from PIL import ExifTags, Image, ImageCms

from palabre.kit import pictures


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def encoded(picture: Image.Image, kind: str = "PNG", **more: Any) -> io.BytesIO:
    data = io.BytesIO()
    picture.save(data, kind, **more)
    data.seek(0)
    return data


def noise(width: int, height: int) -> Image.Image:
    return Image.frombytes("RGB", (width, height), random.Random(7).randbytes(width * height * 3))


def slope(width: int, height: int) -> Image.Image:
    return Image.linear_gradient("L").resize((width, height)).convert("RGB")


def swapped_profile() -> bytes:
    """sRGB with the names of red and green changed: what says red is green."""
    data = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return data.replace(b"rXYZ", b"????").replace(b"gXYZ", b"rXYZ").replace(b"????", b"gXYZ")


@pytest.mark.parametrize(
    "face",
    [
        pytest.param(noise(192, 192), id="noise"),
        pytest.param(noise(640, 480), id="large noise"),
        pytest.param(noise(40, 40), id="small noise"),
        pytest.param(slope(800, 600), id="a slope"),
        pytest.param(Image.new("RGB", (300, 300), "teal"), id="one colour"),
        pytest.param(noise(12, 12).resize((600, 600), Image.Resampling.NEAREST), id="hard edges"),
    ],
)
def test_a_portrait_is_light_whatever_it_shows(face: Image.Image, media: Path) -> None:
    stored = pictures.store_portrait(encoded(face), folder="c1/portraits")
    kept = (media / stored.name).read_bytes()
    assert len(kept) < pictures.PORTRAIT_BYTES
    with Image.open(io.BytesIO(kept)) as shown:
        assert shown.format == "WEBP" and shown.width == shown.height >= 96


def test_a_portrait_that_is_light_at_once_keeps_its_size(media: Path) -> None:
    stored = pictures.store_portrait(encoded(slope(800, 600)), folder="c1/portraits")
    with Image.open(media / stored.name) as shown:
        assert shown.size == (stored.width, stored.height) == (192, 192)


def test_a_heavy_profile_does_not_weigh_on_a_portrait(media: Path) -> None:
    with_profile = encoded(slope(400, 400), icc_profile=swapped_profile() + bytes(6_000))
    stored = pictures.store_portrait(with_profile, folder="c1/portraits")
    assert (media / stored.name).stat().st_size < pictures.PORTRAIT_BYTES


@pytest.mark.parametrize("keep", [pictures.store, pictures.store_portrait])
def test_colours_are_those_of_the_profile_and_the_profile_is_gone(keep: Any, media: Path) -> None:
    red = Image.new("RGB", (300, 300), (255, 0, 0))
    stored = keep(encoded(red, "JPEG", icc_profile=swapped_profile()), folder="c1/any")
    with Image.open(media / stored.name) as shown:
        colour = shown.convert("RGB").getpixel((100, 100))
        assert "icc_profile" not in shown.info
    assert isinstance(colour, tuple) and colour[1] > 200 and colour[0] < 60


@pytest.mark.parametrize("profile", [b"no profile at all", bytes(200)])
def test_a_profile_nobody_can_read_is_left_aside(profile: bytes, media: Path) -> None:
    stored = pictures.store(
        encoded(Image.new("RGB", (50, 50), "red"), icc_profile=profile), folder="c1/photographs"
    )
    with Image.open(media / stored.name) as shown:
        assert shown.getpixel((9, 9))[0] > 240  # type: ignore[index]


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_a_picture_of_other_colours_with_a_profile_for_three_is_kept(mode: str, media: Path) -> None:
    data = encoded(Image.new(mode, (60, 40)), "JPEG", icc_profile=swapped_profile())
    for keep in (pictures.store, pictures.store_portrait):
        data.seek(0)
        with Image.open(media / keep(data, folder="c1/any").name) as shown:
            assert shown.mode == "RGB"


@pytest.mark.parametrize(
    ("width", "height", "kept"),
    [
        (300, 200, {300: 200}),
        (480, 100, {480: 100}),
        (1000, 500, {480: 240, 960: 480, 1000: 500}),
        pytest.param(3300, 400, {480: 58, 960: 116, 1600: 194}, id="read at half its size"),
    ],
)
def test_a_photograph_is_kept_in_every_width_its_page_names(
    width: int, height: int, kept: dict[int, int], media: Path
) -> None:
    stored = pictures.store(encoded(slope(width, height), "JPEG"), folder="c1/photographs")
    found = {}
    for name in pictures.files_of(stored.name, stored.width):
        with Image.open(media / name) as shown:
            found[shown.width] = shown.height
    assert found == kept
    assert (stored.width, stored.height) == (max(kept), kept[max(kept)])
    named = {int(one.split()[1][:-1]) for one in pictures.srcset(stored.name, stored.width).split(", ")}
    assert named == set(kept)


@pytest.mark.parametrize(("turn", "upright"), [(1, (1600, 194)), (6, (400, 3300)), (8, (400, 3300))])
def test_a_large_photograph_held_sideways_is_turned_and_loses_no_width(
    turn: int, upright: tuple[int, int]
) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = turn
    stored = pictures.store(encoded(slope(3300, 400), "JPEG", exif=exif), folder="c1/photographs")
    assert (stored.width, stored.height) == upright


def test_the_same_picture_has_the_same_address_and_another_another(media: Path) -> None:
    first, again = (pictures.store(encoded(slope(600, 300)), folder="c1/photographs") for _twice in range(2))
    changed = slope(600, 300)
    changed.putpixel((0, 0), (255, 0, 0))
    other = pictures.store(encoded(changed), folder="c1/photographs")
    assert first == again and first.name != other.name
    assert len(list(media.rglob("*.webp"))) == 4
