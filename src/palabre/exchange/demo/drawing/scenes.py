"""The scenes that the content names, each a poster of its own."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from palabre.exchange.demo.drawing import nights, streets
from palabre.exchange.demo.drawing.canvas import PAPER, Canvas

SCENES: dict[str, Callable[[Canvas], None]] = {
    act.__name__.replace("_", "-"): act
    for act in (
        nights.bags,
        nights.ferry_school,
        nights.handcarts,
        nights.hoisted_carts,
        nights.night_bus,
        nights.night_tricycle,
        nights.roof_school,
        nights.salon_fryers,
        nights.shop_radio,
        nights.stair_library,
        nights.tea_flask,
        nights.valve_key,
        nights.vestry_machines,
        streets.basket_lane,
        streets.bread_window,
        streets.chalk_board,
        streets.chalk_shadow,
        streets.market_scale,
        streets.numbered_tree,
        streets.rain_jars,
        streets.rickshaw_canopies,
        streets.slope_pitch,
        streets.stair_vines,
        streets.tide_clock,
        streets.voice_writer,
    )
}


@cache
def draw(name: str) -> bytes:
    """A scene as JPEG of 1600 by 1067 pixels, the same bytes every time; raises KeyError for an unknown one."""
    canvas = Canvas(PAPER, name)
    SCENES[name](canvas)
    return canvas.jpeg()
