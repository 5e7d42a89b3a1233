"""Scenes before dawn, at night and indoors."""

from __future__ import annotations

from palabre.exchange.demo.drawing.canvas import (
    BARK, BRICK, COAL, CREAM, DUSK, EARTH, INK, LAGOON, LEMON, MIST, MOSS, NIGHT, OCHRE, PAPER, PINE, PLUM, ROSE,
    RUST, SAND, SEA, SKY, STRAW, WHITE, WINE, Canvas,
)  # fmt: skip
from palabre.exchange.demo.drawing.figures import (
    SKINS, Look, bag, can, seated, standing, stool, wheel, windows,
)  # fmt: skip


def valve_key(c: Canvas) -> None:
    """A hand lowers an iron key into a wet road; three cans wait behind."""
    c.bands(("#2c4560", "#3f5b70", "#6d7f7f", "#c08a5e"), 0, 400)
    for number, (x, tall) in enumerate(((0, 250), (210, 190), (400, 280), (640, 210), (900, 260), (1180, 200), (1380, 270))):
        c.rect("#1b2c3e" if number % 2 else "#22364a", x, 420 - tall, 282, tall)
    windows(c, (420, 170, 200, 200), 4, 3, ("#1b2c3e", "#1b2c3e", "#22364a", LEMON))
    c.rect("#24364a", 0, 400, 1600, 667)
    for _ in range(46):
        x, y = c.chance.uniform(-80, 1500), c.chance.uniform(430, 1060)
        c.stroke(c.chance.choice(("#2d4358", "#35506a", "#5d6f76")), 5, (x, y), (x + c.chance.uniform(60, 260), y))
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


def bags(c: Canvas) -> None:
    """Knotted bags along a kerb; a gloved hand in the last one."""
    c.rect("#cbd3c4", 0, 0, 1600, 560)
    c.rect("#bcc6b6", 0, 440, 1600, 120)
    for x in range(0, 1600, 200):
        c.rect("#aab5a5", x, 440, 4, 120)
    c.rect("#e4dcc8", 0, 560, 1600, 200)
    c.rect("#b9b09c", 0, 760, 1600, 46)
    c.rect("#6f6c66", 0, 806, 1600, 261)
    c.stroke("#d9d2bf", 14, (0, 980), (420, 980))
    c.stroke("#d9d2bf", 14, (700, 980), (1180, 980))
    kinds = (("#2b2b31", "#1c1c21"), ("#2f7d8c", "#225f6b"), ("#c4602f", "#9c4720"), (WHITE, "#d8d0bd"),
             ("#d8ab3a", "#b28722"), ("#58764a", "#405a35"))  # fmt: skip
    for number, (colour, shade) in enumerate(kinds):
        bag(c, 120 + number * 190, 790 + number % 2 * 14, 260 + number % 3 * 26, colour, shade)
    c.disc("#7a4460", 1370, 700, 150, 128)
    c.slice("#5c314a", 1370, 700, 150, 128, -30, 100)
    c.disc("#3c1f31", 1370, 600, 104, 34)
    c.poly("#8d5272", (1262, 600), (1240, 548), (1300, 572), (1330, 560))
    c.poly("#8d5272", (1478, 600), (1500, 546), (1446, 572), (1410, 558))
    c.stroke("#e07a2c", 118, (1600, 250), (1480, 420))
    c.stroke("#e8e3d2", 10, (1540, 300), (1590, 350))
    c.stroke("#e9c93c", 76, (1480, 420), (1400, 560))
    c.disc("#e9c93c", 1384, 590, 46, 40)


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


def vestry_machines(c: Canvas) -> None:
    """Sewing machines asleep under a row of empty hooks."""
    c.rect("#e6d8bb", 0, 0, 1600, 700)
    c.slice("#f4e9cf", 800, 330, 190, 250, 180, 360)
    c.rect("#f4e9cf", 610, 330, 380, 190)
    c.slice("#9cc0b8", 800, 330, 150, 210, 180, 360)
    c.rect("#9cc0b8", 650, 330, 300, 160)
    c.rect("#e6d8bb", 792, 120, 16, 380)
    c.rect("#e6d8bb", 650, 320, 300, 14)
    c.rect("#7b5636", 0, 560, 1600, 34)
    for x in range(60, 1600, 116):
        c.stroke("#4b3424", 10, (x, 578), (x, 620), (x + 20, 634))
    c.rect("#b9ae98", 0, 700, 1600, 367)
    for row in range(4):
        for column in range(8):
            if (row + column) % 2:
                c.rect("#ada28b", column * 210 - row * 30, 700 + row * 92, 206, 90)
    strips = (RUST, LAGOON, LEMON, PLUM, MOSS, ROSE, OCHRE, SEA, BRICK)
    for number in range(9):
        row = number // 5
        _machine(c, 90 + number % 5 * 330 + row * 165, 860 + row * 175, strips[number])


