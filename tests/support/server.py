"""The house served from a thread of the test's own process, so that a test can move its clock."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_about: Any) -> None:
        """Say nothing: pytest shows what matters."""


@contextmanager
def served() -> Iterator[int]:
    """Serve on a free loopback port for the length of the block; gives the port."""
    from django.core.wsgi import get_wsgi_application
    from django.db import connections

    inner = get_wsgi_application()

    def application(environ: Any, start_response: Any) -> Any:
        try:
            return inner(environ, start_response)
        finally:
            connections.close_all()  # each request has a thread of its own

    server = make_server("127.0.0.1", 0, application, server_class=_Server, handler_class=_Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
