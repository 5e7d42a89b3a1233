"""An installation of a test's own: data folder, embedded PostgreSQL as it ships (fsync on), people, open dialogues.

Made once per run and copied, so that each test may kill what it likes.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import httpx

from palabre.config.embedded import Addresses, EmbeddedServer
from tests.support.databases import ROOT
from tests.support.processes import Running, free_port, running

OURS = ("DATABASE_", "PALABRE_", "DJANGO_")


def own_environment(data: Path, **more: str) -> dict[str, str]:
    """The environment of a process that is to know one data folder and nothing of this test run."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    return {
        **kept,
        "PALABRE_DATA": str(data),
        "PALABRE_EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        **more,
    }


def addresses_in(where: Addresses, **more: str) -> dict[str, str]:
    """What `palabre` reads to reach a database."""
    named = {
        "DATABASE_URL": where.app_url,
        "DATABASE_DIRECT_URL": where.app_url,
        "DATABASE_OWNER_URL": where.owner_url,
    }
    return {**named, **more}


@dataclass
class Installation:
    """A data folder with everything in it, and the programs that run on it."""

    data: Path
    port: int = field(default_factory=free_port)

    @cached_property
    def scene(self) -> dict[str, Any]:
        """What `tests.support.scene` made: dialogues and sessions."""
        found: dict[str, Any] = json.loads((self.data / "scene.json").read_text("utf-8"))
        return found

    def environment(self, **more: str) -> dict[str, str]:
        """Of a process on this installation."""
        return own_environment(self.data, **more)

    def palabre(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run one command to its end; it must succeed."""
        done = subprocess.run(
            [*PALABRE, *arguments],
            env=self.environment(**more),
            cwd=ROOT,
            check=False,
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert done.returncode == 0, f"{arguments}\n{done.stdout}\n{done.stderr}"
        return done

    @contextmanager
    def serving(self, *arguments: str, **more: str) -> Iterator[Running]:
        """`palabre serve` with two workers, once it answers."""
        command = [*PALABRE, "serve", "--port", str(self.port), "--workers", "2", *arguments]
        with running(command, self.environment(**more), self.data / "web.log", cwd=ROOT) as web:
            web.ready(lambda: answers(self.port), "the pages answer")
            yield web


PALABRE = [sys.executable, "-m", "palabre"]


def answers(port: int) -> bool:
    """Whether the pages answer on a port with their database there."""
    try:
        found = httpx.get(f"http://127.0.0.1:{port}/healthz", timeout=5).json()
    except (httpx.HTTPError, ValueError):
        return False
    return bool(found["database"] == "there")


def new_folder() -> Path:
    """A folder that the embedded server's own user can reach where tests run as root, with a short path."""
    folder = Path(tempfile.mkdtemp(prefix="palabre-d-", dir="/tmp"))
    folder.chmod(0o755)
    return folder


def make(data: Path) -> Installation:
    """Set up a whole installation in a data folder, and leave it stopped."""
    made = Installation(data)
    with EmbeddedServer(data):
        made.palabre("migrate")
        set_the_scene(made, EmbeddedServer(data).addresses)
    return made


def set_the_scene(made: Installation, where: Addresses, **more: str) -> None:
    """Put people and dialogues into a migrated database."""
    environment = made.environment(DJANGO_SETTINGS_MODULE="palabre.config.settings", **addresses_in(where))
    target = made.data / "scene.json"
    with target.open("w") as output:
        subprocess.run(
            [sys.executable, "-m", "tests.support.scene"],
            env={**environment, **more},
            cwd=ROOT,
            check=True,
            stdout=output,
        )


@contextmanager
def copied(template: Installation) -> Iterator[Installation]:
    """A copy for the length of a block, owners and modes kept."""
    folder = new_folder()
    data = folder / "data"
    try:
        subprocess.run(["cp", "-a", str(template.data), str(data)], check=True)
        yield Installation(data)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
