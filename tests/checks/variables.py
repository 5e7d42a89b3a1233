"""Every name the program reads from its environment stands in `docs/operators.md`, and no other."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NAME = r"\b(?:PALABRE|DATABASE)_[A-Z_]*[A-Z]\b"
# Read by tests alone.
OF_TESTS = {"PALABRE_CHROMIUM", "PALABRE_PICTURES", "PALABRE_TEST_CLUSTER"}


def complaints(root: Path = ROOT) -> list[str]:
    """One for each name that is read and not listed, and each that is listed and read nowhere."""
    page = root / "docs" / "operators.md"
    listed = set(re.findall(NAME, page.read_text("utf-8")))
    read = {
        name
        for path in (root / "src" / "palabre").rglob("*.py")
        if not {"tests", "testing"} & set(path.relative_to(root).parts)
        for name in re.findall(rf'environ[.\[(a-z]*\s*"({NAME})"', path.read_text("utf-8"))
    } - OF_TESTS
    missing = [f"docs/operators.md:1: does not list {name}" for name in sorted(read - listed)]
    return missing + [
        f"docs/operators.md:1: lists {name}, which nothing reads" for name in sorted(listed - read)
    ]
