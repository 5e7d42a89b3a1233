"""Without a cap every file grows: function 50 lines, file 400, template 150; settings and migrations excepted."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FUNCTION, FILE, TEMPLATE = 50, 400, 150


def complaints(root: Path = ROOT) -> list[str]:
    """Every function, file and template that is too long."""
    return [f"{path.relative_to(root)}{complaint}" for path, complaint in _found(root)]


def _found(root: Path) -> Iterator[tuple[Path, str]]:
    sources = [path for folder in ("src", "tests") for path in sorted((root / folder).rglob("*.py"))]
    for path in sources:
        if "migrations" in path.parts or path.name == "settings.py":
            continue
        text = path.read_text("utf-8")
        if (length := len(text.splitlines())) > FILE:
            yield path, f":1: a file of {length} lines; at most {FILE}"
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > FUNCTION:
                    yield path, f":{node.lineno}: {node.name} has {length} lines; at most {FUNCTION}"
    for path in sorted(root.glob("src/**/templates/**/*")):
        if path.is_file() and (length := len(path.read_text("utf-8").splitlines())) > TEMPLATE:
            yield path, f":1: a template of {length} lines; at most {TEMPLATE}"