def _machine(c: Canvas, x: float, ground: float, strip: str) -> None:
    c.rect("#8a5f38", x - 110, ground - 26, 230, 26, 4)
    c.rect(COAL, x - 100, ground - 46, 210, 22, 4)
    c.rect(COAL, x + 50, ground - 140, 44, 100)
    c.rect(COAL, x - 92, ground - 150, 186, 40, 16)
    c.rect(COAL, x - 92, ground - 140, 34, 70, 8)
    c.stroke("#c9c6bb", 4, (x - 76, ground - 70), (x - 76, ground - 46))
    c.stroke("#c9a24a", 4, (x - 50, ground - 130), (x + 40, ground - 130))
    c.disc("#3b3836", x + 108, ground - 118, 36)
    c.disc("#5a5653", x + 108, ground - 118, 20)
    c.stroke(strip, 15, (x + 112, ground - 146), (x + 126, ground - 100), (x + 116, ground - 52))
    c.stroke(strip, 13, (x + 104, ground - 146), (x + 94, ground - 66))


def handcarts(c: Canvas) -> None:
    """Handcarts nose to tail in a yard at night; an old man walks along them with a torch."""
    c.bands((INK, "#18233b", "#22304c"), 0, 420)
    c.stars("#97a3b8", 60, 260)
    c.disc("#e9ddb6", 1330, 150, 62)
    c.disc("#18233b", 1304, 136, 56)
    c.poly("#131b2d", (0, 330), (300, 260), (640, 330), (980, 250), (1300, 330), (1600, 280), (1600, 470), (0, 470))
    c.rect("#3a3330", 0, 440, 1600, 627)
    for row in range(4):
        size = 0.5 + row * 0.19
        for number in range(9 - row):
            x = 70 + number * 330 * size - row * 50
            _handcart(c, x, 560 + row * 130, size)
    c.veil("#f6d98a", 0.55, (1236, 690), (560, 800), (520, 1010), (820, 1030))
    standing(c, 1300, 960, 430, Look("#5b6b52", "#2b2b33", SKINS[3], hair="#cfcabb"), ((-0.18, 0.14), (0.13, 0.3)), turned=-1)
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


def hoisted_carts(c: Canvas) -> None:
    """Food carts hang from pulleys under the roof of a hall; water stands on its floor."""
    c.rect("#d7c49a", 0, 0, 1600, 820)
    c.poly("#8f5a34", (0, 0), (1600, 0), (1600, 70), (800, 20), (0, 70))
    for x in (60, 420, 800, 1180, 1540):
        c.stroke("#6b4326", 24, (800, 6), (x, 150))
    c.rect("#6b4326", 0, 140, 1600, 34)
    for x in (120, 1440):
        c.rect("#7d5230", x, 170, 44, 690)
    c.rect("#a9c4bc", 220, 330, 1160, 300)
    c.rect("#89a99f", 220, 520, 1160, 110)
    for number in range(12):
        c.rect("#93ada0", 240 + number * 96, 470 + number % 3 * 20, 80, 120)
    for x, height, colour, roof in ((400, 590, "#c4602f", CREAM), (800, 520, SEA, LEMON), (1200, 600, "#d8ab3a", BRICK)):
        _hung(c, x, height, colour, roof)
    c.rect("#5f7f86", 0, 820, 1600, 247)
    for _ in range(60):
        x, y = c.chance.uniform(-60, 1560), c.chance.uniform(832, 1060)
        c.stroke(c.chance.choice(("#7b9aa0", "#4f6e76", "#8fabae")), 5, (x, y), (x + c.chance.uniform(60, 220), y))
    for x, colour in ((400, "#c4602f"), (800, SEA), (1200, "#d8ab3a")):
        c.veil(colour, 0.28, (x - 110, 860), (x + 110, 860), (x + 90, 1000), (x - 90, 1000))


