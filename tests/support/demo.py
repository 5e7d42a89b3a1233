"""Load the demo's content into the database this process is pointed at: `python -m tests.support.demo`."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """As the owner, who may bulk-load the cities; told how far it is."""
    os.environ["PALABRE_DEMO"] = "1"
    import django

    django.setup()
    from palabre.exchange.demo.load import load_demo

    load_demo(lambda sentence: print(sentence, file=sys.stderr), "localhost")  # noqa: T201


if __name__ == "__main__":
    main()
