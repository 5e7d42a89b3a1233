"""A backup brings everything back: counts, sequences, policies, pictures, the key, and the roles' walls."""

import hashlib
import io
import json
import os
import stat
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from palabre.config.embedded import EmbeddedServer

FILL = """
INSERT INTO kit_heartbeat (name, at, note) SELECT 'beat-' || n, now(), 'ünïcödé' FROM generate_series(1, 500) n;
INSERT INTO kit_heartbeat (name, at, note) VALUES ('worker', now(), '');
INSERT INTO kit_cache (cache_key, value, expires)
SELECT 'key-' || n, repeat('x', 100), now() FROM generate_series(1, 50) n;
SELECT setval('procrastinate_jobs_id_seq', 4711);
"""


def palabre(*arguments: str) -> dict[str, Any]:
    """Run a command that must succeed; its JSON."""
    done = run(*arguments)
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_", "PALABRE_"))
    }
    command = [sys.executable, "-m", "palabre", "--json", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=180)


pytestmark = pytest.mark.installation


@pytest.fixture(scope="module")
def folder(shared_reachable: Path) -> Path:
    return shared_reachable


@pytest.fixture(scope="module")
def lived_in(folder: Path) -> Iterator[Path]:
    """A data folder with rows, pictures and a key, on which a server runs."""
    data = folder / "lived-in"
    with EmbeddedServer(data, settings={"fsync": "off"}) as server:
        palabre("--data", str(data), "migrate")
        with psycopg.connect(server.owner_url) as owner:
            owner.execute(FILL)
        for name in ("a/portrait.webp", "b/été.jpg"):
            (data / "media" / name).parent.mkdir(parents=True)
            (data / "media" / name).write_bytes(os.urandom(3000))
        yield data


@pytest.fixture(scope="module")
def backup(lived_in: Path, folder: Path) -> Path:
    target = folder / "backup.tar"
    palabre("--data", str(lived_in), "backup", str(target))
    return target


@pytest.fixture(scope="module")
def restored(backup: Path, folder: Path) -> Path:
    data = folder / "restored"
    palabre("--data", str(data), "restore", str(backup))
    return data


CATALOGUE = {
    "policies": "SELECT tablename, policyname, roles::text, cmd, qual, with_check FROM pg_policies ORDER BY 1, 2",
    "walls": "SELECT relname, relrowsecurity FROM pg_class WHERE relnamespace = 'public'::regnamespace ORDER BY 1",
    "sequences": "SELECT sequencename, last_value FROM pg_sequences ORDER BY 1",
    "privileges": """
        SELECT table_name, privilege_type FROM information_schema.role_table_grants
        WHERE grantee = 'palabre_app' AND table_schema = 'public' ORDER BY 1, 2""",
    "owners": "SELECT relname, relowner::regrole::text FROM pg_class "
    "WHERE relnamespace = 'public'::regnamespace ORDER BY 1",
    "constraints": "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
    "WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2",
    "functions": "SELECT proname, prosecdef, proacl::text FROM pg_proc "
    "WHERE pronamespace = 'public'::regnamespace ORDER BY 1, 2, 3",
}


def everything(url: str) -> dict[str, object]:
    with psycopg.connect(url) as owner:
        found: dict[str, object] = {
            name: owner.execute(query.encode()).fetchall() for name, query in CATALOGUE.items()
        }
        tables = [
            row[0] for row in owner.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        ]
        found["rows"] = {
            table: owner.execute(
                f"SELECT md5(string_agg(t::text, E'\\n' ORDER BY t::text)) FROM \"{table}\" t".encode()
            ).fetchone()
            for table in tables
        }
    return found


def test_every_row_policy_sequence_and_privilege_comes_back(lived_in: Path, restored: Path) -> None:
    with EmbeddedServer(restored) as server:
        after = everything(server.owner_url)
        with psycopg.connect(server.app_url) as app:
            assert app.execute("SELECT count(*) FROM kit_heartbeat").fetchone() == (500,)
            assert app.execute("SELECT count(*) FROM dialogues_dialogue").fetchone() == (0,)
    from palabre.config.embedded import attach

    where = attach(lived_in)
    assert where is not None
    before = everything(where.owner_url)
    assert len(before["policies"]) > 50  # type: ignore[arg-type]
    # No worker has run on the restored installation, so its heartbeat is the one row that does not come along.
    with psycopg.connect(where.owner_url) as owner:
        assert owner.execute("SELECT count(*) FROM kit_heartbeat").fetchone() == (501,)
        owner.execute("DELETE FROM kit_heartbeat WHERE name = 'worker'")
        owner.commit()
        before = everything(where.owner_url)
    for topic in before:
        assert after[topic] == before[topic], topic


