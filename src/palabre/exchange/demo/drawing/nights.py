"""Scenes before dawn and at night."""

from __future__ import annotations

from palabre.exchange.demo.drawing.canvas import (
    BRICK,
    COAL,
    CREAM,
    DUSK,
    INK,
    LAGOON,
    LEMON,
    NIGHT,
    OCHRE,
    PLUM,
    RUST,
    SEA,
    STRAW,
    WHITE,
    WINE,
    Canvas,
)
from palabre.exchange.demo.drawing.figures import (
    SKINS,
    Look,
    bag,
    can,
    seated,
    standing,
    stool,
    wheel,
    windows,
)


def valve_key(c: Canvas) -> None:
    """A hand lowers an iron key into a wet road; three cans wait behind."""
    c.bands(("#2c4560", "#3f5b70", "#6d7f7f", "#c08a5e"), 0, 400)
    for number, (x, tall) in enumerate(
        ((0, 250), (210, 190), (400, 280), (640, 210), (900, 260), (1180, 200), (1380, 270))
    ):
        c.rect("#1b2c3e" if number % 2 else "#22364a", x, 420 - tall, 282, tall)
    windows(c, (420, 170, 200, 200), 4, 3, ("#1b2c3e", "#1b2c3e", "#22364a", LEMON))
    c.rect("#24364a", 0, 400, 1600, 667)
    c.ripples(("#2d4358", "#35506a", "#5d6f76"), 46, (430, 1060), (60, 260))
    for x in (180, 370, 560):
        can(c, x, 660, 240)
        c.veil(LEMON, 0.2, (x - 76, 668), (x + 76, 668), (x + 62, 840), (x - 62, 840))
    c.poly("#3b4d5c", (820, 800), (1240, 800), (1330, 960), (770, 960))
    c.poly("#0c131d", (890, 826), (1170, 826), (1230, 932), (840, 932))
    c.poly("#55646c", (1290, 770), (1540, 770), (1600, 850), (1330, 850))
    c.stroke("#10161c", 26, (1030, 240), (1030, 890))
    c.stroke("#6b6f6d", 7, (1023, 250), (1023, 800))
    c.stroke("#10161c", 30, (880, 250), (1180, 250))
    c.stroke("#a5502d", 150, (1600, 40), (1300, 160))
    c.stroke(SKINS[1], 88, (1330, 150), (1190, 216))
    c.disc(SKINS[1], 1130, 246, 72, 56)
    for finger in range(4):
        c.stroke("#7a4f38", 26, (1090 + finger * 28, 226), (1080 + finger * 28, 284))


def night_bus(c: Canvas) -> None:
    """A lit minibus at a dark corner; its driver speaks to a woman with two bags."""
    c.bands((INK, "#16213a", NIGHT), 0, 640)
    c.stars("#8b97ad", 40, 240)
    c.rect("#0e1526", 0, 180, 330, 560)
    c.rect("#131c31", 1180, 120, 420, 620)
    windows(c, (1230, 180, 330, 380), 4, 5, ("#131c31", "#131c31", "#1d2a45", "#d8a24a"))
    c.rect("#1a2236", 0, 740, 1600, 327)
    c.rect("#262f45", 0, 730, 1600, 20)
    c.glow("#f5c968", (760, 560), 640, 0.4)
    c.rect("#d9742f", 220, 330, 880, 440, 54)
    c.rect("#b65a20", 220, 610, 880, 160, 30)
    c.rect(CREAM, 220, 580, 880, 26)
    for x in (270, 440, 610):
        c.rect("#fbe0a0", x, 390, 146, 156, 14)
    for x, colour in ((330, PLUM), (512, SEA), (690, BRICK)):
        c.disc(COAL, x, 486, 26, 28)
        c.slice(colour, x, 552, 46, 44, 180, 360)
    c.rect("#fbe0a0", 790, 380, 150, 390, 10)
    c.rect("#f2c874", 800, 640, 130, 130)
    c.rect("#fbe0a0", 970, 390, 110, 156, 20)
    wheel(c, 400, 780, 66, "#0b0f1a")
    wheel(c, 980, 780, 66, "#0b0f1a")
    c.disc(WHITE, 1090, 660, 20, 26)
    c.veil("#fbe6ae", 0.35, (1100, 640), (1600, 560), (1600, 900), (1100, 690))
    standing(c, 862, 760, 350, Look("#2e5c86", COAL, SKINS[1]), ((0.3, 0.1), (-0.1, 0.28)))
    standing(c, 1170, 900, 420, Look(RUST, WINE, SKINS[3], scarf=LEMON, skirt=True), turned=-1)
    bag(c, 1096, 900, 130, LAGOON, SEA)
    bag(c, 1260, 904, 130, STRAW, OCHRE)


