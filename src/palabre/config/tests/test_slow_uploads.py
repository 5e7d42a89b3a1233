"""Uploads that trickle in from slow phones do not hold up a page: with `palabre serve` alone, and through nginx."""

import http.client
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.databases import ROOT, Cluster

PAGE = "/sign-in/password/"  # reads its form, so a server without a buffer waits for it
UPLOADS, BYTES, PAUSE = 20, 50, 0.1  # 50 bytes in five seconds, twenty times
LONGEST = 1.0  # seconds a page may take meanwhile; a worker held up takes four


def free_port() -> int:
    with socket.socket() as attempt:
        attempt.bind(("127.0.0.1", 0))
        return int(attempt.getsockname()[1])


def fetch(port: int) -> float:
    """Seconds that the page takes."""
    begun = time.monotonic()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", PAGE, headers={"Host": "localhost"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    assert answer.status == 200
    return time.monotonic() - begun


def trickle(port: int, answers: list[int]) -> None:
    """Post a form, byte by byte."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as upload:
        head = (
            f"POST {PAGE} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        )
        upload.sendall(f"{head}Content-Length: {BYTES}\r\nConnection: close\r\n\r\n".encode())
        for byte in ("login=" + "a" * BYTES)[:BYTES]:
            upload.sendall(byte.encode())
            time.sleep(PAUSE)
        answers.append(int(upload.recv(64).split()[1]))


@contextmanager
def process(command: list[str], port: int, environment: dict[str, str]) -> Iterator[None]:
    running = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 40
        while True:
            assert running.poll() is None, f"{command} has ended"
            assert time.monotonic() < deadline, f"{command} does not listen"
            try:
                fetch(port)
                break
            except (OSError, http.client.HTTPException, AssertionError):
                time.sleep(0.2)
        yield
    finally:
        running.terminate()
        running.wait(30)


def usual_page_meanwhile(port: int) -> float:
    """Seconds of a usual page while the uploads trickle in; none may take long, and every upload is answered."""
    answers: list[int] = []
    uploads = [threading.Thread(target=trickle, args=(port, answers)) for _ in range(UPLOADS)]
    for upload in uploads:
        upload.start()
    time.sleep(0.5)
    times = [fetch(port) for _ in range(12)]
    still_trickling = any(upload.is_alive() for upload in uploads)
    for upload in uploads:
        upload.join()
    assert len(answers) == UPLOADS
    assert all(status < 500 for status in answers)
    slowest = max(times)
    assert slowest < LONGEST
    assert still_trickling, "the uploads ended before the pages were fetched"
    return statistics.median(times)


@pytest.fixture
def environment(live_database: str, cluster: Cluster) -> dict[str, str]:
    return cluster.environment(live_database, PALABRE_DATA=os.environ["PALABRE_DATA"])


@pytest.mark.load
def test_palabre_alone_is_not_held_up(environment: dict[str, str]) -> None:
    port = free_port()
    with process([sys.executable, "-m", "palabre", "serve", "--port", str(port)], port, environment):
        assert usual_page_meanwhile(port) < LONGEST / 2


@pytest.mark.load
def test_the_nginx_example_is_not_held_up(environment: dict[str, str], tmp_path: Path) -> None:
    nginx = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    assert nginx, "bin/test --all installs nginx"
    inner, outer = free_port(), free_port()
    configuration = example(tmp_path, inner, outer)
    serve = [sys.executable, "-m", "palabre", "serve", "--behind-proxy", "--port", str(inner)]
    environment["PALABRE_BEHIND_PROXY"] = "1"
    with process(serve, inner, environment), process([nginx, "-c", str(configuration)], outer, environment):
        assert usual_page_meanwhile(outer) < LONGEST / 2


def example(folder: Path, inner: int, outer: int) -> Path:
    """The documented example, without its certificate, in a server of the test's own."""
    text = (ROOT / "docs" / "nginx.conf").read_text("utf-8")
    text = re.sub(r"server \{\s+listen 80;.*?\n\}", "", text, flags=re.DOTALL)
    text = re.sub(r"^\s*(ssl_|http2).*$", "", text, flags=re.MULTILINE)
    text = text.replace("listen 443 ssl;", f"listen 127.0.0.1:{outer};").replace(
        "127.0.0.1:8000", f"127.0.0.1:{inner}"
    )
    text = text.replace("server_name example.org *.example.org;", "server_name localhost;")
    kept = "\n".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    path = folder / "nginx.conf"
    path.write_text(
        f"daemon off; pid {folder}/nginx.pid; error_log stderr; user {os.environ.get('USER', 'root')};\n"
        f"events {{}}\nhttp {{ access_log off; {kept}\n{text}\n}}\n"
    )
    return path
