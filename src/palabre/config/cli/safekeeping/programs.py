"""Running pg_dump and pg_restore: the embedded server's own, or those on PATH, never older than the server."""

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict

from palabre.config.cli.command import Refusal
from palabre.config.embedded.programs import program
from palabre.config.embedded.refusal import EmbeddedRefusal

VARIABLES = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
}


def run(name: str, arguments: Sequence[str], url: str) -> None:
    """Run one of PostgreSQL's programs on the database at `url`; its complaint becomes the refusal.

    The address goes into the environment, where other users of the machine cannot read the password.
    """
    with psycopg.connect(url) as connection:
        major = connection.info.server_version // 10000
    given = conninfo_to_dict(url)
    environment = {variable: str(given[key]) for key, variable in VARIABLES.items() if given.get(key)}
    done = subprocess.run(
        [str(_find(name, major)), "--no-password", *arguments],
        env={**os.environ, **environment},
        check=False,
        capture_output=True,
        text=True,
        errors="replace",
    )
    if done.returncode != 0:
        raise Refusal(f"{name} could not finish:\n{done.stderr.strip()}")


def _find(name: str, major: int) -> Path:
    candidates = [Path(found)] if (found := shutil.which(name)) else []
    try:
        candidates.append(program(name))
    except EmbeddedRefusal:
        pass  # no embedded server here: then it is the one on PATH or none
    fitting = [path for path in candidates if _major(path) >= major]
    if not fitting:
        raise Refusal(f"{name} of version {major} or later is needed: install postgresql-client-{major}.")
    return min(fitting, key=lambda path: _major(path) - major)


def _major(path: Path) -> int:
    answer = subprocess.run([str(path), "--version"], check=False, capture_output=True, text=True).stdout
    found = re.search(r"(\d+)(?:\.\d+)?", answer)
    return int(found[1]) if found else 0