def handcarts(c: Canvas) -> None:
    """Handcarts nose to tail in a yard at night; an old man walks along them with a torch."""
    c.bands((INK, "#18233b", "#22304c"), 0, 420)
    c.stars("#97a3b8", 60, 260)
    c.disc("#e9ddb6", 1330, 150, 62)
    c.disc("#18233b", 1304, 136, 56)
    c.poly(
        "#131b2d",
        (0, 330),
        (300, 260),
        (640, 330),
        (980, 250),
        (1300, 330),
        (1600, 280),
        (1600, 470),
        (0, 470),
    )
    c.rect("#3a3330", 0, 440, 1600, 627)
    for row in range(4):
        size = 0.5 + row * 0.19
        for number in range(9 - row):
            x = 70 + number * 330 * size - row * 50
            _handcart(c, x, 560 + row * 130, size)
    c.veil("#f6d98a", 0.55, (1236, 690), (560, 800), (520, 1010), (820, 1030))
    standing(
        c,
        1300,
        960,
        430,
        Look("#5b6b52", "#2b2b33", SKINS[3], hair="#cfcabb"),
        ((-0.18, 0.14), (0.13, 0.3)),
        turned=-1,
    )
    c.rect("#d8d2bf", 1206, 676, 40, 20, 6)


def _handcart(c: Canvas, x: float, ground: float, size: float) -> None:
    wood = c.chance.choice(("#8a5c34", "#9a6a3e", "#774c2a"))
    c.stroke(wood, 10 * size, (x - 70 * size, ground - 62 * size), (x + 240 * size, ground - 96 * size))
    c.poly(wood, (x, ground - 128 * size), (x + 170 * size, ground - 146 * size), (x + 160 * size, ground - 74 * size),
           (x + 8 * size, ground - 60 * size))  # fmt: skip
    for plank in range(4):
        c.stroke("#5b3a1f", 4 * size, (x + (24 + plank * 40) * size, ground - 130 * size),
                 (x + (26 + plank * 38) * size, ground - 66 * size))  # fmt: skip
    wheel(c, x + 86 * size, ground - 48 * size, 50 * size, "#191513")


def tea_flask(c: Canvas) -> None:
    """A woman pours tea on a road at night beside a wall of names."""
    c.bands((INK, "#17223a"), 0, 300)
    c.stars("#8e9ab0", 30, 200)
    c.rect("#5a4a48", 0, 250, 1600, 560)
    for row in range(7):
        for column in range(18):
            c.rect(
                c.chance.choice(("#5f4e4b", "#554543", "#634f4a")),
                column * 98 - row % 2 * 49,
                262 + row * 78,
                92,
                72,
            )
    c.rect("#2b2a33", 0, 810, 1600, 257)
    c.glow("#f3b65c", (640, 560), 520, 0.42)
    for column in range(3):
        for row in range(6):
            x, y = 930 + column * 210, 340 + row * 68
            c.scribble("#e9e3d3", x, y, c.chance.uniform(90, 160), 6)
            if c.chance.random() < 0.5:
                c.stroke("#e9e3d3", 5, (x + 166, y - 12), (x + 166, y + 12))
    c.stroke("#1a1a22", 12, (300, 250), (300, 820))
    c.poly("#1a1a22", (250, 270), (350, 270), (326, 226), (274, 226))
    c.disc("#fbe3a4", 300, 284, 30, 22)
    stool(c, 610, 900, 90)
    seated(
        c, 610, 812, 540, Look("#b23a48", "#7a2733", SKINS[0], scarf="#e3a83b"), ((0.27, 0.1), (0.34, 0.28))
    )
    c.poly("#3f8f9a", (724, 600), (800, 630), (774, 690), (700, 660))
    c.poly("#d9e2dc", (796, 628), (826, 640), (812, 672), (780, 660))
    c.stroke("#8a4b1e", 8, (818, 662), (822, 728))
    c.rect("#f2ead6", 800, 728, 44, 52, 6)
    c.rect("#8a4b1e", 806, 744, 32, 30, 4)
    for steam in (806, 830):
        c.stroke("#c9bfb0", 4, (steam, 700), (steam + 8, 676), (steam - 4, 650))
    c.rect("#7d5230", 740, 800, 210, 20)
    for x in (770, 920):
        c.rect("#7d5230", x, 820, 14, 100)
    for cup in range(3):
        c.rect("#f2ead6", 868 + cup * 26, 770, 20, 30, 3)


