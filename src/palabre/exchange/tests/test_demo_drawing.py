"""The demo's pictures: one for each scene named, all different, the same every time, quick and light."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageStat

from palabre.exchange.demo import content
from palabre.exchange.demo.drawing import faces, scenes
from palabre.exchange.demo.drawing.canvas import PAPER, Canvas
from palabre.exchange.demo.loading.diary import Diary, FutureError
from palabre.exchange.demo.loading.world import BACKGROUND, World
from palabre.kit import pictures
from palabre.kit.text.names import tone

FILES = {"theme": "story", "stories": "story", "salon": "dialogue", "salon-archive": "dialogue"}


def named() -> set[str]:
    tables = [table for name, kind in FILES.items() for table in content.tables(name, kind)]
    shown = [table["photograph"]["scene"] for table in tables if "photograph" in table]
    return {*shown, content.read("network")["gap"]["copy"]["scene"]}


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def test_each_scene_that_is_named_can_be_drawn_and_no_other() -> None:
    assert named() == set(scenes.SCENES)


@pytest.mark.long
def test_a_scene_comes_out_the_same_every_time() -> None:
    for name in ("stair-vines", "night-bus"):
        canvas = Canvas(PAPER, name)
        scenes.SCENES[name](canvas)
        assert canvas.jpeg() == scenes.draw(name)


@pytest.mark.scale
def test_no_two_scenes_look_alike() -> None:
    small = {name: opened(scenes.draw(name)).resize((64, 43)) for name in scenes.SCENES}
    for one, first in small.items():
        for other, second in small.items():
            if one < other:
                assert sum(ImageStat.Stat(ImageChops.difference(first, second)).mean) > 30, (one, other)


@pytest.mark.long
def test_a_scene_is_light_enough_for_a_slow_line(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    stored = pictures.store(io.BytesIO(scenes.draw("numbered-tree")), folder="c1/photographs")
    assert (stored.width, stored.height) == (1600, 1067)
    sizes = {int(path.stem.rpartition("-")[2]): path.stat().st_size for path in tmp_path.rglob("*.webp")}
    assert set(sizes) == {480, 960, 1600}
    assert sizes[480] < 20_000
    assert sizes[1600] < 150_000


def test_a_portrait_stands_on_the_tone_of_the_initials() -> None:
    drawn = faces.draw("farid")
    assert drawn is not None
    corner = opened(drawn).convert("RGB").getpixel((4, 4))
    wanted = tuple(int(tone("Farid Azzouzi")[at : at + 2], 16) for at in (1, 3, 5))
    assert isinstance(corner, tuple)
    assert all(abs(one - other) < 8 for one, other in zip(corner, wanted, strict=True))


def test_who_asked_not_to_be_shown_has_no_portrait() -> None:
    careful = [t["person"] for t in content.tables("network", "correspondent") if t["safety"] != "open"]
    assert careful
    assert [key for key in careful if faces.draw(key) is not None] == []


def test_a_diary_refuses_what_has_not_happened_yet() -> None:
    world = World(now=datetime(2026, 11, 23, 12, tzinfo=UTC), host_suffix="localhost")
    with pytest.raises(FutureError):
        Diary(world).write(world.now + timedelta(seconds=1), lambda: None)


@pytest.mark.parametrize("day", ["2025-03-01", "2026-11-23", "2027-07-15", "2030-01-02"])
def test_engagements_run_whenever_the_demo_is_loaded(day: str) -> None:
    world = World(now=datetime.fromisoformat(day).replace(tzinfo=UTC), host_suffix="localhost")
    for table in content.tables("communities", "community"):
        starts, ends = table["engagement"]["starts"], table["engagement"]["ends"]
        assert world.year(starts) <= world.today - BACKGROUND < world.today <= world.year(ends)
        assert world.background(starts) == world.year(starts)