def _hung(c: Canvas, x: float, base: float, colour: str, roof: str) -> None:
    c.disc("#3a2a1e", x, 190, 30)
    c.disc("#8b6a45", x, 190, 14)
    for side in (-1, 1):
        c.stroke("#e9dfc4", 6, (x + side * 6, 200), (x + side * 112, base - 190))
    for side in (-1, 1):
        c.stroke("#4b3424", 10, (x + side * 104, base - 180), (x + side * 104, base - 60))
    c.poly(roof, (x - 150, base - 176), (x - 116, base - 232), (x + 116, base - 232), (x + 150, base - 176))
    c.rect(colour, x - 122, base - 100, 244, 110, 8)
    c.rect("#fff3cf", x - 100, base - 170, 200, 70)
    c.scribble(WHITE, x - 70, base - 46, 140, 9)
    wheel(c, x - 76, base + 34, 44)
    wheel(c, x + 76, base + 34, 44)
    c.stroke("#9fb9bb", 4, (x - 40, base + 84), (x - 40, base + 104))


def salon_fryers(c: Canvas) -> None:
    """Two pastry carts between the chairs of a hairdresser's at night."""
    c.rect("#5c3550", 0, 0, 1600, 760)
    c.rect("#4b2a42", 0, 0, 1600, 60)
    for number, x in enumerate((110, 610, 1110)):
        c.rect("#e2b96c", x - 16, 124, 392, 362, 30)
        c.rect("#1d2a45", x, 140, 360, 330, 20)
        c.rect("#2a3858", x, 360, 360, 110, 12)
        for light in range(6):
            c.disc("#f2cf7e", x + 40 + light * 56, 352 - (light * 37 + number * 20) % 90, 7)
        c.poly("#31425f", (x + 150, 470), (x + 180, 330), (x + 200, 330), (x + 260, 470))
        c.rect("#e8dcc6", x - 20, 520, 400, 24)
        for bottle in range(4):
            c.rect((ROSE, LAGOON, LEMON, WHITE)[bottle], x + 30 + bottle * 44, 474, 22, 46, 6)
    c.rect("#7d6a77", 0, 760, 1600, 307)
    for x in range(0, 1600, 160):
        for y in (760, 914):
            c.rect("#8d7a86", x + (80 if y > 800 else 0), y, 80, 77)
            c.rect("#8d7a86", x + (0 if y > 800 else 80), y + 77, 80, 77)
    for x in (110, 800, 1490):
        c.stroke("#b9b4b4", 18, (x, 850), (x, 960))
        c.disc("#b9b4b4", x, 966, 70, 16)
        c.rect("#a8323a", x - 84, 790, 168, 60, 18)
        c.rect("#a8323a", x - 76, 610, 152, 190, 26)
        c.rect("#c04a4e", x - 56, 566, 112, 54, 16)
    for x, roof, second in ((445, LEMON, WHITE), (1145, "#3f8f6b", WHITE)):
        _pastry_cart(c, x, roof, second)


def _pastry_cart(c: Canvas, x: float, roof: str, second: str) -> None:
    for side in (-132, 132):
        c.stroke("#dedbd0", 9, (x + side, 560), (x + side, 800))
    for stripe in range(8):
        left = x - 176 + stripe * 44
        c.poly(roof if stripe % 2 else second, (left + 8, 500), (left + 46, 500), (left + 44, 574), (left, 574))
        c.slice(roof if stripe % 2 else second, left + 22, 574, 22, 20, 0, 180)
    c.rect("#dfe6e3", x - 146, 640, 292, 110, 6)
    c.rect("#b9cdca", x - 132, 652, 264, 60)
    for pastry in range(5):
        c.slice("#d99a3d", x - 100 + pastry * 50, 712, 24, 26, 180, 360)
    c.rect("#c9cfca", x - 150, 748, 300, 150, 8)
    c.rect("#a33a2b", x - 150, 800, 300, 34)
    wheel(c, x - 90, 930, 52)
    wheel(c, x + 90, 930, 52)


