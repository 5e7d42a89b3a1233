"""One supervisor per data folder: a lock that the system lifts when its holder dies, however it dies."""

import fcntl
import os
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from palabre.config.embedded.refusal import EmbeddedRefusal

PATIENCE = 0.5  # seconds: `is_held` takes a shared lock for an instant, which is no reason to refuse a start
# Seconds, when the holder named is dead: a forked child of its may keep the file open until it has stopped too.
PATIENCE_WITH_THE_DEAD = 15.0


class FolderLock:
    """An exclusive `flock` on a file that names its holder's process. Use as a context manager."""

    def __init__(self, path: Path, data: Path) -> None:
        self.path = path
        self.data = data
        self._descriptor: int | None = None

    def __enter__(self) -> Self:
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        if not _taken(descriptor, self.path):
            os.close(descriptor)
            raise EmbeddedRefusal(
                "The data folder {data} is already in use by process {process}. "
                "Stop that one first, or choose another folder with --data.",
                data=self.data,
                process=holder(self.path),
            )
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"{os.getpid()}\n".encode())
        self._descriptor = descriptor
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._descriptor is not None:
            # Lifted by name, not only by closing: a forked child may still have the file open.
            fcntl.flock(self._descriptor, fcntl.LOCK_UN)
            os.close(self._descriptor)
            self._descriptor = None


def _taken(descriptor: int, path: Path) -> bool:
    begun = time.monotonic()
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            patience = PATIENCE if _lives(holder(path)) else PATIENCE_WITH_THE_DEAD
            if time.monotonic() - begun > patience:
                return False
            time.sleep(0.05)
        else:
            return True


def is_held(path: Path) -> bool:
    """Does a living process hold the lock? False where there is no lock file."""
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    else:
        return False
    finally:
        os.close(descriptor)


def holder(path: Path) -> str:
    """The process number written in the lock file, or a question mark when its holder has just begun."""
    try:
        return path.read_text("ascii").strip() or "?"
    except OSError:
        return "?"


def _lives(pid: str) -> bool:
    if not pid.isdigit():
        return True
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
