"""Reading the command line, standing the command on its ground, and turning what happens into an exit code."""

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import FrameType
from typing import NoReturn

from platformdirs import user_data_path

from palabre import __version__
from palabre.config.cli import ground
from palabre.config.cli.command import (
    DONE,
    INTERRUPTED,
    REFUSED,
    USAGE,
    Command,
    Console,
    Outcome,
    Refusal,
)
from palabre.config.cli.demo.speech import refused
from palabre.config.embedded import EmbeddedRefusal


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns its exit code: 0 done, 1 refused with a sentence, 2 wrong usage, 130 interrupted."""
    try:
        options = build_parser().parse_args(arguments)
    except UsageError as error:
        return _explain(error, as_json="--json" in (sys.argv[1:] if arguments is None else arguments))
    command: Command = options.command
    console = Console(as_json=getattr(options, "json", False))
    options.data = chosen_data(getattr(options, "data", None))
    catch_signals()
    outcome = Outcome([], {}, DONE)
    try:
        try:
            with ground.ready(options.data, command.ground):
                outcome = command.run(options, console)
        except (Refusal, EmbeddedRefusal) as refusal:
            sentence = refused(refusal)
            outcome = Outcome([sentence], {"refused": sentence}, REFUSED)
        return _answer(console, outcome)
    except KeyboardInterrupt:
        console.progress("Stopped.")
        console.facts({"stopped": True})
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our answer has gone; nothing is left to say it to, and what was done stays done.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return outcome.code


class UsageError(Exception):
    """The command line cannot be understood. `usage` is how it is called, `see` the command that says more."""

    def __init__(self, message: str, usage: str, see: str) -> None:
        super().__init__(message)
        self.usage, self.see = usage, see


class Parser(argparse.ArgumentParser):
    """Raises what is wrong instead of ending the process, so that it can be said as JSON too."""

    def error(self, message: str) -> NoReturn:
        """Always raises UsageError."""
        raise UsageError(message, self.format_usage(), f"{self.prog} --help")


def build_parser() -> Parser:
    """The whole command line, every command and kind of import with its help. Parsing raises UsageError."""
    parser = Parser(prog="palabre", description="Palabre: communities about the world's great causes.")
    parser.add_argument("--version", action="version", version=f"palabre {__version__}")
    _add_common(parser)
    _add_commands(parser, found_in("palabre.config.cli.commands"), "COMMAND")
    return parser


def found_in(package: str) -> list[Command]:
    """The commands of a package: what each of its modules calls `command`, by module name."""
    modules = [
        import_module(f"{package}.{found.name}") for found in iter_modules(import_module(package).__path__)
    ]
    return [module.command for module in modules if hasattr(module, "command")]


def chosen_data(named: Path | None) -> Path:
    """The data folder: `--data`, else PALABRE_DATA, else the user's own place for data."""
    return (named or Path(os.environ.get("PALABRE_DATA") or user_data_path("palabre"))).absolute()


def _add_commands(parser: argparse.ArgumentParser, commands: Sequence[Command], label: str) -> None:
    choices = parser.add_subparsers(title="commands", metavar=label, required=True)
    for command in commands:
        own = choices.add_parser(
            command.name,
            help=command.summary,
            description=command.summary,
            epilog=f"example:\n  {command.example}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        _add_common(own)
        command.arguments(own)
        if command.kinds:
            _add_commands(own, command.kinds, "KIND")
        else:
            own.set_defaults(command=command)


def _add_common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--data",
        type=Path,
        metavar="DIR",
        default=argparse.SUPPRESS,
        help="data folder (otherwise PALABRE_DATA)",
    )
    parser.add_argument(
        "--json",
        action="store_true",
        default=argparse.SUPPRESS,
        help="answer with JSON alone on standard output",
    )


def _explain(error: UsageError, *, as_json: bool) -> int:
    print(f"{error.usage}{error}. See: {error.see}", file=sys.stderr, flush=True)
    Console(as_json=as_json).facts({"error": {"what": str(error), "next": f"See: {error.see}"}})
    return USAGE


def _answer(console: Console, outcome: Outcome) -> int:
    if console.as_json and not console.answered:
        console.facts(outcome.facts)
        return outcome.code
    # Whoever reads JSON has had their one document, for example that the pages are there; this came later.
    stream = sys.stdout if outcome.code == DONE and not console.as_json else sys.stderr
    for sentence in outcome.sentences:
        print(sentence, file=stream, flush=True)
    return outcome.code


def catch_signals() -> None:
    """Treat a stop by a service manager, and a closed terminal, like Ctrl-C; every `finally` runs undisturbed."""
    signal.signal(signal.SIGINT, _interrupt)
    signal.signal(signal.SIGTERM, _interrupt)
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # `nohup` asks to outlive the terminal
        signal.signal(signal.SIGHUP, _interrupt)


def _interrupt(number: int, frame: FrameType | None) -> None:
    for impatient in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(impatient, signal.SIG_IGN)
    raise KeyboardInterrupt
