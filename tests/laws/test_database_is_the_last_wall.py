"""Law 5. The catalogue is read, then the wall is climbed by raw SQL as the app role."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.utils import IntegrityError, ProgrammingError

from palabre.kit import tenancy
from palabre.kit.fencing import FencedKey
from palabre.kit.testing.cast import Cast, model
from tests.laws import catalogue
from tests.support.databases import Cluster, named
from tests.support.filling import fill


def community_models() -> list[Any]:
    return [m for m in apps.get_models() if any(f.attname == "community_id" for f in m._meta.concrete_fields)]


def test_the_catalogue_breaks_no_rule(live_database: str) -> None:
    with connection.cursor() as cursor:
        assert len(catalogue.community_tables(cursor)) >= 30
        assert catalogue.faults(cursor) == []


def test_every_key_between_community_tables_is_composite(live_database: str) -> None:
    fenced = {m: m._meta.db_table for m in community_models()}
    wanted = []
    for m in fenced:
        for field in m._meta.concrete_fields:
            if field.is_relation and field.remote_field.model in fenced:
                assert isinstance(field, FencedKey), f"{m.__name__}.{field.name} must be a FencedKey"
                wanted.append((m._meta.db_table, field.column))
    assert len(wanted) > 40
    with connection.cursor() as cursor:
        assert catalogue.missing_composite_keys(cursor, wanted) == []


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        ("CREATE TABLE wrong (id bigint PRIMARY KEY, community_id bigint)", "wrong has no row security"),
        (
            (
                "CREATE TABLE wrong (id bigint PRIMARY KEY, community_id bigint); ALTER TABLE wrong ENABLE ROW "
                "LEVEL SECURITY; CREATE POLICY p ON wrong TO palabre_app USING (true) WITH CHECK (true)"
            ),
            "wrong has the policy p beside its wall",
        ),
        (
            (
                "DROP POLICY inside ON places_hub; CREATE POLICY inside ON places_hub TO palabre_app USING (true OR "
                "community_id = NULLIF(current_setting('palabre.community', true), '')::bigint)"
            ),
            "places_hub lacks the policy inside",
        ),
        (
            (
                "ALTER TABLE dialogues_seat ADD CONSTRAINT loose FOREIGN KEY (dialogue_id) "
                "REFERENCES dialogues_dialogue (id)"
            ),
            "dialogues_seat: key loose has no community in it",
        ),
        (
            "CREATE UNIQUE INDEX loose ON dialogues_dialogue (slug)",
            "dialogues_dialogue: unique loose leaves the community out",
        ),
        (
            (
                "GRANT CREATE ON SCHEMA public TO palabre_app; "
                "SET ROLE palabre_app; CREATE TABLE own (id int); RESET ROLE"
            ),
            "palabre_app owns own",
        ),
        ("GRANT TRUNCATE ON mail_message TO palabre_app", "palabre_app has TRUNCATE on mail_message"),
        (
            "CREATE FUNCTION leak() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'",
            "leak() acts with its owner's rights",
        ),
        (
            "CREATE VIEW leak AS SELECT * FROM mail_message; GRANT SELECT ON leak TO palabre_app",
            "the view leak goes around the wall",
        ),
    ],
)
def test_the_reading_of_the_catalogue_can_fail(
    live_database: str, cluster: Cluster, wrong: str, complaint: str
) -> None:
    with psycopg.connect(named(cluster.where.superuser_url, live_database), autocommit=True) as superuser:
        superuser.execute(wrong)  # type: ignore[arg-type]
    with connection.cursor() as cursor:
        assert complaint in catalogue.faults(cursor)


def test_the_reading_of_the_catalogue_sees_a_role_held(live_database: str, cluster: Cluster) -> None:
    # Roles are the whole server's, which other tests use too: this one is never committed.
    with psycopg.connect(named(cluster.where.superuser_url, live_database)) as superuser:
        superuser.execute("GRANT pg_read_server_files TO palabre_app")
        superuser.execute("SET LOCAL ROLE palabre_app")
        found = catalogue.faults(superuser.cursor())
        superuser.rollback()
    assert found == ["palabre_app is a member of pg_read_server_files"]


@pytest.fixture
def cast(live_database: str) -> Cast:
    return Cast()


@pytest.fixture
def raw(cluster: Cluster, live_database: str) -> Iterator[psycopg.Connection[Any]]:
    """The app role without Django: whoever got hold of its password."""
    with psycopg.connect(named(cluster.where.app_url, live_database)) as opened:
        yield opened


def dialogue(community: Any, slug: str = "water") -> Any:
    from datetime import date

    from palabre.kit import clock

    return model("dialogues.Dialogue").objects.create(
        community=community, slug=slug, format="salon", title="Water", language="en",
        opens_on=date(2026, 11, 1), closes_on=date(2026, 11, 14), created_at=clock.now(),
    )  # fmt: skip


def community_tables() -> list[str]:
    with connection.cursor() as cursor:
        return [table for _oid, table, _secured in catalogue.community_tables(cursor)]


def test_a_raw_query_sees_its_community_and_without_one_nothing(demo: str, cluster: Cluster) -> None:
    fill()
    communities = list(model("communities.Community").objects.values_list("pk", flat=True))
    there: dict[str, dict[int, int]] = {}
    with psycopg.connect(named(cluster.where.superuser_url, demo)) as superuser, superuser.cursor() as cursor:
        for table in community_tables():
            count = f"SELECT community_id, count(*) FROM {table} WHERE community_id IS NOT NULL GROUP BY 1"
            if not cursor.execute(count).fetchall():  # type: ignore[arg-type]
                catalogue.any_row(cursor, table, communities[0])  # neither the demo nor its filling has one
            there[table] = dict(cursor.execute(count).fetchall())  # type: ignore[arg-type]
    assert all(there.values())
    with psycopg.connect(named(cluster.where.app_url, demo)) as app:
        for community in (None, *communities):
            app.execute("SELECT set_config('palabre.community', %s, false)", [str(community or "")])
            for table, rows in there.items():
                shown = app.execute(f"SELECT count(*) FROM {table}").fetchone()  # type: ignore[arg-type]
                assert shown == (rows.get(community or 0, 0),), (table, community)


@pytest.mark.parametrize("inside", ["nowhere", "circle"])
def test_no_row_is_accepted_without_its_community_in_any_table(
    cast: Cast, raw: psycopg.Connection[Any], inside: str
) -> None:
    """The wall is asked before any other constraint: inside the row's own community, it is another that complains."""
    elsewhere = str(cast.circle.pk) if inside == "circle" else ""
    accepted = []
    for table in community_tables():
        statement = f"INSERT INTO {table} (community_id) VALUES ({cast.salon.pk})"
        if not walled(raw, statement, elsewhere):
            accepted.append(table)
        assert not walled(raw, statement, str(cast.salon.pk)), f"{table} refuses its own community's row"
    assert accepted == []


