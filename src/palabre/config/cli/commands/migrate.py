"""`palabre migrate`: bring the database to this version's shape, as its owner."""

from argparse import Namespace
from collections.abc import Callable

from palabre.config.cli.command import Command, Console, Ground, Outcome, Refusal


def run(options: Namespace, console: Console) -> Outcome:
    """Apply what is pending; two at once wait for each other."""
    applied = apply_pending(lambda count: console.progress(f"Preparing the database: {count} changes ..."))
    if not applied:
        return Outcome(["The database is up to date."], {"applied": []})
    return Outcome([f"{len(applied)} changes made to the database."], {"applied": applied})


def apply_pending(tell: Callable[[int], None]) -> list[str]:
    """Apply the pending migrations with Django set up as the owner; returns their names in order.

    `tell` hears how many there are, if any, before the first is applied.
    """
    from django.core.management import call_command
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = 'palabre_app'")
        if cursor.fetchone() is None:
            raise Refusal(
                "The role palabre_app is missing. Make it as a superuser: "
                "CREATE ROLE palabre_app LOGIN PASSWORD '...', and GRANT CONNECT ON DATABASE ... TO palabre_app."
            )
        cursor.execute("SELECT pg_advisory_lock(hashtext('palabre.migrate'))")
        try:
            pending = pending_migrations()
            if pending:
                tell(len(pending))
                call_command("migrate", interactive=False, verbosity=0)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(hashtext('palabre.migrate'))")
    return pending


def pending_migrations() -> list[str]:
    """Names (`room.0001_initial`) of the migrations that this database has not seen, in order."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


command = Command(
    name="migrate",
    summary="bring the database to this version's shape",
    example="palabre migrate",
    run=run,
    ground=Ground.OWNER,
)