def stair_library(c: Canvas) -> None:
    """A shelf of old books on a landing, and a girl who reads before going up."""
    c.rect("#c6d2b8", 0, 0, 1600, 1067)
    c.rect("#8fa889", 0, 620, 1600, 447)
    for step in range(9):
        c.rect("#e9e0c9" if step % 2 else "#dcd1b5", 1000 + step * 80, 860 - step * 92, 700, 92)
        c.rect("#b9ad8d", 1000 + step * 80, 860 - step * 92, 700, 12)
    c.rect("#b3a584", 0, 950, 1600, 117)
    c.rect("#c9bc9a", 0, 930, 1600, 30)
    c.stroke("#5e2a27", 20, (940, 700), (1600, -60))
    for step in range(8):
        c.stroke("#7d4038", 9, (980 + step * 84, 668 - step * 97), (980 + step * 84, 870 - step * 97))
    c.rect("#f4e6b0", 90, 90, 230, 300)
    c.rect("#8fa889", 200, 90, 10, 300)
    c.rect("#8fa889", 90, 230, 230, 10)
    c.rect("#7b5030", 400, 330, 400, 330, 8)
    c.rect("#5b3a22", 422, 352, 356, 136)
    c.rect("#5b3a22", 422, 508, 356, 132)
    for row, base in enumerate((488, 640)):
        x = 432.0
        while x < 700 + row * 40:
            wide, tall = c.chance.uniform(16, 34), c.chance.uniform(84, 122)
            c.rect(c.chance.choice((RUST, SEA, OCHRE, PLUM, CREAM, BRICK, "#4f7039", DUSK)), x, base - tall, wide, tall)
            x += wide + 3
        c.poly(ROSE, (x + 4, base), (x + 26, base), (x + 60, base - 90), (x + 40, base - 96))
    standing(c, 690, 960, 520, Look("#2d5d8f", "#234a74", SKINS[0], skirt=True), ((0.16, 0.14), (0.06, 0.16)), turned=1)
    c.rect(BRICK, 600, 560, 96, 150, 24)
    c.rect("#7b3120", 606, 640, 84, 60, 14)
    c.stroke(COAL, 22, (668, 500), (640, 590))
    c.poly(WHITE, (716, 620), (768, 604), (772, 664), (720, 680))
    c.poly("#e5ddc6", (768, 604), (822, 618), (824, 676), (772, 664))


def tea_flask(c: Canvas) -> None:
    """A woman pours tea on a road at night beside a wall of names."""
    c.bands((INK, "#17223a"), 0, 300)
    c.stars("#8e9ab0", 30, 200)
    c.rect("#5a4a48", 0, 250, 1600, 560)
    for row in range(7):
        for column in range(18):
            c.rect(c.chance.choice(("#5f4e4b", "#554543", "#634f4a")), column * 98 - row % 2 * 49, 262 + row * 78, 92, 72)
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
    seated(c, 610, 812, 540, Look("#b23a48", "#7a2733", SKINS[0], scarf="#e3a83b"), ((0.27, 0.1), (0.34, 0.28)))
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
    for number, (x, look) in enumerate(((360, Look(RUST, COAL, SKINS[0])), (510, Look(LAGOON, DUSK, SKINS[4], scarf=WHITE)),
                                        (1090, Look(PLUM, COAL, SKINS[2])), (1220, Look(CREAM, WINE, SKINS[0])))):  # fmt: skip
        seated(c, x, 950, 340, look, turned=1 if number < 2 else -1)


