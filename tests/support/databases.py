"""Databases for tests: one cluster per run, one migrated template, a clone of it for each worker."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from palabre.config.embedded.addresses import Addresses
from palabre.config.embedded.folder import Folder
from palabre.config.embedded.lock import is_held

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "src" / "palabre"
# What the loaded demo is made from, beside the rooms' actions and tables.
DEMO = ("exchange/demo/**/*.py", "exchange/demo/content/*.toml", "portal/index.py", "kit/pictures.py")


ROOM_FOR_A_CLUSTER = 2_000_000_000
LEFT_OVER = "palabre-pg-"


def forget_left_over() -> None:
    """Give back the memory of clusters whose run was killed before it could."""
    for folder in Path(in_memory() or tempfile.gettempdir()).glob(f"{LEFT_OVER}*"):
        is_old = time.time() - folder.stat().st_mtime > 60  # a younger one may be about to be locked
        if is_old and not is_held(Folder(folder).lock):
            shutil.rmtree(folder, ignore_errors=True)


def named(address: str, database: str) -> str:
    """The same address, another database."""
    return urlunsplit(urlsplit(address)._replace(path=f"/{database}"))


def in_memory() -> str | None:
    """A folder in memory for a cluster, where this machine has one with room: a clone is a thousand small files.

    Cloning took 0.25 s there, and between 0.5 and 8 s on the disk of a busy machine.
    """
    memory = Path("/dev/shm")
    room = shutil.disk_usage(memory).free if os.access(memory, os.W_OK) else 0
    return str(memory) if room > ROOM_FOR_A_CLUSTER else None


def digest_of(*patterns: str) -> str:
    """A short name for the present text of these files, so that a template is remade when one changes."""
    found = sorted(path for pattern in patterns for path in PACKAGE.glob(pattern))
    digest = hashlib.sha256()
    for path in found:
        digest.update(str(path.relative_to(PACKAGE)).encode() + path.read_bytes())
    return digest.hexdigest()[:12]


class Cluster:
    """A PostgreSQL server to test on, with the two roles of the house."""

    def __init__(self, where: Addresses) -> None:
        self.where = where

    def say(self, statement: str, *names: str) -> None:
        """Run a statement as the superuser; `{}` stands for identifiers."""
        with psycopg.connect(self.where.superuser_url, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

    def environment(self, database: str, **more: str) -> dict[str, str]:
        """Environment of a process that is to run on `database`."""
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "palabre.config.settings",
            "DATABASE_URL": named(self.where.app_url, database),
            "DATABASE_OWNER_URL": named(self.where.owner_url, database),
            "DATABASE_DIRECT_URL": named(self.where.app_url, database),
            "PYTHONPATH": str(ROOT / "src"),
            **more,
        }

    def template(self, name: str, make: list[list[str]], base: str | None = None) -> str:
        """A database made once by `make` (arguments of python), as the owner; made again where it is not whole."""
        with psycopg.connect(self.where.superuser_url, autocommit=True) as connection:
            connection.execute("SELECT pg_advisory_lock(hashtext(%s))", [name])
            found = connection.execute(
                "SELECT datistemplate FROM pg_database WHERE datname = %s", [name]
            ).fetchone()
            if found and found[0]:
                return name
            self.drop(name)
            self.clone(base or "template0", name)
            for arguments in make:
                environment = self.environment(
                    name, PALABRE_AS="owner", PALABRE_DATA=os.environ["PALABRE_DATA"]
                )
                subprocess.run(
                    [sys.executable, *arguments], env=environment, cwd=ROOT, check=True, stdout=sys.stderr
                )
            self.say("ALTER DATABASE {} IS_TEMPLATE true", name)
        return name

    def clone(self, template: str, name: str) -> str:
        """A new database like `template`."""
        # Copying its files takes half the time of writing them all through the log, PostgreSQL's own way.
        self.say("CREATE DATABASE {} TEMPLATE {} OWNER palabre_owner STRATEGY FILE_COPY", name, template)
        return name

    def drop(self, name: str) -> None:
        """Away with it, whoever is still connected."""
        self.say("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    @contextmanager
    def cloned(self, template: str, name: str) -> Iterator[str]:
        """A clone for the length of a block."""
        self.drop(name)
        yield self.clone(template, name)
        self.drop(name)

    def migrated(self) -> str:
        """The template with empty tables."""
        name = f"palabre_t_{digest_of('*/migrations/*.py', 'kit/fencing.py', 'kit/fields.py')}"
        return self.template(name, [["-m", "django", "migrate", "--verbosity", "0"]])

    def with_demo(self) -> str:
        """The template with the demo loaded today; its pictures lie in `demo_data`."""
        name, folder = _demo_name(), self.demo_data()
        if not folder.exists():
            # Without its pictures the template is of no use, such as after a cleaning of temporary files.
            with suppress(psycopg.errors.InvalidCatalogName):
                self.say("ALTER DATABASE {} IS_TEMPLATE false", name)
        return self.template(name, [["-m", "tests.support.demo", str(folder)]], base=self.migrated())

    def demo_data(self) -> Path:
        """The data folder of the loaded demo, for all tests that write nothing."""
        return Path(tempfile.gettempdir()) / _demo_name()

    def demo_media(self, folder: Path) -> Path:
        """The demo's pictures in a folder of a test's own: what it takes away is there for the others."""
        return Path(shutil.copytree(self.demo_data() / "media", folder / "media"))


def _demo_name() -> str:
    """Made anew each day, since the demo tells what happened up to today, and when what it is made from changes."""
    digest = digest_of("*/migrations/*.py", "*/actions/**/*.py", "*/actions.py", *DEMO)
    return f"palabre_d_{datetime.now(UTC):%y%m%d}_{digest}"
