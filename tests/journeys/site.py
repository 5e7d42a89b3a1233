"""An installation for one test: its own database, a server in this process, the program beside it, its mail."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.test.testcases import QuietWSGIRequestHandler
from django.utils import timezone

from palabre.kit import clock, tenancy
from palabre.mail.models import Message
from tests.support.databases import ROOT, Cluster


@dataclass
class Site:
    """Where the installation is. `kit.clock.moved` in this process moves the clock of its pages and its program."""

    cluster: Cluster
    database: str
    data: Path
    port: int

    def url(self, host: str, path: str = "/") -> str:
        """The address of a page."""
        return f"http://{host}:{self.port}{path}"

    def palabre(self, *arguments: str) -> dict[str, Any]:
        """Run the program on this installation, as an operator does; what it answers as JSON."""
        ran = subprocess.run(
            [sys.executable, "-m", "palabre", *arguments, "--json", "--data", str(self.data)],
            env=self.cluster.environment(
                self.database,
                PALABRE_PORT=str(self.port),
                PALABRE_CLOCK_AHEAD=str((clock.now() - timezone.now()).total_seconds()),
            ),
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 0, ran.stderr
        answer: dict[str, Any] = json.loads(ran.stdout)
        return answer

    def mail_to(self, address: str, kind: str) -> Message:
        """The latest mail of a kind to somebody."""
        with tenancy.everywhere(reason="the test reads everybody's mail"):
            found = Message.objects.filter(to=address, kind=kind).order_by("-pk").first()
        assert found is not None, f"no {kind} for {address}"
        return found

    def link_to(self, address: str, kind: str = "invitation", part: str = "(?:invitation|panel)") -> str:
        """The address in the latest invitation to somebody, or in another mail the one with this part in its path."""
        found = re.search(rf"https?://\S+/{part}/\S*", self.mail_to(address, kind).text)
        assert found
        return found[0]

    def code_to(self, address: str) -> str:
        """The six digits in the latest mail with a code."""
        found = re.search(r"\b\d{3} \d{3}\b", self.mail_to(address, "code").text)
        assert found
        return found[0]


@contextmanager
def serving() -> Iterator[int]:
    """Serve the pages on a free port of this machine for the length of the block."""
    server = ThreadedWSGIServer(("127.0.0.1", 0), QuietWSGIRequestHandler)
    server.daemon_threads = True
    server.set_app(WSGIHandler())
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