def roof_school(c: Canvas) -> None:
    """A lesson in astronomy on a roof, between the tanks."""
    c.bands((INK, "#172442", "#223358", "#33466b"), 0, 700)
    c.stars("#f3ead0", 150, 620)
    c.disc("#f3e3b4", 300, 190, 78)
    c.disc("#e2cf9b", 278, 170, 14)
    c.disc("#e2cf9b", 322, 214, 20)
    for number in range(26):
        x, tall = number * 64, c.chance.uniform(40, 150)
        c.rect("#101a30", x, 720 - tall, 66, tall)
        if number % 2:
            c.rect("#e4b65c", x + 24, 740 - tall, 10, 14)
    c.rect("#8b7c70", 0, 760, 1600, 307)
    c.rect("#a19283", 0, 720, 1600, 46)
    for x, wide, tall in ((70, 210, 290), (1250, 250, 330)):
        c.rect("#c9ccc4", x, 770 - tall, wide, tall, 20)
        c.rect("#a4a9a2", x + wide * 0.66, 770 - tall, wide * 0.34, tall, 20)
        for y in (0.25, 0.5, 0.75):
            c.rect("#b5b9b1", x, 770 - tall * y, wide, 8)
        c.disc("#8e938d", x + wide / 2, 772 - tall, wide * 0.24, 16)
    for leg in (-70, 10, 84):
        c.stroke("#d8cba8", 9, (900, 640), (900 + leg, 880))
    c.stroke("#e9e3d0", 40, (820, 700), (1050, 480))
    c.stroke("#b85a2c", 46, (1034, 494), (1056, 474))
    standing(c, 760, 900, 400, Look(LEMON, SEA, SKINS[4]), ((0.2, 0.06), (0.1, 0.16)))
    pupils = (
        (360, Look(RUST, COAL, SKINS[0])),
        (510, Look(LAGOON, DUSK, SKINS[4], scarf=WHITE)),
        (1090, Look(PLUM, COAL, SKINS[2])),
        (1220, Look(CREAM, WINE, SKINS[0])),
    )
    for number, (x, look) in enumerate(pupils):
        seated(c, x, 950, 340, look, turned=1 if number < 2 else -1)


def night_tricycle(c: Canvas) -> None:
    """A tricycle with a mattress waits at a yard's door, its lamp on."""
    c.bands(("#101a2c", "#182640"), 0, 220)
    c.stars("#93a0b6", 26, 150)
    c.rect("#8a5538", 0, 200, 1600, 590)
    c.rect("#7a4830", 0, 200, 1600, 30)
    for _ in range(40):
        x, y = c.chance.uniform(0, 1560), c.chance.uniform(250, 760)
        c.stroke("#7e4c33", 5, (x, y), (x + 50, y))
    c.rect("#2c1d18", 1090, 300, 300, 490)
    c.rect("#2d6a73", 1090, 300, 146, 490)
    for y in (340, 500, 660):
        c.rect("#235660", 1110, y, 106, 110)
    c.rect("#f0bd62", 1240, 312, 146, 478)
    standing(
        c,
        1312,
        790,
        360,
        Look(PLUM, WINE, SKINS[3], scarf=LEMON, skirt=True),
        ((-0.16, 0.06), (0.14, 0.3)),
        turned=-1,
    )
    c.rect("#3a302f", 0, 790, 1600, 277)
    c.veil("#fbe2a0", 0.5, (1010, 700), (1600, 640), (1600, 1000), (1010, 750))
    c.stroke("#1c1a1c", 16, (300, 800), (820, 800), (920, 640), (900, 590))
    c.rect("#b5472a", 230, 690, 470, 90, 8)
    c.rect("#8e341e", 230, 750, 470, 30)
    c.rect("#e9e2cf", 216, 632, 500, 64, 24)
    for x in range(250, 700, 64):
        c.stroke("#8fb0b5", 8, (x, 636), (x, 690))
    c.rect("#fbf6ea", 236, 606, 110, 44, 20)
    c.rect("#1f4b73", 720, 690, 150, 60, 14)
    c.rect("#1c1a1c", 700, 640, 120, 34, 14)
    c.poly("#1f4b73", (900, 620), (980, 650), (960, 760), (900, 740))
    c.stroke("#1c1a1c", 12, (860, 580), (940, 596))
    c.disc("#fff3c8", 990, 706, 34)
    wheel(c, 330, 840, 80, "#15120f", 5)
    wheel(c, 600, 840, 80, "#15120f", 5)
    wheel(c, 940, 840, 80, "#15120f", 5)
    seated(c, 760, 650, 470, Look("#4e7a4b", "#26262c", SKINS[3]), ((0.26, 0.2),))
