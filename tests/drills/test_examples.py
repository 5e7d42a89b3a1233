"""The example files in `docs/examples` say what the program understands. nginx, PgBouncer and the roles have drills."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from configparser import RawConfigParser
from pathlib import Path

import pytest

from palabre.config.cli.ground import read_environment
from palabre.config.cli.program import build_parser
from palabre.config.settings import database
from tests.support.databases import PACKAGE, ROOT

EXAMPLES = ROOT / "docs" / "examples"
SERVICES = ["palabre-web", "palabre-worker"]


def unit(name: str) -> RawConfigParser:
    parser = RawConfigParser(comment_prefixes=("#",))
    parser.optionxform = str  # type: ignore[assignment]
    parser.read(EXAMPLES / f"{name}.service")
    return parser


@pytest.mark.parametrize(("name", "command"), [("palabre-web", "serve"), ("palabre-worker", "worker")])
def test_a_service_starts_what_the_program_knows(name: str, command: str) -> None:
    program, *arguments = shlex.split(unit(name)["Service"]["ExecStart"])
    options = build_parser().parse_args(arguments)
    assert Path(program).name == "palabre"
    assert options.command.name == command


def test_the_pages_listen_where_nginx_looks_for_them_and_count_on_it() -> None:
    arguments = shlex.split(unit("palabre-web")["Service"]["ExecStart"])[1:]
    options = build_parser().parse_args(arguments)
    upstream = re.search(r"server (\S+):(\d+);", (EXAMPLES / "nginx.conf").read_text())
    assert upstream is not None and (options.host, str(options.port)) == upstream.groups()
    assert options.behind_proxy


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")
@pytest.mark.parametrize("name", SERVICES)
def test_systemd_finds_no_fault_in_a_service(name: str, tmp_path: Path) -> None:
    text = (EXAMPLES / f"{name}.service").read_text().replace("/opt/palabre/bin/palabre", "/bin/true")
    (tmp_path / f"{name}.service").write_text(text)
    command = ["systemd-analyze", "verify", "--recursive-errors=no", str(tmp_path / f"{name}.service")]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=30)
    assert f"{name}.service:" not in done.stderr, done.stderr


def test_every_variable_of_the_environment_example_is_read_somewhere(tmp_path: Path) -> None:
    (tmp_path / "environment").write_bytes((EXAMPLES / "palabre.env").read_bytes())
    named = read_environment(tmp_path)
    assert len(named) >= 8
    code = "".join(path.read_text() for path in (PACKAGE / "config").rglob("*.py"))
    assert [name for name in named if f'"{name}"' not in code] == []


def test_the_addresses_name_the_roles_and_the_database_that_the_sql_makes(tmp_path: Path) -> None:
    (tmp_path / "environment").write_bytes((EXAMPLES / "palabre.env").read_bytes())
    sql = (EXAMPLES / "roles.sql").read_text()
    for name, role in (("DATABASE_URL", "palabre_app"), ("DATABASE_OWNER_URL", "palabre_owner")):
        address = database(read_environment(tmp_path)[name])
        assert address["USER"] == role and f"CREATE ROLE {role} LOGIN" in sql
        assert f"CREATE DATABASE {address['NAME']} OWNER palabre_owner" in sql
