"""Uploads that arrive fifty bytes at a time, as from a phone at the edge of the network, for as long as one wants."""

from __future__ import annotations

import socket
import ssl
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Any, Self

from tests.support.visitors import FORM

PIECE = 50
PAUSE = 0.1
LONGEST = 900
"""Pieces after which a body ends by itself: 90 seconds. Whoever waited for it till then was held up."""
BOUNDARY = "palabre-trickle"


class Uploads:
    """Several uploads at once, each by a member of its own; leaving the block lets them end, and waits for answers."""

    def __init__(
        self, port: int, host: str, dialogue: dict[str, Any], sessions: list[str], *, tls: bool = False
    ):
        self.port, self.host, self.dialogue, self.sessions, self.tls = port, host, dialogue, sessions, tls
        self.pieces = [0] * len(sessions)
        self.answers: list[str] = []
        self._ending = threading.Event()
        self._pool = ThreadPoolExecutor(len(sessions))
        self._all: list[Future[str]] = []

    def __enter__(self) -> Self:
        self._all = [
            self._pool.submit(self._upload, number, session) for number, session in enumerate(self.sessions)
        ]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()
        self._pool.shutdown(wait=True)

    def end(self) -> list[str]:
        """Send what is left of each at once; the first line of each answer."""
        self._ending.set()
        self.answers = [upload.result() for upload in self._all]
        return self.answers

    def flowing(self, pieces: int = 3) -> bool:
        """Whether each has sent so many pieces of its body."""
        return min(self.pieces) >= pieces

    def open(self) -> int:
        """How many are still on their way."""
        return sum(
            not upload.done() and sent < LONGEST for upload, sent in zip(self._all, self.pieces, strict=True)
        )

    def _upload(self, number: int, session: str) -> str:
        body = self._body(number)
        with self._connect() as line:
            line.sendall(self._head(session, len(body)))
            for start in range(0, len(body), PIECE):
                line.sendall(body[start : start + PIECE])
                self.pieces[number] += 1
                self._ending.wait(PAUSE)  # no pause any more once they may end
            return line.makefile("rb").readline().decode().strip()

    def _connect(self) -> socket.socket:
        line = socket.create_connection(("127.0.0.1", self.port), timeout=60)
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if not self.tls:
            return line
        trusting = ssl.create_default_context()
        trusting.check_hostname = False
        trusting.verify_mode = ssl.CERT_NONE
        return trusting.wrap_socket(line, server_hostname=self.host)

    def _head(self, session: str, length: int) -> bytes:
        lines = [
            f"POST /dialogues/{self.dialogue['slug']}/speak/ HTTP/1.1",
            f"Host: {self.host}",
            f"Cookie: palabre_session={session}",
            f"Sec-Fetch-Site: {FORM['Sec-Fetch-Site']}",
            f"Content-Type: multipart/form-data; boundary={BOUNDARY}",
            f"Content-Length: {length}",
            "Connection: close",
        ]
        return ("\r\n".join(lines) + "\r\n\r\n").encode()

    def _body(self, number: int) -> bytes:
        fields = {
            "text": f"A photograph of well number {number}.",
            "language": "en",
            "question": str(self.dialogue["question"]),
            "once": f"trickling-upload-{number:04}",
        }
        parts = [
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n'
            for n, v in fields.items()
        ]
        picture = (
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="picture"; filename="well.jpg"\r\n\r\n'
        )
        end = f"\r\n--{BOUNDARY}--\r\n"
        filling = LONGEST * PIECE - len("".join(parts)) - len(picture) - len(end)
        return "".join([*parts, picture, "x" * filling, end]).encode()
