"""`palabre bench growth`: whether a page costs more because there is more of everything else."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from palabre.config.cli.bench import ground, servers
from palabre.config.cli.bench.cold import Asked, p50_by_turns
from palabre.config.cli.bench.load import WentWrong
from palabre.config.cli.bench.rows import outcome
from palabre.config.cli.command import Command, Console, Ground, Outcome, Refusal

CONTRIBUTIONS = [1_000, 10_000, 100_000]
COMMUNITIES = [10, 100, 1_000]
FEWEST, MOST = 2, 5_000_000
USUAL = 1_000
"""Contributions where it is the communities that grow."""


def arguments(parser: ArgumentParser) -> None:
    """How long, and how large."""
    ground.arguments(parser)
    parser.add_argument(
        "--contributions",
        type=_size,
        nargs="+",
        metavar="N",
        default=CONTRIBUTIONS,
        help="contributions in one dialogue, for example 1000 1000000 (default: 1000 10000 100000)",
    )
    parser.add_argument(
        "--communities",
        type=_size,
        nargs="+",
        metavar="N",
        default=COMMUNITIES,
        help="communities in one installation (default: 10 100 1000)",
    )


def _size(text: str) -> int:
    try:
        size = int(text)
    except ValueError:
        size = 0
    if not FEWEST <= size <= MOST:
        raise ArgumentTypeError(f"{text} is no size to measure: give numbers from {FEWEST} to {MOST}")
    return size


def run(options: Namespace, console: Console) -> Outcome:
    """Make what grows, each size in a database of its own, and ask for the same pages in each by turns."""
    folder = ground.own_folder(options)
    both = {
        "contributions": {size: (size, 1) for size in sorted(set(options.contributions))},
        "communities": {size: (USUAL, size) for size in sorted(set(options.communities))},
    }
    try:
        rows = [
            row
            for of, sizes in both.items()
            for row in _measured(of, sizes, folder / "growth", options.seconds, console)
        ]
    except WentWrong as wrong:
        raise Refusal("Measured is only what works: {wrong}.", wrong=wrong) from wrong
    return outcome("growth", rows, folder, datetime.now(UTC).isoformat(timespec="seconds"))


def _measured(
    of: str, sizes: dict[int, tuple[int, int]], folder: Path, seconds: float, console: Console
) -> Iterator[dict[str, Any]]:
    """The rows of what grows; the databases and servers of all its sizes run until the last is measured."""
    with ExitStack() as running:
        there = []
        for size, made_of in sizes.items():
            console.progress(f"Looking for an installation of {size} {of} ...")
            own = folder / f"{of}-{size}"
            environment = running.enter_context(ground.database_in(own))
            facts = ground.made_by("growing", *map(str, made_of), environment=environment)
            # One process and one thread: each answer comes from one that has answered before.
            server = servers.ours(1, own / "serve.log", "--behind-proxy", environment=environment)
            there.append((size, running.enter_context(server).port, facts))
        for name in there[0][2]:
            if name == "network" and of == "contributions":
                continue
            console.progress(f"Measuring {name} among {of} ...")
            yield from _page(name, of, there, seconds)


def _page(
    name: str, of: str, there: Sequence[tuple[int, int, dict[str, Any]]], seconds: float
) -> Iterator[dict[str, Any]]:
    halves = p50_by_turns([Asked(port, *facts[name]) for _size, port, facts in there], seconds)
    for (size, _port, _facts), p50 in zip(there, halves, strict=True):
        yield {
            "name": name,
            "of": of,
            "size": size,
            "p50_ms": round(p50, 3),
            "ratio_smallest": round(p50 / halves[0], 3),
        }


command = Command(
    name="growth",
    summary="what a page costs among a thousand contributions and among very many, in few communities and many",
    example="palabre bench growth --seconds 5 --contributions 1000 1000000 --communities 10 1000",
    run=run,
    arguments=arguments,
    ground=Ground.NOTHING,
)
