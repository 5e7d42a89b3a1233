"""`palabre restore FILE`: an installation back from a backup, into an empty data folder and database."""

import os
from argparse import ArgumentParser, Namespace
from pathlib import Path

from palabre.config.cli.command import Command, Console, Ground, Outcome
from palabre.config.cli.ground import ready


def arguments(parser: ArgumentParser) -> None:
    """What to read."""
    parser.add_argument("file", type=Path, metavar="FILE.tar", help="file that `palabre backup` wrote")


def run(options: Namespace, console: Console) -> Outcome:
    """Restore and compare with what the backup says must be there."""
    from palabre.config.cli.safekeeping.reading import (
        read_backup,
        read_manifest,
        refuse_used_database,
        refuse_used_folder,
    )

    data: Path = options.data
    read_manifest(options.file)
    refuse_used_folder(data)
    data.mkdir(parents=True, exist_ok=True)
    with ready(data, Ground.OWNER_DATABASE):
        owner_url = os.environ["DATABASE_OWNER_URL"]
        refuse_used_database(owner_url)
        manifest = read_backup(options.file, data, owner_url, console.progress)
    rows = sum(manifest.tables.values())
    return Outcome(
        [f"{rows} rows and {len(manifest.media)} pictures of {manifest.made_at} are back in {data}."],
        {"data": str(data), **manifest.as_dict()},
    )


command = Command(
    name="restore",
    summary="bring an installation back from a backup into an empty data folder",
    example="palabre --data /var/lib/palabre restore /var/backups/palabre-2026-11-23.tar",
    run=run,
    arguments=arguments,
    ground=Ground.NOTHING,
)
