"""Making a backup."""

import io
import json
import os
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from palabre import __version__
from palabre.config.cli.safekeeping.manifest import Manifest, count_tables, read_policies, read_sequences
from palabre.config.cli.safekeeping.programs import run


def write_backup(target: Path, data: Path, owner_url: str, tell: Callable[[str], None]) -> Manifest:
    """Write the backup beside `target` and move it there when it is whole. The site may go on working.

    Counts and dump are of one moment: both read the same snapshot. Sequences belong to no snapshot. They are read
    after it, so that they cover each number of its rows, and before the dump, which can only find them further on.
    Pictures that arrive after the snapshot may be in the backup without being used; one that the database names is
    always there, because files come before rows.
    """
    with tempfile.TemporaryDirectory(prefix=".palabre-backup-", dir=target.parent) as folder:
        dump, fresh = Path(folder) / "database.dump", Path(folder) / "backup.tar"
        tell("Reading the database ...")
        with psycopg.connect(owner_url) as connection:
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            snapshot = connection.execute("SELECT pg_export_snapshot()").fetchone()
            assert snapshot is not None
            sequences = read_sequences(connection)
            run("pg_dump", ["--format=custom", f"--snapshot={snapshot[0]}", f"--file={dump}"], owner_url)
            manifest = _describe(connection, sequences, data)
        tell(f"Packing the database and {len(manifest.media)} pictures ...")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            _pack(file, manifest, dump, data)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(target)
    return manifest


def pictures(data: Path) -> dict[str, int]:
    """Every file under `media/`, by its path there, with its size in bytes."""
    return {str(path.relative_to(data / "media")): path.stat().st_size for path in _files(data / "media")}


def _describe(
    connection: psycopg.Connection[tuple[object, ...]], sequences: dict[str, int | None], data: Path
) -> Manifest:
    return Manifest(
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        version=__version__,
        server=str(connection.info.parameter_status("server_version")),
        tables=count_tables(connection),
        sequences=sequences,
        policies=read_policies(connection),
        media=pictures(data),
    )


def _pack(file: io.BufferedIOBase, manifest: Manifest, dump: Path, data: Path) -> None:
    with tarfile.open(fileobj=file, mode="w") as tar:
        text = json.dumps(manifest.as_dict(), ensure_ascii=False, indent=1).encode()
        entry = tarfile.TarInfo("manifest.json")
        entry.size = len(text)
        tar.addfile(entry, io.BytesIO(text))
        tar.add(dump, "database.dump")
        if (data / "secret").exists():
            tar.add(data / "secret", "secret")
        for name in manifest.media:
            tar.add(data / "media" / name, f"media/{name}")


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())
