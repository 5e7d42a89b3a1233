"""`palabre import transcript FILE...`: what was said elsewhere becomes archived dialogues."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from palabre.config.cli.command import DONE, REFUSED, Command, Console, Outcome, Refusal

if TYPE_CHECKING:
    from palabre.communities.models import Community
    from palabre.exchange.transcripts.importing import Report


def arguments(parser: ArgumentParser) -> None:
    """Which files, into which community, as what."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="texts, or folders of texts")
    parser.add_argument("--community", required=True, metavar="HOST", help="host name of the community")
    parser.add_argument(
        "--format", required=True, choices=("salon", "hosted"), help="the kind of dialogue they become"
    )
    parser.add_argument(
        "--language", metavar="TAG", help="their language, where neither their names nor their words tell it"
    )
    parser.add_argument(
        "--date",
        type=day,
        metavar="YYYY-MM-DD",
        help="the day it was held, for one file whose name and title do not say it",
    )


def day(text: str) -> date:
    """A day, as `--date` takes it."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text!r} is not a day: write it as 2026-03-14") from error


def run(options: Namespace, console: Console) -> Outcome:
    """Import; the answer names every line that was left out."""
    from palabre.exchange.transcripts.importing import files_among, import_transcripts

    community = community_at(options.community)
    try:
        files = files_among(options.files)
    except OSError as error:
        raise Refusal(f"{error.filename} cannot be opened: {error.strerror}.") from error
    if not files:
        raise Refusal("There are no texts in that folder: their names end in .md, .markdown or .txt.")
    if options.date and len(files) > 1:
        raise Refusal(f"--date is for one file, and these are {len(files)}. Import each with its own day.")
    report = import_transcripts(
        files,
        community=community,
        format=options.format,
        language=known_language(options.language),
        date=options.date,
        progress=console.progress,
    )
    if console.as_json:
        for sentence in notes_of(report):
            console.progress(sentence)
    sentences = [*(sentence for one in report.files for sentence in one.sentences()), *report.notes]
    facts = {"files": [one.facts() for one in report.files]}
    return Outcome(sentences, facts, REFUSED if report.all_refused else DONE)


def known_language(tag: str | None) -> str | None:
    """A language's tag as we write it; refused where we know none by it, or several."""
    from palabre.kit.languages import is_known, spellings

    if tag is None or is_known(tag):
        return tag
    instead = spellings(tag)
    if not instead:
        raise Refusal(f"{tag} is no language that Palabre knows. Write a tag such as fr, bn or zh-Hant.")
    if len(instead) > 1:
        raise Refusal(
            f"{tag} is written in several scripts: say which with --language {' or '.join(instead)}."
        )
    return instead[0]


def community_at(host: str) -> Community:
    """The community on this host, however it is written; refused with the hosts there are."""
    from palabre.communities.models import Community

    found = Community.objects.filter(host=host.strip().lower()).first()
    if found is None:
        hosts = ", ".join(Community.objects.order_by("host").values_list("host", flat=True)[:20])
        known = f"There are: {hosts}." if hosts else "There is none yet: make one with `palabre found`."
        raise Refusal(f"There is no community on {host}. {known}")
    return found


def notes_of(report: Report) -> list[str]:
    """What the JSON has no place for."""
    return [*(note for one in report.files for note in one.notes), *report.notes]


command = Command(
    name="transcript",
    summary="texts with named speakers become archived dialogues",
    example="palabre import transcript talks/*.md --community salon.example.org --format salon",
    run=run,
    arguments=arguments,
)
