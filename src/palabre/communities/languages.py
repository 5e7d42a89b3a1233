"""The language of a page: from its address, else the reader's choice, else the browser's."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header

from palabre.kit.languages import LANGUAGE_COOKIE, is_known, normalise


def split_prefix(path: str, languages: Sequence[str]) -> tuple[str | None, str]:
    """`/fr/about/` → ("fr", "/about/") among `languages`; any other path is left as it is."""
    first, slash, rest = path.removeprefix("/").partition("/")
    if slash and first in languages:
        return first, f"/{rest}"
    return None, path


def front_page_meant(path: str, languages: Sequence[str]) -> str | None:
    """The front page meant by who typed a language and nothing else: `/fr` and `/FR/` → `/fr/`; else None."""
    typed = path.strip("/")
    meant = next((tag for tag in languages if tag.lower() == typed.lower()), None)
    return f"/{meant}/" if meant and path != f"/{meant}/" else None


def choose(request: HttpRequest, languages: Sequence[str], default: str) -> str:
    """What the reader chose before, else what the browser asks for, among `languages`."""
    chosen = request.COOKIES.get(LANGUAGE_COOKIE, "")
    if chosen in languages:
        return chosen
    for wanted, quality in parse_accept_lang_header(request.headers.get("Accept-Language", "")[:500]):
        if not quality:
            continue  # q=0: "not this one"
        for candidate in _candidates(wanted):
            if candidate in languages:
                return candidate
    return default


def _candidates(wanted: str) -> list[str]:
    found = []
    for tag in (wanted, wanted.split("-", maxsplit=1)[0]):
        normal = normalise(tag) if tag and tag != "*" else None
        if normal and is_known(normal):
            found.append(normal)
    return found
