"""`palabre bench KIND ...`: the kinds are the files of `palabre.config.cli.benches`."""

from argparse import Namespace

from palabre.config.cli.command import Command, Console, Ground, Outcome, Refusal
from palabre.config.cli.program import found_in


def run(options: Namespace, console: Console) -> Outcome:
    """Reached only in an installation without any kind."""
    raise Refusal("This installation knows nothing to measure.")


command = Command(
    name="bench",
    summary="measure how fast pages leave, beside something else in the same run",
    example="palabre bench reads --data bench",
    run=run,
    ground=Ground.NOTHING,
    kinds=found_in("palabre.config.cli.benches"),
)
