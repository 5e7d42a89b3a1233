"""The scenes that the content names, each a poster of its own."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from palabre.exchange.demo.drawing import markets, nights, rooms, streets
from palabre.exchange.demo.drawing.canvas import PAPER, Canvas

SCENES: dict[str, Callable[[Canvas], None]] = {
    act.__name__.replace("_", "-"): act
    for act in (
        streets.bags,
        rooms.ferry_school,
        nights.handcarts,
        rooms.hoisted_carts,
        nights.night_bus,
        nights.night_tricycle,
        nights.roof_school,
        rooms.salon_fryers,
        rooms.shop_radio,
        rooms.stair_library,
        nights.tea_flask,
        nights.valve_key,
        rooms.vestry_machines,
        streets.basket_lane,
        streets.bread_window,
        markets.chalk_board,
        streets.chalk_shadow,
        markets.market_scale,
        markets.numbered_tree,
        markets.rain_jars,
        streets.rickshaw_canopies,
        streets.slope_pitch,
        streets.stair_vines,
        markets.tide_clock,
        markets.voice_writer,
    )
}


@cache
def draw(name: str) -> bytes:
    """A scene as JPEG of 1600 by 1067 pixels, the same bytes every time; raises KeyError for an unknown one."""
    canvas = Canvas(PAPER, name)
    SCENES[name](canvas)
    return canvas.jpeg()
