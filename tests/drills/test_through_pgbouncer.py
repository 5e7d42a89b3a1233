"""Ready for PgBouncer in transaction mode: pages and posts through it, two connections shared by everybody."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import psycopg
import pytest

from palabre.config.embedded import EmbeddedServer
from palabre.kit.delivery.listener import NAME
from tests.support.databases import ROOT
from tests.support.installation import Installation
from tests.support.pooler import Pooler, pgbouncer
from tests.support.processes import until
from tests.support.visitors import Crowd, browser

POOL = 2
COMMUNITIES = ("salon", "cities", "circle")

pytestmark = pytest.mark.pgbouncer


@pytest.fixture
def database(installed: Installation) -> Iterator[EmbeddedServer]:
    with EmbeddedServer(installed.data) as server:
        yield server


@pytest.fixture
def pooler(installed: Installation, database: EmbeddedServer) -> Iterator[Pooler]:
    with pgbouncer(database, installed.data.parent / "pgbouncer", POOL) as running:
        yield running


@pytest.fixture
def addresses(database: EmbeddedServer, pooler: Pooler) -> dict[str, str]:
    """As an operator sets them: pages through the pooler, worker and migrations past it."""
    return {
        "DATABASE_URL": pooler.app_url,
        "DATABASE_DIRECT_URL": database.app_url,
        "DATABASE_OWNER_URL": database.owner_url,
    }


def test_many_readers_of_three_communities_each_see_their_own(
    installed: Installation, database: EmbeddedServer, addresses: dict[str, str]
) -> None:
    base = f"http://127.0.0.1:{installed.port}"
    dialogues = installed.scene["dialogues"]

    def read(number: int) -> str:
        """What is wrong with one page, if anything; every third asks for another community's dialogue."""
        here, other = COMMUNITIES[number % 3], COMMUNITIES[(number + 1) % 3]
        session = installed.scene["sessions"][here][number % 40]
        wanted = other if number % 4 == 0 else here
        with browser(base, f"{here}.localhost", session) as client:
            answer = client.get(f"/dialogues/{dialogues[wanted]['slug']}/")
        expected = httpx.codes.OK if wanted == here else httpx.codes.NOT_FOUND
        strange = [c for c in COMMUNITIES if c != here and dialogues[c]["title"] in answer.text]
        # A missing page offers what is open here instead, so that its own title stands on it too.
        shown = dialogues[here]["title"] in answer.text
        right = answer.status_code == expected and not strange and shown
        return "" if right else f"{here} asked for {wanted}: {answer.status_code}, shown {strange}"

    with installed.serving(**addresses):
        with ThreadPoolExecutor(16) as pool:
            wrong = [fault for fault in pool.map(read, range(240)) if fault]
        assert wrong == []
        assert 0 < connections(database) <= POOL, "so many readers shared so few connections"


def connections(database: EmbeddedServer) -> int:
    """How many the server has from the app role now, beside those of the processes that listen past the pooler."""
    with psycopg.connect(database.superuser_url) as connection:
        found = connection.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE usename = 'palabre_app' AND application_name <> %s",
            [NAME],
        ).fetchone()
    assert found is not None
    return int(found[0])


def test_posts_go_through_it_and_the_worker_past_it(
    installed: Installation, database: EmbeddedServer, pooler: Pooler, addresses: dict[str, str]
) -> None:
    scene = installed.scene
    base = f"http://127.0.0.1:{installed.port}"
    with installed.serving(**addresses):
        for name in COMMUNITIES:
            crowd = Crowd(base, f"{name}.localhost", scene["dialogues"][name], scene["sessions"][name])
            posts = crowd.posts(10)
            crowd.send_all(posts).shutdown(wait=True)
            assert all(post.address for post in posts), crowd.troubles
            answer_the_first(crowd, posts[0].address)
    pooler.program.stop()
    installed.palabre("worker", "--once", **addresses)
    with psycopg.connect(database.owner_url) as connection:
        said = connection.execute(
            "SELECT host, count(*) FROM dialogues_contribution c JOIN communities_community k ON k.id = c.community_id "
            "GROUP BY host ORDER BY host"
        ).fetchall()
        told = connection.execute(
            "SELECT host, m.to, state FROM mail_message m JOIN communities_community k ON k.id = m.community_id "
            "ORDER BY host"
        ).fetchall()
    hosts = sorted(f"{name}.localhost" for name in COMMUNITIES)
    assert said == [(host, 11) for host in hosts]
    assert told == [(host, "member0@example.org", "sent") for host in hosts]


