"""What changed since one last looked: tags written by changes, read by comparing two snapshots of the database.

Rows become visible in another order than their transactions began; a row belongs to what is new exactly when its
transaction was not visible in the snapshot of the last reading. So nothing is missed, whoever commits when.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from palabre.kit.touching import PREFIX, TABLE

NOW = "SELECT pg_current_snapshot()::text"
NEW = f"""
SELECT pg_current_snapshot()::text, ARRAY(
    SELECT DISTINCT tag FROM {TABLE}
    WHERE written >= pg_snapshot_xmin(%(last)s::pg_snapshot)
      AND NOT pg_visible_in_snapshot(written, %(last)s::pg_snapshot))
"""  # noqa: S608
MARK = f"INSERT INTO {TABLE} (tag) VALUES ('') RETURNING written::text"  # noqa: S608
PURGE = f"DELETE FROM {TABLE} WHERE at < now() - make_interval(secs => %s)"  # noqa: S608
TOUCHED = f"""
SELECT DISTINCT c.relname, encode(t.tgargs, 'escape') FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
WHERE t.tgname = '{PREFIX}_' || c.relname || '_insert' AND t.tgenabled = 'O'
"""  # noqa: S608
KEPT_SECONDS = 3600
"""So long a tag stays to be read. Who has not looked for half as long lets go of everything."""


@dataclass(frozen=True)
class Snapshot:
    """Which transactions were visible at a moment: all before `xmin`, none from `xmax`, none of `running`."""

    text: str

    def has_seen(self, transaction: int) -> bool:
        """Whether what this transaction wrote was visible."""
        first, following, running = self.text.split(":")
        if transaction < int(first):
            return True
        return transaction < int(following) and str(transaction) not in running.split(",")


def snapshot(cursor: Any) -> Snapshot:
    """The present one."""
    cursor.execute(NOW)
    return Snapshot(cursor.fetchone()[0])


def since(cursor: Any, last: Snapshot) -> tuple[Snapshot, list[str]]:
    """The present snapshot, and the tags of what has become visible since `last`."""
    cursor.execute(NEW, {"last": last.text})
    text, tags = cursor.fetchone()
    return Snapshot(text), tags


def touched_tables(cursor: Any) -> dict[str, tuple[str, ...]]:
    """Tables whose changes are told, each with what its rows belong to: `("community", "dialogue")`."""
    cursor.execute(TOUCHED)
    return {table: tuple(one for one in told.split("\\000") if one) for table, told in cursor.fetchall()}


def purge(cursor: Any) -> None:
    """Let go of tags that every listener has read long ago."""
    cursor.execute(PURGE, [KEPT_SECONDS])
