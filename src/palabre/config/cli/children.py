"""Processes that a command starts and answers for: web and worker, each in a session of its own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from palabre.config.embedded.processes import dies_with_parent

PATIENCE = 20.0  # seconds a child gets to finish what it is doing


@dataclass
class Child:
    """A running `palabre` command of ours, and where it writes what it has to say."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path

    def last_lines(self, count: int = 8) -> str:
        """The end of its log, for the sentence that says it has ended."""
        return "\n".join(self.log.read_text("utf-8", "replace").splitlines()[-count:])


def start(name: str, arguments: Sequence[str], log: Path) -> Child:
    """Start `palabre ARGUMENTS` with our environment. It dies with us, even when we are killed (Linux)."""
    log.parent.mkdir(mode=0o700, exist_ok=True)
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "palabre", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            # Ctrl-C in the terminal reaches us alone: we stop the web first and the database last.
            start_new_session=True,
            preexec_fn=dies_with_parent(signal.SIGTERM),  # noqa: PLW1509 (two system calls, no lock taken)
        )
    return Child(name, process, log)


def stop(children: Sequence[Child]) -> None:
    """Ask all to stop, wait for all, and kill what does not listen, with whatever it started."""
    for child in children:
        if child.process.poll() is None:
            child.process.terminate()
    deadline = time.monotonic() + PATIENCE
    for child in children:
        try:
            child.process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            _kill_session(child.process)


def remember(children: Sequence[Child], note: Path) -> None:
    """Note which processes run, for a start after we were killed: `end_left_over` reads it."""
    note.write_text(
        "".join(f"{child.process.pid} {_begun(child.process.pid)}\n" for child in children), "ascii"
    )


def end_left_over(note: Path) -> None:
    """End what a killed supervisor left behind and is still on its way out, holding the port meanwhile.

    Only for who holds the data folder's lock. A number that was given to another process since is left alone: it
    began at another time.
    """
    if not note.exists():
        return
    for line in note.read_text("ascii").splitlines():
        pid, begun = line.split()
        if begun != "-" and _begun(int(pid)) == begun:
            with suppress(ProcessLookupError):
                os.killpg(int(pid), signal.SIGKILL)
    note.unlink()


def ended(children: Sequence[Child]) -> Child | None:
    """The first child that is no longer there, or None while all run."""
    return next((child for child in children if child.process.poll() is not None), None)


def _begun(pid: int) -> str:
    """When a process began, in the system's own ticks; a dash where that cannot be known."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()[19]
    except OSError:
        return "-"


def _kill_session(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
