"""The servers that are measured, on loopback, each ended with all it started; and the processor's time they took."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from palabre.config.cli.command import Refusal
from palabre.config.embedded.processes import dies_with_parent

PATIENCE = 60.0
"""Seconds until a server must answer."""
NGINX = """daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.log; worker_processes 2;
events {{ worker_connections 256; }}
http {{
  access_log off; sendfile on; tcp_nopush on; default_type text/html; keepalive_requests 100000000;
  client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
  uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
  server {{ listen 127.0.0.1:{port} backlog=1024; root {folder}/site;
    location / {{ add_header Content-Encoding gzip; try_files /page.html =404; }} }}
}}
"""


TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Process:
    """One of a server's: when it began, in seconds since the machine did, and the processor's seconds it took."""

    pid: int
    begun: float
    cpu: float

    def memory(self) -> tuple[float, float]:
        """Megabytes of it in memory, and its part of them where what several processes share is divided by those."""
        rollup = Path(f"/proc/{self.pid}/smaps_rollup").read_text("ascii")
        sizes = {line.split()[0]: int(line.split()[1]) for line in rollup.splitlines()[1:]}
        return sizes["Rss:"] / 1000, sizes["Pss:"] / 1000


@dataclass(frozen=True)
class Server:
    """One that answers: where, and the session of its processes."""

    port: int
    process: subprocess.Popen[bytes]

    def cpu(self) -> float:
        """Seconds of the processor that it and what it started have taken so far."""
        return sum(one.cpu for one in self.processes())

    def processes(self) -> list[Process]:
        """It and what it started, the first to have begun first."""
        found = []
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):
                fields = stat.read_text("utf-8", "replace").rpartition(")")[2].split()
                if int(fields[3]) == self.process.pid:
                    begun, ticks = int(fields[19]), int(fields[11]) + int(fields[12])
                    found.append(Process(int(stat.parent.name), begun / TICK, ticks / TICK))
        return sorted(found, key=lambda one: (one.begun, one.pid))


@contextmanager
def ours(
    workers: int, log: Path, *more: str, environment: Mapping[str, str] | None = None
) -> Iterator[Server]:
    """`palabre serve` as it ships, with `more` options; `environment` is put over this process's own."""
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "palabre",
        "serve",
        "--port",
        str(port),
        "--workers",
        str(workers),
        *more,
    ]
    with running(command, port, log, path="/healthz", environment=environment) as server:
        yield server


@contextmanager
def constant(workers: int, body: Path, headers: dict[str, str], log: Path) -> Iterator[Server]:
    """The same server with a constant answer."""
    port = free_port()
    module = "palabre.config.cli.bench.constant"
    command = [sys.executable, "-m", module, str(port), str(workers), str(body), json.dumps(headers)]
    with running(command, port, log) as server:
        yield server


def nginx() -> str | None:
    """Where it is installed; Debian keeps it from the path of those who do not administer."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


@contextmanager
def file(body: Path, folder: Path, log: Path) -> Iterator[Server | None]:
    """Debian's nginx with the page as a file; None where it is not installed."""
    program = nginx()
    if program is None:
        yield None
        return
    site = folder / "site"
    site.mkdir(parents=True, exist_ok=True)
    for path in (folder, site):
        path.chmod(0o755)  # nginx gives its workers to another user
    (site / "page.html").write_bytes(body.read_bytes())
    port, settings = free_port(), folder / "nginx.conf"
    settings.write_text(NGINX.format(folder=folder, port=port), "utf-8")
    with running([program, "-p", str(folder), "-c", str(settings)], port, log) as server:
        yield server


@contextmanager
def running(
    command: Sequence[str],
    port: int,
    log: Path,
    path: str = "/",
    environment: Mapping[str, str] | None = None,
) -> Iterator[Server]:
    """Any server, from the moment on which it answers."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            env={**os.environ, **(environment or {})},
            start_new_session=True,
            preexec_fn=dies_with_parent(signal.SIGTERM),  # noqa: PLW1509 (two system calls, no lock taken)
        )
    try:
        _wait_until_it_answers(process, port, path, log)
        yield Server(port, process)
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _wait_until_it_answers(process: subprocess.Popen[bytes], port: int, path: str, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        with suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", path, headers={"Host": "localhost"})
            connection.getresponse()
            return
        time.sleep(0.01)
    raise Refusal(f"What is measured does not answer. Its last lines, from {log}:\n{_end(log)}")


def _end(log: Path) -> str:
    return "\n".join(log.read_text("utf-8", "replace").splitlines()[-8:])


def free_port() -> int:
    """A port on which nobody listens just now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
