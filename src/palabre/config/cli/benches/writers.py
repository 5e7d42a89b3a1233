"""`palabre bench writers`: whether many who post in one dialogue wait for each other more than in many."""

from __future__ import annotations

import json
import subprocess
import sys
from argparse import Namespace
from datetime import UTC, datetime
from typing import Any

from palabre.config.cli.bench.ground import arguments, content, own_database
from palabre.config.cli.bench.rows import outcome
from palabre.config.cli.command import Command, Console, Ground, Outcome, Refusal

CONNECTIONS, PROCESSES = 32, 4


def run(options: Namespace, console: Console) -> Outcome:
    """Post over 32 connections into 32 dialogues, then into one, by turns, twice."""
    found: dict[str, list[float]] = {"many_dialogues": [], "one_dialogue": []}
    with own_database(options) as folder:
        facts = content("writers", console)
        one = facts | {"dialogues": facts["dialogues"][:1] * CONNECTIONS}
        for name, wanted in [("many_dialogues", facts), ("one_dialogue", one)] * 2:
            console.progress(f"Measuring {name} ...")
            found[name].append(posts_a_second(wanted, options.seconds))
        best = {name: max(rates) for name, rates in found.items()}
        rows = [
            {"name": name, "rps": round(rate, 1), "ratio_many": round(rate / best["many_dialogues"], 3)}
            for name, rate in best.items()
        ]
    return outcome("writers", rows, folder, datetime.now(UTC).isoformat(timespec="seconds"))


def posts_a_second(facts: dict[str, Any], seconds: float) -> float:
    """By all connections together, in processes of their own."""
    each = CONNECTIONS // PROCESSES
    started = []
    for number in range(PROCESSES):
        own = slice(number * each, (number + 1) * each)
        told = facts | {"members": facts["members"][own], "dialogues": facts["dialogues"][own]}
        program = [sys.executable, "-m", "palabre.config.cli.bench.posting", str(seconds), str(each)]
        process = subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert process.stdin is not None
        process.stdin.write(json.dumps(told))
        process.stdin.close()
        started.append(process)
    posted = 0
    for process in started:
        assert process.stdout is not None
        said = process.stdout.read()
        if process.wait():
            raise Refusal("Somebody who posts stumbled; the lines above say why.")
        posted += int(json.loads(said))
    return posted / seconds


command = Command(
    name="writers",
    summary="posts a second over 32 connections, in one dialogue and in 32",
    example="palabre bench writers --seconds 5",
    run=run,
    arguments=arguments,
    ground=Ground.NOTHING,
)
