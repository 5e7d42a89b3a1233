"""`palabre import KIND ...`: the kinds are the files of `palabre.config.cli.imports`."""

from argparse import Namespace

from palabre.config.cli.command import Command, Console, Outcome, Refusal
from palabre.config.cli.program import found_in

KINDS = found_in("palabre.config.cli.imports")


def run(options: Namespace, console: Console) -> Outcome:
    """Reached only in an installation without any kind."""
    raise Refusal("This installation knows no kind of import.")


command = Command(
    name="import",
    summary="bring texts from elsewhere into a community",
    example="palabre import transcript talk.txt --community salon.example.org --format salon",
    run=run,
    kinds=KINDS,
)
