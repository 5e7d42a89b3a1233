"""The style: small, safe to inline, five sizes of type, readable in light and dark, at home in both directions."""

from __future__ import annotations

import base64
import gzip
import hashlib
import re

import pytest
from django.template import Context, Engine
from django.test import RequestFactory

from palabre.kit.contrast import READABLE, contrast
from palabre.kit.style import PIECES, csp_hash, minify, piece, sheet
from palabre.kit.style.brand import Brand
from palabre.kit.text.names import TONES

EVERYTHING = frozenset(PIECES)
BRAND = Brand("#a23d1a", "#ffffff", "#f0a37f", "#20120a")


def test_minifying_drops_comments_and_space_and_keeps_strings() -> None:
    css = """
    /* a comment: { } */
    a > b , c :hover { color : red ; font: 1rem/1.5 "Iowan  Old , Style" , serif; inline-size: calc(1px + 2px) ; }
    @media (min-width: 40rem) and (prefers-color-scheme: dark) { a { color: blue } }
    """
    assert minify(css) == (
        'a>b,c :hover{color :red;font:1rem/1.5 "Iowan  Old , Style",serif;inline-size:calc(1px + 2px)}'
        "@media (min-width:40rem) and (prefers-color-scheme:dark){a{color:blue}}"
    )


@pytest.mark.parametrize("name", PIECES)
def test_every_piece_closes_what_it_opens(name: str) -> None:
    assert piece(name).count("{") == piece(name).count("}") > 0


def test_an_unknown_piece_is_named() -> None:
    with pytest.raises(KeyError, match="talks"):
        sheet(frozenset({"talks"}))


def test_the_whole_style_leaves_most_of_the_first_visit_to_the_words() -> None:
    # What only a document carries is weighed with each of them (tests/pages).
    assert len(gzip.compress(sheet(EVERYTHING - {"document"}).encode(), 6)) <= 5_800


def test_type_has_five_sizes() -> None:
    scale = re.findall(r"--f\d:", piece("ground"))
    assert scale == ["--f1:", "--f2:", "--f3:", "--f4:", "--f5:"]
    used = re.findall(r"[{;]font-size:([^;}]+)", "".join(piece(name) for name in PIECES if name != "print"))
    assert {size for size in used if not size.startswith("var(--f")} <= {"inherit", "1.75rem"}


def test_nothing_is_placed_left_or_right() -> None:
    physical = re.findall(
        r"(?:margin|padding|border)-(?:left|right)|[;{](?:left|right|float):|text-align:(?:left|right)",
        sheet(EVERYTHING),
    )
    assert physical == []


def test_nothing_is_fetched() -> None:
    assert (
        "url(" not in sheet(EVERYTHING)
        and "@import" not in sheet(EVERYTHING)
        and "@font-face" not in sheet(EVERYTHING)
    )


def _colours(css: str) -> dict[str, str]:
    return {
        name: value if len(value) == 7 else "#" + "".join(c * 2 for c in value[1:])
        for name, value in re.findall(r"--([a-z-]+):(#[0-9a-f]{3,6})", css)
    }


def test_text_is_readable_by_day_and_by_night() -> None:
    day, night = (_colours(part) for part in piece("ground").split("@media (prefers-color-scheme:dark)")[:2])
    for colours in (day, night):
        for text in ("ink", "quiet", "accent", "warn"):
            for ground in ("paper", "soft", "field"):
                assert contrast(colours[text], colours[ground]) >= READABLE, (text, ground)
        assert contrast(colours["on-accent"], colours["accent"]) >= READABLE


def test_every_tone_behind_initials_has_its_class() -> None:
    assert all(f".t{index}{{--tone:{colour}}}" in sheet() for index, colour in enumerate(TONES))


def test_a_brand_changes_the_accent_before_print_makes_it_black() -> None:
    css = sheet(frozenset(), BRAND)
    assert css.index("--accent:#0b5d5a") < css.index("--accent:#a23d1a") < css.index("@media print")


@pytest.mark.parametrize("value", ["red", "#12345", "#000000}</style><script>", "", "#00000\n"])
def test_a_brand_takes_nothing_but_colours(value: str) -> None:
    with pytest.raises(ValueError, match="rrggbb"):
        Brand("#0b5d5a", "#ffffff", value, "#10201f")


def test_the_hash_of_what_is_inlined_reaches_the_request() -> None:
    request = RequestFactory().get("/")
    page = Engine.get_default().from_string('{% load palabre %}{% style "talk" %}')
    html = page.render(Context({"request": request, "brand": BRAND}))
    inlined = html.removeprefix("<style>").removesuffix("</style>")
    expected = base64.b64encode(hashlib.sha256(inlined.encode()).digest()).decode()
    assert request.style_hashes == [f"sha256-{expected}"] == [csp_hash(inlined)]  # type: ignore[attr-defined]


def test_a_conversation_and_a_story_bring_the_style_of_photographs_once() -> None:
    for wanted in ({"talk"}, {"story"}, {"talk", "story"}):
        assert sheet(frozenset(wanted)).count(".pic img{display:block") == 1
    assert ".pic img{display:block" not in sheet(frozenset({"forms"}))
