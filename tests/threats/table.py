"""Which tests hold which line: read from the table in `README.md`, and from the test files themselves."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
README = Path(__file__).with_name("README.md")
DUE = ("1", "2", "3", "4", "7", "8", "10", "11", "12", "13", "14", "17", "18", "20", "22", "24")
_ROW = re.compile(r"^\| (\d+) \| .* \|$")
_NAMED = re.compile(r"`([\w/.]+\.py)(?:::(\w+))?`")


@cache
def named_tests() -> frozenset[str]:
    """Every test of the house, as `path::name`."""
    found = set()
    for path in [*ROOT.glob("src/palabre/*/tests/test_*.py"), *ROOT.glob("tests/**/test_*.py")]:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                found.add(f"{path.relative_to(ROOT)}::{node.name}")
    return frozenset(found)


def held() -> dict[str, list[str]]:
    """Line → the tests named for it: a function as `path::name`, a whole file as `path::`."""
    lines: dict[str, list[str]] = {}
    for row in README.read_text(encoding="utf-8").splitlines():
        if found := _ROW.match(row):
            lines[found[1]] = [f"{path}::{name}" for path, name in _NAMED.findall(row)]
    return lines
