"""What leaves compressed, and what as it is."""

from __future__ import annotations

import gzip
from collections.abc import Callable

import pytest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory

from palabre.kit.delivery.compression import PADDING, CompressionMiddleware
from palabre.kit.testing.cast import Cast

WORDS = ("Water comes for two hours. " * 40).encode()


def answered(
    make: Callable[[], HttpResponse], accept: str = "gzip, deflate, br", **cookies: str
) -> HttpResponse:
    """What leaves of an answer, for a browser that takes these encodings."""
    request: HttpRequest = RequestFactory().get("/", headers={"accept-encoding": accept})
    request.COOKIES.update(cookies)
    return CompressionMiddleware(lambda _request: make())(request)


def test_a_page_is_compressed_and_says_what_its_form_depends_on() -> None:
    answer = answered(lambda: HttpResponse(WORDS, headers={"Content-Length": str(len(WORDS))}))
    assert gzip.decompress(answer.content) == WORDS
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Content-Length"] == str(len(answer.content))
    assert "Accept-Encoding" in answer.headers["Vary"]


@pytest.mark.parametrize("accept", ["", "br", "gzip;q=0", "gzip; q=0.0, br", "identity"])
def test_who_does_not_take_gzip_gets_the_words_and_a_cache_is_told(accept: str) -> None:
    answer = answered(lambda: HttpResponse(WORDS), accept)
    assert answer.content == WORDS
    assert "Content-Encoding" not in answer.headers
    assert "Accept-Encoding" in answer.headers["Vary"]


@pytest.mark.parametrize("accept", ["gzip", "br, gzip;q=0.5", "GZIP", "x-gzip"])
def test_who_takes_it_gets_it(accept: str) -> None:
    assert answered(lambda: HttpResponse(WORDS), accept).headers["Content-Encoding"] == "gzip"


@pytest.mark.parametrize(
    "kind", ["text/css", "application/json", "image/svg+xml", "application/atom+xml; charset=utf-8"]
)
def test_all_text_is(kind: str) -> None:
    assert "Content-Encoding" in answered(lambda: HttpResponse(WORDS, content_type=kind)).headers


@pytest.mark.parametrize("kind", ["image/webp", "image/jpeg", "application/pdf"])
def test_pictures_and_files_are_not(kind: str) -> None:
    answer = answered(lambda: HttpResponse(WORDS, content_type=kind))
    assert answer.content == WORDS
    assert "Vary" not in answer.headers


def test_a_stream_keeps_flowing_and_what_is_encoded_stays_so() -> None:
    stream = answered(lambda: StreamingHttpResponse([WORDS]))  # type: ignore[arg-type, return-value]
    assert "Content-Encoding" not in stream.headers
    done = answered(lambda: HttpResponse(WORDS, headers={"Content-Encoding": "br"}))
    assert (done.content, done.headers["Content-Encoding"]) == (WORDS, "br")


def test_a_strong_mark_becomes_a_weak_one_and_a_weak_one_stays() -> None:
    for mark in ('"abc"', 'W/"abc"'):
        answer = answered(lambda mark=mark: HttpResponse(WORDS, headers={"ETag": mark}))  # type: ignore[misc]
        assert answer.headers["ETag"] == 'W/"abc"'


def test_a_page_for_somebody_has_no_length_to_guess_from_and_a_visitors_is_as_short_as_can_be() -> None:
    def lengths(**cookies: str) -> set[int]:
        return {len(answered(lambda: HttpResponse(WORDS), **cookies).content) for _time in range(30)}

    assert len(lengths()) == 1
    theirs = lengths(palabre_session="x")
    assert len(theirs) > 5
    assert max(theirs) <= max(lengths()) + PADDING + 1


@pytest.mark.django_db
def test_every_page_of_the_installation_leaves_through_it() -> None:
    Cast()
    for host, path in (("salon.localhost", "/"), ("localhost", "/"), ("salon.localhost", "/no-such-page/")):
        plain = Client().get(path, headers={"host": host})
        packed = Client().get(path, headers={"host": host, "accept-encoding": "gzip"})
        assert packed.headers["Content-Encoding"] == "gzip"
        assert len(packed.content) < len(plain.content) / 2
        assert b"</html>" in gzip.decompress(packed.content)
