"""The machine: room on the disk, and secrets that are secret."""

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from palabre.config.cli.checkup.finding import Finding, Level

DISK_WATCH, DISK_WRONG = 2_000_000_000, 300_000_000  # bytes free
SHORTEST_KEY = 32


def disk() -> Iterator[Finding]:
    """Room for pictures and, with the embedded server, for the database, which stops when there is none."""
    free = shutil.disk_usage(settings.DATA).free
    sentence = f"{free / 1e9:.1f} GB are free under {settings.DATA}."
    if free >= DISK_WATCH:
        yield Finding("disk", "well", sentence)
    else:
        level: Level = "wrong" if free < DISK_WRONG else "watch"
        yield Finding("disk", level, sentence, "Make room, or move the data folder to a larger disk.")


def secrets() -> Iterator[Finding]:
    """The key that signs sessions and links is there, long, and readable by nobody else; so are passwords."""
    if len(settings.SECRET_KEY) < SHORTEST_KEY:
        yield Finding(
            "secrets",
            "wrong",
            f"The secret key has only {len(settings.SECRET_KEY)} characters.",
            f"Remove PALABRE_SECRET_KEY, or give it at least {SHORTEST_KEY} random ones. Everybody must sign in again.",
        )
    if not settings.DEMO and settings.PUBLIC_SCHEME != "https":
        yield Finding(
            "secrets",
            "watch",
            "The site is not served by https, so codes and sessions travel in the open.",
            "Put a proxy with a certificate in front and set PALABRE_SCHEME=https.",
        )
    exposed = [path for path in _private_files(settings.DATA) if stat.S_IMODE(path.stat().st_mode) & 0o077]
    for path in exposed:
        yield Finding("secrets", "wrong", f"Others on this machine can read {path}.", f"chmod 600 {path}")
    if not exposed:
        yield Finding("secrets", "well", "Nobody else on this machine can read key and passwords.")


def _private_files(data: Path) -> list[Path]:
    found = [data / "secret", data / "environment"]
    passwords = data / "postgresql" / "passwords"
    if os.access(passwords, os.R_OK | os.X_OK):
        found += sorted(passwords.iterdir())
    return [path for path in found if path.exists()]
