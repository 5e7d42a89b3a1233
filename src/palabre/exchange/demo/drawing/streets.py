"""Scenes of streets by day: shade, stairs, markets, pitches."""

from __future__ import annotations

import math

from palabre.exchange.demo.drawing.canvas import (
    BARK, BRICK, COAL, CREAM, DUSK, EARTH, INK, LAGOON, LEAF, LEMON, MIST, MOSS, OCHRE, PAPER, PINE, PLUM, ROSE,
    RUST, SAND, SEA, SKY, STRAW, WHITE, WINE, Canvas,
)  # fmt: skip
from palabre.exchange.demo.drawing.figures import SKINS, Look, bag, can, head, seated, standing, stool, tree, wheel


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
    looks = (Look(PAPER, DUSK), Look(OCHRE, COAL, SKINS[1]), Look(LAGOON, BARK), Look("#efe2c6", PLUM, SKINS[3]))
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
        y = 300 + step * step * 2.75
        wide = 280 + step * 29
        c.poly("#d9cfba" if step % 2 else "#cabd9f", (800 - wide / 2, y), (800 + wide / 2, y),
               (800 + wide / 2 + 24, y + 18 + step * 5.6), (800 - wide / 2 - 24, y + 18 + step * 5.6))  # fmt: skip
    for number in range(5):
        size, y = 190 + number * 88, 330 + number * 92
        c.arc(COAL, 800, y, size, size * 0.8, (180, 360), 9 + number * 2)
        c.leaves((LEAF, MOSS, PINE), (800, y - size * 0.72), (size * 0.86, 46 + number * 10), 130, 24 + number * 4)
        for side in (-1, 1):
            c.leaves((MOSS, PINE), (800 + side * size * 0.92, y - size * 0.3), (36, size * 0.4), 34, 20 + number * 3)
        for grape in range(4):
            x = 800 + (grape - 1.5) * size * 0.42
            c.leaves((PLUM, WINE), (x, y - size * 0.55), (13, 26), 14, 8 + number)
    c.veil(PINE, 0.22, (560, 420), (1040, 420), (1180, 1067), (430, 1067))
    seated(c, 860, 830, 400, Look(PLUM, WINE, SKINS[4], scarf=ROSE), ((-0.05, 0.22), (0.16, 0.25)), turned=-1)
    bag(c, 985, 900, 120, LEMON, STRAW)
    bag(c, 1085, 908, 104, WHITE, "#d9d3c0")
    c.leaves((LEAF, MOSS), (985, 790), (40, 24), 16, 14)
    c.leaves((RUST,), (1085, 806), (30, 14), 8, 14)


def chalk_shadow(c: Canvas) -> None:
    """A steep street with the shadow of a tree that is not there yet, in chalk."""
    c.bands(("#bcd8d4", "#d6e6da"), 0, 360)
    for number, (tall, colour) in enumerate(((210, ROSE), (260, CREAM), (190, LAGOON), (290, OCHRE), (230, "#e8b69a"))):
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
    c.poly(BARK, (640, 880), (700, 420), (640, 250), (720, 300), (790, 200), (850, 300), (960, 230), (890, 430), (950, 880))
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
