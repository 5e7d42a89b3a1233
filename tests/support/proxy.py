"""Debian's nginx with our example in front of the pages: its ports and folders replaced, nothing else."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.databases import ROOT
from tests.support.processes import free_port, listens, needed, running

NGINX = "/usr/sbin/nginx"
EXAMPLE = ROOT / "docs" / "examples" / "nginx.conf"
AROUND = """
pid {folder}/nginx.pid;
error_log {folder}/error.log;
worker_processes 1;
events {{ worker_connections 256; }}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site;
}}
"""


@dataclass
class Front:
    """Where nginx listens."""

    http: int
    https: int

    @property
    def address(self) -> str:
        """The pages through it."""
        return f"https://127.0.0.1:{self.https}"


def needed_here() -> None:
    """Skip, or fail in continuous integration, where nginx is missing."""
    needed(NGINX, "/usr/bin/openssl")


@contextmanager
def nginx(folder: Path, upstream: int) -> Iterator[Front]:
    """nginx as the example wants it, on free ports, in front of the port `upstream`."""
    front = Front(free_port(), free_port())
    folder.mkdir(mode=0o755)
    _make_certificate(folder)
    (folder / "site").write_text(_rendered(folder, front, upstream))
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder))
    command = [NGINX, "-p", str(folder), "-e", str(folder / "error.log"), "-c", str(folder / "nginx.conf")]
    subprocess.run([*command, "-t"], check=True, capture_output=True)
    with running([*command, "-g", "daemon off;"], os.environ, folder / "nginx.log") as program:
        program.ready(lambda: listens(front.https), "nginx listens")
        yield front


def _rendered(folder: Path, front: Front, upstream: int) -> str:
    lines = EXAMPLE.read_text("utf-8").splitlines(keepends=True)
    text = "".join(line for line in lines if "listen [::]" not in line)  # not every machine has IPv6
    for written, here in {
        "listen 80 ": f"listen 127.0.0.1:{front.http} ",
        "listen 443 ": f"listen 127.0.0.1:{front.https} ",
        "127.0.0.1:8000": f"127.0.0.1:{upstream}",
        "/etc/ssl/palabre/": f"{folder}/",
        "/var/cache/nginx/palabre": f"{folder}/cache",
    }.items():
        assert written in text, f"the example no longer says {written!r}"
        text = text.replace(written, here)
    return text


def _make_certificate(folder: Path) -> None:
    options = "-x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost"
    names = "subjectAltName=DNS:localhost,DNS:*.localhost"
    files = ["-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")]
    subprocess.run(
        ["openssl", "req", *options.split(), "-addext", names, *files], check=True, capture_output=True
    )
