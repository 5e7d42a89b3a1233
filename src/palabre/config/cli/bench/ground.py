"""Where measurements are made: a database of their own, with what is measured in it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
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
    from palabre.config.cli.ground import name_addresses
    from palabre.config.embedded import at_hand

    if not 1 <= options.seconds <= LONGEST:
        raise Refusal(
            "{seconds} seconds are no measurement: choose 1 to {most} with --seconds.",
            seconds=options.seconds,
            most=LONGEST,
        )
    folder = Path(options.data) / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    for variable in ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_DIRECT_URL"):
        os.environ.pop(variable, None)
    os.environ["PALABRE_DATA"] = str(folder)
    with at_hand(folder) as where:
        name_addresses(where)
        yield folder


def content(kind: str, console: Console) -> dict[str, Any]:
    """What is measured, made where it is not there yet."""
    console.progress("Looking for what is measured ...")
    made = subprocess.run(
        [sys.executable, "-m", "palabre.config.cli.bench.content", kind], stdout=subprocess.PIPE, check=False
    )
    if made.returncode:
        raise Refusal("What is measured could not be made; the lines above say why.")
    facts: dict[str, Any] = json.loads(made.stdout)
    return facts
