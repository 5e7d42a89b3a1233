"""The doctor notices what is wrong, each in a database or folder in which it is wrong."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection, connections

from palabre.config.cli.checkup import machine, running, walls
from palabre.config.cli.checkup.finding import Finding
from palabre.kit import health
from tests.support.databases import Cluster, named

Check = Callable[[], Iterator[Finding]]


def wrong(check: Check) -> list[str]:
    return [finding.sentence for finding in check() if finding.level == "wrong"]


@pytest.fixture
def broken(live_database: str, cluster: Cluster) -> Callable[[str], None]:
    """Change something in this test's own database, as its owner."""

    def change(statement: str) -> None:
        with psycopg.connect(named(cluster.where.owner_url, live_database), autocommit=True) as owner:
            owner.execute(statement.encode())

    return change


@pytest.fixture
def serving_as(live_database: str) -> Iterator[Callable[[str], None]]:
    """Let the pages be served by another role."""
    before = dict(connections["default"].settings_dict)

    def change(address: str) -> None:
        given = psycopg.conninfo.conninfo_to_dict(address)
        connection.close()
        connections["default"].settings_dict.update(USER=given["user"], PASSWORD=given["password"])

    yield change
    connection.close()
    connections["default"].settings_dict.update(before)


@pytest.mark.long
@pytest.mark.usefixtures("live_database")
@pytest.mark.parametrize("check", [walls.roles, walls.row_security, walls.composite_keys, running.migrations])
def test_a_sound_database_is_well(check: Check) -> None:
    assert {finding.level for finding in check()} == {"well"}


def test_a_table_that_is_gone_is_named(broken: Callable[[str], None]) -> None:
    broken("DROP TABLE dialogues_citation CASCADE")
    assert wrong(running.migrations) == ["Tables that this version has are gone: dialogues_citation."]


def test_a_table_without_row_security_is_named(broken: Callable[[str], None]) -> None:
    broken("ALTER TABLE dialogues_dialogue DISABLE ROW LEVEL SECURITY")
    assert wrong(walls.row_security) == ["The table dialogues_dialogue has no row security."]


def test_a_table_without_a_policy_is_named(broken: Callable[[str], None]) -> None:
    broken("DROP POLICY inside ON dialogues_dialogue; DROP POLICY crossing ON dialogues_dialogue")
    assert wrong(walls.row_security) == [
        f"The table dialogues_dialogue has no policy {name}, or one with another rule than ours."
        for name in ("inside", "crossing")
    ]


@pytest.mark.parametrize(
    ("opening", "sentence"),
    [
        (
            "CREATE POLICY leak ON dialogues_contribution USING (true)",
            "The table dialogues_contribution has a policy leak beside ours, which may show what they hide.",
        ),
        (
            "ALTER POLICY inside ON mail_message USING (true)",
            "The table mail_message has no policy inside, or one with another rule than ours.",
        ),
        (
            "ALTER POLICY crossing ON mail_message TO PUBLIC",
            "The table mail_message has no policy crossing, or one with another rule than ours.",
        ),
        (
            "CREATE FUNCTION all_mail() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT 1::bigint'",
            "The function all_mail() acts with its owner's rights, may be called by the pages, and is not ours.",
        ),
        (
            "CREATE VIEW all_mail AS SELECT * FROM mail_message",
            "The view all_mail shows rows that row security does not hold, and is not ours.",
        ),
    ],
)
def test_an_open_wall_is_named_and_its_mend_closes_it(
    broken: Callable[[str], None], opening: str, sentence: str
) -> None:
    broken(opening)
    (finding,) = [finding for finding in walls.row_security() if finding.level == "wrong"]
    assert finding.sentence == sentence
    broken(finding.mend.partition(": ")[2].partition(" or ")[0])
    assert wrong(walls.row_security) == []


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ("CREATE ON SCHEMA public", "CREATE on SCHEMA public, which no migration gave."),
        ("TRUNCATE ON dialogues_dialogue", "TRUNCATE on dialogues_dialogue, which no migration gave."),
        ("REFERENCES (id) ON people_person", "REFERENCES on people_person, which no migration gave."),
        ("TRIGGER ON mail_message", "TRIGGER on mail_message, which no migration gave."),
        ("UPDATE ON chronicle_entry", "UPDATE on chronicle_entry, which no migration gave."),
        (
            "UPDATE ON SEQUENCE mail_message_id_seq",
            "UPDATE on SEQUENCE mail_message_id_seq, which no migration gave.",
        ),
    ],
)
def test_a_privilege_that_no_migration_gave_is_named_and_its_mend_takes_it_back(
    broken: Callable[[str], None], cluster: Cluster, live_database: str, given: str, sentence: str
) -> None:
    with psycopg.connect(named(cluster.where.superuser_url, live_database), autocommit=True) as superuser:
        superuser.execute(f"GRANT {given} TO palabre_app".encode())
        (finding,) = [finding for finding in walls.roles() if finding.level == "wrong"]
        assert finding.sentence == f"The role palabre_app has {sentence}"
        superuser.execute(finding.mend.partition(": ")[2].encode())
    assert wrong(walls.roles) == []


