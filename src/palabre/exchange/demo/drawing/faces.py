"""Portraits of the demo's people: flat busts without features, in the tone that stands behind their initials."""

from __future__ import annotations

import io
from dataclasses import dataclass

from palabre.exchange.demo.content import tables
from palabre.exchange.demo.drawing.canvas import Canvas
from palabre.kit.text.names import tone

SIDE = 384
"""Width and height in pixels; the kit keeps half of it."""


@dataclass(frozen=True)
class Face:
    """What somebody looks like: `hair` is short, curls, long, bun, braids, bald, veil (hair covered) or cap."""

    skin: str
    shade: str
    hair: str
    colour: str
    cloth: str
    collar: str = ""
    beard: str = ""
    glasses: bool = False


DARK, BROWN = ("#6a4330", "#573526"), ("#85563a", "#70462e")
OLIVE, TAN, PALE = ("#b07d55", "#986845"), ("#c4936c", "#ad7d58"), ("#e2b896", "#cda07e")
BLACK, GREY, SILVER, CHESTNUT, SAND = "#201a18", "#6f6a66", "#cfcac2", "#5a3826", "#b58a55"

# Those with a seat, those who report, and who edits. Who asked not to be shown has no portrait here.
FACES: dict[str, Face] = {
    "ines": Face(*PALE, "bun", CHESTNUT, "#2f5d62", "#f3ead6"),
    "wanjiru": Face(*DARK, "braids", BLACK, "#c4602f", "#f0c64a"),
    "farid": Face(*OLIVE, "short", GREY, "#3b4a6b", "#f3ead6", beard=GREY, glasses=True),
    "beatriz": Face(*TAN, "long", BLACK, "#7a4460", "#e7b64b"),
    "hendra": Face(*BROWN, "short", SILVER, "#4f7039", "#e8dcc0", glasses=True),
    "catriona": Face(*PALE, "short", "#a5532f", "#4f8d8b", "#e8f0ea"),
    "rasmata": Face(*DARK, "veil", "#d08a2e", "#97402a"),
    "salim": Face(*OLIVE, "cap", "#f3ead6", "#6d6a52", "#e5d9bd", beard=SILVER),
    "জাহানারা খাতুন": Face(*BROWN, "veil", "#8d3b46", "#c4602f"),
    "valdir": Face(*BROWN, "bald", BLACK, "#20595c", "#a8c9c7", beard=BLACK),
    "odile": Face(*PALE, "curls", SAND, "#f1e7d2", "#b8b0a0"),
    "grace": Face(*DARK, "bun", BLACK, "#e8eef0", "#4f8d8b"),
    "wulan": Face(*TAN, "veil", "#4f7039", "#2d4a34"),
    "Ximena Arrascaeta": Face(*TAN, "braids", BLACK, "#2f6f9f", "#f0c64a"),
    "Baraka Juma": Face(*DARK, "cap", "#b85a2c", "#4f7039", "#2d4a34"),
    "nusrat": Face(*BROWN, "long", BLACK, "#b23a48", "#f0c64a", glasses=True),
    "amina": Face(*DARK, "curls", BLACK, "#d08a2e", "#5e2a27"),
    "yasmin": Face(*TAN, "veil", "#20595c", "#3b4a6b"),
    "marisol": Face(*OLIVE, "curls", CHESTNUT, "#f0c64a", "#97402a"),
    "salif": Face(*DARK, "cap", "#97402a", "#e5d9bd", "#7f9a48", beard=BLACK),
    "achieng": Face(*DARK, "short", BLACK, "#7f9a48", "#2d4a34"),
    "dewi": Face(*TAN, "bun", BLACK, "#7a4460", "#d98f82"),
    "thiago": Face(*OLIVE, "short", BLACK, "#4f8d8b", "#20595c", beard=BLACK),
    "lupe": Face(*OLIVE, "braids", GREY, "#c4602f", "#f3ead6"),
    "celso": Face(*DARK, "short", BLACK, "#a8c9c7", "#f6ecd9"),
    "kojo": Face(*DARK, "short", BLACK, "#f1e7d2", "#97402a", glasses=True),
    "bruno": Face(*PALE, "short", GREY, "#3d3833", "#f3ead6", beard=GREY, glasses=True),
    "marguerite": Face(*DARK, "curls", GREY, "#7a4460", "#f0c64a", glasses=True),
    "jonas": Face(*PALE, "bald", SAND, "#5b6470", "#f3ead6", beard=SAND),
}


