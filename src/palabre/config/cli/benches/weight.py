"""`palabre bench weight`: what every type of page weighs on a first visit, and how soon it can be read far away."""

from __future__ import annotations

import os
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from palabre.config.cli.bench import browsing, ground, servers
from palabre.config.cli.bench.copies import Copies
from palabre.config.cli.bench.load import WentWrong
from palabre.config.cli.bench.rows import outcome
from palabre.config.cli.command import Command, Console, Ground, Outcome, Refusal
from palabre.kit.languages import INTERFACE

if TYPE_CHECKING:
    from playwright.sync_api import Browser

DEMO = {"PALABRE_DEMO": "1"}
PUBLIC = {"PALABRE_BASE_HOST": "localhost", "PALABRE_SCHEME": "http", "PALABRE_DEMO": ""}
"""What is measured is what visitors of an installation see, which is no demo."""


def arguments(parser: ArgumentParser) -> None:
    """Which pages, and how often."""
    parser.add_argument(
        "--languages",
        nargs="+",
        choices=INTERFACE,
        metavar="TAG",
        default=[],
        help=f"only these of: {' '.join(INTERFACE)} (default: all)",
    )
    parser.add_argument("--only", default="", metavar="NAME", help="only types of page whose name holds this")
    parser.add_argument(
        "--times",
        type=int,
        choices=range(1, 21),
        metavar="N",
        default=2,
        help="visits over the slow line, of which the quickest counts (default: %(default)s)",
    )


def run(options: Namespace, console: Console) -> Outcome:
    """Weigh the demo's pages, then visit them."""
    folder = ground.own_folder(options)
    try:
        rows = _rows(options, folder / "weight", console)
    except WentWrong as wrong:
        raise Refusal("Measured is only what works: {wrong}.", wrong=wrong) from wrong
    return outcome("weight", rows, folder, datetime.now(UTC).isoformat(timespec="seconds"))


def _rows(options: Namespace, own: Path, console: Console) -> list[dict[str, Any]]:
    with ExitStack() as running:
        environment = running.enter_context(ground.database_in(own)) | PUBLIC
        _load(environment, console)
        # One process, so that a page that is kept is kept where the next visit asks for it.
        server = running.enter_context(servers.ours(1, own / "serve.log", environment=environment))
        made = ground.made_by("pages", str(server.port), *options.languages, environment=environment)
        pages = [page for page in made["pages"] if options.only in page["name"]]
        if not pages:
            raise Refusal("There is no type of page whose name holds “{name}”.", name=options.only)
        try:
            browser = running.enter_context(browsing.chromium())
        except browsing.Nobody as nobody:
            console.progress(
                f"Pages are weighed but not visited, since {nobody}: the columns of visits are left out."
            )
            return [_weighed(page) for page in pages]
        return Visits(browser, server.port, own, options.times, console).rows(pages)


def _load(environment: dict[str, str], console: Console) -> None:
    """The demo's content, with the sizes of its pictures, which the worker makes."""
    console.progress("Looking for the pages of the demo ...")
    for command, more in ((["palabre.config.cli.demo.content"], DEMO), (["palabre", "worker", "--once"], {})):
        program = [sys.executable, "-m", *command]
        done = subprocess.run(
            program, env={**os.environ, **environment, **more}, stdout=sys.stderr, check=False
        )
        if done.returncode:
            raise Refusal("What is measured could not be made; the lines above say why.")


def _weighed(page: dict[str, Any]) -> dict[str, Any]:
    return {"name": page["name"], "language": page["language"], "bytes": page["bytes"]}


@dataclass
class Visits:
    """All pages in a browser: first over a fast line, to see what they ask for, then over the slow one."""

    browser: Browser
    port: int
    folder: Path
    times: int
    console: Console

    def rows(self, pages: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """A row for each."""
        copies = Copies(self.folder / "copies")
        seen = []
        for number, page in enumerate(pages, start=1):
            self._tell("Visiting", number, pages)
            url = f"http://{page['host']}:{self.port}{page['path']}"
            visit = browsing.visit(self.browser, url, page["language"])
            sizes = {address: copies.keep(address) for address in visit.addresses}
            seen.append((page, url, visit, sizes))
        rows = []
        with copies.served(self.folder / "nginx.log") as file:
            if file is None:
                self.console.progress("nginx is not installed: nothing is compared with a file.")
            for number, (page, url, visit, sizes) in enumerate(seen, start=1):
                self._tell("Visiting over a slow line", number, pages)
                ours, as_file = self._readable(page, url, visit, file)
                rows.append(
                    {
                        **_weighed(page),
                        "requests": len(visit.addresses) - len(visit.pictures),
                        "pictures": len(visit.pictures),
                        "picture_bytes": sum(sizes.get(address, 0) for address in visit.above),
                        "readable": "contribution" if visit.has_contribution else "heading",
                        "readable_ms": round(ours, 1),
                        "ratio_file": round(ours / as_file, 3) if as_file else None,
                    }
                )
        return rows

    def _readable(
        self, page: dict[str, Any], url: str, visit: browsing.Visit, file: servers.Server | None
    ) -> tuple[float, float | None]:
        """The quickest of several visits, by turns, and that of the same page as a file."""
        wanted = browsing.CONTRIBUTION if visit.has_contribution else browsing.HEADING
        ours: list[float] = []
        as_file: list[float] = []
        for _time in range(self.times):
            ours.append(browsing.readable_after(self.browser, url, page["language"], wanted))
            if file is not None:
                copy = url.replace(f":{self.port}/", f":{file.port}/", 1)
                as_file.append(browsing.readable_after(self.browser, copy, page["language"], wanted))
        return min(ours), min(as_file, default=None)

    def _tell(self, doing: str, number: int, pages: Sequence[dict[str, Any]]) -> None:
        page = pages[number - 1]
        self.console.progress(f"{doing}: {page['name']} ({page['language']}), {number} of {len(pages)} ...")


command = Command(
    name="weight",
    summary="what every type of page weighs in every language, and how soon it is readable far away",
    example="palabre bench weight --languages en bn --only dialogues",
    run=run,
    arguments=arguments,
    ground=Ground.NOTHING,
)
