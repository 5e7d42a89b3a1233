"""Scenes of streets by day."""

from __future__ import annotations

from palabre.exchange.demo.drawing.canvas import (
    BARK,
    BRICK,
    COAL,
    CREAM,
    DUSK,
    EARTH,
    LAGOON,
    LEAF,
    LEMON,
    MOSS,
    OCHRE,
    PAPER,
    PINE,
    PLUM,
    ROSE,
    RUST,
    SEA,
    SKY,
    STRAW,
    WHITE,
    WINE,
    Canvas,
)
from palabre.exchange.demo.drawing.figures import SKINS, Look, bag, seated, standing, wheel


def rickshaw_canopies(c: Canvas) -> None:
    """A long wall, and vans in a row whose blue canopies shade those who rest."""
    c.bands(("#f2d9a2", "#f6e3b8"), 0, 330)
    c.rect(RUST, 0, 250, 1600, 420)
    c.rect("#b2552a", 0, 250, 1600, 34)
    for row in range(7):
        for column in range(20):
            if c.chance.random() < 0.35:
                c.rect("#b9572a", column * 84 + row % 2 * 42, 300 + row * 52, 74, 40)
    c.rect("#dcb98a", 0, 670, 1600, 397)
    for number in range(6):
        x = -60 + number * 300
        c.veil(BARK, 0.35, (x - 10, 900), (x + 260, 900), (x + 290, 960), (x + 10, 960))
        for post in (14, 236):
            c.stroke(EARTH, 9, (x + post, 430), (x + post, 800))
        c.rect(EARTH, x - 4, 770, 262, 34, 4)
        wheel(c, x + 52, 850, 50)
        wheel(c, x + 206, 850, 50)
        c.poly("#2f6f9f", (x - 26, 470), (x + 4, 396), (x + 250, 396), (x + 278, 470))
        c.poly("#245a85", (x - 26, 470), (x + 278, 470), (x + 262, 500), (x + 220, 478), (x + 176, 500), (x + 126, 478),
               (x + 76, 500), (x + 30, 478), (x - 10, 500))  # fmt: skip
    looks = (
        Look(PAPER, DUSK),
        Look(OCHRE, COAL, SKINS[1]),
        Look(LAGOON, BARK),
        Look("#efe2c6", PLUM, SKINS[3]),
    )
    for number, look in enumerate(looks):
        x = 100 + number * 300
        seated(c, x, 772, 330, look, ((0.12, 0.2),), turned=1 if number % 2 else -1)
        c.rect(WHITE, x + 34, 700, 16, 20, 3)


def stair_vines(c: Canvas) -> None:
    """A long stair between two houses under a roof of vines."""
    c.bands(("#f4dca8", "#f8e8c4", PAPER), 0, 420)
    c.poly("#e6c596", (0, 0), (560, 0), (660, 300), (430, 1067), (0, 1067))
    c.poly("#d6ad78", (1600, 0), (1040, 0), (940, 300), (1180, 1067), (1600, 1067))
    for x, y in ((150, 300), (330, 240), (120, 560)):
        c.rect(SEA, x, y, 92, 130)
        c.rect("#184649", x + 44, y, 4, 130)
    for x, y in ((1290, 280), (1420, 540)):
        c.rect(BRICK, x, y, 100, 140)
    for step in range(17):
        top = 300 + step * step * 2.75
        wide = 280 + step * 29
        c.poly("#d9cfba" if step % 2 else "#cabd9f", (800 - wide / 2, top), (800 + wide / 2, top),
               (800 + wide / 2 + 24, top + 18 + step * 5.6), (800 - wide / 2 - 24, top + 18 + step * 5.6))  # fmt: skip
    for number in range(5):
        size, y = 190 + number * 88, 330 + number * 92
        c.arc(COAL, 800, y, size, size * 0.8, (180, 360), 9 + number * 2)
        c.leaves(
            (LEAF, MOSS, PINE), (800, y - size * 0.72), (size * 0.86, 46 + number * 10), 130, 24 + number * 4
        )
        for side in (-1, 1):
            c.leaves(
                (MOSS, PINE),
                (800 + side * size * 0.92, y - size * 0.3),
                (36, size * 0.4),
                34,
                20 + number * 3,
            )
        for grape in range(4):
            hangs = 800 + (grape - 1.5) * size * 0.42
            c.leaves((PLUM, WINE), (hangs, y - size * 0.55), (13, 26), 14, 8 + number)
    c.veil(PINE, 0.22, (560, 420), (1040, 420), (1180, 1067), (430, 1067))
    seated(c, 860, 830, 400, Look(PLUM, WINE, SKINS[4], scarf=ROSE), ((-0.05, 0.22), (0.16, 0.25)), turned=-1)
    bag(c, 985, 900, 120, LEMON, STRAW)
    bag(c, 1085, 908, 104, WHITE, "#d9d3c0")
    c.leaves((LEAF, MOSS), (985, 790), (40, 24), 16, 14)
    c.leaves((RUST,), (1085, 806), (30, 14), 8, 14)