def walled(raw: psycopg.Connection[Any], statement: str, inside: str) -> bool:
    """Whether row security refuses a statement, inside a community; nothing of it stays."""
    try:
        with raw.transaction(force_rollback=True):
            raw.execute("SELECT set_config('palabre.community', %s, true)", [inside])
            raw.execute(statement)  # type: ignore[arg-type]
    except psycopg.errors.InsufficientPrivilege as refused:
        if "row-level security" not in str(refused):
            raise
        return True
    except psycopg.errors.IntegrityError:
        return False
    return False


def test_a_contribution_into_another_communitys_dialogue_is_refused(cast: Cast) -> None:
    with tenancy.community(cast.salon):
        theirs = dialogue(cast.salon)
    sam = cast.membership("sam", cast.circle)
    with pytest.raises(IntegrityError, match="fenced"), tenancy.community(cast.circle):
        model("dialogues.Contribution").objects.create(
            community=cast.circle, dialogue_id=theirs.pk, author=sam, text="Hello", html="<p>Hello</p>",
            language="en", channel="web", said_at=theirs.created_at,
        )  # fmt: skip


def test_another_communitys_row_and_a_missing_one_are_refused_alike(cast: Cast) -> None:
    with tenancy.community(cast.salon):
        theirs = dialogue(cast.salon).pk
    answers = []
    for wanted in (theirs, 999_999):
        with pytest.raises(IntegrityError) as refused, tenancy.community(cast.circle):
            model("dialogues.Round").objects.create(
                community=cast.circle, dialogue_id=wanted, number=1, language="en", opens_on="2026-11-01"
            )
        answers.append(str(refused.value).replace(str(wanted), "ID"))
    assert answers[0] == answers[1]


def test_the_app_role_cannot_rewrite_the_chronicle(cast: Cast) -> None:
    for forbidden in ("UPDATE chronicle_entry SET verb = 'x'", "DELETE FROM chronicle_entry"):
        with pytest.raises(ProgrammingError, match="permission denied"), connection.cursor() as cursor:
            cursor.execute(forbidden)


def test_search_looks_into_the_community_it_is_in_and_no_other(cast: Cast) -> None:
    with tenancy.community(cast.salon), connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO portal_searchdocument
               (community_id, kind, subject_id, language, title, excerpt, path, at, vector)
               VALUES (%s, 'dialogue', 1, 'en', 'Water', '', '/x/', now(), 'water:1')""",
            [cast.salon.pk],
        )
    ask = "SELECT count(*) FROM portal_search('water', NULL, NULL, NULL, NULL, NULL, 10)"
    counts = {}
    for community in (cast.salon, cast.circle):
        with tenancy.community(community), connection.cursor() as cursor:
            cursor.execute(ask)
            counts[community.name] = cursor.fetchone()[0]
    with connection.cursor() as cursor:
        cursor.execute(ask)
        counts["nowhere"] = cursor.fetchone()[0]
    assert counts == {"Open Floor": 1, "The Circle": 0, "nowhere": 0}


def test_search_is_a_security_definer_function_with_a_fixed_search_path(live_database: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT prosecdef, proconfig FROM pg_proc WHERE proname = 'portal_search'")
        definer, configuration = cursor.fetchone()
    assert definer
    assert configuration == ["search_path=pg_catalog, public"]


def seen() -> int:
    return int(model("communities.Membership").objects.count())


def test_a_community_is_left_behind_on_exit(cast: Cast) -> None:
    with transaction.atomic():
        with tenancy.community(cast.salon):
            assert seen() == 7
        assert seen() == 0, "the setting outlived its block inside an outer transaction"
    assert seen() == 0


def test_the_community_comes_back_after_a_fault_inside(cast: Cast) -> None:
    with tenancy.community(cast.salon):
        with pytest.raises(ZeroDivisionError), tenancy.community(cast.salon):
            raise ZeroDivisionError
        assert seen() == 7


def test_another_community_may_not_be_nested(cast: Cast) -> None:
    with tenancy.community(cast.salon):
        with pytest.raises(tenancy.TenancyError), tenancy.community(cast.circle):
            pass
        with pytest.raises(tenancy.TenancyError), tenancy.everywhere(reason="a test"):
            pass
        assert seen() == 7


def test_everywhere_needs_a_reason_and_then_sees_all(cast: Cast) -> None:
    with pytest.raises(tenancy.TenancyError), tenancy.everywhere(reason=""):
        pass
    with tenancy.everywhere(reason="a test of the crossing"):
        assert seen() == 13
    assert seen() == 0
