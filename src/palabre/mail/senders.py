"""Who a mail is from: a community, or the network itself; and where its addresses lead."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from email.utils import parseaddr, quote
from typing import Any

from django.conf import settings

from palabre.kit.contrast import is_colour
from palabre.kit.text.tidy import without_hazards

HOUSE_ACCENT, ON_HOUSE_ACCENT = "#0b5d5a", "#ffffff"


@dataclass(frozen=True, slots=True)
class Sender:
    """What a mail shows of who sends it. `community_id` is None for the network, whose name is in no language ("")."""

    community_id: int | None
    name: str
    host: str
    languages: tuple[str, ...]
    accent: str
    on_accent: str
    name_language: str = ""

    @property
    def address(self) -> str:
        """The From header, not yet encoded: the community's name, the installation's one address.

        The address is the installation's, because only its domain is set up to be believed (SPF, DKIM,
        DMARC).
        """
        return f'"{quote(one_line(self.name))}" <{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}>'

    def absolute(self, path: str, language: str = "") -> str:
        """The full address of a path on this sender's host, in a language where the host speaks it."""
        usual = {"http": "80", "https": "443"}[settings.PUBLIC_SCHEME]
        port = f":{settings.PUBLIC_PORT}" if settings.PUBLIC_PORT not in {"", usual} else ""
        prefix = f"/{language}" if language in self.languages else ""
        return f"{settings.PUBLIC_SCHEME}://{self.host}{port}{prefix}{path}"


def sender_of(community: Any = None, language: str = "") -> Sender:
    """The sender for a community's row, named as readers of a language know it, or for the network without one."""
    if community is None:
        languages = tuple(tag for tag, _name in settings.LANGUAGES)
        return Sender(
            None, settings.NETWORK_NAME, settings.BASE_HOST, languages, HOUSE_ACCENT, ON_HOUSE_ACCENT
        )
    brand = community.brand or {}
    colours = brand.get("accent", ""), brand.get("on_accent", "")
    accent, on_accent = colours if all(map(is_colour, colours)) else (HOUSE_ACCENT, ON_HOUSE_ACCENT)
    name, name_language = community.name_for(language)
    languages = tuple(community.languages)
    return Sender(community.pk, name, community.host, languages, accent, on_accent, name_language)


def one_line(text: str) -> str:
    """The text on one line, without control or direction characters: nothing but the value of a header."""
    spaced = "".join(" " if unicodedata.category(c) in {"Cc", "Zl", "Zp"} else c for c in text)
    return " ".join(without_hazards(spaced).split())
