"""The house's own checks: `python tests/checks` runs every module beside this file and exits 1 if one complains.

A check is a module with a function `complaints() -> list[str]`: one sentence for each thing to mend, beginning with
`path:line`, and an empty list when all is well.
"""

import sys
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

HERE = Path(__file__).parent


def main() -> int:
    """Run them all; print what they complain of."""
    names = sorted(found.name for found in iter_modules([str(HERE)]) if found.name != "__main__")
    complaints = [complaint for name in names for complaint in import_module(name).complaints()]
    for complaint in complaints:
        print(complaint)
    print(f"{len(names)} checks of the house ({', '.join(names)}): {len(complaints)} complaints.")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
