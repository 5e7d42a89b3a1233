"""Tests run on PostgreSQL, as the app role: the embedded server of this run, or the one named by the environment.

`PALABRE_TEST_CLUSTER` names a data folder whose embedded server already runs; `PALABRE_TEST_SUPERUSER_URL` any other
PostgreSQL whose roles `palabre_owner` and `palabre_app` have the password `palabre`.
"""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from subprocess import CalledProcessError
from threading import Thread
from typing import Any

import hypothesis
import psycopg
import pytest

from palabre.config.embedded import EmbeddedServer, attach
from palabre.config.embedded.addresses import Addresses
from tests.support.databases import LEFT_OVER, Cluster, forget_left_over, in_memory, named

# Files that tests write (pictures, the secret key) lie here, away from any installation.
os.environ.setdefault("PALABRE_DATA", tempfile.mkdtemp(prefix="palabre-test-"))
_server: EmbeddedServer | None = None
NOT_NEEDED = ("fsync", "synchronous_commit", "full_page_writes", "autovacuum")
ADDRESS_VARIABLES = ("PALABRE_TEST_SUPERUSER_URL", "PALABRE_TEST_OWNER_URL", "PALABRE_TEST_APP_URL")


# No test is timed: machines are noisy.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")
# Tests make much that dies young: looking through all that lives after each few thousand of it takes a tenth of a run.
gc.set_threshold(100_000, 20, 50)


def pytest_configure(config: pytest.Config) -> None:
    """The first process of a run starts the cluster; xdist's workers find its addresses in the environment."""
    if os.environ.get(ADDRESS_VARIABLES[1]) or hasattr(config, "workerinput"):
        return
    where = _addresses()
    for variable, address in zip(
        ADDRESS_VARIABLES, (where.superuser_url, where.owner_url, where.app_url), strict=True
    ):
        os.environ[variable] = address
    if config.getoption("numprocesses", None) and not config.getoption("collectonly"):
        _warm(Cluster(where))


def _warm(cluster: Cluster) -> None:
    """Load the demo while the workers begin, so that none of them waits for it with nothing to do."""

    def load() -> None:
        # Where it fails, the first worker that wants the demo tries again and says why.
        with suppress(psycopg.Error, CalledProcessError):
            cluster.with_demo()

    Thread(target=load, daemon=True).start()


def _addresses() -> Addresses:
    global _server
    if folder := os.environ.get("PALABRE_TEST_CLUSTER"):
        running = attach(Path(folder))
        if running is None:
            raise pytest.UsageError(f"No embedded server runs on {folder} (PALABRE_TEST_CLUSTER).")
        return running
    if superuser := os.environ.get("PALABRE_TEST_SUPERUSER_URL"):
        owner, app = (_as_role(superuser, role) for role in ("palabre_owner", "palabre_app"))
        return Addresses(superuser, owner, app)
    forget_left_over()
    folder = tempfile.mkdtemp(prefix=LEFT_OVER, dir=in_memory())
    Path(folder).chmod(0o755)  # the server's own user must reach it where tests run as root
    # Nothing here has to survive a power cut; durability has its own drills.
    settings = {"max_connections": "200", "max_wal_size": "256MB"} | dict.fromkeys(NOT_NEEDED, "off")
    _server = EmbeddedServer(Path(folder), settings=settings)
    _server.start()
    return _server.addresses


def _as_role(superuser: str, role: str) -> str:
    from urllib.parse import urlsplit, urlunsplit

    parts = urlsplit(superuser)
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{role}:palabre@{host}", path="/palabre"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files that need no database come first: they fill the time in which the templates are made."""
    needy = {item.path for item in items if _needs_database(item)}
    items.sort(key=lambda item: item.path in needy)


