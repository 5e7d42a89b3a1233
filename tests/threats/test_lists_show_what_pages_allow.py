"""Line 7: what a list shows is what the page of the thing allows, over random people and random things.

Two properties, for whoever looks: every link in any list leads to a page that answers; and what answers that it does
not exist is in no list, search, feed or sitemap, neither by its address nor by its words.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import transaction
from django.test import Client

from palabre.chronicle import readers
from palabre.chronicle.entries import number
from palabre.communities.models import Community, Membership
from palabre.dialogues.models import Contribution, Dialogue, Round
from palabre.initiatives.models import Initiative
from palabre.kit import clock, tenancy
from palabre.newsroom.models import Story, StoryVersion, Theme
from tests.threats.doors import SALON, VISITOR, browser
from tests.threats.world import World

pytestmark = pytest.mark.threat

ROLES = ("member", "correspondent", "editor", "moderator", "manager", "funder")
STANDINGS = ("public", "pending", "hidden", "removed", "withdrawn")
STATES = ("draft", "filed", "published", "corrected", "killed", "on_hold")
WORD = re.compile(r"w[a-z]+q\d+")
# Links that lead away from reading: what they answer depends on a form, a file or another host.
NOT_READ = re.compile(r"/(language|sign-out|sign-in|handover|media|demo)\b")
ANSWERS = {200, 301, 302}
WITHDRAWN_STORY = 410


@dataclass
class Things:
    """What is drawn: each part's value by its place in the world."""

    roles: list[str]
    is_member: bool
    blocked: bool
    waits: bool
    standings: list[str]
    parents: list[bool]
    held: list[bool]
    calls: list[bool]
    states: list[str]
    embargoed: list[bool]
    theme_days: list[int]
    initiatives: list[str]
    listed: list[bool]
    released: bool
    as_author: bool = field(default=False)


def drawn_by(chance: random.Random) -> Things:
    """A world by chance. What is most often so is drawn more often, and nothing is so in every world."""

    def one_in(many: int) -> bool:
        return chance.randrange(many) == 0

    return Things(
        roles=chance.sample(ROLES, chance.randrange(3)),
        is_member=not one_in(3),
        blocked=one_in(6),
        waits=one_in(6),
        standings=[chance.choice(("public", *STANDINGS)) for _ in range(8)],
        parents=[one_in(2) for _ in range(8)],
        held=[one_in(3) for _ in range(3)],
        calls=[one_in(4) for _ in range(3)],
        states=[chance.choice(("published", "published", *STATES)) for _ in range(4)],
        embargoed=[one_in(3) for _ in range(4)],
        theme_days=[chance.randint(-8, 8) for _ in range(2)],
        initiatives=[chance.choice(("public", "pending", "hidden", "removed")) for _ in range(2)],
        listed=[one_in(2) for _ in range(4)],
        released=one_in(2),
        as_author=one_in(2),
    )


