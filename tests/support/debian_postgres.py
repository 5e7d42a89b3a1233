"""A cluster of Debian's PostgreSQL 15, made and run by us in a folder, with the roles of our example."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from palabre.config.embedded.account import account_for
from palabre.config.embedded.addresses import Addresses
from tests.support.databases import ROOT
from tests.support.processes import needed, running

PROGRAMS = Path("/usr/lib/postgresql/15/bin")
ROLES = ROOT / "docs" / "examples" / "roles.sql"
PASSWORD = "palabre"  # as conftest.py expects it of a server named by the environment


@contextmanager
def postgresql_15(folder: Path) -> Iterator[Addresses]:
    """The server for the length of a block: its superuser's address and the two roles' of the database `palabre`."""
    needed(*(str(PROGRAMS / name) for name in ("postgres", "initdb", "psql")))
    account = account_for(folder / "cluster")
    folder.mkdir()
    (folder / "password").write_text(PASSWORD)
    for path in (folder, folder / "password"):
        shutil.chown(path, account.uid, account.gid)
    as_account = {"cwd": "/", **account.popen_arguments()}
    options = [
        "--auth=scram-sha-256",
        "--locale=C.UTF-8",
        "--encoding=UTF8",
        f"--pwfile={folder / 'password'}",
    ]
    subprocess.run(
        [str(PROGRAMS / "initdb"), "-D", str(folder / "cluster"), "-U", "postgres", *options],
        check=True,
        capture_output=True,
        **as_account,  # type: ignore[call-overload]
    )
    command = [str(PROGRAMS / "postgres"), "-D", str(folder / "cluster"), "-k", str(folder)]
    settings = {"listen_addresses": "", "max_connections": "200", "fsync": "off"}
    for name, value in settings.items():
        command += ["-c", f"{name}={value}"]
    where = Addresses(*(_url(role, name, folder) for role, name in _ROLES))
    with running(command, os.environ, folder.parent / "postgresql-15.log", **as_account) as server:
        server.ready(lambda: _answers(where.superuser_url), "PostgreSQL 15 answers")
        _make_roles(where)
        yield where


_ROLES = (("postgres", "postgres"), ("palabre_owner", "palabre"), ("palabre_app", "palabre"))


def _url(role: str, database: str, folder: Path) -> str:
    return f"postgresql://{role}:{PASSWORD}@/{database}?host={folder}"


def _answers(url: str) -> bool:
    try:
        psycopg.connect(url, connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True


def _make_roles(where: Addresses) -> None:
    """As the example tells an operator."""
    given = ["-v", f"owner_password={PASSWORD}", "-v", f"app_password={PASSWORD}"]
    subprocess.run(
        [str(PROGRAMS / "psql"), where.superuser_url, "--no-psqlrc", "--quiet", *given, "-f", str(ROLES)],
        check=True,
        capture_output=True,
    )
