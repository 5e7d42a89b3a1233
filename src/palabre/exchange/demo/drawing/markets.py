"""Scenes of markets, water and school."""

from __future__ import annotations

import math

from palabre.exchange.demo.drawing.canvas import (
    BARK,
    BRICK,
    COAL,
    CREAM,
    DUSK,
    EARTH,
    INK,
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
    WHITE,
    WINE,
    Canvas,
)
from palabre.exchange.demo.drawing.figures import SKINS, Look, can, seated, standing, stool


def numbered_tree(c: Canvas) -> None:
    """A great neem in a market, the number 27 on its trunk, and who keeps its page."""
    c.bands(("#f5d9a0", "#f7e2b6", "#f9ecd0"), 0, 520)
    for number in range(9):
        x = number * 190 - 30
        c.poly(c.chance.choice((RUST, LAGOON, OCHRE, ROSE, SEA)), (x, 520), (x + 90, 452), (x + 180, 520))
        c.rect("#c9a272", x + 14, 520, 150, 120)
        c.rect("#a57d50", x + 14, 570, 150, 70)
    c.rect("#dcb27a", 0, 620, 1600, 447)
    c.disc("#b98c57", 800, 850, 720, 130)
    c.poly(
        BARK,
        (640, 880),
        (700, 420),
        (640, 250),
        (720, 300),
        (790, 200),
        (850, 300),
        (960, 230),
        (890, 430),
        (950, 880),
    )
    c.poly("#3c2a1d", (840, 880), (840, 400), (890, 430), (950, 880))
    c.leaves((PINE, "#3f5f33", MOSS, LEAF), (800, 190), (760, 215), 620, 50)
    c.figure(WHITE, "27", 716, 520, 150, 20)
    look = Look(RUST, "#8f3b24", SKINS[3], scarf=LEMON)
    stool(c, 480, 930, 80)
    seated(c, 480, 850, 420, look, ((0.18, 0.26), (0.1, 0.3)))
    c.poly(WHITE, (530, 838), (640, 808), (660, 842), (552, 872))
    c.stroke("#b9b09a", 3, (594, 822), (606, 858))
    c.rect("#c79d66", 600, 930, 330, 26)
    for row in range(3):
        for x in range(9 - row):
            c.disc("#b8321f" if (x + row) % 2 else "#cf4526", 632 + x * 33 + row * 16, 916 - row * 27, 18)
    standing(c, 1180, 900, 400, Look(SEA, COAL, SKINS[1]), turned=-1)
    standing(c, 1290, 910, 380, Look(WHITE, PLUM, SKINS[0], skirt=True), turned=-1)


def market_scale(c: Canvas) -> None:
    """A scale on an empty table in the middle of a market: nobody's, everybody's."""
    c.rect("#e9b66b", 0, 0, 1600, 1067)
    for number in range(8):
        c.poly(RUST if number % 2 else PAPER, (number * 200, 0), (number * 200 + 200, 0), (number * 200 + 190, 150),
               (number * 200 + 10, 150))  # fmt: skip
        c.slice(RUST if number % 2 else PAPER, number * 200 + 100, 150, 90, 46, 0, 180)
    for side in (0, 1080):
        for shelf in range(3):
            y = 420 + shelf * 150
            c.rect("#b98142", side, y, 520, 26)
            for fruit in range(10):
                colour = (RUST, LEAF, LEMON, PLUM, OCHRE)[(shelf + (0 if side else 2)) % 5]
                c.disc(colour, side + 34 + fruit * 50, y - 20, 25)
    c.rect("#c98d48", 0, 860, 1600, 207)
    c.poly("#8a5a30", (420, 740), (1180, 740), (1260, 800), (340, 800))
    c.rect("#6d4424", 340, 800, 920, 34)
    for x in (400, 1170):
        c.rect("#6d4424", x, 834, 34, 200)
    c.rect(SEA, 660, 640, 280, 104, 16)
    c.rect("#174548", 690, 614, 220, 34, 8)
    c.disc(WHITE, 800, 470, 150)
    c.disc(SEA, 800, 470, 150)
    c.disc(WHITE, 800, 470, 128)
    for tick in range(12):
        turn = math.pi * tick / 6
        c.stroke(COAL, 5, (800 + math.cos(turn) * 108, 470 + math.sin(turn) * 108),
                 (800 + math.cos(turn) * 120, 470 + math.sin(turn) * 120))  # fmt: skip
    c.stroke(BRICK, 9, (800, 480), (800, 372))
    c.disc(COAL, 800, 470, 12)
    c.stroke("#c7c9c2", 12, (700, 330), (900, 330))
    c.slice("#dfe1d8", 800, 262, 230, 76, 0, 180)
    c.disc("#c7c9c2", 800, 262, 230, 20)
    c.poly(PAPER, (1010, 640), (1230, 616), (1240, 736), (1020, 744))
    c.scribble(BRICK, 1040, 664, 160, 9)
    c.scribble(SEA, 1044, 706, 120, 9)


