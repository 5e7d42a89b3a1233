"""What a command is, and how it speaks."""

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

DONE, REFUSED, USAGE, INTERRUPTED = 0, 1, 2, 130


class Ground(StrEnum):
    """What a command stands on when it runs: which role of the database, and Django around it.

    With any but NOTHING the database is reachable (the embedded server is attached to, or started for as long as
    the command runs, where no DATABASE_URL names another). With APP, OWNER and DIRECT Django is set up too.
    """

    NOTHING = "nothing"
    # Addresses in the environment and Django left alone, for commands that start processes; the second one
    # makes sure that the owner's address is among them.
    DATABASE = "database"
    OWNER_DATABASE = "owner database"
    APP = "app"
    OWNER = "owner"
    DIRECT = "direct"  # the app role, past a pooler


class Refusal(Exception):
    """The command cannot do what was asked. The message is one sentence with what to do; the exit code is 1.

    Without `values` it is said as it stands; with them as `EmbeddedRefusal` is.
    """

    def __init__(self, sentence: str, **values: object) -> None:
        super().__init__(sentence.format(**values) if values else sentence)
        self.sentence = sentence
        self.values = values


class Console:
    """Where a command speaks: progress on standard error, with `--json` nothing else than JSON on standard output."""

    def __init__(self, *, as_json: bool) -> None:
        self.as_json = as_json
        self.answered = False

    def progress(self, sentence: str) -> None:
        """Say what is being done, for whoever waits."""
        print(sentence, file=sys.stderr, flush=True)

    def say(self, sentence: str) -> None:
        """A line of the answer in words; silent with `--json`."""
        if not self.as_json:
            print(sentence, flush=True)

    def facts(self, facts: Mapping[str, Any]) -> None:
        """The answer as one JSON document; silent without `--json`, and when it has been given already."""
        if self.as_json and not self.answered:
            self.answered = True
            print(json.dumps(facts, ensure_ascii=False, default=_plain), flush=True)


def _plain(value: object) -> str:
    """What JSON has no form for: days and moments as ISO 8601 writes them, all else in its own words."""
    return value.isoformat() if isinstance(value, date) else str(value)  # a moment is a day too


@dataclass
class Outcome:
    """What a command answers: `sentences` for people, `facts` for `--json`, and the exit code.

    The code is DONE also when some lines were skipped, as long as `sentences` and `facts` name them.
    """

    sentences: Sequence[str] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    code: int = DONE


@dataclass(frozen=True)
class Command:
    """One command of the program, or one kind of import.

    `run` gets the parsed arguments and the console and answers with an Outcome; it raises Refusal to refuse.
    `arguments` adds options to the command's own parser; `--data` and `--json` are there already.
    `ground` says what must be ready before `run`. Import rooms inside `run`, not at the top of the file: Django is
    not set up when the program reads its commands.
    """

    name: str
    summary: str
    example: str
    run: Callable[[argparse.Namespace, Console], Outcome]
    arguments: Callable[[argparse.ArgumentParser], None] = lambda parser: None
    ground: Ground = Ground.APP
    kinds: Sequence["Command"] = ()
