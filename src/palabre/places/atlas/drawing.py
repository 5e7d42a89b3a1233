"""A map of cities as SVG, written by the server: readable without script, on paper and from 360 pixels up.

Colours and the choice between the two sets of names (for narrow and for wide screens) come from the style sheet by
class; without one the map is grey on white, with the wide set. No style attribute: the security policy forbids them.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from babel.lists import format_list
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from palabre.kit.languages import locale_of
from palabre.places.atlas.labels import Label, Mark, placed
from palabre.places.atlas.outline import outline
from palabre.places.atlas.projection import WIDTH, Frame, frame_around

NAMED_IN_WORDS = 40
"""Up to so many cities the map's description names them all; the list beside the map always does."""


@dataclass(frozen=True)
class Point:
    """A city on a map.

    `name` in the reader's language where known; `language` says otherwise. `weight` (1 is usual, at least 0) decides
    who gets a name first and how large the dot is. `kind` becomes a class of the dot, for colour.
    """

    name: str
    latitude: float
    longitude: float
    url: str = ""
    weight: float = 1
    kind: str = "city"
    language: str = ""


@dataclass(frozen=True)
class LabelSet:
    """Names for one width of screen: class, font size and dot radius in units (1000 to the picture's width)."""

    name: str
    size: int
    dot: float
    shown_without_style: bool


# 33 units are 11 pixels on a picture 328 pixels wide; 18 are 12 pixels on one of 672.
SETS = (LabelSet("near", 33, 14, False), LabelSet("far", 18, 8, True))
_DOTS = ((2.0, 11), (1.0, 8), (0.0, 6))  # weight from which, pixels across at any size of the picture
_TARGET = 24  # pixels: the least a finger needs (WCAG 2.2, 2.5.8)


def world_map(points: Sequence[Point], *, language: str, title: str, links: bool = False) -> SafeString:
    """The map of these cities: the world, or the part of it that holds them when they are near each other.

    An image for assistive technology, with `title` as its name: put the list of cities beside it. With `links`,
    dots that have a `url` lead there, and the map becomes a group of links, whose names say what its words would.
    """
    frame = frame_around([(point.longitude, point.latitude) for point in points])
    marks = [_mark(point, frame) for point in points]
    land = outline(frame)
    return format_html(
        '<svg class="map" role="{}" lang="{}" direction="ltr" viewBox="0 0 {} {}" aria-label="{}">'
        "<title>{}</title>{}"
        '<path class="land" fill="currentColor" fill-opacity=".18" fill-rule="evenodd" d="{}"/>'
        '<path class="border" fill="none" stroke="#fff" vector-effect="non-scaling-stroke" d="{}"/>'
        "{}{}{}</svg>",
        "group" if links else "img",
        language,
        WIDTH,
        frame.height,
        title,
        title,
        "" if links else format_html("<desc>{}</desc>", described(points, language)),
        land.land,
        land.borders,
        _dots(points, marks),
        _joined(_names(points, marks, names, frame, language) for names in SETS),
        _links(points, marks) if links else "",
    )


def _mark(point: Point, frame: Frame) -> Mark:
    return Mark(point.name, *frame.project(point.longitude, point.latitude), point.weight)


def described(points: Sequence[Point], language: str) -> str:
    """What the map shows, in words of the active interface language."""
    if not points:
        return gettext("No city is marked on the map yet.")
    if len(points) > NAMED_IN_WORDS:
        count = len(points)
        return ngettext("%(count)s city is marked.", "%(count)s cities are marked.", count) % {"count": count}
    names = format_list([point.name for point in points], locale=locale_of(language))
    return gettext("Marked on the map: %(cities)s.") % {"cities": names}


def _joined(parts: Iterator[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))


def _dots(points: Sequence[Point], marks: Sequence[Mark]) -> SafeString:
    """One path for all dots that look alike: moves with a round line of no length, as many pixels wide as wanted."""
    alike: defaultdict[tuple[str, int], list[Mark]] = defaultdict(list)
    for point, mark in zip(points, marks, strict=True):
        alike[point.kind, _across(point.weight)].append(mark)
    return format_html_join(
        "",
        '<path class="dot {}" fill="none" stroke="currentColor" stroke-linecap="round" stroke-width="{}"'
        ' vector-effect="non-scaling-stroke" d="{}"/>',
        ((kind, across, "".join(_at(mark) for mark in same)) for (kind, across), same in alike.items()),
    )


def _across(weight: float) -> int:
    return next((across for least, across in _DOTS if weight >= least), _DOTS[-1][1])


def _at(mark: Mark) -> str:
    return f"M{round(mark.x)} {round(mark.y)}h0"


def _names(
    points: Sequence[Point], marks: Sequence[Mark], names: LabelSet, frame: Frame, language: str
) -> SafeString:
    labels = placed(marks, size=names.size, dot=names.dot, width=WIDTH, height=frame.height)
    return format_html(
        '<g class="labels {}" font-size="{}" fill="currentColor"{}>{}</g>',
        names.name,
        names.size,
        "" if names.shown_without_style else mark_safe(' display="none"'),
        _joined(_name(label, points[label.mark], language) for label in labels),
    )


def _name(label: Label, point: Point, language: str) -> SafeString:
    foreign = point.language and point.language != language
    return format_html(
        '<text x="{}" y="{}"{}{}>{}</text>',
        label.x,
        label.y,
        "" if label.anchor == "start" else format_html(' text-anchor="{}"', label.anchor),
        format_html(' lang="{}"', point.language) if foreign else "",
        isolated(point.name),
    )


def isolated(name: str) -> str:
    """A name that runs right to left between Unicode's isolates, so that a closing bracket in it stays at its end."""
    runs_left = any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in name)
    return f"\u2068{name}\u2069" if runs_left else name


def _links(points: Sequence[Point], marks: Sequence[Mark]) -> SafeString:
    return format_html_join(
        "",
        '<a href="{}" aria-label="{}"><title>{}</title><path d="{}" fill="none" stroke="transparent"'
        ' stroke-linecap="round" stroke-width="{}" vector-effect="non-scaling-stroke" pointer-events="stroke"/></a>',
        (
            (point.url, point.name, point.name, _at(mark), _TARGET)
            for point, mark in zip(points, marks, strict=True)
            if point.url
        ),
    )
