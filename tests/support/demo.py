"""Load the demo into the database of the environment: `python -m tests.support.demo FOLDER` (for its pictures)."""

from __future__ import annotations

import os
import sys


def main(folder: str) -> None:
    """As the owner, who may bulk-load the cities; tells how far it is."""
    os.environ.update(PALABRE_DATA=folder, PALABRE_DEMO="1")
    import django

    django.setup()
    from palabre.exchange.demo.load import load_demo

    load_demo(lambda sentence: print(sentence, file=sys.stderr), "localhost")  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1])
