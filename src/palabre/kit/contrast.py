"""Contrast of two colours, and whether a community's brand can be read in light and in dark."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext as _

# WCAG 2.2, success criterion 1.4.3: text needs 4.5 to 1.
READABLE: Final = 4.5

_HEX: Final = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)


def is_colour(text: str) -> bool:
    """Whether the text is a colour as brands are kept: `#rgb` or `#rrggbb`."""
    return _HEX.fullmatch(text) is not None


def contrast(first: str, second: str) -> float:
    """The WCAG contrast ratio of two colours, from 1 (the same) to 21 (black on white).

    Raises ValueError where one is not `#rgb` or `#rrggbb`. Formula: WCAG 2.2, "contrast ratio".
    """
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    if not is_colour(colour):
        raise ValueError(f"not a colour like #1e1b17: {colour!r}")
    red, green, blue = (_linear(int(part, 16) / 255) for part in _channels(colour[1:]))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _channels(digits: str) -> list[str]:
    if len(digits) == 3:
        return [digit * 2 for digit in digits]
    return [digits[i : i + 2] for i in (0, 2, 4)]


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


# Each pair: the token of the text, the token under it. Accents are text (links) and ground (buttons).
_PAIRS: Final = (
    ("ink", "paper"),
    ("accent", "paper"),
    ("on-accent", "accent"),
    ("ink-dark", "paper-dark"),
    ("accent-dark", "paper-dark"),
    ("on-accent-dark", "accent-dark"),
)
# What a community that names only its accents is shown on (LOOK's paper and ink).
DEFAULTS: Final = {
    "paper": "#fbfaf6",
    "ink": "#1e1b17",
    "on-accent": "#ffffff",
    "paper-dark": "#171512",
    "ink-dark": "#ece6db",
    "on-accent-dark": "#171512",
}


def check_brand(tokens: Mapping[str, str]) -> list[str]:
    """What makes a brand unreadable, one sentence each; empty where all is well.

    Tokens are `accent` and `accent-dark`, which must be there, and any of `DEFAULTS` to override.
    """
    brand = {**DEFAULTS, **tokens}
    missing = [name for name in ("accent", "accent-dark") if not brand.get(name)]
    unclear = [name for name, colour in brand.items() if colour and not is_colour(colour)]
    if missing or unclear:
        return [_("The colour “{name}” is missing.").format(name=name) for name in missing] + [
            _("The colour “{name}” must be written like #8a3b12.").format(name=name) for name in unclear
        ]
    ratios = ((text, ground, contrast(brand[text], brand[ground])) for text, ground in _PAIRS)
    return [_too_close(text, ground, ratio) for text, ground, ratio in ratios if ratio < READABLE]


def _too_close(text: str, ground: str, ratio: float) -> str:
    # Cut, never rounded up: 4.49 must not be shown as 4.5.
    shown = f"{int(ratio * 10) / 10:.1f}"
    return _(
        "“{text}” on “{ground}” is hard to read: the contrast is {ratio}, and it must be at least 4.5."
    ).format(text=text, ground=ground, ratio=shown)
