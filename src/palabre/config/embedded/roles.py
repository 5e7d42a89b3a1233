"""The two roles and the database, the same at every start."""

import psycopg
from psycopg import sql

from palabre.config.embedded.addresses import APP, DATABASE, OWNER, Addresses

# A role as DESIGN.md's fifth law wants it; said in full, so that a start also mends one that was changed by hand.
HUMBLE = "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS INHERIT"


def ensure_roles(where: Addresses, passwords: dict[str, str]) -> None:
    """Make `palabre_owner`, `palabre_app` and the database, or bring them back to what they must be.

    The app role owns nothing and may only connect: what it may do with each table, migrations grant.
    """
    with psycopg.connect(where.superuser_url, autocommit=True) as connection:
        for role in (OWNER, APP):
            _ensure_role(connection, role, passwords[role])
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
        if found is None:
            connection.execute(_say("CREATE DATABASE {} OWNER {}", DATABASE, OWNER))
        connection.execute(_say("REVOKE ALL ON DATABASE {} FROM PUBLIC", DATABASE))
        connection.execute(_say("GRANT CONNECT ON DATABASE {} TO {}", DATABASE, APP))
    with psycopg.connect(where.superuser_url, dbname=DATABASE, autocommit=True) as connection:
        connection.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")


def _ensure_role(connection: psycopg.Connection[tuple[object, ...]], role: str, password: str) -> None:
    exists = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
    verb = sql.SQL("ALTER ROLE {} {} PASSWORD {}" if exists else "CREATE ROLE {} {} PASSWORD {}")
    connection.execute(verb.format(sql.Identifier(role), sql.SQL(HUMBLE), sql.Literal(password)))


def _say(sentence: str, *names: str) -> sql.Composed:
    # psycopg wants SQL to be a literal, so that nothing foreign gets in; these sentences are the ones above.
    return sql.SQL(sentence).format(*(sql.Identifier(name) for name in names))
