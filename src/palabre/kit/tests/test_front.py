"""The front before Django: what it keeps, for whom, and in which bytes."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from palabre.kit import shown
from palabre.kit.delivery import keeping, marks
from palabre.kit.delivery.invalidations import Snapshot
from palabre.kit.testing.visitors import Answer, House, ask

HOST, PAGE = "salon.localhost", "/en/dialogues/"
WORDS = "Who keeps the water running? " * 40


class Response(list[bytes]):
    """What Django's handler returns, as far as a server looks at it."""

    streaming = False
    closed = False

    def close(self) -> None:
        self.closed = True


class Behind:
    """An application whose page counts how often it was made."""

    def __init__(self) -> None:
        self.made = 0
        self.status = "200 OK"
        self.headers = [("Content-Type", "text/html; charset=utf-8"), ("Vary", "Cookie, Accept-Language")]
        self.keepable = True
        self.while_making: Callable[[], Any] = lambda: None
        self.last = Response()

    def __call__(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        self.made += 1
        note = shown.note()
        if note is not None:
            note.kept, note.in_address, note.community = self.keepable, True, 7
            note.asked = [
                (name, value)
                for name, _, value in (pair.partition("=") for pair in environ["QUERY_STRING"].split("&"))
                if name in keeping.PARAMETERS
            ]
        self.while_making()
        start(self.status, list(self.headers))
        self.last = Response([WORDS.encode(), str(self.made).encode()])
        return self.last


@pytest.fixture
def behind() -> Behind:
    return Behind()


@pytest.fixture
def house(behind: Behind, monkeypatch: pytest.MonkeyPatch) -> House:
    monkeypatch.setattr(keeping, "PARAMETERS", {"after", "reads"})
    made = House(behind)
    made.store.open({})
    return made


def see(house: House, address: str = PAGE, **more: Any) -> Answer:
    return house.see(HOST, address, **more)


def test_a_page_is_made_once_and_its_answer_is_closed(house: House, behind: Behind) -> None:
    assert not see(house).was_kept
    assert behind.last.closed
    again = see(house)
    assert again.was_kept
    assert again.text == WORDS + "1"
    assert again.headers["cache-control"] == "public, no-cache"
    assert int(again.headers["content-length"]) == len(again.raw)


def test_who_has_it_already_gets_its_mark_alone(house: House) -> None:
    mark = see(house).headers["etag"]
    assert not mark.startswith("W/")
    known = see(house, HTTP_IF_NONE_MATCH=mark)
    assert (known.status, known.raw, known.headers["etag"]) == (304, b"", mark)
    assert "content-type" in known.headers
    assert see(house, HTTP_IF_NONE_MATCH=f'"other", {mark}').status == 304
    assert see(house, HTTP_IF_NONE_MATCH='"other"').status == 200
    assert see(house, HTTP_IF_NONE_MATCH=f"W/{mark}").status == 304


def test_each_encoding_has_a_mark_of_its_own(house: House) -> None:
    packed = see(house)
    plain = see(house, HTTP_ACCEPT_ENCODING="identity")
    refused = see(house, HTTP_ACCEPT_ENCODING="gzip;q=0")
    assert plain.was_kept and refused.was_kept
    assert gzip.decompress(packed.raw) == plain.raw == refused.raw
    assert "content-encoding" not in plain.headers
    assert plain.headers["etag"] != packed.headers["etag"]
    assert (
        see(house, HTTP_ACCEPT_ENCODING="identity", HTTP_IF_NONE_MATCH=packed.headers["etag"]).status == 200
    )


@pytest.mark.parametrize("first", ["gzip", "br, gzip", "identity"])
def test_each_reader_gets_the_smallest_encoding_they_take_whoever_asked_first(
    house: House, first: str
) -> None:
    see(house, HTTP_ACCEPT_ENCODING=first)
    told = {
        accept: see(house, HTTP_ACCEPT_ENCODING=accept)
        for accept in ("gzip, deflate, br", "br;q=0, gzip", "zstd, x-gzip", "br", "", "br;q=0.0")
    }
    assert all(answer.was_kept and answer.text == WORDS + "1" for answer in told.values())
    encodings = [answer.headers.get("content-encoding") for answer in told.values()]
    assert encodings == ["br", "gzip", "gzip", "br", None, None]
    assert len({answer.headers["etag"] for answer in told.values()}) == 3
    assert all(int(answer.headers["content-length"]) == len(answer.raw) for answer in told.values())


def test_a_head_has_the_headers_and_no_body(house: House) -> None:
    whole = see(house)
    head = see(house, method="HEAD")
    assert (head.raw, head.headers) == (b"", whole.headers)


def test_a_head_makes_nothing_to_keep(house: House) -> None:
    see(house, method="HEAD")
    assert len(house.store) == 0


@pytest.mark.parametrize(
    "change",
    [
        {"status": "404 Not Found"},
        {"status": "500 Internal Server Error"},
        {"status": "302 Found"},
        {"headers": [("Content-Type", "text/html"), ("Set-Cookie", "a=b")]},
        {"headers": [("Content-Type", "text/html"), ("Content-Encoding", "br")]},
        {"keepable": False},
    ],
    ids=str,
)
def test_what_is_for_one_reader_or_one_moment_is_not_kept(
    house: House, behind: Behind, change: dict[str, Any]
) -> None:
    for name, value in change.items():
        setattr(behind, name, value)
    see(house)
    assert not see(house).was_kept
    assert len(house.store) == 0


def test_what_streams_is_not_kept_and_arrives(
    house: House, behind: Behind, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Response, "streaming", True)
    assert see(house).text == WORDS + "1"
    assert not see(house).was_kept


@pytest.mark.parametrize("reason", ["a note", "untold tables"])
def test_what_nobody_can_say_the_end_of_is_not_kept(house: House, behind: Behind, reason: str) -> None:
    def look() -> None:
        note = shown.note()
        assert note is not None
        if reason == "a note":
            note.must_not_be_kept("it is of this moment")
        else:
            note.read('SELECT * FROM "people_person"')

    behind.while_making = look
    see(house)
    assert not see(house).was_kept


def test_who_is_signed_in_gets_nothing_kept_and_leaves_nothing(house: House) -> None:
    signed_in = {"HTTP_COOKIE": "palabre_session=abc"}
    assert not see(house, **signed_in).was_kept
    assert len(house.store) == 0
    see(house)
    assert not see(house, **signed_in).was_kept
    assert not see(house, HTTP_AUTHORIZATION="Bearer x").was_kept
    assert see(house, HTTP_COOKIE="of_a_proxy=1").was_kept


def test_parameters_that_no_view_knows_share_one_page(house: House, behind: Behind) -> None:
    see(house)
    assert see(house, f"{PAGE}?utm_source=x&fbclid=y").was_kept
    assert not see(house, f"{PAGE}?after=2").was_kept
    assert see(house, f"{PAGE}?x=1&after=2").was_kept
    assert not see(house, f"{PAGE}?reads=fr&reads=en").was_kept
    assert see(house, f"{PAGE}?reads=en&reads=fr&y=1").was_kept
    assert behind.made == 3


@pytest.mark.parametrize("query", ["saved=answer-1~x", "next=/me/", "after=" + "x" * 400])
def test_what_is_for_one_reader_goes_around(house: House, query: str) -> None:
    see(house)
    assert not see(house, f"{PAGE}?{query}").was_kept
    assert len(house.store) == 1


def test_a_parameter_that_a_view_looks_at_and_the_front_did_not_know_of_is_not_mixed_up(
    house: House, behind: Behind, monkeypatch: pytest.MonkeyPatch
) -> None:
    def look() -> None:
        note = shown.note()
        assert note is not None
        note.asked = [("late", "1")]

    behind.while_making = look
    see(house, f"{PAGE}?late=1")
    behind.while_making = lambda: None
    assert not see(house).was_kept


def test_hosts_schemes_and_languages_are_told_apart(house: House, behind: Behind) -> None:
    see(house)
    assert not house.see("cities.localhost", PAGE).was_kept
    assert house.see("SALON.localhost", PAGE).was_kept
    assert not see(house, **{"wsgi.url_scheme": "https"}).was_kept


def test_an_address_without_a_language_is_kept_for_each_choice(house: House, behind: Behind) -> None:
    def look() -> None:
        if (note := shown.note()) is not None:
            note.in_address = False

    behind.while_making = look
    see(house, "/", HTTP_ACCEPT_LANGUAGE="fr")
    assert see(house, "/", HTTP_ACCEPT_LANGUAGE="fr").was_kept
    assert not see(house, "/", HTTP_ACCEPT_LANGUAGE="bn").was_kept
    assert not see(house, "/", HTTP_ACCEPT_LANGUAGE="fr", HTTP_COOKIE="palabre_language=bn").was_kept
    assert see(house, "/", HTTP_ACCEPT_LANGUAGE="fr", HTTP_COOKIE="palabre_language=bn; x=1").was_kept
    assert not see(house, "/", HTTP_ACCEPT_LANGUAGE="x" * 400).was_kept


def test_an_address_with_its_language_is_kept_for_every_choice(house: House) -> None:
    see(house, HTTP_ACCEPT_LANGUAGE="fr")
    assert see(house, HTTP_ACCEPT_LANGUAGE="bn", HTTP_COOKIE="palabre_language=ar").was_kept


def test_what_is_touched_while_it_is_made_is_given_and_not_kept(house: House, behind: Behind) -> None:
    behind.while_making = lambda: _read_and_touch(house)
    house.store.open({"places_city": ()})
    assert see(house).text == WORDS + "1"
    behind.while_making = lambda: None
    assert not see(house).was_kept


def _read_and_touch(house: House) -> None:
    note = shown.note()
    assert note is not None
    note.read('SELECT * FROM "places_city"')
    house.store.touch(["/places_city"])


def test_without_a_listener_everything_is_made_anew(house: House) -> None:
    see(house)
    house.store.close()
    ask(house.front, HOST, PAGE)
    assert len(house.store) == 0


def test_a_stampede_makes_a_page_once(house: House, behind: Behind) -> None:
    arrived, go_on = threading.Event(), threading.Event()

    def slowly() -> None:
        arrived.set()
        assert go_on.wait(10)

    behind.while_making = slowly
    seen: list[Answer] = []
    readers = [threading.Thread(target=lambda: seen.append(see(house))) for _reader in range(12)]
    readers[0].start()
    assert arrived.wait(10)
    for reader in readers[1:]:
        reader.start()
    go_on.set()
    for reader in readers:
        reader.join(10)
    assert behind.made == 1
    assert {answer.text for answer in seen} == {WORDS + "1"}
    assert len(seen) == 12


def test_a_fault_lets_the_others_try(house: House, behind: Behind) -> None:
    def stumble() -> None:
        raise RuntimeError("once")

    behind.while_making = stumble
    with pytest.raises(RuntimeError):
        see(house)
    behind.while_making = lambda: None
    see(house)
    assert see(house).was_kept


def test_memory_is_bounded_under_a_crawl_of_addresses(
    behind: Behind, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "PARAMETERS", {"after"})
    house = House(behind, limit=100_000)
    house.store.open({})
    for number in range(2000):
        house.see(HOST, f"{PAGE}?after={number}&x{number}={number}")
        house.see(HOST, f"/en/{number}/?x={number}")
        assert house.store.size <= 100_000
    assert behind.made == 4000
    assert len(house.front._making) == 0


def test_a_writers_mark_is_ours_or_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Any] = []

    def application(_environ: Any, start: Any) -> Iterable[bytes]:
        start("302 Found", [])
        return []

    def position() -> str:
        return "41"

    original, marks._position = marks._position, position
    try:
        marks.marking(application, {}, lambda *line: told.extend(line))
    finally:
        marks._position = original
    cookie = dict(told[1])["Set-Cookie"].split(";")[0]
    assert marks.written({"HTTP_COOKIE": f"a=b; {cookie}; c=d"}) == 41
    assert marks.written({"HTTP_COOKIE": cookie.replace("=41.", "=42.")}) is None
    assert marks.written({"HTTP_COOKIE": "palabre_mark="}) is None
    assert marks.written({}) is None


def test_who_changed_something_waits_until_it_is_let_go_of(
    house: House, behind: Behind, monkeypatch: pytest.MonkeyPatch
) -> None:
    see(house)
    monkeypatch.setattr(marks, "written", lambda environ: 50 if "HTTP_COOKIE" in environ else None)
    seen = [Snapshot("40:40:")]

    def has_seen(number: int) -> bool:
        return seen[-1].has_seen(number)

    monkeypatch.setattr(house.listener, "has_seen", has_seen)

    def catch_up() -> None:
        seen.append(Snapshot("60:60:"))
        house.store.touch(["never"])

    monkeypatch.setattr(house.listener, "catch_up", catch_up)
    assert see(house, HTTP_COOKIE="palabre_mark=50.x").was_kept
    assert len(seen) == 2
    assert see(house, HTTP_COOKIE="palabre_mark=50.x").was_kept
    assert len(seen) == 2
    monkeypatch.setattr(marks, "written", lambda _environ: 100)
    assert not see(house, HTTP_COOKIE="palabre_mark=100.x").was_kept
