"""Stopping PostgreSQL, ours or one left over by a supervisor that was killed."""

import ctypes
import os
import signal
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

FAST_STOP = 60.0  # seconds: the last checkpoint of a busy server
HARD_STOP = 10.0
PR_SET_PDEATHSIG = 1  # linux/prctl.h


def dies_with_parent(number: int) -> Callable[[], None]:
    """For `preexec_fn`: the child gets this signal when its parent dies, even by kill -9 (Linux; elsewhere nothing)."""
    if not sys.platform.startswith("linux"):
        return lambda: None
    prctl = _prctl()
    parent = os.getpid()

    def ask() -> None:
        prctl(PR_SET_PDEATHSIG, number, 0, 0, 0)
        if os.getppid() != parent:  # the parent died before we asked
            os.kill(os.getpid(), number)

    return ask


def follow_parent(number: int) -> None:
    """The same, asked by a process for itself: from now on it gets this signal when its parent dies."""
    if sys.platform.startswith("linux"):
        _prctl()(PR_SET_PDEATHSIG, number, 0, 0, 0)


def _prctl() -> Callable[..., int]:
    found: Callable[..., int] = ctypes.CDLL(None, use_errno=True).prctl
    return found


def stop(pids: Callable[[], Iterable[int]]) -> None:
    """Stop the postmaster: fast (SIGINT: connections are ended, all is written), then harder if it does not listen.

    `pids` names the processes still there; an empty answer ends the wait.
    """
    for number, patience in (
        (signal.SIGINT, FAST_STOP),
        (signal.SIGQUIT, HARD_STOP),
        (signal.SIGKILL, HARD_STOP),
    ):
        for pid in pids():
            _tell(pid, number)
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            if not list(pids()):
                return
            time.sleep(0.02)


def left_over(cluster: Path) -> list[int]:
    """Processes of an earlier server on this cluster folder; the postmaster alone, when it lives.

    A server process works inside its cluster folder, which tells it from a stranger that was given the
    number in a stale `postmaster.pid`.
    """
    here = [pid for pid in _processes() if _works_in(pid, cluster)]
    postmaster = _postmaster(cluster)
    return [postmaster] if postmaster in here else here


def forget_left_over(cluster: Path, sockets: Path, socket_name: str) -> None:
    """Remove the marks of a server that is certainly gone: the number in them may be a stranger's by now."""
    (cluster / "postmaster.pid").unlink(missing_ok=True)
    for name in (socket_name, f"{socket_name}.lock"):
        (sockets / name).unlink(missing_ok=True)


def _tell(pid: int, number: int) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        pass  # ended by itself in the meantime


def _postmaster(cluster: Path) -> int | None:
    try:
        return int((cluster / "postmaster.pid").read_text("ascii", "replace").split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return None


def _processes() -> list[int]:
    proc = Path("/proc")
    return [int(entry.name) for entry in proc.iterdir() if entry.name.isdigit()] if proc.is_dir() else []


def _works_in(pid: int, cluster: Path) -> bool:
    try:
        return Path(f"/proc/{pid}/cwd").readlink() == cluster.resolve()
    except OSError:
        return False
