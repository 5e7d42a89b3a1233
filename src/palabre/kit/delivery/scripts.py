"""Scripts of ours, each at an address of its own: the security policy allows no other."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from django.http import HttpResponse


def script(room: str, name: str) -> HttpResponse:
    """A room's `static/<room>/<name>`, the same for whoever asks, good for a day."""
    response = HttpResponse(_text(room, name), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "public, max-age=86400"
    return response


@cache
def _text(room: str, name: str) -> str:
    return files(f"palabre.{room}").joinpath(f"static/{room}/{name}").read_text(encoding="utf-8")
