"""kill -9 while two hundred answers come in: what was acknowledged is there afterwards, and nothing is there twice.

Everybody sends their form again under the same one-time key until it is acknowledged, as a browser's reload does.
"""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack

import psycopg
import pytest

from palabre.config.embedded import EmbeddedServer, attach
from tests.support.databases import ROOT
from tests.support.installation import PALABRE, Installation, addresses_in
from tests.support.processes import Running, running, until
from tests.support.visitors import Crowd, Post

POSTS = 200
BEFORE_THE_KILL = 50

pytestmark = pytest.mark.drill


@pytest.fixture
def crowd(installed: Installation) -> Crowd:
    scene = installed.scene
    base = f"http://127.0.0.1:{installed.port}"
    return Crowd(base, "salon.localhost", scene["dialogues"]["salon"], scene["sessions"]["salon"])


def post_through(crowd: Crowd, kill_and_mend: Callable[[], None]) -> list[Post]:
    """Send it all; when some are acknowledged, kill and start again; returns when all have had their chance."""
    posts = crowd.posts(POSTS)
    pool = crowd.send_all(posts)
    try:
        until(lambda: crowd.acknowledged >= BEFORE_THE_KILL, "the first posts are acknowledged")
        killed_at = time.monotonic()
        kill_and_mend()
    finally:
        pool.shutdown(wait=True)
    before = [post for post in posts if post.address and post.acknowledged_at <= killed_at]
    assert BEFORE_THE_KILL <= len(before) < POSTS, "the kill came in the middle"
    assert crowd.troubles, "somebody was cut off"
    assert all(post.address for post in posts), f"not acknowledged in the end: {crowd.troubles}"
    return posts


def assert_all_there_once(url: str, posts: list[Post]) -> None:
    with psycopg.connect(url) as connection:
        assert connection.execute(
            "SELECT current_setting('fsync'), current_setting('synchronous_commit')"
        ).fetchall() == [("on", "on")], "a drill on a server that does not write proves nothing"
        said: dict[int, str] = dict(
            connection.execute("SELECT id, text FROM dialogues_contribution").fetchall()
        )
        counted = connection.execute("SELECT sum(delta) FROM dialogues_tally").fetchall()
        noted = connection.execute(
            "SELECT subject_id FROM chronicle_entry WHERE verb = 'dialogues.contribution_posted'"
        ).fetchall()
    for post in posts:
        assert said.get(int(post.address.rpartition("#c")[2])) == post.text, "acknowledged, but not there"
    assert Counter(said.values()) == Counter(post.text for post in posts), "something is there twice"
    assert [int(total) for (total,) in counted] == [POSTS]
    assert sorted(pk for (pk,) in noted) == sorted(said)


def assert_sending_again_returns_the_first(crowd: Crowd, posts: list[Post]) -> None:
    assert [crowd.send(post) for post in posts[::10]] == [post.address for post in posts[::10]]


def test_the_pages_are_killed(installed: Installation, crowd: Crowd) -> None:
    with EmbeddedServer(installed.data) as database, ExitStack() as held:
        where = addresses_in(database.addresses)
        first = held.enter_context(installed.serving(**where))

        def kill_and_mend() -> None:
            assert len(first.kill()) >= 3, "a supervisor and two workers"
            held.enter_context(installed.serving(**where))

        posts = post_through(crowd, kill_and_mend)
        assert_sending_again_returns_the_first(crowd, posts)
        assert_all_there_once(database.owner_url, posts)


def test_the_database_is_killed_under_pages_that_go_on(installed: Installation, crowd: Crowd) -> None:
    with (
        EmbeddedServer(installed.data) as database,
        installed.serving(**addresses_in(database.addresses)) as pages,
    ):

        def kill_and_mend() -> None:
            assert database.process is not None
            os.kill(database.process.pid, signal.SIGKILL)
            database.process.wait()
            database.stop()
            database.start()

        posts = post_through(crowd, kill_and_mend)
        assert pages.process.poll() is None
        assert_sending_again_returns_the_first(crowd, posts)
        assert_all_there_once(database.owner_url, posts)


def test_the_whole_demo_is_killed_with_its_database(installed: Installation, crowd: Crowd) -> None:
    command = [*PALABRE, "demo", "--data", str(installed.data), "--port", str(installed.port)]
    ready = f"Palabre is ready: http://localhost:{installed.port}"

    with ExitStack() as held:

        def start(name: str) -> Running:
            log = installed.data.parent / f"{name}.log"
            demo = held.enter_context(running(command, installed.environment(), log, cwd=ROOT))
            demo.ready(lambda: ready in demo.said(), "the demo is ready")
            return demo

        first = start("first")

        def kill_and_mend() -> None:
            assert len(first.kill()) >= 8, "the demo, pages, worker, and PostgreSQL with its processes"
            start("second")

        posts = post_through(crowd, kill_and_mend)
        assert_sending_again_returns_the_first(crowd, posts)
        where = attach(installed.data)
        assert where is not None
        assert_all_there_once(where.owner_url, posts)
