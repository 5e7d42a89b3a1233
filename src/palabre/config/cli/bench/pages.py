"""Every type of page a visitor can open, and what each weighs as it leaves.

In a process of its own: `python -m palabre.config.cli.bench.pages PORT [LANGUAGE ...]`, which answers as JSON. The
types are the named addresses: those of the sitemap, those that need nothing to be filled in, and those that links on
such pages lead to. Of each type, the page of the demo that weighs most stands for it.
"""

from __future__ import annotations

import http.client
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urljoin, urlsplit

from palabre.config.cli.bench.content import tell
from palabre.config.cli.command import Ground
from palabre.config.cli.ground import set_up
from palabre.kit.delivery import encodings

if TYPE_CHECKING:
    from palabre.communities.models import Community

NOWHERE: Final = "/no-such-page/"
LOOKED_AT: Final = 40
"""So many pages of one type are weighed on one host."""


def main() -> int:
    """Find the types and weigh a page of each in its languages."""
    port, languages = int(sys.argv[1]), sys.argv[2:]
    set_up(Ground.OWNER)
    from palabre.communities.models import Community

    found: dict[str, Weighed] = {}
    for community in [None, *Community.objects.order_by("pk")]:
        for name, page in Host(port, community).types().items():
            if name not in found or page.size > found[name].size:
                found[name] = page
    rows = [
        {"name": name, "host": page.host, "path": f"/{tag}{page.path}", "language": tag, "bytes": size}
        for name, page in sorted(found.items())
        for tag in page.languages
        if tag in languages or not languages
        for size in [weigh(port, page.host, f"/{tag}{page.path}").size]
    ]
    print(json.dumps({"pages": rows}), flush=True)
    return 0


@dataclass
class Weighed:
    """A page without its language, the languages it is shown in, the bytes it took in the one it was looked at."""

    host: str
    path: str
    languages: list[str]
    size: int
    links: list[str] = field(default_factory=list)


class Host:
    """The pages of one host: a community's, or with None the network's own."""

    def __init__(self, port: int, community: Community | None) -> None:
        from django.conf import settings

        from palabre.kit.languages import INTERFACE

        self.port, self.community = port, community
        self.name = community.host if community else settings.BASE_HOST
        self.urls = settings.COMMUNITY_URLCONF if community else settings.ROOT_URLCONF
        spoken = community.languages if community else INTERFACE
        self.languages = [tag for tag in INTERFACE if tag in spoken]

    def types(self) -> dict[str, Weighed]:
        """The heaviest page of each type."""
        tell(f"Looking for the types of pages on {self.name} ...")
        found: dict[str, Weighed] = {}
        looked: dict[str, int] = {}
        seen: set[str] = set()
        waiting = [NOWHERE, *self._without_parameters(), *self._in_sitemap()]
        while waiting:
            path = waiting.pop(0)
            name = self._type_of(path)
            if name is None or path in seen or looked.get(name, 0) >= LOOKED_AT:
                continue
            seen.add(path)
            looked[name] = looked.get(name, 0) + 1
            page = self._weighed(path)
            if page is None:
                continue
            if name not in found or page.size > found[name].size:
                found[name] = page
            # What is linked from many pages is looked at where the sitemap does not have it.
            waiting += [link for link in page.links if self._type_of(link) not in found]
        return found

    def _type_of(self, path: str) -> str | None:
        """The name of its address; a community's front page is one for each kind of community."""
        from django.urls import Resolver404, resolve

        bare = path.partition("?")[0]
        if bare == NOWHERE:
            return "missing"
        try:
            name = resolve(bare, self.urls).url_name
        except Resolver404:
            return None
        if name == "portal_home":
            return f"{name}_{self.community.blueprint if self.community else 'network'}"
        return str(name) if name else None

    def _in_sitemap(self) -> list[str]:
        from palabre.communities import rules
        from palabre.exchange.crawlers import pages
        from palabre.kit import tenancy

        if self.community is None:
            return ["/"]
        if not rules.is_open(self.community):
            return []
        with tenancy.community(self.community):
            counted = pages.sizes(self.community)
            return [one.path for one in pages.window(self.community, 0, sum(counted), counted)]

    def _without_parameters(self) -> Iterator[str]:
        from django.urls import get_resolver

        yield "/search/?q=water"
        for one in get_resolver(self.urls).url_patterns:
            route = str(one.pattern)
            if "<" not in route and (not route or route.endswith("/")):
                yield f"/{route}"

    def _weighed(self, path: str) -> Weighed | None:
        """None where a visitor is shown no page."""
        tag = self.languages[0]
        wanted = http.client.NOT_FOUND if path == NOWHERE else http.client.OK
        answer = weigh(self.port, self.name, f"/{tag}{path}", wanted)
        if answer.size == 0:
            return None
        links = [link.removeprefix(f"/{tag}") for link in answer.links if link.startswith(f"/{tag}/")]
        return Weighed(self.name, path, self.languages, answer.size, list(dict.fromkeys(links)))


class _Parts(HTMLParser):
    """The addresses of style that is fetched besides, and of links."""

    def __init__(self) -> None:
        super().__init__()
        self.styles: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        href = told.get("href") or ""
        if tag == "link" and "stylesheet" in (told.get("rel") or ""):
            self.styles.append(href)
        elif tag == "a":
            self.links.append(href)


@dataclass(frozen=True)
class Answer:
    """The bytes of a page and its style as they leave, and where it leads; 0 where no page was answered."""

    size: int
    links: list[str] = field(default_factory=list)


def weigh(port: int, host: str, path: str, wanted: int = 0) -> Answer:
    """A first visit; with `wanted`, only where this is the status."""
    status, headers, body = fetched(port, host, path)
    if (wanted and status != wanted) or not headers.get("content-type", "").startswith("text/html"):
        return Answer(0)
    text = encodings.unpacked(body, headers.get("content-encoding", encodings.PLAIN))
    parts = _Parts()
    parts.feed(text.decode())
    styles = [fetched(port, host, urljoin(path, style))[2] for style in parts.styles]
    links = [urlsplit(urljoin(path, link)) for link in parts.links]
    here = [link.path + (f"?{link.query}" if link.query else "") for link in links if not link.netloc]
    return Answer(len(body) + sum(map(len, styles)), here)


def fetched(port: int, host: str, path: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers by their names in small letters, and the body as it leaves."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        address = quote(path, safe="/?=&%+#:;,@!$'()*~")
        connection.request("GET", address, headers={"Host": f"{host}:{port}", "Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        headers: dict[str, Any] = {name.lower(): value for name, value in answer.getheaders()}
        return answer.status, headers, answer.read()
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(main())
