"""`palabre backup FILE`: the whole installation in one file, while it works."""

import os
from argparse import ArgumentParser, Namespace
from pathlib import Path

from palabre.config.cli.command import Command, Console, Ground, Outcome, Refusal


def arguments(parser: ArgumentParser) -> None:
    """Where to write."""
    parser.add_argument("file", type=Path, metavar="FILE.tar", help="file to write; must not exist yet")


def run(options: Namespace, console: Console) -> Outcome:
    """Write database, key and pictures into one file."""
    from palabre.config.cli.safekeeping.writing import write_backup

    target: Path = options.file.absolute()
    if target.exists():
        raise Refusal(f"{target} exists already. Choose another name.")
    if not target.parent.is_dir():
        raise Refusal(f"There is no folder {target.parent}.")
    manifest = write_backup(target, options.data, os.environ["DATABASE_OWNER_URL"], console.progress)
    rows, size = sum(manifest.tables.values()), target.stat().st_size
    return Outcome(
        [f"{rows} rows and {len(manifest.media)} pictures are in {target} ({size / 1e6:.1f} MB)."],
        {"file": str(target), "bytes": size, **manifest.as_dict()},
    )


command = Command(
    name="backup",
    summary="write the whole installation into one file",
    example="palabre backup /var/backups/palabre-2026-11-23.tar",
    run=run,
    arguments=arguments,
    ground=Ground.OWNER_DATABASE,
)
