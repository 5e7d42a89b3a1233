"""People at their browsers, many at once: signed in, posting, and sending again what got no answer."""

from __future__ import annotations

import secrets
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import httpx

PATIENCE = 90.0
"""Seconds one of them goes on trying."""
FORM = {"Sec-Fetch-Site": "same-origin"}


@dataclass
class Post:
    """One answer somebody sends, under one key, until it is acknowledged."""

    text: str
    session: str
    key: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    address: str = ""
    sent: int = 0
    acknowledged_at: float = 0.0


def browser(base: str, host: str = "", session: str = "", **more: Any) -> httpx.Client:
    """A browser on one community's host; scripts say the host themselves, because `*.localhost` is not looked up."""
    headers = {"Host": host} if host else {}
    if session:
        headers["Cookie"] = f"palabre_session={session}"
    # Reading the list of the world's authorities costs more than a page; these tests know who answers them.
    return httpx.Client(base_url=base, headers=headers, timeout=20, verify=False, **more)


class Crowd:
    """Members of one community who answer one question of one dialogue."""

    def __init__(self, base: str, host: str, dialogue: dict[str, Any], sessions: list[str]) -> None:
        self.base, self.host, self.dialogue, self.sessions = base, host, dialogue, sessions
        self.troubles: Counter[str] = Counter()
        self.acknowledged = 0
        self._lock = threading.Lock()
        # One for all, each request with its own member's cookie; a broken connection is thrown away.
        self._client = browser(base, host, limits=httpx.Limits(max_connections=100))

    def posts(self, count: int) -> list[Post]:
        """Answers with a text of their own each, dealt round among the members."""
        return [
            Post(f"The pump stands still on day {n} of the week.", self.sessions[n % len(self.sessions)])
            for n in range(count)
        ]

    def send_all(self, posts: list[Post], at_once: int = 20) -> ThreadPoolExecutor:
        """Begin to send them over a pool of threads; `wait` on what this returns by shutting it down."""
        pool = ThreadPoolExecutor(at_once)
        for post in posts:
            pool.submit(self._insist, post)
        return pool

    def send(self, post: Post) -> str | None:
        """Send the form once; where it leads, or None where no acknowledgement came."""
        fields = {
            "text": post.text,
            "language": "en",
            "question": str(self.dialogue["question"]),
            "once": post.key,
        }
        headers = {**FORM, "Cookie": f"palabre_session={post.session}"}
        post.sent += 1
        try:
            path = f"/dialogues/{self.dialogue['slug']}/speak/"
            answer = self._client.post(path, data=fields, headers=headers)
        except httpx.TransportError as error:
            self._note(type(error).__name__)
            return None
        if answer.status_code == httpx.codes.FOUND:
            return str(answer.headers["location"])
        self._note(str(answer.status_code))
        return None

    def _insist(self, post: Post) -> None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if address := self.send(post):
                with self._lock:
                    post.address, post.acknowledged_at = address, time.monotonic()
                    self.acknowledged += 1
                return
            time.sleep(0.1)

    def _note(self, trouble: str) -> None:
        with self._lock:
            self.troubles[trouble] += 1
