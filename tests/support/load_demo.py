"""Load the demo into the database of the environment: `python -m tests.support.load_demo FOLDER` (for its pictures)."""

from __future__ import annotations

import os
import sys


def main(folder: str) -> None:
    """Load it as the owner, which the environment says we are."""
    os.environ.update(PALABRE_DATA=folder, PALABRE_DEMO="1")
    import django

    django.setup()
    from palabre.exchange.demo.load import load_demo

    load_demo(lambda sentence: print(sentence, flush=True))


if __name__ == "__main__":
    main(sys.argv[1])
