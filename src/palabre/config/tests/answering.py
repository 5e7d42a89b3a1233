"""A server of a test's own on loopback, that answers as it is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import unquote


@dataclass
class Told:
    """An answer."""

    body: bytes = b"ok"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Answering:
    """Where it listens, and the headers of all it was asked."""

    port: int
    asked: list[dict[str, str]] = field(default_factory=list)


@contextmanager
def answering(told: Callable[[str], Told]) -> Iterator[Answering]:
    """Answer each path, without its parameters, with what `told` gives for it."""

    class Answer(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = 1 << 16

        def do_GET(self) -> None:
            here.asked.append(dict(self.headers))
            answer = told(unquote(self.path.partition("?")[0]))
            self.send_response(answer.status)
            for name, value in {**answer.headers, "Content-Length": str(len(answer.body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, *_line: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        here = Answering(server.server_port)
        server.daemon_threads = True
        thread = Thread(target=server.serve_forever, args=[0.02], daemon=True)
        thread.start()
        try:
            yield here
        finally:
            server.shutdown()
            thread.join()
