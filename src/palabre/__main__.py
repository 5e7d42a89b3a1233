"""`python -m palabre`: the program `palabre` without its entry point installed."""

import sys

from palabre.config.cli import main

if __name__ == "__main__":
    sys.exit(main())