def chalk_shadow(c: Canvas) -> None:
    """A steep street with the shadow of a tree that is not there yet, in chalk."""
    c.bands(("#bcd8d4", "#d6e6da"), 0, 360)
    for number, (tall, colour) in enumerate(
        ((210, ROSE), (260, CREAM), (190, LAGOON), (290, OCHRE), (230, "#e8b69a"))
    ):
        x, y = 40 + number * 330, 420 - number * 62
        c.rect(colour, x, y - tall + 60, 318, tall + 300)
        c.rect(BRICK, x - 8, y - tall + 44, 334, 24)
        c.rect(SEA, x + 60, y - tall + 130, 64, 92)
        c.rect(BARK, x + 190, y - tall + 150, 70, 200)
    c.poly("#8f877c", (0, 560), (1600, 270), (1600, 1067), (0, 1067))
    c.poly("#a79e91", (0, 560), (1600, 270), (1600, 310), (0, 610))
    c.disc(WHITE, 830, 770, 500, 205)
    c.disc("#8f877c", 830, 770, 482, 190)
    c.disc("#817a70", 830, 770, 440, 166)
    c.leaves(("#8f877c", "#7a736a"), (830, 770), (400, 140), 70, 34)
    standing(c, 850, 800, 330, Look(LEMON, SEA, SKINS[1], skirt=True), ((0.1, 0.14), (-0.08, 0.16)))
    c.rect(COAL, 828, 640, 64, 74, 10)
    c.stroke(BARK, 8, (860, 640), (862, 520))
    c.leaves((LEAF, MOSS), (864, 500), (54, 46), 26, 20)
    for x, y, look, side in ((390, 760, Look(RUST, COAL, SKINS[0]), -1), (1290, 700, Look(SKY, PLUM, SKINS[3]), 1),
                             (700, 1010, Look(WHITE, BRICK, SKINS[2]), -1)):  # fmt: skip
        seated(c, x, y, 300, look, ((side * 0.22, 0.33),), turned=side)
        c.stroke(WHITE, 10, (x + side * 66, y - 4), (x + side * 84, y + 8))


def slope_pitch(c: Canvas) -> None:
    """A pitch on a slope, with the city under it."""
    c.bands(("#f0b47a", "#f4c995", "#f7dcb4"), 0, 430)
    for number in range(46):
        x, tall = number * 36 - 20, c.chance.uniform(40, 210)
        c.rect(c.chance.choice(("#c98f70", "#b97c64", "#d8a884", "#a96f62")), x, 470 - tall, 40, tall + 260)
        if number % 3 == 0:
            c.rect("#f6deb0", x + 12, 490 - tall, 8, 12)
    c.poly(MOSS, (0, 420), (0, 520), (1600, 800), (1600, 700), (1100, 560), (520, 480))
    c.poly("#c67a46", (0, 500), (1600, 790), (1600, 1067), (0, 1067))
    c.poly("#d48d58", (0, 560), (1600, 850), (1600, 1067), (0, 1067))
    c.stroke(CREAM, 8, (60, 600), (1580, 878))
    c.stroke(CREAM, 8, (760, 728), (560, 1067))
    c.arc(CREAM, 690, 850, 150, 84, (0, 360), 8)
    c.stroke(WHITE, 12, (1430, 850), (1430, 620), (1570, 646), (1570, 876))
    c.stroke(WHITE, 12, (60, 620), (60, 440), (160, 458))
    moves = (
        (420, 830, Look(LEMON, SEA, SKINS[1]), ((-0.2, 0.1), (0.2, 0.2)), 1),
        (720, 800, Look(PLUM, COAL, SKINS[0]), ((-0.22, 0.05), (0.18, 0.25)), 1),
        (980, 930, Look(LEMON, SEA, SKINS[3]), ((-0.18, 0.2), (0.22, -0.02)), 1),
        (1220, 860, Look(PLUM, COAL, SKINS[2]), ((-0.2, 0.0), (0.2, 0.0)), -1),
    )
    for x, y, look, arms, turned in moves:
        c.veil(BRICK, 0.4, (x - 60, y), (x + 150, y + 26), (x + 150, y + 40), (x - 50, y + 14))
        standing(c, x, y, 270, look, arms, turned)
        c.stroke(look.hair, 16, (x - turned * 18, y - 250), (x - turned * 44, y - 214))
    c.disc(WHITE, 880, 912, 24)
    c.disc(COAL, 880, 912, 8)


