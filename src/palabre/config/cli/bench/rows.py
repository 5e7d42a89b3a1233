"""What a measurement answers: rows as a table, as JSON, and as lines of a file that remembers every run."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from palabre.config.cli.command import Outcome

Row = Mapping[str, Any]


def outcome(kind: str, rows: Sequence[Row], folder: Path, now: str) -> Outcome:
    """The answer of a measurement; it is written into `history/<kind>.jsonl` too."""
    history = folder / "history" / f"{kind}.jsonl"
    history.parent.mkdir(parents=True, exist_ok=True)
    with history.open("a", encoding="utf-8") as file:
        file.write(json.dumps({"at": now, **machine(), "rows": list(rows)}) + "\n")
    return Outcome([*table(rows), f"Every run is kept in {history}."], {"rows": list(rows)})


def machine() -> dict[str, Any]:
    """What it ran on."""
    return {
        "python": platform.python_version(),
        "system": platform.platform(),
        "cores": os.cpu_count(),
    }


def table(rows: Sequence[Row]) -> list[str]:
    """Columns under their names, figures to the right."""
    names = list(rows[0])
    lines = [names, *([_cell(row[name]) for name in names] for row in rows)]
    widths = [max(len(line[n]) for line in lines) for n in range(len(names))]
    return [
        "  ".join(
            cell.ljust(width) if n == 0 else cell.rjust(width)
            for n, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    ]


def _cell(value: object) -> str:
    if value is None:
        return "–"
    return (
        f"{value:.3g}"
        if isinstance(value, float) and abs(value) < 100
        else (f"{value:.0f}" if isinstance(value, float) else str(value))
    )
