"""The demo's invented content, as its files tell it (`content/README.md` describes their tables)."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

Table = dict[str, Any]


@cache
def read(name: str) -> Table:
    """One file by its name without `.toml`. What is returned is shared: nobody changes it."""
    return tomllib.loads(
        files("palabre.exchange.demo").joinpath("content", f"{name}.toml").read_text("utf-8")
    )


def tables(name: str, kind: str) -> list[Table]:
    """All tables of a kind in one file: `tables("people", "person")`."""
    found: list[Table] = read(name).get(kind, [])
    return found


def words(table: Table | None) -> tuple[str, str]:
    """Text and language of a `{language, text}` table; two empty strings where there is none."""
    return (str(table["text"]).strip(), str(table["language"])) if table else ("", "")
