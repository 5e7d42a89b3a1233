"""Line 17: files by what they are, for whoever may see them, and without what a device writes beside them."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from palabre.communities import once
from palabre.communities.models import Membership
from palabre.kit import papers, pictures, recordings, sounds, tenancy
from palabre.newsroom.actions import after, filing
from tests.threats.doors import CIRCLE, SALON, VISITOR, browser
from tests.threats.world import World

pytestmark = pytest.mark.threat

PLACE = b"+06.4500+003.3900/"
GPS = 0x8825


def photograph(kind: str = "JPEG", colour: str = "teal", size: tuple[int, int] = (640, 480)) -> bytes:
    """A picture that says where, with what and of what it was taken."""
    made, exif = io.BytesIO(), Image.Exif()
    exif[0x010F] = "Nokzor camera"
    exif.get_ifd(GPS)[2] = (6.0, 27.0, 0.0)
    exif.get_ifd(GPS)[1] = "N"
    more: dict[str, Any] = {"xmp": b"<x>Nokzor place</x>"} if kind != "PNG" else {}
    Image.new("RGB", size, colour).save(made, kind, exif=exif, **more)
    return made.getvalue()


def box(kind: bytes, content: bytes) -> bytes:
    return (len(content) + 8).to_bytes(4, "big") + kind + content


def recording_m4a() -> bytes:
    place = box(b"\xa9xyz", b"\x00\x12\x15\xc7" + PLACE)
    track = box(b"trak", box(b"mdia", b"sound tables") + box(b"udta", place))
    film = box(
        b"moov", box(b"mvhd", b"clock") + track + box(b"udta", place) + box(b"meta", b"Nokzor" + PLACE)
    )
    return box(b"ftyp", b"M4A \x00\x00\x00\x00") + film + box(b"mdat", b"udta is only sound here")


def recording_mp3() -> bytes:
    told = b"TXXX" + PLACE + b"Nokzor"
    return (
        b"ID3\x04\x00\x00\x00\x00\x00"
        + bytes([len(told)])
        + told
        + b"\xff\xfbsound"
        + b"TAG".ljust(128, b"N")
    )


def recording_wav() -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return kind + len(content).to_bytes(4, "little") + content + b"\0" * (len(content) % 2)

    inside = b"WAVE" + chunk(b"fmt ", b"f" * 16) + chunk(b"LIST", b"INFOINAM" + PLACE) + chunk(b"bext", PLACE)
    return b"RIFF" + len(inside).to_bytes(4, "little") + inside + chunk(b"data", b"sound")


def test_a_photograph_is_kept_without_its_place_and_camera(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    for kind in ("JPEG", "WEBP", "PNG"):
        data = photograph(kind)
        assert Image.open(io.BytesIO(data)).getexif().get_ifd(GPS), "the test's picture says no place"
        kept = [
            pictures.store(io.BytesIO(data), folder="c1/photographs").name,
            pictures.store_portrait(io.BytesIO(data), folder="c1/portraits").name,
            papers.store(io.BytesIO(data), folder="shelf").name,
        ]
        for name in kept:
            written = default_storage.open(name).read()
            with Image.open(io.BytesIO(written)) as picture:
                assert dict(picture.getexif()) == {}, name
            assert b"Nokzor" not in written


def test_a_picture_of_the_shelf_stays_a_picture_of_its_kind(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    clear = io.BytesIO()
    Image.new("RGBA", (8, 8), (0, 90, 90, 10)).save(clear, "PNG")
    name = papers.store(io.BytesIO(clear.getvalue()), folder="shelf").name
    with Image.open(default_storage.open(name)) as picture:
        assert (picture.format, picture.mode, picture.getpixel((1, 1))) == ("PNG", "RGBA", (0, 90, 90, 10))


@pytest.mark.parametrize("made", [recording_m4a, recording_mp3, recording_wav])
def test_a_recording_is_kept_without_its_place_and_as_it_sounds(
    made: Any, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    data = made()
    assert PLACE in data
    written = default_storage.open(sounds.store(io.BytesIO(data), folder="sounds")).read()
    assert PLACE not in written and b"Nokzor" not in written
    assert b"sound" in written
    ending = sounds.ending_of(data)
    assert sounds.ending_of(written) == ending
    if ending != "mp3":
        assert len(written) == len(data)  # nothing moved
    assert recordings.without_metadata(written, ending) == written


@pytest.mark.parametrize("cut", range(0, 120, 7))
def test_a_recording_cut_off_anywhere_is_taken_or_refused_and_no_fault(cut: int) -> None:
    for made in (recording_m4a, recording_mp3, recording_wav):
        data = made()[:cut]
        for ending in ("m4a", "mp3", "wav", "ogg"):
            assert len(recordings.without_metadata(data, ending)) <= len(data)


def test_a_picture_beyond_the_limits_is_refused_with_a_sentence(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    bomb = io.BytesIO()
    Image.new("1", (8000, 6000)).save(bomb, "PNG")  # 48 million points in a few kilobytes
    heavy = b"\xff\xd8\xff" + bytes(pictures.MOST_BYTES)
    for data in (bomb.getvalue(), heavy, b"GIF89a", b"<svg/>", b""):
        for keep in (pictures.store, pictures.store_portrait):
            with pytest.raises(pictures.PictureRefused, match=r"[a-z] .*\."):
                keep(io.BytesIO(data), folder="c1/x")
    with pytest.raises(papers.PaperRefused):
        papers.store(io.BytesIO(bomb.getvalue()), folder="shelf")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_what_waits_on_the_shelf_is_its_senders_and_the_hosts(world: World) -> None:
    path = f"/resources/{world.at.waiting_paper.pk}/file/"
    seen = {
        who: browser(world, who).get(path).status_code for who in (VISITOR, "farid", "carla", "esi", "dev")
    }
    assert seen == {VISITOR: 404, "farid": 404, "carla": 404, "esi": 200, "dev": 200}
    answer = browser(world, "dev").get(path)
    assert answer["Content-Type"] == "application/pdf"
    assert "attachment" in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    with tenancy.community(world.community):
        type(world.at.waiting_paper).objects.filter(pk=world.at.waiting_paper.pk).update(waits=False)
    assert browser(world, VISITOR).get(path).status_code == 200


def test_a_picture_is_served_on_its_communitys_host_alone(world: World) -> None:
    name = pictures.store(io.BytesIO(photograph()), folder=f"c{world.community.pk}/photographs").name
    assert browser(world, VISITOR).get(f"/media/{name}").status_code == 200
    for host in (CIRCLE, "localhost"):
        assert browser(world, "esi", host).get(f"/media/{name}").status_code == 404
    outside = default_storage.save("exports/private.webp", ContentFile(b"x"))
    for path in (outside, f"c{world.community.pk}/../{outside}", "sounds/carried.ogg", "shelf/waiting.pdf"):
        assert browser(world, "dev").get(f"/media/{path}").status_code == 404, path


def test_the_pictures_of_a_withdrawn_story_are_gone_from_their_addresses(
    world: World, django_capture_on_commit_callbacks: Any
) -> None:
    with tenancy.community(world.community):
        bruno = world.member("bruno")
        shown = [
            add_photograph(story, colour, bruno)
            for story, colour in (
                (world.at.story, "teal"),
                (world.at.story, "red"),
                (world.at.draft_story, "red"),
            )
        ]
        with django_capture_on_commit_callbacks(execute=True):
            after.withdraw(story=world.at.story, reason="They ask us to.", language="en", by=bruno)
    visitor = browser(world, VISITOR)
    sizes = [[f"/media/{name}" for name in pictures.files_of(one.file, one.width)] for one in shown]
    assert len(sizes[0]) > 1
    assert {visitor.get(path).status_code for path in sizes[0]} == {404}
    assert {visitor.get(path).status_code for path in sizes[1]} == {200}, "another story shows it too"
    page = visitor.get(f"/stories/{world.at.story.slug}/")
    assert page.status_code == 410 and "/photographs/" not in page.content.decode()


def add_photograph(story: Any, colour: str, by: Membership) -> Any:
    upload = SimpleUploadedFile("x.jpg", photograph(colour=colour, size=(1000, 800)))
    return filing.add_photograph(
        story=story, upload=upload, credit="A", captions={"en": "A stall"}, people_agreed=True, by=by
    )


def test_a_photo_of_oneself_that_is_replaced_or_taken_away_is_gone(
    world: World, django_capture_on_commit_callbacks: Any
) -> None:
    esi, seen = browser(world, "esi"), []
    profile = {"name": "Esi", "language": "en", "reads": ["en"], "interface": "en"}
    for more in ({"photo": face("teal")}, {"photo": face("red")}, {"no_photo": "on"}):
        with django_capture_on_commit_callbacks(execute=True):
            assert esi.post("/me/", {"once": once.new_key(), **profile, **more}).status_code == 302
        seen.append(str(world.member("esi").portrait))
        assert [default_storage.exists(name) for name in seen if name] == [
            name == seen[-1] for name in seen if name
        ]
    assert seen[-1] == ""


def face(colour: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("me.jpg", photograph(colour=colour), content_type="image/jpeg")


def test_the_world_is_where_these_tests_look(world: World) -> None:
    assert world.community.host == SALON
