"""The style of every page: small sheets in this folder, minified once, inlined into the page that needs them.

A page names the pieces it wants; ground, shell, parts and print come with every page. What is inlined is the same for
every reader of a community, so its hash can stand in the Content-Security-Policy and no style need be "unsafe".
"""

import base64
import hashlib
import re
from functools import cache, lru_cache
from pathlib import Path

from palabre.kit.text.names import TONES

from .brand import Brand

FOLDER = Path(__file__).parent
PIECES = (
    "ground",
    "shell",
    "parts",
    "picture",
    "talk",
    "story",
    "map",
    "desk",
    "figures",
    "forms",
    "document",
    "print",
)
ALWAYS = frozenset({"ground", "shell", "parts", "print"})
# What a piece brings along: a page that shows a conversation or a story shows their photographs.
BRINGS = {"talk": frozenset({"picture"}), "story": frozenset({"picture"})}

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_STRING = re.compile(r"(\"[^\"]*\"|'[^']*')")
_SPACE = re.compile(r"\s+")
_AROUND = re.compile(r" ?([{};,>]) ?")


def minify(css: str) -> str:
    """The same style without comments and needless space. Strings stay as they are."""
    parts = _STRING.split(_COMMENT.sub("", css))
    tight = [part if index % 2 else _tighten(part) for index, part in enumerate(parts)]
    return "".join(tight).replace(";}", "}").strip()


def _tighten(css: str) -> str:
    return _AROUND.sub(r"\1", _SPACE.sub(" ", css)).replace(": ", ":")


@cache
def piece(name: str) -> str:
    """One minified sheet. Raises KeyError for a name that is none of PIECES."""
    if name not in PIECES:
        raise KeyError(f"no style piece {name!r}; there are {', '.join(PIECES)}")
    css = minify((FOLDER / f"{name}.css").read_text(encoding="utf-8"))
    return css + _tones() if name == "parts" else css


def _tones() -> str:
    """A class for each quiet colour that stands behind initials, t0 upwards."""
    return "".join(f".t{index}{{--tone:{colour}}}" for index, colour in enumerate(TONES))


@lru_cache(maxsize=1024)
def sheet(pieces: frozenset[str] = frozenset(), brand: Brand | None = None) -> str:
    """The whole style of a page: the pieces asked for in their fixed order, the community's colours before print."""
    wanted = ALWAYS.union(pieces, *(BRINGS.get(name, ()) for name in pieces))
    for name in wanted:
        piece(name)
    ordered = [piece(name) for name in PIECES if name in wanted and name != "print"]
    return "".join([*ordered, brand.css() if brand else "", piece("print")])


@lru_cache(maxsize=1024)
def csp_hash(css: str) -> str:
    """How a Content-Security-Policy names this inlined style: sha256-…, without the quotes it stands in there."""
    digest = hashlib.sha256(css.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"
