"""The three shapes a community is founded in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from palabre.communities.models import Community


@dataclass(frozen=True)
class Blueprint:
    """What a community of this shape starts with: its colours, until it has its own."""

    brand: Mapping[str, str]


def _brand(accent: str, accent_dark: str) -> Mapping[str, str]:
    return MappingProxyType(
        {"accent": accent, "on_accent": "#ffffff", "accent_dark": accent_dark, "on_accent_dark": "#16130f"}
    )


BLUEPRINTS: Mapping[str, Blueprint] = MappingProxyType(
    {
        Community.Blueprint.SALON.value: Blueprint(_brand("#0b5d5a", "#6cc5bd")),
        Community.Blueprint.CITIES.value: Blueprint(_brand("#a23d1a", "#f0a37f")),
        Community.Blueprint.CIRCLE.value: Blueprint(_brand("#2f4a8a", "#9db4ee")),
    }
)
