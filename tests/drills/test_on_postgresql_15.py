"""The oldest PostgreSQL we promise: laws, tenancy, migrations, backup and restore on Debian's version 15."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import psycopg
import pytest

from palabre.config.embedded import Addresses
from tests.support import installation
from tests.support.databases import ROOT, named
from tests.support.debian_postgres import postgresql_15
from tests.support.installation import Installation, addresses_in, own_environment
from tests.support.visitors import browser

HELD_HERE = ["tests/laws", "src/palabre/chronicle", "src/palabre/communities"]
AT_LEAST = 60
"""Tests that must have passed: a run that found none would prove nothing."""
NOT_HERE = "not (load or scale or drill or pg15 or pgbouncer or browser)"

pytestmark = pytest.mark.pg15


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    made = installation.new_folder()
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Addresses]:
    with postgresql_15(folder / "pg15") as where:
        yield where


def one(url: str, query: str) -> object:
    with psycopg.connect(url) as connection:
        row = connection.execute(query.encode()).fetchone()
    assert row is not None
    return row[0]


def test_the_laws_and_tenancy_hold(server: Addresses, folder: Path) -> None:
    assert str(one(server.superuser_url, "SHOW server_version")).startswith("15.")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *HELD_HERE, "-n", "2", "-m", NOT_HERE, "--color=no"],
        env=own_environment(folder / "tests", PALABRE_TEST_SUPERUSER_URL=server.superuser_url),
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
    passed = re.search(r"(\d+) passed", done.stdout)
    assert passed is not None and int(passed[1]) >= AT_LEAST, done.stdout[-2000:]
    templates = "SELECT count(*) FROM pg_database WHERE datistemplate AND datname LIKE 'palabre_t_%'"
    assert one(server.superuser_url, templates), "they ran on this server"


def test_it_migrates_serves_and_comes_back_from_a_backup(server: Addresses, folder: Path) -> None:
    where = addresses_in(server)
    made = Installation(folder / "data")
    made.data.mkdir()
    made.palabre("migrate", **where)
    installation.set_the_scene(made, server)
    assert the_dialogue_is_shown(made, where)
    target = folder / "backup.tar"
    kept = json.loads(made.palabre("--json", "backup", str(target), **where).stdout)
    assert str(kept["server"]).startswith("15.")
    assert kept["tables"]["communities_membership"] > 100

    back = Installation(folder / "back")
    again = a_second_database(server)
    found = json.loads(back.palabre("--json", "restore", str(target), **addresses_in(again)).stdout)
    for kind in ("tables", "sequences", "policies", "media"):
        assert found[kind] == kept[kind]
    shutil.copy(made.data / "scene.json", back.data)
    assert the_dialogue_is_shown(back, addresses_in(again)), (
        "whoever was signed in still is, with the key restored"
    )


def a_second_database(server: Addresses) -> Addresses:
    """An empty one with the same roles."""
    with psycopg.connect(server.superuser_url, autocommit=True) as connection:
        connection.execute("CREATE DATABASE back OWNER palabre_owner TEMPLATE template0")
        connection.execute("GRANT CONNECT ON DATABASE back TO palabre_app")
    return Addresses(server.superuser_url, named(server.owner_url, "back"), named(server.app_url, "back"))


def the_dialogue_is_shown(made: Installation, where: dict[str, str]) -> bool:
    """To a member who may answer, on its own community's host and on no other."""
    dialogue, session = made.scene["dialogues"]["salon"], made.scene["sessions"]["salon"][0]
    base, path = f"http://127.0.0.1:{made.port}", f"/dialogues/{dialogue['slug']}/speak/"
    with made.serving(**where), browser(base, "salon.localhost", session) as client:
        here = client.get(path)
        me = client.get("/me/")
        elsewhere = client.get(path, headers={"Host": "circle.localhost"})
    assert elsewhere.status_code == httpx.codes.NOT_FOUND
    assert me.status_code == httpx.codes.OK
    return here.status_code == httpx.codes.OK and dialogue["title"] in here.text
