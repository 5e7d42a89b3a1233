"""Real processes for tests: started on free ports, watched, killed with everything they started, always cleaned up."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

PATIENCE = 90.0
"""Seconds to wait for what must happen, on two busy cores."""


def free_port() -> int:
    """A port of the loopback address on which nobody listens now."""
    with socket.socket() as attempt:
        attempt.bind(("127.0.0.1", 0))
        return int(attempt.getsockname()[1])


def until(true: Callable[[], object], what: str, seconds: float = PATIENCE) -> None:
    """Wait until something is true; fails with `what` did not happen."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, f"waited in vain: {what}"
        time.sleep(0.05)


def listens(port: int) -> bool:
    """Whether somebody accepts connections on a port of the loopback address."""
    with socket.socket() as attempt:
        attempt.settimeout(1)
        return attempt.connect_ex(("127.0.0.1", port)) == 0


def needed(*programs: str) -> None:
    """Skip a test whose programs are not installed, with a sentence; in continuous integration that fails."""
    missing = [name for name in programs if not Path(name).is_file()]
    if not missing:
        return
    sentence = f"{', '.join(missing)} is not installed; `bin/test --all` installs it as root"
    if os.environ.get("CI") == "true":
        pytest.fail(sentence)
    pytest.skip(sentence)


def family(pid: int) -> list[int]:
    """A process and all that descend from it, whatever sessions they made, youngest last."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and (parent := _parent(entry)) is not None:
            parents.setdefault(parent, []).append(int(entry.name))
    found = [pid]
    for member in found:
        found += parents.get(member, [])
    return found


def kill_all(pids: Iterable[int]) -> None:
    """kill -9, one after the other, without a chance to say goodbye."""
    for pid in pids:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            pass  # ended with its parent


def lives(pid: int) -> bool:
    """Whether a process runs; one that only waits to be counted does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False


class Running:
    """One program that runs, with what it says in a file."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], log: Path, **popen: object):
        self.log = log
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                command,
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                **popen,  # type: ignore[call-overload]
            )

    @property
    def pid(self) -> int:
        """Its number."""
        return int(self.process.pid)

    def said(self) -> str:
        """All it has said."""
        return self.log.read_text("utf-8", "replace")

    def ready(self, true: Callable[[], object], what: str) -> None:
        """Wait until something is true while it runs."""

        def happened() -> object:
            assert self.process.poll() is None, f"{what}: ended by itself\n{self.said()}"
            return true()

        until(happened, f"{what}\n{self.said()}")

    def kill(self) -> list[int]:
        """kill -9 of it and of everything it started; returns who was there, once all are gone."""
        pids = family(self.pid)
        kill_all(
            reversed(pids)
        )  # parents last: some children are told when theirs dies, and would end politely
        self.process.wait()
        until(lambda: not any(map(lives, pids)), "the killed are gone")
        return pids

    def stop(self) -> int:
        """Ask it to end, and kill what does not listen; returns its exit code."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.kill()
        return int(self.process.returncode)


@contextmanager
def running(
    command: Sequence[str], environment: Mapping[str, str], log: Path, **popen: object
) -> Iterator[Running]:
    """A program for the length of a block. Whatever happens inside, nothing of it is left afterwards."""
    program = Running(command, environment, log, **popen)
    try:
        yield program
    finally:
        if program.process.poll() is None:
            pids = family(program.pid)
            program.stop()
            kill_all(pid for pid in pids if lives(pid))


def _parent(entry: Path) -> int | None:
    try:
        return int((entry / "stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, ValueError):
        return None
