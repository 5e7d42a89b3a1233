"""The supervisor: PostgreSQL as a foreground child, there while we are and gone when we are."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import psycopg

from palabre.config.embedded.account import Account, account_for, check_reach
from palabre.config.embedded.addresses import ROLES, SUPERUSER, Addresses
from palabre.config.embedded.folder import SOCKET_NAME, Folder, write_private
from palabre.config.embedded.lock import FolderLock, is_held
from palabre.config.embedded.processes import dies_with_parent, forget_left_over, left_over, stop
from palabre.config.embedded.programs import program
from palabre.config.embedded.refusal import EmbeddedRefusal
from palabre.config.embedded.roles import ensure_roles

START_PATIENCE = 120.0  # seconds: replaying the log after a kill -9

# For a machine of two cores that also runs the site. Durability (fsync, synchronous_commit) stays at its defaults: on.
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "effective_cache_size": "512MB",
    "work_mem": "8MB",
    "maintenance_work_mem": "64MB",
    "max_wal_size": "1GB",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] %u@%d ",
    "cluster_name": "palabre",
}


class EmbeddedServer:
    """The PostgreSQL of one data folder. Use as a context manager, or call `start` and, in a `finally`, `stop`.

    `data_dir` is the installation's data folder (`PALABRE_DATA`); the server keeps to `postgresql/` inside it.
    `settings` adds to or replaces PostgreSQL settings. Start it from a thread that lives as long as it should run:
    on Linux the server stops when the thread that started it ends, so that it never outlives a kill -9.
    `announce` is called once the folder is known to be ours, before anything is started in it.
    """

    def __init__(
        self,
        data_dir: Path,
        settings: Mapping[str, str] | None = None,
        announce: Callable[[], None] = lambda: None,
    ) -> None:
        self.announce = announce
        self.folder = Folder(Path(data_dir).absolute())
        self.settings = {**SETTINGS, **(settings or {})}
        self.process: subprocess.Popen[bytes] | None = None
        self._held = ExitStack()

    def start(self) -> Self:
        """Make the cluster if there is none, recover what a killed supervisor left, start, and wait until it answers.

        Raises EmbeddedRefusal with a sentence for the operator: folder in use or out of reach, no program,
        a server that does not come up.
        """
        account = account_for(self.folder.cluster)
        postgres = program("postgres")
        self._prepare(account, postgres)
        self._held.enter_context(FolderLock(self.folder.lock, self.folder.data))
        try:
            self.announce()
            self.folder.make_passwords()
            if not self.folder.cluster.exists():
                _initialise(self.folder, account)
            sockets = self.folder.make_sockets(account)
            stop(lambda: left_over(self.folder.cluster))
            forget_left_over(self.folder.cluster, sockets, SOCKET_NAME)
            self._launch(account, postgres, sockets)
            self._wait_until_ready()
            ensure_roles(self.addresses, {role: self.folder.password(role) for role in ROLES})
        except BaseException:
            self.stop()
            raise
        return self

    def stop(self) -> None:
        """Stop the server so that everything is written, and let go of the folder. Twice does no harm."""
        process, self.process = self.process, None
        try:
            if process is not None:
                stop(lambda: [process.pid] if process.poll() is None else [])
                self.folder.forget_sockets()
        finally:
            self._held.close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def addresses(self) -> Addresses:
        """Every role's address, once started."""
        return self.folder.addresses()

    @property
    def superuser_url(self) -> str:
        """Opens the maintenance database `postgres`; for making databases in tests and for mending, not for serving."""
        return self.addresses.superuser_url

    @property
    def owner_url(self) -> str:
        """For migrations, backups, bulk loads."""
        return self.addresses.owner_url

    @property
    def app_url(self) -> str:
        """For serving."""
        return self.addresses.app_url

    def _prepare(self, account: Account, postgres: Path) -> None:
        try:
            self.folder.make(account)
        except PermissionError as error:
            raise EmbeddedRefusal(
                "The folder {path} cannot be made or entered by the user '{user}'. "
                "Choose another data folder with --data.",
                path=error.filename,
                user=account.name,
            ) from error
        check_reach(account, self.folder.root, postgres)

    def _launch(self, account: Account, postgres: Path, sockets: Path) -> None:
        settings = {**self.settings, "unix_socket_directories": str(sockets)}
        command = [str(postgres), "-D", str(self.folder.cluster)]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        log = self.folder.open_log()
        with os.fdopen(log, "wb") as output:
            self.process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd="/",
                env=_environment(),
                # A session of its own: Ctrl-C in the terminal must reach us, who stop the server last.
                start_new_session=True,
                preexec_fn=dies_with_parent(signal.SIGINT),  # noqa: PLW1509 (two system calls, no lock taken)
                **account.popen_arguments(),  # type: ignore[call-overload]
            )

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + START_PATIENCE
        while True:
            assert self.process is not None
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise EmbeddedRefusal(
                    "PostgreSQL did not start. The end of {log} says:\n{lines}",
                    log=self.folder.log,
                    lines=self.folder.last_log_lines(),
                )
            try:
                psycopg.connect(self.superuser_url, connect_timeout=5).close()
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return


def attach(data_dir: Path) -> Addresses | None:
    """The addresses of the server that runs on a data folder, or None where none does.

    Waits for one that is just starting.
    """
    folder = Folder(Path(data_dir).absolute())
    deadline = time.monotonic() + START_PATIENCE
    try:
        while is_held(folder.lock):
            try:
                where = folder.addresses()
                psycopg.connect(where.app_url, connect_timeout=5).close()
            except (psycopg.OperationalError, FileNotFoundError):
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)
            else:
                return where
    except PermissionError as error:
        raise EmbeddedRefusal(
            "The data folder {data} belongs to another user. Start as the user who made it.", data=folder.data
        ) from error
    return None


@contextmanager
def at_hand(data_dir: Path) -> Iterator[Addresses]:
    """The server that runs on this data folder, or one that runs as long as the `with` block."""
    where = attach(data_dir)
    if where is not None:
        yield where
        return
    with EmbeddedServer(data_dir) as server:
        yield server.addresses


def _initialise(folder: Folder, account: Account) -> None:
    """Make the cluster beside its place and move it there when it is whole: a killed initdb leaves no half of one."""
    fresh = folder.root / "cluster.new"
    password_file = folder.root / "initdb-password"
    shutil.rmtree(fresh, ignore_errors=True)
    folder.make_own(fresh, account)
    write_private(password_file, folder.password(SUPERUSER))
    account.own(password_file)
    try:
        done = subprocess.run(
            [
                str(program("initdb")),
                f"--pgdata={fresh}",
                f"--username={SUPERUSER}",
                f"--pwfile={password_file}",
                "--auth=scram-sha-256",
                "--locale=C.UTF-8",
                "--encoding=UTF8",
            ],
            check=False,
            capture_output=True,
            text=True,
            errors="replace",
            cwd="/",
            env=_environment(),
            **account.popen_arguments(),  # type: ignore[call-overload]
        )
    finally:
        password_file.unlink()
    if done.returncode != 0:
        raise EmbeddedRefusal(
            "PostgreSQL could not make its data folder {path}:\n{lines}",
            path=fresh,
            lines=done.stderr.strip(),
        )
    fresh.rename(folder.cluster)


def _environment() -> dict[str, str]:
    # Nothing of ours: PG* variables and locales of the operator must not change how the cluster is made.
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
