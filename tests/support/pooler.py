"""Debian's PgBouncer with our example in front of a test's own PostgreSQL: addresses replaced, nothing else."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg

from palabre.config.embedded import EmbeddedServer
from palabre.config.embedded.account import account_for
from palabre.config.embedded.addresses import APP, DATABASE, OWNER
from tests.support.databases import ROOT
from tests.support.processes import Running, free_port, needed, running

PGBOUNCER = "/usr/sbin/pgbouncer"
EXAMPLE = ROOT / "docs" / "examples" / "pgbouncer.ini"


@dataclass
class Pooler:
    """A pooler that runs."""

    program: Running
    app_url: str
    owner_url: str


@contextmanager
def pgbouncer(server: EmbeddedServer, folder: Path, pool_size: int) -> Iterator[Pooler]:
    """The pooler with so many connections to the server for each role."""
    needed(PGBOUNCER)
    account = account_for(server.folder.cluster)
    folder.mkdir()
    port = free_port()
    (folder / "pgbouncer.ini").write_text(_rendered(folder, server.folder.sockets(), port, pool_size))
    passwords = {role: server.folder.password(role) for role in (APP, OWNER)}
    (folder / "userlist.txt").write_text("".join(f'"{role}" "{word}"\n' for role, word in passwords.items()))
    if account.lent:  # it refuses to run as root, and the server's socket is its user's alone
        for path in (folder, *folder.iterdir()):
            shutil.chown(path, account.uid, account.gid)
    command = [PGBOUNCER, str(folder / "pgbouncer.ini")]
    log = folder.parent / "pgbouncer-said.log"
    urls = {
        role: f"postgresql://{role}:{quote(word, safe='')}@127.0.0.1:{port}/{DATABASE}"
        for role, word in passwords.items()
    }
    with running(command, os.environ, log, cwd="/", **account.popen_arguments()) as program:
        program.ready(lambda: _answers(urls[APP]), "PgBouncer answers")
        yield Pooler(program, urls[APP], urls[OWNER])


def _answers(url: str) -> bool:
    try:
        psycopg.connect(url, connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True


def _rendered(folder: Path, sockets: Path, port: int, pool_size: int) -> str:
    text = EXAMPLE.read_text("utf-8")
    for written, here in {
        "host=127.0.0.1 port=5432": f"host={sockets} port=5432",
        "listen_port = 6432": f"listen_port = {port}",
        "/etc/pgbouncer/": f"{folder}/",
        "/var/log/postgresql/": f"{folder}/",
        "/var/run/postgresql/": f"{folder}/",
        "default_pool_size = 10": f"default_pool_size = {pool_size}",
    }.items():
        assert written in text, f"the example no longer says {written!r}"
        text = text.replace(written, here)
    return text
