"""A page that is always the same, from the same server as ours and nothing behind it: what a page can cost at least.

In a process of its own: `python -m palabre.config.cli.bench.constant PORT WORKERS FILE HEADERS`; the file holds the
body as it leaves, the headers are JSON.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

Answer = Callable[[str, list[tuple[str, str]]], Any]


def application(file: Path, headers: dict[str, str]) -> Callable[[dict[str, Any], Answer], Iterable[bytes]]:
    """A WSGI application that answers everything with the file's bytes."""
    body = file.read_bytes()
    told = [*headers.items(), ("Content-Length", str(len(body)))]

    def answer(environ: dict[str, Any], start: Answer) -> Iterable[bytes]:
        start("200 OK", told)
        return [body]

    return answer


def main() -> int:
    """Serve until ended, as `palabre serve` does behind a proxy."""
    from granian import Granian
    from granian.constants import Interfaces

    from palabre.config.cli.commands.serve import THREADS_ALONE

    port, workers, file, headers = sys.argv[1:]
    server = Granian(
        "constant",
        address="127.0.0.1",
        port=int(port),
        interface=Interfaces.WSGI,
        workers=int(workers),
        blocking_threads=THREADS_ALONE,
        websockets=False,
        log_enabled=False,
    )
    server.serve(target_loader=lambda target: application(Path(file), json.loads(headers)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
