"""Twenty uploads trickling in do not hold up a page: with `palabre serve` alone, and through the nginx example.

What is counted is how many pages are answered while all the uploads are still on their way. The times are compared
within one run only, and loosely: other work on the machine slows both sides.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx
import psycopg
import pytest

from palabre.config.embedded import EmbeddedServer
from tests.support import proxy
from tests.support.installation import Installation, addresses_in
from tests.support.processes import until
from tests.support.trickle import Uploads
from tests.support.visitors import browser

UPLOADS = 20
PAGES = 40
HOST = "salon.localhost"

pytestmark = pytest.mark.load


@pytest.fixture
def database(installed: Installation) -> Iterator[EmbeddedServer]:
    with EmbeddedServer(installed.data) as server:
        yield server


def uploads_to(installed: Installation, port: int, *, tls: bool = False) -> Uploads:
    sessions = installed.scene["sessions"]["salon"][:UPLOADS]
    return Uploads(port, HOST, installed.scene["dialogues"]["salon"], sessions, tls=tls)


class Readers:
    """Two members who read the dialogue's page again and again."""

    def __init__(self, base: str, installed: Installation) -> None:
        self.base = base
        self.path = f"/dialogues/{installed.scene['dialogues']['salon']['slug']}/"
        self.sessions = installed.scene["sessions"]["salon"][-2:]

    def read(self, pages: int, still: Callable[[], bool] = lambda: True) -> list[float]:
        """Seconds that each page took, of those answered while something was still so."""
        with ThreadPoolExecutor(len(self.sessions)) as pool:
            share = pages // len(self.sessions)
            each = pool.map(lambda session: self._read(session, share, still), self.sessions)
            return [seconds for member in each for seconds in member]

    def _read(self, session: str, pages: int, still: Callable[[], bool]) -> list[float]:
        took = []
        with browser(self.base, HOST, session) as client:
            for _page in range(pages):
                begun = time.perf_counter()
                answer = client.get(self.path, timeout=60)
                if answer.status_code == httpx.codes.OK and "Wells of the salon" in answer.text and still():
                    took.append(time.perf_counter() - begun)
        return took


def compared(readers: Readers, uploads: Uploads, during: Callable[[], None] = lambda: None) -> None:
    """Read without the uploads and with them; then all of them must have arrived."""
    readers.read(8)  # connections are made, templates compiled
    without = readers.read(PAGES)
    with uploads:
        until(uploads.flowing, "the uploads flow")
        during()
        with_them = readers.read(PAGES, still=lambda: uploads.open() == UPLOADS)
        during()
    assert len(without) == PAGES
    assert len(with_them) == PAGES, "pages waited for uploads"
    usual, slowed = statistics.median(without), statistics.median(with_them)
    assert slowed < 8 * usual, f"median {slowed:.3f} s with the uploads, {usual:.3f} s without"
    assert [answer.split()[1] for answer in uploads.answers] == ["302"] * UPLOADS


def test_with_palabre_serve_alone(installed: Installation, database: EmbeddedServer) -> None:
    where = addresses_in(database.addresses)

    def nothing_in_the_database_waits_for_them() -> None:
        with psycopg.connect(database.superuser_url) as connection:
            waiting = connection.execute(
                "SELECT count(*) FROM pg_stat_activity "
                "WHERE state = 'idle in transaction' AND state_change < now() - interval '1 second'"
            )
            assert waiting.fetchall() == [(0,)], "a transaction is held open by a slow line"

    with installed.serving(**where):
        readers = Readers(f"http://127.0.0.1:{installed.port}", installed)
        compared(readers, uploads_to(installed, installed.port), nothing_in_the_database_waits_for_them)


def test_through_the_nginx_example(installed: Installation, database: EmbeddedServer) -> None:
    with behind_nginx(installed, database) as front:
        readers = Readers(front.address, installed)
        compared(readers, uploads_to(installed, front.https, tls=True))


def test_the_few_threads_behind_a_proxy_do_need_the_proxy(
    installed: Installation, database: EmbeddedServer
) -> None:
    with installed.serving("--behind-proxy", **addresses_in(database.addresses)):
        readers = Readers(f"http://127.0.0.1:{installed.port}", installed)
        assert len(readers.read(2)) == 2
        uploads = uploads_to(installed, installed.port)
        with uploads, ThreadPoolExecutor(1) as pool:
            until(uploads.flowing, "the uploads flow")
            pages = pool.submit(readers.read, 2, lambda: uploads.open() == UPLOADS)
            time.sleep(3)
            assert not pages.done()
            uploads.end()
            assert pages.result() == []


def test_nginx_says_who_asks_compresses_and_keeps_pictures_for_a_while(
    installed: Installation, database: EmbeddedServer
) -> None:
    picture = "media/c1/photographs/0123456789abcdef-480.webp"
    (installed.data / picture).parent.mkdir(parents=True)
    (installed.data / picture).write_bytes(b"RIFF....WEBP")
    with behind_nginx(installed, database) as front, browser(front.address, HOST) as client:
        page = client.get("/", headers={"Accept-Encoding": "gzip"})
        assert page.status_code == httpx.codes.OK
        assert page.headers["content-encoding"] == "gzip"
        plain = httpx.get(f"http://127.0.0.1:{front.http}/dialogues/?a=b", headers={"Host": HOST})
        assert plain.status_code == 308
        assert plain.headers["location"] == f"https://{HOST}/dialogues/?a=b"
        assert_kept(client, installed, picture)
        unknown = client.get("/", headers={"Host": "nobody.example"})
        assert unknown.status_code == httpx.codes.NOT_FOUND


def assert_kept(client: httpx.Client, installed: Installation, picture: str) -> None:
    first = client.get(f"/{picture}")
    assert first.status_code == httpx.codes.OK
    assert first.headers["cache-control"] == "public, max-age=31536000, immutable"
    (installed.data / picture).unlink()
    assert "x-accel-expires" not in first.headers
    again = client.get(f"/{picture}", headers={"Cookie": "palabre_session=another", "Accept-Language": "fr"})
    assert again.content == first.content
    elsewhere = client.get(f"/{picture}", headers={"Host": "circle.localhost"})
    assert elsewhere.status_code == httpx.codes.NOT_FOUND


@contextmanager
def behind_nginx(installed: Installation, database: EmbeddedServer) -> Iterator[proxy.Front]:
    where = addresses_in(database.addresses, PALABRE_BEHIND_PROXY="1", PALABRE_SCHEME="https")
    folder: Path = installed.data.parent / "nginx"
    proxy.needed_here()
    with installed.serving("--behind-proxy", **where), proxy.nginx(folder, installed.port) as front:
        yield front
