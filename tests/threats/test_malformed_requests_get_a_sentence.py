"""Line 18: whatever is sent, in whatever shape, is answered with a page that says what to do; nothing breaks."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from palabre.communities import once
from palabre.kit import views
from tests.threats.doors import BARE, SALON, VISITOR, browser, community_doors, network_doors, path_of, trial
from tests.threats.may import MAY
from tests.threats.sheets import A_FEW, LEAST_FIRST, Sheet, sheets_of, who_may
from tests.threats.table import ROOT
from tests.threats.world import World

pytestmark = pytest.mark.threat

URLENCODED = "application/x-www-form-urlencoded"
# One value in the place of every field, or of one field at a time.
VALUES: dict[str, Any] = {
    "nul": "a\0b",
    "a number of four hundred digits": "9" * 400,
    "more than the database counts": "9223372036854775808",
    "a number of five thousand digits": "1" * 5000,
    "below nothing": "-1",
    "no number": "NaN",
    "infinite": "1e999",
    "digits of another script": "٣٤",
    "superscript": "²",
    "half a letter": "\udcff",
    "control characters": "\x1b[2J\u202e\ufeff\u0000",
    "a day that is none": "2026-02-31",
    "a day before all days": "0000-00-00",
    "a moment before all moments": "0001-01-01T00:00:00+14:00_1_1",
    "a moment after all moments": "9999-12-31T23:59:59-12:00_1",
    "a list": "[]",
    "an object": '{"$gt": ""}',
    "a long word": "x" * 100_000,
    "marks upon marks": "e" + "\u0301" * 5000,
    "nothing": "",
    "spaces": " \u3000\n",
}
IN_FORMS, IN_ADDRESSES = "a number of four hundred digits", "nul"
"""What is tried of these on each run; all the others with `--all`."""
NESTED = "[" * 50_000 + "]" * 50_000
Body = tuple[str, bytes]
BODIES: dict[str, Body] = {
    "invalid utf-8": (URLENCODED, b"text=\xff\xfe\x80&language=\xc3(&once=%ff%fe"),
    "no such percent": (URLENCODED, b"%&%zz=%u0041&=&&==;"),
    "deeply nested json": ("application/json", NESTED.encode()),
    "json that is none": ("application/json", b'{"text": '),
    "xml": ("application/xml", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'),
    "multipart without a boundary": ("multipart/form-data", b"--x\r\n\r\n"),
    "multipart cut off": (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\nhal',
    ),
    "multipart with a strange boundary": (
        "multipart/form-data; boundary=\xff\xff".encode().decode(),
        b"--\xff",
    ),
    "multipart with broken base64": (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="a"\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!\r\n--x--\r\n',
    ),
    "a file with no name where words are asked": (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="text"; filename="../../a\x00.exe"\r\n\r\nMZ\r\n--x--\r\n',
    ),
    "an unknown charset": (f"{URLENCODED}; charset=utf-99", b"text=a"),
    "utf-7": (f"{URLENCODED}; charset=utf-7", b"text=+ADw-"),
    "no type": ("", b"text=a"),
    "nonsense for a type": ("\x7f/;;=", b"text=a"),
    "four thousand fields": (URLENCODED, b"&".join(b"f%d=1" % n for n in range(4000))),
    "one field four thousand times": (URLENCODED, b"&".join([b"text=1"] * 4000)),
    "two megabytes": (URLENCODED, b"text=" + b"a" * 2_000_000),
}
A_FEW_BODIES = ("invalid utf-8", "multipart cut off")
_ASKED = re.compile(r"""(?:GET|QUERY)(?:\.get(?:list)?\(|\[)\s*["'](\w+)["']""")


@pytest.fixture(autouse=True)
def bare_answers(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """A missing page without its suggestions, and nobody counts how often these forms are sent."""
    monkeypatch.setattr(views, "_instead", [])
    settings.LIMITS = {action: {} for action in settings.LIMITS}


def fault(answer: Any) -> str:
    """What is wrong with an answer, "" for nothing: it broke, or is a refusal without a sentence."""
    if answer.status_code >= 500:
        return str(answer.status_code)
    if answer.status_code in (400, 409, 410, 413, 422, 429):
        page = answer.content.decode()
        return (
            ""
            if re.search(r"<(?:p|h1|li)\b[^>]*>\s*[^<\s][^<]{5,}", page)
            else f"{answer.status_code} without a word"
        )
    return "" if answer.status_code in (200, 301, 302, 403, 404, 405, 415) else str(answer.status_code)


def tell(name: str, what: str, ask: Callable[[], Any], wrong: list[str]) -> None:
    """Ask, undo it, and note what is wrong."""
    with trial():
        if found := fault(ask()):
            wrong.append(f"{name}, {what}: {found}")


@pytest.mark.parametrize(
    ("bodies", "only"),
    [
        pytest.param(A_FEW_BODIES, A_FEW, id="a few"),
        pytest.param(tuple(BODIES), frozenset(MAY), id="all of them", marks=pytest.mark.sweep),
    ],
)
def test_a_body_of_any_shape_is_answered_with_a_sentence(
    world: World, bodies: tuple[str, ...], only: frozenset[str]
) -> None:
    wrong: list[str] = []
    doors = {route.name: path_of(world, route) for route, _door in community_doors() if route.name in only}
    one = {who: browser(world, who) for who in (VISITOR, *LEAST_FIRST)}
    for name, path in doors.items():
        if name != "people_sign_out":
            for body in bodies:
                kind, data = BODIES[body]
                who = one[who_may(name)]
                tell(name, body, lambda: who.generic("POST", path, data, kind), wrong)  # noqa: B023
    assert wrong == []


@pytest.mark.sweep
def test_on_the_bare_host_too(world: World) -> None:
    wrong: list[str] = []
    for who in (VISITOR, "esi"):
        one = browser(world, who, BARE)
        for route, _door in network_doors():
            if route.name == "people_sign_out":
                continue
            path = path_of(world, route)
            for body, (kind, data) in BODIES.items():
                tell(route.name, body, lambda: one.generic("POST", path, data, kind), wrong)  # noqa: B023
            for what, value in VALUES.items():
                sent = dict.fromkeys(
                    ("code", "email", "words", "name", "reads", "language", "login", "password"), value
                )
                tell(route.name, what, lambda: _post(one, path, sent), wrong)  # noqa: B023
                tell(route.name, what, lambda: one.get(f"{path}?next={_quoted(value)}"), wrong)  # noqa: B023
    assert wrong == []


@pytest.mark.parametrize(
    "only",
    [
        pytest.param(A_FEW, id="a few"),
        pytest.param(frozenset(MAY) - A_FEW, id="the rest", marks=pytest.mark.sweep),
    ],
)
def test_every_field_at_once_of_every_form(world: World, only: frozenset[str]) -> None:
    wrong: list[str] = []
    for name, who, form in list(sheets_of(world, only)):
        one = browser(world, who)
        sent = dict.fromkeys(form.kinds, VALUES[IN_FORMS]) | {"once": once.new_key()}
        tell(name, IN_FORMS, lambda: _post(one, form.action, sent), wrong)  # noqa: B023
    assert wrong == []


@pytest.mark.sweep
def test_every_field_of_every_form_by_itself(world: World) -> None:
    wrong: list[str] = []
    tried = 0
    for name, who, form in list(sheets_of(world)):
        one = browser(world, who)
        for field in form.kinds:
            for what, value in VALUES.items():
                tried += 1
                tell(name, f"{field} is {what}", lambda: _one_otherwise(one, form, field, value), wrong)  # noqa: B023
    assert wrong == []
    assert tried > 2000


def _one_otherwise(one: Client, form: Sheet, field: str, value: str) -> Any:
    sent = {name: said for name, said in form.fields.items() if isinstance(said, str)}
    return _post(one, form.action, sent | {"once": once.new_key(), field: value})


def _post(one: Client, path: str, fields: dict[str, Any]) -> Any:
    body = "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in fields.items())
    return one.generic("POST", path, body.encode(), URLENCODED)


def _quoted(value: str) -> str:
    from urllib.parse import quote

    return quote(str(value).encode("utf-8", "surrogateescape"), safe="")


def asked_for() -> set[str]:
    """Every name that a view looks for in an address, as the sources spell it."""
    found = {"before", "after", "cursor", "page", "lang"}
    for path in (ROOT / "src/palabre").rglob("*.py"):
        if "/tests/" not in str(path):
            found |= set(_ASKED.findall(path.read_text(encoding="utf-8")))
    return found


def places(world: World) -> list[tuple[str, str, str]]:
    """Every page of a community: name, path, and who may open it."""
    found = []
    for route, _door in community_doors():
        who = who_may(route.name) if route.name in MAY else "dev"
        found.append((route.name, path_of(world, route), who))
    return found


def test_any_question_in_an_address_is_answered(world: World) -> None:
    _ask_all(world, (IN_ADDRESSES,))


@pytest.mark.sweep
def test_any_question_in_an_address_is_answered_whatever_it_is(world: World) -> None:
    _ask_all(world, tuple(VALUES))


def _ask_all(world: World, values: tuple[str, ...]) -> None:
    names, wrong = asked_for() - {"once"}, list[str]()
    assert {"q", "before", "after", "language"} <= names
    one = {who: browser(world, who) for who in (VISITOR, *LEAST_FIRST)}
    for name, path, who in places(world):
        for what in values:
            asked = "&".join(f"{word}={_quoted(VALUES[what][:4000])}" for word in sorted(names))
            tell(name, what, lambda: one[who].get(f"{path}?{asked}"), wrong)  # noqa: B023
    assert wrong == []


@pytest.mark.parametrize(
    "values",
    [
        pytest.param((IN_ADDRESSES,), id="one"),
        pytest.param(
            tuple(set(VALUES) - {IN_ADDRESSES, "a long word"}), id="the rest", marks=pytest.mark.sweep
        ),
    ],
)
def test_any_name_in_an_address_is_answered(world: World, values: tuple[str, ...]) -> None:
    """What stands for a slug, a number, a token: NUL, half letters, numbers beyond all counting."""
    wrong: list[str] = []
    one = browser(world, "dev")
    for route, _door in community_doors():
        for what in values:
            if route.variables:
                path = route.address(**dict.fromkeys(route.variables, _quoted(VALUES[what])))
                tell(route.name, what, lambda: one.get(path), wrong)  # noqa: B023
    assert wrong == []


def test_the_reading_of_answers_can_fail() -> None:
    from django.http import HttpResponse

    assert fault(HttpResponse(status=500)) and fault(HttpResponse(b"{}", status=422))
    assert not fault(HttpResponse(b"<p>Write it again, please.</p>", status=422))
    assert json.dumps(sorted(VALUES))
    assert SALON != BARE