def voice_writer(c: Canvas) -> None:
    """Under a parasol somebody speaks with her eyes closed, and somebody holds a telephone between them."""
    c.bands(("#f3d6a0", "#f6e0b6"), 0, 640)
    c.rect("#d5a268", 0, 640, 1600, 427)
    c.rect("#e8c28a", 60, 200, 420, 440)
    c.rect(LAGOON, 130, 330, 130, 310)
    c.rect("#e0b578", 1120, 160, 480, 480)
    c.rect(BRICK, 1230, 300, 150, 150)
    c.stroke(COAL, 14, (800, 190), (800, 940))
    for number in range(6):
        start = 180 + number * 30
        c.slice(BRICK if number % 2 else CREAM, 800, 300, 620, 260, start, start + 30)
    c.veil(WINE, 0.28, (300, 960), (1300, 960), (1180, 1030), (420, 1030))
    stool(c, 560, 940, 100)
    stool(c, 1040, 940, 100)
    seated(c, 560, 846, 560, Look(WHITE, DUSK, SKINS[3], hair="#d8d2c4"), ((0.3, 0.12),))
    seated(c, 1040, 846, 540, Look(PLUM, WINE, SKINS[1], scarf=OCHRE), ((-0.1, 0.24),), turned=-1)
    c.rect(COAL, 716, 660, 30, 62, 6)
    c.rect(SKY, 721, 668, 20, 42)
    for ring in (50, 82, 114):
        c.arc(RUST, 850, 600, ring, ring, (150, 210), 5)
    c.rect("#a8743e", 690, 860, 220, 20)
    c.rect(PAPER, 720, 842, 80, 18)
    c.rect(PAPER, 726, 826, 80, 14)


def chalk_board(c: Canvas) -> None:
    """A schoolgirl on tiptoe writes this morning's price of water."""
    c.bands(("#9cc6c6", "#bcd9d2", "#d8e6d8"), 0, 560)
    c.rect("#d9b274", 0, 760, 1600, 307)
    c.rect("#3f7f8c", 720, 150, 800, 640)
    c.rect("#2f6470", 720, 150, 800, 40)
    c.poly("#b9c2bd", (660, 170), (740, 90), (1500, 90), (1580, 170))
    c.rect(INK, 1080, 330, 360, 240)
    c.rect("#2a5661", 1060, 570, 400, 34)
    standing(c, 1250, 640, 330, Look(OCHRE, COAL, SKINS[0]), ((-0.2, 0.26), (0.2, 0.26)), turned=-1)
    c.rect("#3f7f8c", 1060, 604, 400, 190)
    c.rect("#2a5661", 1060, 570, 400, 36)
    for x in range(3):
        can(c, 1130 + x * 130, 900, 150)
    c.rect(EARTH, 330, 250, 450, 430)
    c.rect("#26362f", 352, 272, 406, 386)
    c.scribble("#dfe7da", 390, 330, 190, 7)
    c.scribble("#dfe7da", 390, 400, 150, 7)
    c.figure(WHITE, "250", 596, 474, 62, 9)
    c.stroke(EARTH, 18, (380, 680), (350, 900))
    c.stroke(EARTH, 18, (730, 680), (760, 900))
    look = Look(WHITE, "#234c86", SKINS[1], skirt=True)
    standing(c, 520, 900, 430, look, ((0.22, -0.12), (-0.14, 0.28)))
    c.rect(BRICK, 462, 580, 70, 110, 16)
    c.stroke(WHITE, 9, (612, 500), (624, 490))
    can(c, 250, 930, 170, "#4f9fc0", "#357e9e")


