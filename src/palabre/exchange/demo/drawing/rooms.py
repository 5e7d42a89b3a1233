"""Scenes indoors, and where one waits."""

from __future__ import annotations

from palabre.exchange.demo.drawing.canvas import (
    BRICK,
    COAL,
    CREAM,
    DUSK,
    LAGOON,
    LEMON,
    MOSS,
    OCHRE,
    PLUM,
    ROSE,
    RUST,
    SEA,
    WHITE,
    WINE,
    Canvas,
)
from palabre.exchange.demo.drawing.figures import SKINS, Look, seated, standing, wheel


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
    for x, height, colour, roof in (
        (400, 590, "#c4602f", CREAM),
        (800, 520, SEA, LEMON),
        (1200, 600, "#d8ab3a", BRICK),
    ):
        _hung(c, x, height, colour, roof)
    c.rect("#5f7f86", 0, 820, 1600, 247)
    c.ripples(("#7b9aa0", "#4f6e76", "#8fabae"), 60, (832, 1060), (60, 220))
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
        c.poly(
            roof if stripe % 2 else second, (left + 8, 500), (left + 46, 500), (left + 44, 574), (left, 574)
        )
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
            c.rect(
                c.chance.choice((RUST, SEA, OCHRE, PLUM, CREAM, BRICK, "#4f7039", DUSK)),
                x,
                base - tall,
                wide,
                tall,
            )
            x += wide + 3
        c.poly(ROSE, (x + 4, base), (x + 26, base), (x + 60, base - 90), (x + 40, base - 96))
    standing(
        c,
        690,
        960,
        520,
        Look("#2d5d8f", "#234a74", SKINS[0], skirt=True),
        ((0.16, 0.14), (0.06, 0.16)),
        turned=1,
    )
    c.rect(BRICK, 600, 560, 96, 150, 24)
    c.rect("#7b3120", 606, 640, 84, 60, 14)
    c.stroke(COAL, 22, (668, 500), (640, 590))
    c.poly(WHITE, (716, 620), (768, 604), (772, 664), (720, 680))
    c.poly("#e5ddc6", (768, 604), (822, 618), (824, 676), (772, 664))


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
    standing(c, 520, 850, 596, Look("#3c6e8f", COAL, SKINS[4], hair="#6f6a63"), ((0.2, 0.12), (0.08, 0.24)))
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
        standing(
            c, x, 960 + number % 2 * 40, 440 + number % 2 * 20, look, ((-0.18, 0.14), (0.14, 0.28)), turned=-1
        )
        y = 640 + number % 2 * 20
        c.poly(WHITE, (x - 104, y), (x - 60, y - 10), (x - 54, y + 64), (x - 98, y + 74))


def ferry_school(c: Canvas) -> None:
    """Pupils write on their knees on a ferry's upper deck; fog lies on the river."""
    c.bands(("#d8d9c9", "#e2dfcb", "#eae3cc", "#d5d8cb"), 0, 640)
    c.disc("#f3c98a", 1180, 200, 74)
    for y, colour in ((360, "#c3ccc0"), (420, "#b0bdb3")):
        c.leaves((colour,), (300, y), (460, 34), 60, 46)
        c.leaves((colour,), (1250, y + 14), (420, 30), 60, 46)
    c.rect("#aebfbd", 0, 450, 1600, 260)
    c.ripples(("#c6d2cc",), 30, (470, 640), (120, 360))
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
        look = Look(
            WHITE, "#2b4f8a" if girl else "#3b3b40", SKINS[number % 3], scarf="#f4f0e4" if number == 4 else ""
        )
        turned = 1 if number < 3 else -1
        seated(c, x, 806, 440, look, ((turned * 0.2, 0.27), (turned * 0.1, 0.3)), turned)
        left = x + turned * 84 - 46
        c.poly(
            LEMON if number % 3 == 1 else "#f7f2e2",
            (left, 764),
            (left + 92, 752),
            (left + 98, 782),
            (left + 6, 796),
        )
        if girl and not look.scarf:
            c.stroke(COAL, 17, (x - turned * 26, 620), (x - turned * 44, 690))
