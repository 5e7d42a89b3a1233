"""Asking an address elsewhere whether it still answers, without ever asking our own network.

A name is resolved once and the connection goes to the address found then, so that what answers the name differently a
moment later (rebinding) leads nowhere; each redirect is judged like the first address. Nothing of an answer is kept.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import unicodedata
from typing import Any, Final
from urllib.parse import SplitResult, urljoin, urlsplit

SECONDS: Final = 8
MOST_REDIRECTS: Final = 5
PORTS: Final = {"http": 80, "https": 443}
_GONE: Final = (404, 410)
_ELSEWHERE: Final = (301, 302, 303, 307, 308)
_NOT_BY_HEAD: Final = (400, 403, 405, 406, 501)
_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")


class NotOutside(ValueError):
    """The address is none we may ask."""


def trouble_of(address: str) -> str:
    """What is wrong with an address, as a code: "" for nothing, "private", "gone", "silent" or "loops".

    One that answers but wants somebody signed in, or no programs, is well.
    """
    at = address
    try:
        for _step in range(MOST_REDIRECTS + 1):
            status, to = _asked(at)
            if status in _ELSEWHERE and to:
                at = urljoin(at, to)
                continue
            if status in _GONE:
                return "gone"
            return "silent" if status >= 500 else ""
    except NotOutside:
        return "private"
    except (OSError, http.client.HTTPException, ValueError):
        return "silent"
    return "loops"


def leads_outside(address: str) -> bool:
    """Whether an address, as it is written, is one of the web for everybody: nothing is asked.

    No other scheme, nobody's password, no sign that hides what it says, no machine of one's own network by number.
    """
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        parts.port  # noqa: B018 (raises for what is no port)
    except ValueError:
        return False
    if parts.scheme not in PORTS or "@" in parts.netloc or not host:
        return False
    if any(unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp") for sign in address):
        return False
    if host == "localhost" or host.endswith((".localhost", ".local", ".internal")):
        return False
    try:
        return is_public(host)
    except ValueError:
        return "." in host.strip(".")


def is_public(text: str) -> bool:
    """Whether an IP address belongs to the network everybody shares, whatever it is wrapped in."""
    address: Any = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        inside = address.ipv4_mapped or address.sixtofour or (address.teredo and address.teredo[1])
        if inside is None and address in _NAT64:
            inside = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inside is None and int(address) < 2**32:
            return False  # ::, ::1 and the old IPv4-compatible ones
        if inside:
            return bool(address.is_global or address.ipv4_mapped or address in _NAT64) and is_public(
                str(inside)
            )
    return bool(address.is_global and not address.is_multicast and not address.is_reserved)


def _asked(address: str) -> tuple[int, str]:
    """Status and redirect of one address, asked at the one place its name leads to now."""
    parts = urlsplit(address)
    place = _place(parts)
    status, to = _ask(parts, place, "HEAD")
    return _ask(parts, place, "GET") if status in _NOT_BY_HEAD else (status, to)


def _place(parts: SplitResult) -> str:
    """The one IP address to connect to; raises `NotOutside` where the name leads to any that is ours."""
    usual = PORTS.get(parts.scheme)
    if usual is None or not parts.hostname or parts.port not in (None, usual) or parts.username is not None:
        raise NotOutside(parts.netloc)
    found = socket.getaddrinfo(parts.hostname, usual, type=socket.SOCK_STREAM)
    places = [str(one[4][0]) for one in found]
    if not places or not all(is_public(place) for place in places):
        raise NotOutside(parts.hostname)
    return places[0]


def _ask(parts: SplitResult, place: str, method: str) -> tuple[int, str]:
    host = parts.hostname or ""
    wire: Any = socket.create_connection((place, PORTS[parts.scheme]), timeout=SECONDS)
    try:
        if parts.scheme == "https":
            wire = ssl.create_default_context().wrap_socket(wire, server_hostname=host)
        asking = http.client.HTTPConnection(host, timeout=SECONDS)
        asking.sock = wire
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        asking.request(method, target, headers={"User-Agent": "Palabre (link check)", "Connection": "close"})
        answer = asking.getresponse()
        return answer.status, answer.headers.get("Location", "")
    finally:
        wire.close()
