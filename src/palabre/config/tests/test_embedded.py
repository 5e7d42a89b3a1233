"""The supervisor of the embedded PostgreSQL, tried on real processes."""

import os
import pwd
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from palabre.config.embedded import EmbeddedRefusal, EmbeddedServer, at_hand, attach
from palabre.config.embedded.folder import LONGEST_SOCKET_PATH, SOCKET_NAME
from palabre.config.embedded.processes import left_over

pytestmark = pytest.mark.installation

HOLD_A_SERVER = """
import sys, time
from pathlib import Path
from palabre.config.embedded import EmbeddedServer

with EmbeddedServer(Path(sys.argv[1])) as server:
    print(server.process.pid, flush=True)
    time.sleep(600)
"""

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root lends PostgreSQL another account")


@pytest.fixture(scope="module")
def template(shared_reachable: Path) -> Iterator[EmbeddedServer]:
    """One running server for the tests that only look."""
    with EmbeddedServer(shared_reachable / "data") as server:
        yield server


@pytest.fixture(scope="module")
def seed(shared_reachable: Path) -> Path:
    """A data folder whose server has run and stopped; making one takes a second, copying it a tenth."""
    with EmbeddedServer(shared_reachable / "seed") as server:
        return server.folder.data


@pytest.fixture
def data(reachable: Path, seed: Path) -> Path:
    subprocess.run(["cp", "-a", str(seed), str(reachable / "data")], check=True)
    return reachable / "data"


def _wait(until: Callable[[], object], seconds: float = 15) -> None:
    deadline = time.monotonic() + seconds
    while not until():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def _gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def _hold(data: Path) -> tuple[subprocess.Popen[str], int]:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD_A_SERVER, str(data)], stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    return holder, int(holder.stdout.readline())


def _one(url: str, query: str) -> tuple[object, ...]:
    with psycopg.connect(url) as connection:
        found = connection.execute(query.encode()).fetchone()
    assert found is not None
    return found


def test_each_role_signs_in_with_its_own_password(template: EmbeddedServer) -> None:
    assert _one(template.app_url, "SELECT current_user, current_database()") == ("palabre_app", "palabre")
    assert _one(template.owner_url, "SELECT current_user, current_database()") == ("palabre_owner", "palabre")


def test_nobody_gets_in_without_the_password(template: EmbeddedServer) -> None:
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(template.app_url.replace(template.folder.password("palabre_app"), "guess"))


def test_neither_role_can_pass_by_row_security(template: EmbeddedServer) -> None:
    flags = "SELECT bool_or(rolsuper OR rolbypassrls OR rolcreaterole) FROM pg_roles WHERE rolname LIKE 'palabre%'"
    assert _one(template.superuser_url, flags) == (False,)


def test_the_owner_makes_tables_and_the_app_role_may_not(template: EmbeddedServer) -> None:
    with psycopg.connect(template.owner_url) as owner:
        owner.execute("CREATE TABLE kept_back (id int)")
        owner.rollback()
    with psycopg.connect(template.app_url) as app, pytest.raises(psycopg.errors.InsufficientPrivilege):
        app.execute("CREATE TABLE slipped_in (id int)")


def test_it_is_utf_8_durable_and_deaf_to_the_network(template: EmbeddedServer) -> None:
    encoding, fsync, listens = _one(
        template.app_url,
        "SELECT current_setting('server_encoding'), current_setting('fsync'), current_setting('listen_addresses')",
    )
    assert (encoding, fsync, listens) == ("UTF8", "on", "")


def test_passwords_and_sockets_are_private(template: EmbeddedServer) -> None:
    for path in template.folder.passwords.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(template.folder.passwords.stat().st_mode) == 0o700
    assert stat.S_IMODE(template.folder.sockets().stat().st_mode) == 0o700


def test_a_second_start_on_the_same_folder_names_the_first(template: EmbeddedServer) -> None:
    with pytest.raises(EmbeddedRefusal, match=f"in use by process {os.getpid()}"):
        EmbeddedServer(template.folder.data).start()
    assert _one(template.app_url, "SELECT 1") == (1,)


def test_attach_finds_the_running_server(template: EmbeddedServer) -> None:
    assert attach(template.folder.data) == template.addresses
    with at_hand(template.folder.data) as where:
        assert where == template.addresses
    assert _one(template.app_url, "SELECT 1") == (1,)


def test_at_hand_starts_one_only_for_the_time_it_is_needed(data: Path) -> None:
    assert attach(data) is None
    with at_hand(data) as where:
        assert _one(where.app_url, "SELECT 1") == (1,)
    assert attach(data) is None
    assert left_over(data / "postgresql" / "cluster") == []


