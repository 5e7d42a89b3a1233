"""Bringing an installation back from a backup."""

import json
import os
import tarfile
import tempfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import psycopg

from palabre.config.cli.command import Refusal
from palabre.config.cli.safekeeping.manifest import Manifest, differences
from palabre.config.cli.safekeeping.programs import run
from palabre.config.cli.safekeeping.writing import pictures


def read_manifest(source: Path) -> Manifest:
    """The manifest of a backup; refused where the file is not one."""
    try:
        with tarfile.open(source) as tar:
            member = tar.extractfile("manifest.json")
            assert member is not None
            return Manifest.from_dict(json.load(member))
    except FileNotFoundError as error:
        raise Refusal(f"There is no file {source}.") from error
    except (tarfile.TarError, KeyError, TypeError, ValueError, AssertionError) as error:
        raise Refusal(f"{source} is not a backup that this version of Palabre can read.") from error


def refuse_used_folder(data: Path) -> None:
    """Refuse a data folder that holds an installation; only an `environment` file may be there."""
    if data.exists() and (
        there := sorted(path.name for path in data.iterdir() if path.name != "environment")
    ):
        raise Refusal(
            f"The data folder {data} is not empty (it holds {', '.join(there[:3])}). "
            f"Restore into a new one: --data DIR."
        )


def refuse_used_database(owner_url: str) -> None:
    """Refuse a database that has tables."""
    with psycopg.connect(owner_url) as connection:
        row = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    if row is not None and row[0]:
        raise Refusal(f"The database is not empty: it has {row[0]} tables. Restore into a new one.")


def read_backup(source: Path, data: Path, owner_url: str, tell: Callable[[str], None]) -> Manifest:
    """Bring back database, key and pictures, then compare with the manifest; refused where anything differs."""
    manifest = read_manifest(source)
    with tarfile.open(source) as tar, tempfile.TemporaryDirectory(prefix=".restore-", dir=data) as folder:
        dump = Path(folder) / "database.dump"
        _unpack(tar, "database.dump", dump)
        tell(f"Bringing back the database of {manifest.made_at} ...")
        run(
            "pg_restore",
            ["--no-owner", "--single-transaction", "--exit-on-error", "--dbname=", str(dump)],
            owner_url,
        )
        tell(f"Bringing back {len(manifest.media)} pictures ...")
        for name in ("secret", *(f"media/{name}" for name in manifest.media)):
            _unpack(tar, name, data / name)
    with psycopg.connect(owner_url) as connection:
        if found := differences(manifest, connection, pictures(data)):
            raise Refusal("The backup came back incomplete:\n" + "\n".join(found))
        # It beat elsewhere: here none has run yet, and whoever asks must not be told that one does.
        connection.execute("DELETE FROM kit_heartbeat WHERE name = 'worker'")
    return manifest


def _unpack(tar: tarfile.TarFile, name: str, target: Path) -> None:
    """Write one regular file of the tar to a place of our choosing; a name that leads elsewhere is refused."""
    parts = PurePosixPath(name)
    if parts.is_absolute() or ".." in parts.parts:
        raise Refusal(f"The backup names a file outside its folder: {name}.")
    try:
        member = tar.getmember(name)
    except KeyError:
        if name == "secret":
            return  # the key came from the environment where the backup was made
        raise Refusal(f"The backup lacks {name}.") from None
    content = tar.extractfile(member)
    if not member.isreg() or content is None:
        raise Refusal(f"The backup holds something else than a file at {name}.")
    target.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600 if name == "secret" else 0o644)
    with os.fdopen(descriptor, "wb") as file:
        while block := content.read(1 << 20):
            file.write(block)