def shop_radio(c: Canvas) -> None:
    """A shopkeeper reads a bill into a microphone; those outside follow it on their own."""
    c.rect("#8cb8b0", 0, 0, 1600, 1067)
    c.rect("#e3b04b", 0, 0, 1000, 860)
    c.rect("#c99434", 0, 0, 1000, 60)
    c.rect("#6e3b22", 90, 150, 830, 520)
    c.rect("#f4d58c", 110, 170, 790, 500)
    for shelf in range(3):
        y = 300 + shelf * 120
        c.rect("#a9713a", 110, y, 790, 14)
        for x in range(120, 880, 46):
            tall = c.chance.uniform(44, 92)
            if not 400 < x < 640:
                c.rect(c.chance.choice((RUST, SEA, PLUM, WHITE, MOSS, BRICK)), x, y - tall, 34, tall, 4)
    c.rect("#cda978", 0, 860, 1600, 207)
    standing(c, 520, 866, 610, Look("#3c6e8f", COAL, SKINS[4], hair="#6f6a63"), ((0.2, 0.12), (0.08, 0.24)))
    for side in (-16, 26):
        c.arc(COAL, 526 + side, 306, 17, 15, (0, 360), 5)
    c.poly(WHITE, (560, 420), (640, 440), (628, 560), (548, 540))
    for line in range(4):
        c.scribble("#7d7668", 564, 456 + line * 24, 54, 3)
    c.rect("#7a4a28", 60, 660, 900, 210)
    c.rect("#935f37", 40, 636, 940, 36)
    c.stroke(COAL, 10, (720, 636), (690, 480))
    c.disc(COAL, 684, 460, 30, 36)
    c.disc("#6f6a63", 684, 454, 20, 24)
    c.rect(COAL, 1010, 180, 110, 84, 10)
    c.poly(COAL, (1110, 190), (1170, 150), (1170, 296), (1110, 256))
    for ring in (60, 104, 148):
        c.arc(WHITE, 1160, 222, ring, ring, (-40, 40), 7)
    people = (
        (1090, Look(RUST, COAL, SKINS[1])),
        (1240, Look(PLUM, WINE, SKINS[0], skirt=True)),
        (1390, Look(WHITE, DUSK, SKINS[2])),
        (1520, Look(LEMON, SEA, SKINS[3], skirt=True)),
    )
    for number, (x, look) in enumerate(people):
        standing(c, x, 960 + number % 2 * 40, 440 + number % 2 * 20, look, ((-0.18, 0.14), (0.14, 0.28)), turned=-1)
        c.poly(WHITE, (x - 104, 640 + number % 2 * 20), (x - 60, 630 + number % 2 * 20), (x - 54, 704 + number % 2 * 20),
               (x - 98, 714 + number % 2 * 20))  # fmt: skip


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
    standing(c, 1312, 790, 360, Look(PLUM, WINE, SKINS[3], scarf=LEMON, skirt=True), ((-0.16, 0.06), (0.14, 0.3)), turned=-1)
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


def ferry_school(c: Canvas) -> None:
    """Pupils write on their knees on a ferry's upper deck; fog lies on the river."""
    c.bands(("#d8d9c9", "#e2dfcb", "#eae3cc", "#d5d8cb"), 0, 640)
    c.disc("#f3c98a", 1180, 200, 74)
    for y, colour in ((360, "#c3ccc0"), (420, "#b0bdb3")):
        c.leaves((colour,), (300, y), (460, 34), 60, 46)
        c.leaves((colour,), (1250, y + 14), (420, 30), 60, 46)
    c.rect("#aebfbd", 0, 450, 1600, 260)
    for _ in range(30):
        x, y = c.chance.uniform(-60, 1500), c.chance.uniform(470, 640)
        c.stroke("#c6d2cc", 6, (x, y), (x + c.chance.uniform(120, 360), y))
    c.poly("#6c7d7a", (360, 470), (560, 470), (530, 500), (390, 500))
    c.stroke("#6c7d7a", 6, (470, 470), (470, 410))
    c.rect("#2f5d62", 0, 0, 1600, 70)
    c.rect("#244a4e", 0, 64, 1600, 18)
    for x in (80, 800, 1510):
        c.rect("#e9e0c8", x, 80, 26, 640)
    for y in (500, 580, 660):
        c.stroke("#f3ecd8", 12, (0, y), (1600, y))
    c.rect("#9c6a40", 0, 730, 1600, 337)
    for y in range(730, 1067, 56):
        c.rect("#8a5b35", 0, y, 1600, 6)
    c.rect("#6e4526", 60, 800, 1480, 34)
    for x in (120, 780, 1460):
        c.rect("#5b381e", x, 834, 26, 120)
    for number in range(6):
        x = 170 + number * 250
        girl = number % 2 == 0
        look = Look(WHITE, "#2b4f8a" if girl else "#3b3b40", SKINS[number % 3], scarf="#f4f0e4" if number == 4 else "")
        turned = 1 if number < 3 else -1
        seated(c, x, 806, 440, look, ((turned * 0.2, 0.27), (turned * 0.1, 0.3)), turned)
        left = x + turned * 84 - 46
        c.poly(LEMON if number % 3 == 1 else "#f7f2e2", (left, 764), (left + 92, 752), (left + 98, 782), (left + 6, 796))
        if girl and not look.scarf:
            c.stroke(COAL, 17, (x - turned * 26, 620), (x - turned * 44, 690))