def test_a_second_start_keeps_what_was_written(data: Path) -> None:
    with EmbeddedServer(data) as server, psycopg.connect(server.owner_url) as owner:
        owner.execute("CREATE TABLE palaver AS SELECT 42 AS said")
    with EmbeddedServer(data) as server:
        assert _one(server.owner_url, "SELECT said FROM palaver") == (42,)


def test_a_start_brings_a_changed_role_back(data: Path) -> None:
    with EmbeddedServer(data) as server, psycopg.connect(server.superuser_url) as superuser:
        superuser.execute("ALTER ROLE palabre_app SUPERUSER BYPASSRLS PASSWORD 'lost'")
    with EmbeddedServer(data) as server:
        assert _one(
            server.app_url, "SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
        ) == (
            False,
            False,
        )


def test_the_server_does_not_outlive_a_killed_supervisor(data: Path) -> None:
    holder, postmaster = _hold(data)
    holder.kill()
    holder.wait()
    _wait(lambda: _gone(postmaster))
    with EmbeddedServer(data) as server:
        assert _one(server.app_url, "SELECT 1") == (1,)


def test_it_recovers_when_supervisor_and_server_are_killed_together(data: Path) -> None:
    holder, postmaster = _hold(data)
    os.kill(postmaster, signal.SIGKILL)
    holder.kill()
    holder.wait()
    # The number in the stale file now belongs to a stranger, which alone would make PostgreSQL refuse to start.
    (data / "postgresql" / "cluster" / "postmaster.pid").write_text(f"{os.getppid()}\n")
    with EmbeddedServer(data) as server:
        assert _one(server.app_url, "SELECT 1") == (1,)


def test_a_server_left_running_by_itself_is_stopped_first(data: Path) -> None:
    with EmbeddedServer(data) as server:
        process = server.process
        assert process is not None
        command = Path(f"/proc/{process.pid}/cmdline").read_text().split("\0")[:-1]
        owner = Path(f"/proc/{process.pid}").stat()
    orphan = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **({"user": owner.st_uid, "group": owner.st_gid, "extra_groups": []} if os.geteuid() == 0 else {}),  # type: ignore[call-overload]
    )
    _wait(lambda: left_over(data / "postgresql" / "cluster") == [orphan.pid])
    # Somebody has to bury the orphan while the new supervisor waits for its end, as init would.
    with EmbeddedServer(data) as server:
        assert orphan.wait(timeout=10) == 0
        assert _one(server.app_url, "SELECT 1") == (1,)


def test_a_half_made_cluster_is_begun_anew(reachable: Path) -> None:
    data = reachable / "data"
    half = data / "postgresql" / "cluster.new"
    half.mkdir(parents=True)
    for made in (data, data / "postgresql"):
        made.chmod(0o711)
    (half / "PG_VERSION").write_text("18\n")
    with EmbeddedServer(data) as server:
        assert _one(server.app_url, "SELECT 1") == (1,)


def test_a_long_path_gets_its_socket_elsewhere_and_remembers_it(data: Path) -> None:
    deep = data / ("palaver-" * 12)
    with EmbeddedServer(deep) as server:
        far = server.folder.sockets()
        assert far.parent == Path("/tmp")
        assert len(bytes(far / SOCKET_NAME)) <= LONGEST_SOCKET_PATH
        assert attach(deep) == server.addresses
    assert not far.exists()


def test_lost_passwords_are_said_not_replaced(data: Path) -> None:
    with EmbeddedServer(data) as server:
        path = server.folder.passwords / "postgres"
    path.unlink()
    with pytest.raises(EmbeddedRefusal, match="password file"):
        EmbeddedServer(data).start()


def test_a_server_that_does_not_start_says_why_and_lets_go(data: Path) -> None:
    with pytest.raises(EmbeddedRefusal, match="max_connections"):
        EmbeddedServer(data, settings={"max_connections": "none"}).start()
    with EmbeddedServer(data) as server:
        assert _one(server.app_url, "SELECT 1") == (1,)


@needs_root
def test_as_root_the_server_runs_as_somebody_else(template: EmbeddedServer) -> None:
    assert template.process is not None
    uid = Path(f"/proc/{template.process.pid}").stat().st_uid
    assert uid != 0
    assert pwd.getpwuid(uid).pw_name in {"postgres", "nobody"}


@needs_root
def test_as_root_only_the_cluster_and_the_sockets_are_given_away(template: EmbeddedServer) -> None:
    given = {path.name for path in template.folder.root.iterdir() if path.stat().st_uid != 0}
    assert given == {"cluster", "run"}


@needs_root
def test_a_folder_out_of_reach_is_refused_and_stays_closed(data: Path) -> None:
    closed = data.parent / "closed"
    closed.mkdir(mode=0o700)
    with pytest.raises(EmbeddedRefusal, match=f"may not enter {closed}.*--data"):
        EmbeddedServer(closed / "data").start()
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700
