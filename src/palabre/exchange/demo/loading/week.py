"""Themes, the stories that tell them, and what was said under them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial

from palabre.exchange.demo import content
from palabre.exchange.demo.content import Table
from palabre.exchange.demo.loading import talk
from palabre.exchange.demo.loading.diary import Diary
from palabre.exchange.demo.loading.world import World
from palabre.network.models import Assignment
from palabre.newsroom.actions import editing, filing
from palabre.newsroom.models import Story

FILES = ("theme", "stories")
EDITOR = "bruno"
COMMUNITY = "cities"
ANNOUNCED = timedelta(days=15)
"""How long before its Monday a theme's question is put to the cities: none of them has filed before."""


def write(diary: Diary) -> None:
    """Every theme and story of the cities exchange."""
    for name in FILES:
        for table in content.tables(name, "theme"):
            _write_theme(diary, table)
        for table in content.tables(name, "story"):
            _write_story(diary, table)


def _all_stories() -> list[Table]:
    return [table for name in FILES for table in content.tables(name, "story")]


def _write_theme(diary: Diary, table: Table) -> None:
    world = diary.world
    monday = world.monday(table["week"])
    diary.write(monday - ANNOUNCED, partial(_announce, world, table), COMMUNITY)
    diary.write(monday, partial(_let_go, world), COMMUNITY)
    diary.write(monday, partial(_compare, world, table), COMMUNITY)
    for said in table.get("comment", []):
        at = monday + said["elapsed"] * (world.now - monday)
        diary.write(at, partial(talk.say, world, COMMUNITY, table["key"], said), COMMUNITY)


def _let_go(world: World) -> None:
    """What the worker does on a theme's Monday."""
    editing.let_go(world.communities[COMMUNITY])


def _announce(world: World, table: Table) -> None:
    told = {story["key"]: story for story in _all_stories()}
    cities = [told[key]["city"] for key in table["sections"]] + [asked["city"] for asked in table["asked"]]
    monday = world.monday(table["week"]).date()
    made = editing.announce_theme(
        community=world.communities[COMMUNITY],
        title=table["title"],
        introduction=table["introduction"].strip(),
        language=table["language"],
        opens_on=monday,
        hubs=[world.hub(city) for city in cities],
        expected={
            world.hub(asked["city"]).pk: monday + timedelta(days=asked["due_weekday"] - 1)
            for asked in table["asked"]
        },
        by=world.member(COMMUNITY, table["by"]),
    )
    world.themes[table["key"]] = made
    if made.dialogue is not None:
        world.dialogues[table["key"]] = made.dialogue


def _compare(world: World, table: Table) -> None:
    shared = table["shared"]
    editing.say_what_is_shared(
        theme=world.themes[table["key"]],
        text=shared["text"].strip(),
        by=world.member(COMMUNITY, shared["by"]),
    )


def _write_story(diary: Diary, table: Table) -> None:
    world = diary.world
    published = _published(world, table)
    assigned = _assignment(table["key"])
    filed = world.at(assigned["filed"], 12) if assigned else published - timedelta(hours=40)
    steps: list[tuple[datetime, Callable[..., object]]] = [
        (filed, _file),
        (filed + timedelta(minutes=50), _translate),
        (filed + timedelta(minutes=90), _add_photograph),
        (published, _publish),
    ]
    for at, step in steps:
        diary.write(at, partial(step, world, table), COMMUNITY)


def _published(world: World, table: Table) -> datetime:
    """A theme's Monday, or the morning of its own day."""
    if "theme" not in table:
        return world.at(table["published"], 6)
    weeks = {theme["key"]: theme["week"] for name in FILES for theme in content.tables(name, "theme")}
    return world.monday(weeks[table["theme"]])


def _assignment(story: str) -> Table | None:
    return next(
        (table for table in content.tables("network", "assignment") if table.get("story") == story), None
    )


def _file(world: World, table: Table) -> None:
    original = next(v for v in table["version"] if v["language"] == table["original"])
    assigned = _assignment(table["key"])
    author = world.member(COMMUNITY, table["author"])
    given = world.assignments[assigned["slugline"]] if assigned else None
    world.stories[table["key"]] = filing.file_story(
        hub=world.hub(table["city"]),
        language=table["original"],
        headline=original["headline"],
        standfirst=original["standfirst"],
        body=original["body"].strip(),
        dateline_place=_place(world, table, table["original"]),
        dateline_on=_dateline(world, table),
        assignment=Assignment.objects.get(pk=given.pk) if given else None,
        theme=world.themes[table["theme"]] if "theme" in table else None,
        initiative=world.initiatives.get(table.get("initiative", "")),
        address=table["key"],
        by=author,
    )


def _dateline(world: World, table: Table) -> date:
    return (_published(world, table) + timedelta(days=table["dateline_day"])).date()


def _place(world: World, table: Table, language: str) -> str:
    return world.city(table["city"]).name_in(language)


def _translate(world: World, table: Table) -> None:
    for version in table["version"]:
        if version["language"] != table["original"]:
            filing.write_version(
                story=world.stories[table["key"]],
                language=version["language"],
                headline=version["headline"],
                standfirst=version["standfirst"],
                body=version["body"].strip(),
                dateline_place=_place(world, table, version["language"]),
                dateline_on=_dateline(world, table),
                by=world.member(COMMUNITY, version.get("translated_by", EDITOR)),
            )


def _add_photograph(world: World, table: Table) -> None:
    photograph = table["photograph"]
    filing.add_photograph(
        story=world.stories[table["key"]],
        upload=world.darkroom.upload(photograph["scene"]),
        credit=photograph["credit"],
        captions={version["language"]: version["alt"] for version in table["version"]},
        people_agreed=True,
        by=world.member(COMMUNITY, table["author"]),
    )


def _publish(world: World, table: Table) -> None:
    story = Story.objects.get(pk=world.stories[table["key"]].pk)
    editing.publish(story=story, by=world.member(COMMUNITY, EDITOR))