def draw(key: str) -> bytes | None:
    """The portrait of a person or seat by its key (or, without one, its name) as PNG; None for who has none."""
    face = FACES.get(key)
    if face is None:
        return None
    canvas = Canvas(tone(_name(key)), key, SIDE, SIDE)
    _behind(canvas, face)
    _bust(canvas, face)
    _hair(canvas, face)
    if face.glasses:
        _glasses(canvas)
    kept = io.BytesIO()
    canvas.finished(grain=4).save(kept, "PNG")
    return kept.getvalue()


def _name(key: str) -> str:
    return next((str(table["name"]) for table in tables("people", "person") if table["key"] == key), key)


def _behind(c: Canvas, face: Face) -> None:
    """What of the hair lies behind the shoulders."""
    if face.hair == "long":
        c.rect(face.colour, 104, 90, 176, 210, 80)
    elif face.hair == "curls":
        for x, y in (
            (120, 120),
            (108, 168),
            (122, 214),
            (262, 120),
            (276, 168),
            (262, 214),
            (192, 84),
            (150, 92),
            (234, 92),
        ):
            c.disc(face.colour, x, y, 44)
    elif face.hair == "bun":
        c.disc(face.colour, 192, 58, 42)
    elif face.hair == "braids":
        for x in (118, 266):
            for step in range(6):
                c.disc(face.colour, x + (8 if step % 2 else -2) * (1 if x < 192 else -1), 170 + step * 30, 21)


def _bust(c: Canvas, face: Face) -> None:
    c.poly(
        face.cloth,
        (20, 384),
        (34, 330),
        (84, 290),
        (150, 268),
        (234, 268),
        (300, 290),
        (350, 330),
        (364, 384),
    )
    c.disc(face.cloth, 90, 330, 58)
    c.disc(face.cloth, 294, 330, 58)
    c.rect(face.skin, 158, 210, 68, 80, 10)
    c.poly(face.shade, (158, 232), (226, 232), (226, 262), (192, 276), (158, 256))
    if face.collar:
        c.poly(face.collar, (150, 264), (192, 326), (168, 340), (132, 274))
        c.poly(face.collar, (234, 264), (192, 326), (216, 340), (252, 274))
    c.poly(face.skin, (160, 262), (192, 318), (224, 262))
    for x in (122, 262):
        c.disc(face.shade, x, 168, 14, 20)
    c.disc(face.skin, 192, 148, 70, 76)
    c.rect(face.skin, 132, 140, 120, 70, 50)
    c.disc(face.skin, 192, 190, 54, 52)
    c.poly(face.shade, (192, 150), (203, 190), (188, 193))
    c.stroke(face.shade, 5, (174, 217), (192, 221), (210, 217))
    if face.beard:
        c.slice(face.beard, 192, 186, 66, 66, 10, 170)
        c.rect(face.beard, 162, 202, 60, 12, 6)
        c.stroke(face.shade, 5, (180, 218), (204, 218))


def _hair(c: Canvas, face: Face) -> None:
    if face.hair == "veil":
        _veil(c, face.colour)
    elif face.hair == "cap":
        c.slice(face.colour, 192, 112, 78, 70, 180, 360)
        c.rect(face.colour, 114, 96, 156, 26, 10)
    elif face.hair == "bald":
        c.stroke(face.shade, 5, (160, 96), (192, 88), (224, 96))
    elif face.hair == "long":
        c.slice(face.colour, 192, 142, 80, 84, 180, 300)
        c.slice(face.colour, 192, 142, 80, 84, 270, 360)
        c.poly(face.skin, (140, 150), (196, 92), (248, 150))
    elif face.hair == "curls":
        for x, y in ((134, 110), (162, 88), (194, 80), (226, 88), (252, 110), (206, 100), (176, 100)):
            c.disc(face.colour, x, y, 26)
    else:
        c.slice(face.colour, 192, 138, 76, 80, 180, 360)
        c.poly(face.skin, (130, 142), (150, 116), (236, 108), (256, 142))
        for x in (116, 256):
            c.rect(face.colour, x, 120, 12, 46, 5)


def _veil(c: Canvas, colour: str) -> None:
    """A scarf around face and shoulders."""
    c.arc(colour, 192, 158, 104, 112, (0, 360), 44)
    c.poly(
        colour,
        (92, 170),
        (130, 214),
        (192, 252),
        (254, 214),
        (292, 170),
        (318, 320),
        (250, 384),
        (120, 384),
        (70, 320),
    )
    c.poly(_darker(colour), (192, 252), (254, 216), (280, 300), (214, 384), (160, 384))


def _darker(colour: str) -> str:
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(part * 0.84):02x}" for part in parts)


def _glasses(c: Canvas) -> None:
    for x in (164, 220):
        c.arc("#2a2522", x, 158, 25, 22, (0, 360), 5)
    c.stroke("#2a2522", 5, (188, 154), (196, 154))