def rain_jars(c: Canvas) -> None:
    """Twelve jars on a school's veranda, one for each month."""
    c.bands(("#8fb3b5", "#a6c3c1", "#bdd1ca"), 0, 640)
    for _ in range(120):
        x, y = c.chance.uniform(0, 1600), c.chance.uniform(120, 660)
        c.stroke("#dfeae4", 2.5, (x, y), (x - 9, y + 40))
    c.leaves((MOSS, PINE), (240, 560), (320, 110), 130, 40)
    c.leaves((MOSS, PINE), (1320, 560), (360, 120), 130, 40)
    c.poly("#b1472c", (0, 0), (1600, 0), (1600, 130), (0, 130))
    for x in range(0, 1600, 40):
        c.rect("#9a3a24", x, 0, 18, 130)
    for x in (60, 540, 1020, 1500):
        c.rect(CREAM, x, 130, 44, 660)
        c.rect("#d9c08f", x + 30, 130, 14, 660)
    c.rect("#c9b188", 0, 780, 1600, 287)
    c.rect("#b39a70", 0, 780, 1600, 16)
    for row, (ground, size) in enumerate(((860, 0.82), (1010, 1.0))):
        for number in range(6):
            x = 150 + number * 262 + row * 20
            clay, dark = ("#b9683c", "#97502c") if (number + row) % 2 else ("#c47a4a", "#a15a34")
            c.disc(clay, x, ground - 106 * size, 112 * size, 108 * size)
            c.slice(dark, x, ground - 106 * size, 112 * size, 108 * size, -50, 90)
            c.disc(clay, x - 14 * size, ground - 108 * size, 86 * size, 92 * size)
            c.rect(clay, x - 48 * size, ground - 232 * size, 96 * size, 44 * size, 8)
            c.disc(dark, x, ground - 232 * size, 62 * size, 15 * size)
            c.disc("#3e6f78", x, ground - 232 * size, 46 * size, 9 * size)
            c.scribble(WHITE, x - 52 * size, ground - 110 * size, 92 * size, 6)


def tide_clock(c: Canvas) -> None:
    """A clock with one hand that tells the tide, on the wall of a fish stall."""
    c.rect("#d8b583", 0, 0, 1600, 1067)
    for plank in range(7):
        c.rect("#cfa873" if plank % 2 else "#dcbb8b", 0, plank * 112, 1600, 108)
        for _ in range(5):
            x = c.chance.uniform(0, 1500)
            c.stroke("#bd955f", 3, (x, plank * 112 + 50), (x + c.chance.uniform(60, 160), plank * 112 + 54))
    c.disc("#a9814f", 816, 446, 350)
    c.disc(WHITE, 800, 430, 350)
    c.slice("#2a6d92", 800, 430, 350, 350, 0, 180)
    for wave in range(7):
        x = 510 + wave * 96
        c.slice("#2a6d92", x, 436, 48, 34, 180, 360)
    c.arc(BARK, 800, 430, 350, 350, (0, 360), 20)
    for x, y in ((800, 112), (800, 748), (482, 430), (1118, 430)):
        c.disc(BARK, x, y, 13)
    c.stroke(BRICK, 20, (800, 430), (1020, 270))
    c.poly(BRICK, (1070, 234), (1000, 250), (1036, 300))
    c.disc(COAL, 800, 430, 26)
    c.rect("#7c8f92", 0, 860, 1600, 207)
    c.rect("#93a6a7", 0, 850, 1600, 40)
    for number in range(7):
        x, y = 130 + number * 230, 930 + number % 2 * 60
        c.disc("#c9d3cf", x, y, 92, 32)
        c.poly("#aebcb9", (x + 80, y), (x + 132, y - 36), (x + 122, y), (x + 132, y + 36))
        c.disc(COAL, x - 62, y - 6, 6)
        c.arc("#aebcb9", x - 34, y, 16, 26, (-80, 80), 5)
