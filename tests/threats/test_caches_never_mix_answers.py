"""Line 4: the same path on two hosts, in two languages, for two roles, in both orders; and what may be kept where."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from django.core.cache import cache

from palabre.kit import tenancy
from palabre.portal.tests import filled
from tests.threats.doors import BARE, CIRCLE, SALON, VISITOR, browser, community_doors, network_doors, path_of
from tests.threats.world import World

pytestmark = pytest.mark.threat

PATHS = (
    "/",
    "/dialogues/",
    "/about/",
    "/search/?q=water",
    "/feed.atom",
    "/sitemap.xml",
    "/robots.txt",
    "/no-such-page/",
    "/rules/",
)
# Whose page, where, in which language: what it must say and what it must not.
READERS = (
    (SALON, "en", VISITOR),
    (SALON, "fr", VISITOR),
    (SALON, "en", "dev"),
    (CIRCLE, "en", VISITOR),
    (CIRCLE, "en", "sam"),
)
SAID_OF = {SALON: "Open Floor", CIRCLE: "The Circle"}
# A script that is the same for everybody on every host is the one page anybody may keep.
FOR_ALL = {
    "communities_proof_script",
    "communities_share_script",
    "dialogues_keeping_script",
    "moderation_queue_script",
    "people_passkey_script",
}


@pytest.fixture
def two(world: World) -> World:
    """A conversation under the same address in both communities."""
    with tenancy.community(world.cast.circle):
        world.cast.join(world.person("carla"), world.cast.circle, ["moderator"])
        filled.conversation(world.cast, world.cast.circle)
    assert world.at.dialogue.slug == "who-keeps-the-water-running"
    return world


def read(world: World, reader: tuple[str, str, str], path: str) -> Any:
    host, language, who = reader
    prefix = "" if path.startswith(("/robots", "/sitemap", "/feed")) else f"/{language}"
    return browser(world, who, host).get(f"{prefix}{path}")


@pytest.mark.parametrize("pair", list(permutations(READERS, 2)), ids=lambda pair: f"{pair[0]} then {pair[1]}")
def test_an_answer_is_the_same_whoever_asked_before(two: World, pair: Any) -> None:
    first, second = pair
    path = f"/dialogues/{two.at.dialogue.slug}/"
    for where in ("/", path):
        cache.clear()
        alone = seen(read(two, second, where))
        cache.clear()
        read(two, first, where)
        assert seen(read(two, second, where)) == alone


def seen(answer: Any) -> tuple[int, str, bool, bool]:
    """What tells readers apart: status, language, whose community, whether somebody is signed in."""
    page = answer.content.decode()
    other = {SAID_OF[SALON]: "salon", SAID_OF[CIRCLE]: "circle"}
    said = [name for name in other if name in page]
    return (
        answer.status_code,
        answer.headers["Content-Language"] + str(said),
        "/me/" in page,
        "/members/manage/" in page,
    )


def test_no_page_names_the_other_community(two: World) -> None:
    for reader in READERS:
        for path in PATHS:
            page = read(two, reader, path).content.decode()
            for host, name in SAID_OF.items():
                if host != reader[0]:
                    assert name not in page and host not in page, (reader, path)


def kept(answer: Any) -> set[str]:
    return {part.strip() for part in answer.headers.get("Cache-Control", "").split(",")}


def test_nothing_that_went_wrong_is_kept_by_anybody(two: World) -> None:
    wrong = []
    for who in (VISITOR, "esi"):
        one = browser(two, who)
        tried = [
            one.get("/no-such-page/"),
            one.get("/members/999999/"),
            one.get("/media/c1/none.webp"),
            one.get("/resources/999999/file/"),
            one.post("/members/manage/"),
            one.post("/rules/", {"agrees": "x"}),
            one.generic("POST", "/rules/", b"\xff", "multipart/form-data"),
            one.put("/about/"),
        ]
        wrong += [
            f"{a.request['PATH_INFO']}: {a.status_code} {kept(a)}"
            for a in tried
            if a.status_code < 400 or "no-store" not in kept(a)
        ]
    nowhere = browser(two, VISITOR, "nowhere.localhost").get("/")
    assert nowhere.status_code == 404 and "no-store" in kept(nowhere)
    assert wrong == []


def test_a_page_that_breaks_is_kept_by_nobody(two: World, monkeypatch: pytest.MonkeyPatch) -> None:
    from palabre.portal.queries import home

    def broken(*_all: Any, **_more: Any) -> None:
        raise RuntimeError("broken on purpose")

    for name in [name for name in vars(home) if callable(getattr(home, name)) and not name.startswith("_")]:
        monkeypatch.setattr(home, name, broken)
    answer = browser(two, VISITOR).get("/")
    assert answer.status_code == 500
    assert "no-store" in kept(answer)


@pytest.mark.parametrize(
    ("who", "host"),
    [
        (VISITOR, SALON),
        pytest.param("dev", SALON, marks=pytest.mark.scale),
        pytest.param(VISITOR, BARE, marks=pytest.mark.scale),
        pytest.param("dev", BARE, marks=pytest.mark.scale),
    ],
)
def test_a_cache_on_the_way_keeps_no_page_and_knows_what_it_depends_on(
    two: World, who: str, host: str
) -> None:
    """A page says that its reader alone may keep it. Scripts, which are the same for all, say for how long."""
    wrong, one = [], browser(two, who, host)
    for route, _door in community_doors() if host == SALON else network_doors():
        answer = one.get(path_of(two, route))
        may_be_kept = "private" in kept(answer) or "no-store" in kept(answer)
        varies = {part.strip() for part in answer.headers.get("Vary", "").split(",")}
        is_for_all = route.name in FOR_ALL and "public" in kept(answer)
        if not (may_be_kept or is_for_all) or not varies >= {"Cookie", "Accept-Language"}:
            wrong.append(f"{route.name}: {answer.status_code} {answer.headers}")
    assert wrong == []