def test_a_table_that_the_pages_role_owns_is_named(cluster: Cluster, live_database: str) -> None:
    with psycopg.connect(named(cluster.where.superuser_url, live_database), autocommit=True) as superuser:
        superuser.execute("ALTER TABLE mail_message OWNER TO palabre_app")
    (sentence,) = wrong(walls.roles)
    assert "palabre_app owns what row security then does not hold: mail_message" in sentence


def test_a_key_without_the_community_is_named(broken: Callable[[str], None]) -> None:
    broken(
        "ALTER TABLE dialogues_question ADD CONSTRAINT shortcut FOREIGN KEY (id) REFERENCES dialogues_dialogue (id)"
    )
    assert wrong(walls.composite_keys) == ["The key shortcut of dialogues_question leaves the community out."]


def test_a_lost_composite_key_is_named(broken: Callable[[str], None]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE conrelid = 'dialogues_question'::regclass AND contype = 'f' "
            "AND array_length(conkey, 1) = 2 LIMIT 1"
        )
        (name,) = cursor.fetchone()
    broken(f'ALTER TABLE dialogues_question DROP CONSTRAINT "{name}"')
    (sentence,) = wrong(walls.composite_keys)
    assert sentence.startswith("Nothing holds dialogues_question.")


def test_serving_as_the_owner_is_wrong(serving_as: Callable[[str], None], cluster: Cluster) -> None:
    serving_as(cluster.where.owner_url)
    (sentence,) = wrong(walls.roles)
    assert "palabre_owner owns" in sentence


def test_serving_as_superuser_is_wrong(serving_as: Callable[[str], None], cluster: Cluster) -> None:
    serving_as(cluster.where.superuser_url)
    assert "SUPERUSER" in wrong(walls.roles)[0]


def test_a_waiting_migration_is_wrong(broken: Callable[[str], None]) -> None:
    broken("DELETE FROM django_migrations WHERE app = 'portal' AND name = '0004_latest_of_each_kind'")
    (sentence,) = wrong(running.migrations)
    assert (
        sentence == "Changes not yet made to the database: 1, the first is portal.0004_latest_of_each_kind."
    )


@pytest.mark.django_db
def test_a_silent_worker_is_wrong_and_a_beating_one_well() -> None:
    assert wrong(running.worker) == ["The worker was never seen here: no mail leaves."]
    health.beat()
    assert wrong(running.worker) == []


@pytest.mark.django_db
def test_a_clock_that_is_off_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    assert wrong(running.clock) == []
    now = time.time
    monkeypatch.setattr(time, "time", lambda: now() + 90)
    assert wrong(running.clock) == ["This machine and the database are 90 seconds apart."]


def test_a_mail_server_that_is_not_there_is_wrong(settings: Any) -> None:
    settings.DEMO = False
    settings.MAIL_DOMAIN = "example.org"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    (sentence,) = wrong(running.outgoing_mail)
    assert sentence.startswith("The mail server 127.0.0.1:9 does not take us")


def test_a_key_that_others_can_read_is_wrong(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    secret = tmp_path / "secret"
    secret.write_text("x" * 48)
    secret.chmod(0o600)
    assert wrong(machine.secrets) == []
    secret.chmod(0o644)
    assert wrong(machine.secrets) == [f"Others on this machine can read {secret}."]


def test_a_short_key_is_wrong(settings: Any, tmp_path: Path) -> None:
    settings.DATA, settings.SECRET_KEY = tmp_path, "short"
    assert wrong(machine.secrets) == ["The secret key has only 5 characters."]


def test_a_full_disk_is_wrong(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    monkeypatch.setattr(machine, "DISK_WRONG", 1 << 60)
    monkeypatch.setattr(machine, "DISK_WATCH", 1 << 60)
    assert len(wrong(machine.disk)) == 1