def answer_the_first(crowd: Crowd, address: str) -> None:
    """Another member answers, of which somebody will be told by mail."""
    first = address.rpartition("#c")[2]
    fields = {"text": "Ours too.", "language": "en", "answers": first, "once": "an-answer-to-the-first"}
    with browser(crowd.base, crowd.host, crowd.sessions[1]) as client:
        path = f"/dialogues/{crowd.dialogue['slug']}/speak/"
        answer = client.post(path, data=fields, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == httpx.codes.FOUND


SEEN = "SELECT count(DISTINCT community_id), min(community_id) FROM dialogues_dialogue"


def test_a_community_entered_on_a_shared_connection_is_left_with_its_transaction(
    installed: Installation, pooler: Pooler
) -> None:
    communities = {name: int(dialogue["id"]) for name, dialogue in installed.scene["dialogues"].items()}
    assert len(set(communities.values())) == len(COMMUNITIES)

    def visit(number: int) -> tuple[object, object]:
        """What one client sees inside a community, and what it sees just afterwards outside every one."""
        with psycopg.connect(pooler.app_url, autocommit=True) as connection:
            with connection.transaction():
                connection.execute(
                    "SELECT set_config('palabre.community', %s, true)", [str(number % 3 + 1)], prepare=False
                )
                inside = connection.execute(SEEN.encode()).fetchone()
            return inside, connection.execute(SEEN.encode()).fetchone()

    with ThreadPoolExecutor(12) as pool:
        seen = list(pool.map(visit, range(180)))
    assert {inside for inside, _outside in seen} == {(1, 1), (1, 2), (1, 3)}
    assert {outside for _inside, outside in seen} == {(0, None)}


def test_the_pool_is_shared_so_that_a_setting_for_the_session_would_leak(
    installed: Installation, pooler: Pooler
) -> None:
    with psycopg.connect(pooler.app_url, autocommit=True) as careless:
        careless.execute("SELECT set_config('palabre.community', '2', false)")

    def look(_number: int) -> bool:
        with psycopg.connect(pooler.app_url, autocommit=True) as connection:
            return connection.execute(SEEN.encode()).fetchone() == (1, 2)

    until(lambda: look(0), "what one client set is seen by another")


CURSORS = """
import sys
import django
django.setup()
from concurrent.futures import ThreadPoolExecutor
from django.db import connection
from palabre.people.models import Person

def read(number):
    if sys.argv[1] == "with":
        connection.settings_dict["DISABLE_SERVER_SIDE_CURSORS"] = False
    try:
        return len(list(Person.objects.order_by("pk").iterator(chunk_size=5)))
    except Exception as error:
        return type(error).__name__
    finally:
        connection.close()

with ThreadPoolExecutor(8) as pool:
    print(sorted(set(map(str, pool.map(read, range(40))))))
"""


def test_long_reads_do_without_cursors_on_the_server(
    installed: Installation, database: EmbeddedServer, addresses: dict[str, str]
) -> None:
    with psycopg.connect(database.owner_url) as connection:
        people = connection.execute("SELECT count(*)::text FROM people_person").fetchone()
    assert people is not None

    def read(cursors: str) -> str:
        settings = {"DJANGO_SETTINGS_MODULE": "palabre.config.settings"}
        done = subprocess.run(
            [sys.executable, "-c", CURSORS, cursors],
            env={**installed.environment(**addresses), **settings},
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout.strip()

    whole = str(list(people))
    assert read("as shipped") == whole
    assert read("with") != whole, "with them it fails, so this test can"
