"""Pages leave compressed, also where no proxy stands in front."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.text import compress_string

from palabre.kit import shown
from palabre.kit.delivery import encodings

Handler = Callable[[HttpRequest], HttpResponse]

WORTH_IT = 200
"""Bytes below which the frame of gzip costs more than it saves."""
PADDING = 100
"""Bytes at most by which a page made for somebody is lengthened at random (Heal the BREACH): its length then does
not tell whether what an attacker put on it stands on it twice. A visitor's page holds nothing to guess."""
TEXT = re.compile(r"text/|application/([\w.-]+\+)?(json|xml)\b|image/svg\+xml\b")


class CompressionMiddleware:
    """Gzip for text whose reader takes it. Streams, pictures and what is compressed already pass as they are."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, compressed where it may be."""
        response = self.get_response(request)
        if response.streaming or "Content-Encoding" in response.headers:
            return response
        if len(response.content) < WORTH_IT or not TEXT.match(response.headers.get("Content-Type", "")):
            return response
        patch_vary_headers(response, ["Accept-Encoding"])
        note = shown.note()
        if note is not None and note.kept and not note.reasons and response.status_code == 200:
            return response  # compressed where it is kept
        if encodings.taken_of(request.headers.get("Accept-Encoding", ""), encodings.GZIP):
            _compress(response, padding=PADDING if request.COOKIES else 0)
        return response


def _compress(response: HttpResponse, *, padding: int) -> None:
    response.content = compress_string(response.content, max_random_bytes=padding)
    response.headers["Content-Encoding"] = "gzip"
    if "Content-Length" in response.headers:
        response.headers["Content-Length"] = str(len(response.content))
    # The same words in other bytes: a strong mark would promise the same bytes.
    if (mark := response.headers.get("ETag", "")).startswith('"'):
        response.headers["ETag"] = f"W/{mark}"
