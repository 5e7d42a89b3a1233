"""The programs that open each link of each mail before its reader does. Nothing may come of it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import httpx
import psycopg
from psycopg import sql

from palabre.mail.models import Message
from tests.journeys.season.visitor import PATIENCE

TIMES = 10
_URL = re.compile(r"https?://\S+")
_OF_A_TABLE = sql.SQL("SELECT {}, md5(coalesce(string_agg(t::text, ' ' ORDER BY t::text), '')) FROM {} t")


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in ("href", "src") and value]


def links(mail: Message) -> set[str]:
    """Every address in both parts of a mail."""
    parser = _Links()
    parser.feed(mail.html)
    return {*parser.found, *_URL.findall(mail.text)}


class Scanner:
    """Opens links without a cookie, the first of each shape ten times, and compares the database before and after."""

    def __init__(self, database: str, host: str, transport: httpx.BaseTransport) -> None:
        self.host = host
        self.database = database
        self.client = httpx.Client(
            transport=transport, headers={"Host": host}, follow_redirects=True, timeout=PATIENCE
        )
        self.seen: set[str] = set()
        self.shapes: set[tuple[str, str]] = set()
        self.opened = 0

    def scan(self, mails: list[Message]) -> None:
        """Open what these mails lead to; each answers, and changes nothing."""
        new = [(mail, url) for mail in mails for url in sorted(links(mail)) if url not in self.seen]
        before = self._digest() if new else {}
        for mail, url in new:
            self.seen.add(url)
            self._open(mail, url)
        after = self._digest() if new else {}
        assert after == before, [name for name in after if after[name] != before[name]]

    def _open(self, mail: Message, url: str) -> None:
        assert url.startswith(f"http://{self.host}/{mail.language}/"), f"{mail}: {url}"
        path = "/" + url.split("/", 3)[3]
        shape = (mail.kind, path.split("/")[2])
        times = 1 if shape in self.shapes else TIMES
        self.shapes.add(shape)
        for _time in range(times):
            answer = self.client.get(f"http://127.0.0.1:{self.host.partition(':')[2]}{path}")
            assert answer.status_code == httpx.codes.OK, f"{answer.status_code} {url} in {mail}"
            assert f'lang="{mail.language}"' in answer.text[:400], url
            self.opened += 1

    def _digest(self) -> dict[str, str]:
        """A digest of all rows of each table."""
        with psycopg.connect(self.database, autocommit=True) as connection:
            tables = connection.execute(
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
            ).fetchall()
            parts = [_OF_A_TABLE.format(sql.Literal(name), sql.Identifier(name)) for (name,) in tables]
            return dict(connection.execute(sql.SQL(" UNION ALL ").join(parts)).fetchall())