def _needs_database(item: pytest.Item) -> bool:
    wanted = set(getattr(item, "fixturenames", ()))
    return (
        bool(wanted & {"cluster", "db", "transactional_db"})
        or item.get_closest_marker("django_db") is not None
    )


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop what this process started, and leave no memory taken."""
    if _server is not None:
        _server.stop()
        shutil.rmtree(_server.folder.data, ignore_errors=True)


@pytest.fixture(scope="session", autouse=True)
def _quick_hashes() -> None:
    """Passwords of tests guard nothing: a hash that is slow on purpose would only be slow."""
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def cluster() -> Cluster:
    """The server this run tests on."""
    return Cluster(Addresses(*(os.environ[variable] for variable in ADDRESS_VARIABLES)))


def use_database(cluster: Cluster, name: str) -> None:
    """Point Django at a database, as the app role."""
    from django.db import connections

    connections.close_all()
    wanted = _settings_for(named(cluster.where.app_url, name))
    connections.settings["default"].update(wanted)
    connections["default"].settings_dict.update(wanted)


def _settings_for(address: str) -> dict[str, Any]:
    from palabre.config.settings import database

    return {
        key: value
        for key, value in database(address).items()
        if key in {"NAME", "USER", "PASSWORD", "HOST", "PORT"}
    }


@pytest.fixture(scope="session")
def django_db_setup(cluster: Cluster, django_db_blocker: Any) -> Iterator[None]:
    """One clone of the migrated template per worker."""
    name = f"palabre_w_{os.getpid()}"
    with django_db_blocker.unblock(), cluster.cloned(cluster.migrated(), name):
        use_database(cluster, name)
        yield
        from django.db import connections

        connections.close_all()


@pytest.fixture(scope="module")
def for_the_file(
    django_db_setup: None, django_db_blocker: Any
) -> Iterator[Callable[[Callable[[], Any]], Any]]:
    """Make rows once for all tests of a file: each sees them, what it changes itself is gone after it.

    One transaction lies around them all, each test's own inside it. Whoever gives such rows to a test gives it a deep
    copy. Not for files whose tests leave the worker's database (`live_database`, `demo`): the transaction ends there.
    """
    from django.db import transaction

    around: Any = transaction.atomic()
    around._from_testcase = True  # noqa: SLF001 - what must be outermost in a transaction may be begun inside this one
    with django_db_blocker.unblock():
        around.__enter__()

    def make(made: Callable[[], Any]) -> Any:
        with django_db_blocker.unblock():
            return made()

    yield make
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


def own_database(request: pytest.FixtureRequest, cluster: Cluster, template: str) -> Iterator[str]:
    """A clone for one test, and back to the worker's own database afterwards."""
    from django.db import connections

    before = dict(connections.settings["default"])
    name = f"palabre_l_{os.getpid()}_{zlib.crc32(request.node.nodeid.encode())}"
    with cluster.cloned(template, name):
        use_database(cluster, name)
        yield name
        connections.close_all()
        connections.settings["default"].update(before)
        connections["default"].settings_dict.update(before)


@pytest.fixture
def live_database(request: pytest.FixtureRequest, cluster: Cluster, django_db_blocker: Any) -> Iterator[str]:
    """A database of this test's own, outside any test transaction: what leaks here would show."""
    with django_db_blocker.unblock():
        yield from own_database(request, cluster, cluster.migrated())


@pytest.fixture
def demo(
    request: pytest.FixtureRequest, cluster: Cluster, django_db_blocker: Any, settings: Any, tmp_path: Path
) -> Iterator[str]:
    """A database of this test's own with the demo's content in it, in demo mode, with its pictures."""
    with django_db_blocker.unblock():
        template = cluster.with_demo()
        settings.DEMO, settings.MEDIA_ROOT = True, cluster.demo_media(tmp_path)
        yield from own_database(request, cluster, template)


@pytest.fixture(scope="session")
def demo_database(cluster: Cluster) -> Iterator[str]:
    """The name of this worker's one clone with the demo in it: for servers of their own, and `demo_to_read`."""
    with cluster.cloned(cluster.with_demo(), f"palabre_dw_{os.getpid()}") as name:
        yield name


@pytest.fixture
def demo_to_read(
    demo_database: str, cluster: Cluster, django_db_blocker: Any, settings: Any
) -> Iterator[str]:
    """Django on `demo_database`, in demo mode, with its pictures: shared, so for tests that write nothing."""
    from django.db import connections

    settings.DEMO, settings.MEDIA_ROOT = True, cluster.demo_data() / "media"
    before = dict(connections.settings["default"])
    with django_db_blocker.unblock():
        use_database(cluster, demo_database)
        try:
            yield demo_database
        finally:
            connections.close_all()
            connections.settings["default"].update(before)
            connections["default"].settings_dict.update(before)
