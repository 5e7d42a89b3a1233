"""Links are asked outside only: no private range however it is written, no redirect into one, no rebinding."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from palabre.kit import outside

PUBLIC = "93.184.216.34"


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "255.255.255.255",
        "224.0.0.1",
        "::1",
        "::",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "fe80::1%eth0",
        "fc00::1",
        "ff02::1",
    ],
)
def test_what_is_ours_is_not_public(address: str) -> None:
    assert not outside.is_public(address)


@pytest.mark.parametrize("address", [PUBLIC, "2606:2800:220:1:248:1893:25c8:1946", f"::ffff:{PUBLIC}"])
def test_what_everybody_shares_is(address: str) -> None:
    assert outside.is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://0.0.0.0/",
        "http://0x7f000001/",
        "http://2130706433/",
        "http://[::ffff:127.0.0.1]/",
        "http://localhost/",
        "http://example.org:22/",
        "ftp://example.org/",
        "file:///etc/passwd",
        "http://somebody@example.org/",
        "http:///nothing",
    ],
)
def test_an_address_of_ours_is_never_connected_to(address: str, monkeypatch: Any) -> None:
    def connect(*_args: Any, **_more: Any) -> None:
        raise AssertionError("connected")

    monkeypatch.setattr(socket, "create_connection", connect)
    assert outside.trouble_of(address) == "private"


class Wire:
    """The other end: names and where they lead, one after the other, and what is answered there."""

    def __init__(self, monkeypatch: Any, names: dict[str, list[list[str]]], answers: list[bytes]) -> None:
        self.names, self.answers = names, answers
        self.resolved: list[str] = []
        self.connected: list[str] = []
        monkeypatch.setattr(socket, "getaddrinfo", self.resolve)
        monkeypatch.setattr(socket, "create_connection", self.connect)

    def resolve(self, host: str, port: int, **_more: Any) -> list[Any]:
        self.resolved.append(host)
        found = self.names[host]
        here = found.pop(0) if len(found) > 1 else found[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (place, port)) for place in here]

    def connect(self, place: tuple[str, int], timeout: float = 0) -> socket.socket:
        self.connected.append(place[0])
        ours, theirs = socket.socketpair()
        theirs.sendall(self.answers.pop(0))
        theirs.shutdown(socket.SHUT_WR)
        self.kept = theirs
        return ours


def said(status: str, *headers: str) -> bytes:
    return "\r\n".join([f"HTTP/1.1 {status}", *headers, "Content-Length: 0", "", ""]).encode()


@pytest.mark.parametrize(
    ("answers", "trouble"),
    [
        ([said("200 OK")], ""),
        ([said("404 Not Found")], "gone"),
        ([said("503 Busy")], "silent"),
        ([said("405 No"), said("200 OK")], ""),
        ([said("403 No"), said("403 No")], ""),
        ([said("302 There", "Location: /b"), said("410 Gone")], "gone"),
        ([said("302 There", "Location: /a")] * 9, "loops"),
        ([b""], "silent"),
    ],
)
def test_an_answer_says_what_is_wrong(answers: list[bytes], trouble: str, monkeypatch: Any) -> None:
    Wire(monkeypatch, {"example.org": [[PUBLIC]]}, list(answers))
    assert outside.trouble_of("http://example.org/a") == trouble


def test_a_redirect_to_ourselves_is_not_followed(monkeypatch: Any) -> None:
    names = {"example.org": [[PUBLIC]], "inside.example.org": [["10.0.0.7"]]}
    wire = Wire(monkeypatch, names, [said("302 There", "Location: http://inside.example.org/")])
    assert outside.trouble_of("http://example.org/") == "private" and wire.connected == [PUBLIC]


def test_a_name_is_resolved_once_and_that_address_is_asked(monkeypatch: Any) -> None:
    wire = Wire(monkeypatch, {"example.org": [[PUBLIC], ["127.0.0.1"]]}, [said("405 No"), said("200 OK")])
    assert outside.trouble_of("http://example.org/") == ""
    assert wire.resolved == ["example.org"] and wire.connected == [PUBLIC, PUBLIC]


def test_a_name_that_leads_to_us_too_is_not_asked(monkeypatch: Any) -> None:
    wire = Wire(monkeypatch, {"example.org": [[PUBLIC, "127.0.0.1"]]}, [])
    assert outside.trouble_of("http://example.org/") == "private" and wire.connected == []