class Scene:
    """The world with these things in it; every text carries a word of its own (`wsaidq3`)."""

    def __init__(self, world: World, drawn: Things) -> None:
        self.world, self.drawn = world, drawn
        self.paths: dict[str, str] = {}
        with tenancy.community(world.community):
            self._talk()
            self._news()
            self._people()
        number()
        readers.pull()
        self.reader = self._reader()

    def _talk(self) -> None:
        drawn, community = self.drawn, self.world.community
        at = self.world.at
        dialogues = [*Dialogue.objects.filter(pk__in=[at.dialogue.pk, at.heard.pk]), at.held_dialogue]
        for place, (dialogue, held, call) in enumerate(zip(dialogues, drawn.held, drawn.calls, strict=True)):
            word = f"wtalkq{place}"
            shape = "call" if call else "salon"
            Dialogue.objects.filter(pk=dialogue.pk).update(held=held, format=shape, title=f"About {word}")
            self.paths[word] = f"/dialogues/{dialogue.slug}/"
        if drawn.released:
            Round.objects.filter(pk=self.world.at.later.pk).update(opens_on=clock.today("UTC"))
        before: list[Contribution] = []
        for place, (standing, is_reply) in enumerate(zip(drawn.standings, drawn.parents, strict=True)):
            word = f"wsaidq{place}"
            dialogue = dialogues[place % 2]
            parent = (
                next((one for one in before if one.dialogue_id == dialogue.pk), None) if is_reply else None
            )
            gone = standing == "withdrawn"
            said = Contribution.objects.create(
                community=community,
                dialogue=dialogue,
                author=self.world.member("farid" if self.drawn.as_author and place % 3 == 0 else "esi"),
                answers=parent,
                channel="web",
                text="" if gone else f"Say {word}.",
                html="" if gone else f"<p>Say {word}.</p>",
                language="en",
                standing=standing,
                withdrawn_at=clock.now() if gone else None,
                said_at=clock.now() - timedelta(minutes=30 - place),
            )
            if not is_reply:
                before.append(said)
            self.paths[word] = f"/contributions/{parent.pk if parent else said.pk}/"

    def _news(self) -> None:
        at, drawn = self.world.at, self.drawn
        stories = (at.story, at.embargoed, at.gone_story, at.draft_story)
        for place, (story, state, later) in enumerate(
            zip(stories, drawn.states, drawn.embargoed, strict=True)
        ):
            word = f"wstoryq{place}"
            moment = clock.now() + timedelta(days=2) if later else None
            Story.objects.filter(pk=story.pk).update(
                state=state, publish_at=moment, published_at=clock.now(), author=self.world.member("amina")
            )
            StoryVersion.objects.filter(story=story).update(headline=f"News {word}", body=f"It is {word}.")
            if state != "killed":
                self.paths[word] = f"/stories/{story.slug}/"
        for place, days in enumerate(drawn.theme_days):
            day = clock.today("UTC") + timedelta(days=days)
            fields = {"title": f"Theme wthemeq{place}", "opens_on": day}
            if place == 0:
                Theme.objects.filter(pk=at.theme.pk).update(**fields)
                code = at.theme.code
            else:
                code = "c300101"
                Theme.objects.create(
                    community=self.world.community,
                    code=code,
                    introduction="x",
                    introduction_html="x",
                    language="en",
                    editor=self.world.member("bruno"),
                    created_at=clock.now(),
                    **fields,
                )
            self.paths[f"wthemeq{place}"] = f"/{code}/"
        for place, (found, standing) in enumerate(
            zip((at.initiative, at.hidden_initiative), drawn.initiatives, strict=True)
        ):
            word = f"wdoneq{place}"
            Initiative.objects.filter(pk=found.pk).update(standing=standing, name=f"Row {word}")
            self.paths[word] = f"/initiatives/{found.slug}/"

    def _people(self) -> None:
        for place, (name, listed) in enumerate(
            zip(("esi", "amina", "blaise", "wen"), self.drawn.listed, strict=True)
        ):
            whose = self.world.member(name)
            Membership.objects.filter(pk=whose.pk).update(
                listed_at=clock.now() if listed else None, about=f"I am wmateq{place}."
            )
            self.paths[f"wmateq{place}"] = f"/members/{whose.pk}/"

    def _reader(self) -> str:
        """Who looks: a visitor, or Farid with the drawn roles."""
        if not self.drawn.is_member:
            return VISITOR
        with tenancy.community(self.world.community):
            Membership.objects.filter(pk=self.world.member("farid").pk).update(
                roles=self.drawn.roles,
                blocked_at=clock.now() if self.drawn.blocked else None,
                waits_since=clock.now() if self.drawn.waits and not self.drawn.roles else None,
            )
        return "farid"

    def lists(self) -> list[str]:
        """Everywhere that shows more than one thing, and every page drawn, which shows what stands around it."""
        slugs = {f"/dialogues/{self.world.at.dialogue.slug}/", f"/dialogues/{self.world.at.heard.slug}/"}
        talk = f"/dialogues/{self.world.at.dialogue.slug}/"
        fixed = [
            "/",
            "/dialogues/",
            "/outcomes/",
            "/themes/",
            "/initiatives/",
            "/cities/",
            "/cities/dhaka/",
            "/people/",
        ]
        fixed += [
            "/moderation/",
            "/moderation/log/",
            "/desk/",
            "/assignments/mine/",
            "/welcomes/",
            "/channels/wells/",
            "/about/",
        ]
        fixed += [
            "/feed.atom",
            "/feed.json",
            "/sitemap.xml",
            "/channels/wells/feed.json",
            "/coverage/",
            "/funder/",
        ]
        fixed += ["/figures/salons/", "/figures/stories/", "/figures/voices/"]
        fixed += [
            f"{talk}framing/",
            f"{talk}question/1/",
            f"{talk}fresh/",
            f"{talk}notes/",
            f"{talk}host/",
            f"{talk}feed.atom",
        ]
        fixed += [f"{slug}heard/" for slug in slugs] + [f"/people/{self.world.member('esi').pk}/feed.json"]
        searched = [f"/search/?q={word}" for word in ("say", "about", "news", "row", "theme")]
        return list(dict.fromkeys([*fixed, *searched, *self.paths.values()]))


def told(answer: Any) -> tuple[str, set[str]]:
    """A page's text, and the paths on this host to which it leads."""
    text = unescape(answer.content.decode("utf-8", "replace"))
    found = re.findall(r"""(?:href|action|src)=["']([^"'#]+)""", text) if "<html" in text else []
    found += re.findall(r"""(?:<loc>|<link[^>]*href="|"url": ?"|"id": ?")(https?://[^"<]+)""", text)
    paths = set()
    for address in found:
        parts = urlsplit(address)
        if parts.netloc.partition(":")[0] in ("", SALON) and parts.path.startswith("/"):
            path = re.sub(r"^/(?:en|fr|es|pt|ar|bn|id)(?=/)", "", parts.path)
            paths.add(path + (f"?{parts.query}" if parts.query and "/search/" not in path else ""))
    return text, {path for path in paths if not NOT_READ.match(path)}