def test_a_backup_made_while_people_write_comes_back(
    lived_in: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from palabre.config.cli.safekeeping import writing
    from palabre.config.cli.safekeeping.programs import run as ours
    from palabre.config.embedded import attach

    where = attach(lived_in)
    assert where is not None

    def while_people_write(*arguments: Any) -> None:
        for moment in ("before", "after"):
            with psycopg.connect(where.owner_url) as owner:
                owner.execute("SELECT nextval('procrastinate_jobs_id_seq') FROM generate_series(1, 20)")
                owner.execute("INSERT INTO kit_heartbeat (name, at, note) VALUES (%s, now(), '')", [moment])
            if moment == "before":
                ours(*arguments)

    monkeypatch.setattr(writing, "run", while_people_write)
    target, data = folder / "meanwhile.tar", folder / "meanwhile"
    manifest = writing.write_backup(target, lived_in, where.owner_url, lambda line: None)
    with psycopg.connect(where.owner_url) as owner:
        owner.execute("DELETE FROM kit_heartbeat WHERE name IN ('before', 'after')")
    restored = palabre("--data", str(data), "restore", str(target))
    assert restored["sequences"] == manifest.sequences
    assert manifest.tables["kit_heartbeat"] == 500
    with EmbeddedServer(data) as server, psycopg.connect(server.owner_url) as owner:
        row = owner.execute("SELECT last_value FROM procrastinate_jobs_id_seq").fetchone()
        assert row is not None
        assert row[0] >= (manifest.sequences["procrastinate_jobs_id_seq"] or 0) >= 4711


def test_pictures_and_key_come_back_byte_for_byte(lived_in: Path, restored: Path) -> None:
    def digests(data: Path) -> dict[str, str]:
        files = [path for path in (data / "media").rglob("*") if path.is_file()] + [data / "secret"]
        return {str(path.relative_to(data)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}

    assert digests(restored) == digests(lived_in)
    assert len(digests(restored)) == 3
    assert stat.S_IMODE((restored / "secret").stat().st_mode) == 0o600


def test_the_restored_installation_can_be_migrated_on(restored: Path) -> None:
    assert palabre("--data", str(restored), "migrate") == {"applied": []}


def test_a_backup_is_for_its_user_alone_and_never_overwrites(lived_in: Path, backup: Path) -> None:
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    before = backup.read_bytes()
    done = run("--data", str(lived_in), "backup", str(backup))
    assert done.returncode == 1
    assert "exists already" in json.loads(done.stdout)["refused"]
    assert backup.read_bytes() == before


def test_a_folder_that_is_used_is_refused_and_stays(lived_in: Path, backup: Path) -> None:
    before = (lived_in / "secret").read_bytes()
    done = run("--data", str(lived_in), "restore", str(backup))
    assert done.returncode == 1
    assert "is not empty" in json.loads(done.stdout)["refused"]
    assert (lived_in / "secret").read_bytes() == before


def _altered(backup: Path, target: Path, change: str) -> Path:
    """The backup with one row too many promised, or with a picture that leads out of the folder."""
    with tarfile.open(backup) as old, tarfile.open(target, "w") as new:
        for member in old:
            content = old.extractfile(member)
            assert content is not None
            text = content.read()
            if member.name == "manifest.json":
                manifest = json.loads(text)
                if change == "count":
                    manifest["tables"]["kit_heartbeat"] += 1
                    manifest["sequences"]["procrastinate_jobs_id_seq"] += 1_000
                else:
                    manifest["media"]["../../outside.webp"] = 3
                text = json.dumps(manifest).encode()
                member.size = len(text)
            new.addfile(member, io.BytesIO(text))
    return target


def test_a_backup_that_comes_back_incomplete_is_said(backup: Path, folder: Path) -> None:
    altered = _altered(backup, folder / "short.tar", "count")
    done = run("--data", str(folder / "short"), "restore", str(altered))
    assert done.returncode == 1
    refused = json.loads(done.stdout)["refused"]
    assert "The table kit_heartbeat should have 502 and has 501." in refused
    assert "The sequence procrastinate_jobs_id_seq should have at least 5711 and has 4711." in refused


def test_a_backup_cannot_write_outside_the_data_folder(backup: Path, folder: Path) -> None:
    altered = _altered(backup, folder / "evil.tar", "path")
    done = run("--data", str(folder / "evil"), "restore", str(altered))
    assert done.returncode == 1
    assert "outside its folder" in json.loads(done.stdout)["refused"]
    assert not (folder / "outside.webp").exists()


def test_another_file_is_not_a_backup(folder: Path) -> None:
    other = folder / "letter.tar"
    other.write_text("Dear Amina")
    done = run("--data", str(folder / "new"), "restore", str(other))
    assert done.returncode == 1
    assert "is not a backup" in json.loads(done.stdout)["refused"]
    assert not (folder / "new").exists()