def basket_lane(c: Canvas) -> None:
    """A basket comes down a narrow lane with a letter and a lemon."""
    c.rect("#f3dfb4", 0, 0, 1600, 1067)
    c.poly("#cf9a63", (0, 0), (520, 0), (600, 1067), (0, 1067))
    c.poly("#b87d4d", (1600, 0), (1060, 0), (1000, 1067), (1600, 1067))
    c.poly("#d9c39a", (600, 1067), (560, 760), (1030, 760), (1000, 1067))
    for side, x in ((0, 120), (1, 1240)):
        for y in (60, 400, 740):
            c.rect("#8a5230" if side else SEA, x, y + side * 90, 130, 200)
            c.rect("#5f3620" if side else "#184649", x + 62, y + side * 90, 6, 200)
    for number, y in enumerate((130, 240)):
        c.stroke("#7d6a52", 4, (500, y), (1070, y - 30))
        for cloth in range(4):
            x = 560 + cloth * 122
            c.rect((WHITE, ROSE, LAGOON, LEMON)[(cloth + number) % 4], x, y - 8, 84, 96 + cloth % 2 * 26)
    c.rect("#8c5a34", 0, 360, 700, 34)
    c.rect("#a06a3e", 0, 394, 690, 12)
    for x in range(0, 700, 38):
        c.stroke(COAL, 7, (x, 220), (x, 360))
    c.stroke(COAL, 12, (0, 216), (700, 216))
    standing(c, 520, 372, 340, Look(PLUM, WINE, SKINS[4], scarf=CREAM), ((0.56, 0.2),))
    for x in range(420, 700, 38):
        c.stroke(COAL, 7, (x, 220), (x, 360))
    c.stroke(COAL, 12, (420, 216), (700, 216))
    c.stroke("#6d4a2a", 5, (708, 168), (800, 560))
    c.stroke("#6d4a2a", 6, (700, 700), (800, 560), (900, 700))
    c.poly(WHITE, (736, 690), (752, 584), (852, 606), (838, 696))
    c.stroke("#cfc6b0", 4, (756, 636), (842, 650))
    c.disc(LEMON, 872, 664, 40, 33)
    c.poly("#a8743e", (680, 696), (920, 696), (880, 840), (720, 840))
    for row in range(4):
        for column in range(8):
            if (row + column) % 2:
                c.rect("#8c5a2e", 700 + column * 26, 706 + row * 33, 24, 30)
    c.rect("#8c5a2e", 672, 684, 256, 24, 10)
    standing(c, 810, 1060, 190, Look(LAGOON, COAL, SKINS[4]), ((-0.1, -0.2), (0.1, -0.2)))


def bread_window(c: Canvas) -> None:
    """Bread from hand to hand through a small window at the back."""
    c.rect("#d9ae7c", 0, 0, 1600, 1067)
    for row in range(12):
        for column in range(9):
            x = column * 196 - row % 2 * 98
            c.rect(c.chance.choice(("#d3a570", "#dfb788", "#cf9f69")), x, row * 92, 186, 82, 4)
    c.rect("#8a5a34", 300, 210, 520, 540)
    c.rect("#f6cf7a", 340, 250, 440, 460)
    c.rect("#f9dd9a", 340, 250, 440, 150)
    for loaf in range(4):
        c.rect("#b9702f", 372 + loaf * 100, 300, 84, 40, 18)
    c.rect("#a8743e", 340, 340, 440, 12)
    c.rect("#6f4425", 270, 730, 580, 46)
    c.poly("#2f6b66", (300, 210), (180, 260), (180, 790), (300, 750))
    c.stroke(WHITE, 96, (420, 600), (640, 590))
    c.stroke(SKINS[4], 66, (640, 590), (830, 570))
    c.disc(SKINS[4], 860, 572, 54, 46)
    for finger in range(3):
        c.stroke(SKINS[4], 22, (880, 556 + finger * 22), (936, 566 + finger * 18))
    c.stroke(PLUM, 110, (1600, 720), (1290, 640))
    c.stroke(SKINS[0], 68, (1290, 640), (1130, 606))
    c.disc(SKINS[0], 1096, 600, 54, 46)
    for finger in range(3):
        c.stroke(SKINS[0], 22, (1080, 590 + finger * 20), (1020, 600 + finger * 18))
    c.poly(WHITE, (920, 560), (1070, 556), (1110, 800), (880, 806))
    c.poly("#e8dfca", (1010, 558), (1070, 556), (1110, 800), (1030, 803))
    c.stroke(WHITE, 12, (930, 562), (960, 530), (1030, 530), (1060, 560))
    for loaf in range(3):
        c.disc("#c98743", 940 + loaf * 52, 566, 34, 26)


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
