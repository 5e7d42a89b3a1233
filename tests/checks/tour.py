"""The room table of `docs/tour.md` is made from the import contract and each room's own docstring.

`python -m tests.checks.tour` writes it anew; as a check it complains where the page says something else.
"""

import ast
import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TOUR = ROOT / "docs" / "tour.md"
BEGIN, END = "<!-- rooms -->", "<!-- /rooms -->"


def table(root: Path = ROOT) -> str:
    """The floors from the roof down: rooms of one floor share a line of the contract."""
    settings = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    floors = next(contract["layers"] for contract in contracts if contract["id"] == "floors")
    rows = ["| floor | room | what it is |", "|---:|---|---|"]
    for height, floor in zip(range(len(floors), 0, -1), floors, strict=True):
        rooms = re.findall(r"(?<!\()\b\w+\b(?!\))", floor)
        rows += [f"| {height} | `{room}` | {_meaning(root, room)} |" for room in rooms]
    return "\n".join(rows)


def _meaning(root: Path, room: str) -> str:
    source = (root / "src" / "palabre" / room / "__init__.py").read_text("utf-8")
    said = ast.get_docstring(ast.parse(source)) or ""
    return " ".join(said.partition("\n\n")[0].split())


def complaints(root: Path = ROOT) -> list[str]:
    """One, where the page's table is not the contract's."""
    page = (root / "docs" / "tour.md").read_text("utf-8")
    if f"{BEGIN}\n{table(root)}\n{END}" in page:
        return []
    return ["docs/tour.md:1: its room table is not the house's; run `python -m tests.checks.tour`"]


def main() -> None:
    """Write the table into the page."""
    page = TOUR.read_text("utf-8")
    before, _, rest = page.partition(BEGIN)
    after = rest.partition(END)[2]
    TOUR.write_text(f"{before}{BEGIN}\n{table()}\n{END}{after}", "utf-8")


if __name__ == "__main__":
    main()