def check(scene: Scene, lists: Iterable[str] = ()) -> list[str]:
    """What is wrong with these lists, or with all of them."""
    one, wrong = browser(scene.world, scene.reader), list[str]()
    seen: dict[str, int] = {}

    def status(path: str) -> int:
        if path not in seen:
            seen[path] = _status(one, path)
        return seen[path]

    words: dict[str, set[str]] = {}
    led: dict[str, set[str]] = {}
    for path in lists or scene.lists():
        answer = one.get(path)
        if answer.status_code != 200 or answer.streaming:
            continue
        text, links = told(answer)
        words[path], led[path] = set(WORD.findall(text)), links
    for path, links in led.items():
        wrong += [f"{path} leads to {link}: {status(link)}" for link in links if status(link) not in ANSWERS]
    hidden = {word for word, path in scene.paths.items() if word not in _shown_at(one, path)}
    for path, found in words.items():
        wrong += [f"{path} tells of {word}, whose page does not" for word in found & hidden]
    return wrong


def _status(one: Client, path: str) -> int:
    answer = one.get(path)
    if answer.status_code in (301, 302):
        return _status(one, answer["Location"]) if answer["Location"].startswith("/") else 200
    # A story that was withdrawn has a page that says so: it is told of nowhere but at its address.
    if answer.status_code == 405:
        return 200
    return int(answer.status_code)


def _shown_at(one: Client, path: str) -> str:
    answer = one.get(path)
    return answer.content.decode() if answer.status_code == 200 else ""


def _try(world: World, drawn: Things, lists: Iterable[str] = ()) -> None:
    with transaction.atomic():
        wrong = check(Scene(world, drawn), lists)
        transaction.set_rollback(True)
    assert wrong == []


FIRST = 14
"""A world in which one story is out, one is under embargo, and texts stand in four ways."""
WORLDS = range(15)


@pytest.mark.parametrize("seed", [FIRST])
def test_lists_show_what_pages_allow(world: World, seed: int) -> None:
    _try(world, drawn_by(random.Random(seed)))


@pytest.mark.scale
@pytest.mark.parametrize("seed", [seed for seed in WORLDS if seed != FIRST])
def test_lists_show_what_pages_allow_over_many_people_and_things(world: World, seed: int) -> None:
    _try(world, drawn_by(random.Random(seed)))


def test_the_worlds_differ_in_all_that_matters() -> None:
    drawn = {seed: drawn_by(random.Random(seed)) for seed in WORLDS}
    worlds = list(drawn.values())
    assert {one.is_member for one in worlds} == {True, False}
    assert {role for one in worlds for role in one.roles} == set(ROLES)
    assert {standing for one in worlds for standing in one.standings} == set(STANDINGS)
    assert {state for one in worlds for state in one.states} == set(STATES)
    first = drawn[FIRST]
    assert {("published", True), ("published", False)} <= set(zip(first.states, first.embargoed, strict=True))
    assert len(set(first.standings)) >= 4


ALL_THERE = Things(
    roles=["member"],
    is_member=True,
    blocked=False,
    waits=False,
    standings=["public"] * 8,
    parents=[False, False, True, True, False, False, False, False],
    held=[False] * 3,
    calls=[False] * 3,
    states=["published", "published", "killed", "corrected"],
    embargoed=[False] * 4,
    theme_days=[-1, -2],
    initiatives=["public"] * 2,
    listed=[True] * 4,
    released=True,
)


def test_the_lists_do_show_what_there_is(world: World) -> None:
    """Else the properties would hold of nothing."""
    scene = Scene(world, ALL_THERE)
    one = browser(world, "farid")
    shown: set[str] = set()
    for path in scene.lists():
        if path not in scene.paths.values():
            shown |= set(WORD.findall(one.get(path).content.decode()))
    assert len(shown) > 12, shown
    assert {word[:6] for word in shown} >= {"wtalkq", "wsaidq", "wstory", "wtheme", "wdoneq", "wmateq"}


def test_a_parent_that_is_hidden_takes_its_replies_out_of_every_list(world: World) -> None:
    drawn = Things(**{**vars(ALL_THERE), "standings": ["hidden", "hidden", *["public"] * 6]})
    talk = f"/dialogues/{world.at.dialogue.slug}/"
    _try(
        world,
        drawn,
        ("/feed.json", "/search/?q=say", talk, f"{talk}fresh/", f"/members/{world.member('esi').pk}/"),
    )


@pytest.mark.scale
def test_the_check_can_fail(world: World) -> None:
    scene = Scene(world, ALL_THERE)
    scene.paths["wsaidq0"] = "/no-such-page/"
    assert any("wsaidq0" in found for found in check(scene, ["/feed.json"]))
    assert Community.objects.count() == 3
