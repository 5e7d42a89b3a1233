"""`README.md` and `README.fr.md` are kept equal: as many headings, code blocks, pictures, links and table rows."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ENGLISH, FRENCH = "README.md", "README.fr.md"
# A block of code begins with an indented line after one that is not; a picture is no link.
KINDS = {
    "headings": r"(?m)^#{1,6} ",
    "code blocks": r"(?m)(?<=\n\n)    \S",
    "pictures": r"!\[[^\]]*\]\([^)]+\)",
    "links": r"(?<!!)\[[^\]]+\]\([^)]+\)",
    "table rows": r"(?m)^\|",
    "steps": r"(?m)^\d+\. ",
}


def complaints(root: Path = ROOT) -> list[str]:
    """One for each kind of which the two have not the same number, and one for each link that leads nowhere."""
    texts = {name: (root / name).read_text("utf-8") for name in (ENGLISH, FRENCH)}
    counts = {
        name: {kind: len(re.findall(mark, text)) for kind, mark in KINDS.items()}
        for name, text in texts.items()
    }
    found = [
        f"{FRENCH}:1: has {counts[FRENCH][kind]} {kind}, {ENGLISH} has {counts[ENGLISH][kind]}"
        for kind in KINDS
        if counts[FRENCH][kind] != counts[ENGLISH][kind]
    ]
    for name, text in texts.items():
        links = re.findall(r"\]\(([^):#]+)\)", text)
        found += [f"{name}:1: {link} is not there" for link in links if not (root / link).exists()]
    return found
