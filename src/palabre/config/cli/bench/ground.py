"""Where measurements are made: a database of their own, with what is measured in it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from palabre.config.cli.command import Console, Refusal

LONGEST = 600


def arguments(parser: ArgumentParser) -> None:
    """How long."""
    parser.add_argument(
        "--seconds", type=float, default=5.0, help="length of each measurement (default: %(default)s)"
    )


@contextmanager
def own_database(options: Namespace) -> Iterator[Path]:
    """The folder of the measurements, `bench` in the data folder, with its embedded server running; fsync is on."""
    folder = own_folder(options)
    with database_in(folder) as environment:
        os.environ.update(environment)
        yield folder


def own_folder(options: Namespace) -> Path:
    """`bench` in the data folder; raises `Refusal` where `--seconds` is no length of a measurement."""
    if not 1 <= getattr(options, "seconds", 1) <= LONGEST:
        raise Refusal(
            "{seconds} seconds are no measurement: choose 1 to {most} with --seconds.",
            seconds=options.seconds,
            most=LONGEST,
        )
    folder = Path(options.data) / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@contextmanager
def database_in(folder: Path) -> Iterator[dict[str, str]]:
    """An embedded server of this folder's own; the names by which processes reach it. Several may run at once."""
    from palabre.config.embedded import at_hand

    folder.mkdir(parents=True, exist_ok=True)
    with at_hand(folder) as where:
        yield {
            "PALABRE_DATA": str(folder),
            "DATABASE_URL": where.app_url,
            "DATABASE_DIRECT_URL": where.app_url,
            "DATABASE_OWNER_URL": where.owner_url,
        }


def content(kind: str, console: Console) -> dict[str, Any]:
    """What is measured, made where it is not there yet."""
    console.progress("Looking for what is measured ...")
    return made_by("content", kind)


def made_by(module: str, *told: str, environment: Mapping[str, str] | None = None) -> dict[str, Any]:
    """What a module beside this one answers as JSON, in a process of its own."""
    made = subprocess.run(
        [sys.executable, "-m", f"palabre.config.cli.bench.{module}", *told],
        env={**os.environ, **(environment or {})},
        stdout=subprocess.PIPE,
        check=False,
    )
    if made.returncode:
        raise Refusal(
            "What is measured could not be made; the lines above say why, or its end: {code}.",
            code=made.returncode,
        )
    facts: dict[str, Any] = json.loads(made.stdout)
    return facts
