"""What must be there after a restore: rows per table, sequences, policies, pictures."""

from dataclasses import asdict, dataclass
from typing import Any, Self

import psycopg
from psycopg import sql

FORMAT = 1


@dataclass(frozen=True)
class Manifest:
    """`tables` by name; `policies` as `table.policy`; `media` as path to size in bytes.

    `sequences` are what each has reached at least: unlike rows they belong to no snapshot, and go on while a backup
    is made.
    """

    made_at: str
    version: str
    server: str
    tables: dict[str, int]
    sequences: dict[str, int | None]
    policies: list[str]
    media: dict[str, int]
    format: int = FORMAT

    def as_dict(self) -> dict[str, Any]:
        """For the JSON file."""
        return asdict(self)

    @classmethod
    def from_dict(cls, found: dict[str, Any]) -> Self:
        """Read one back; raises ValueError for another format, KeyError or TypeError for no manifest at all."""
        if found["format"] != FORMAT:
            raise ValueError(f"format {found['format']}")
        return cls(**found)


def count_tables(connection: psycopg.Connection[Any]) -> dict[str, int]:
    """Rows per table of the schema `public`, as this connection sees them."""
    names = connection.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
    ).fetchall()
    return {name: _count(connection, name) for (name,) in names}


def read_sequences(connection: psycopg.Connection[Any]) -> dict[str, int | None]:
    """Each sequence's last value; None for one never used."""
    rows = connection.execute(
        "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public' ORDER BY sequencename"
    )
    return dict(rows.fetchall())


def read_policies(connection: psycopg.Connection[Any]) -> list[str]:
    """The row-security policies that are in force, as `table.policy`."""
    rows = connection.execute(
        """
        SELECT tablename || '.' || policyname FROM pg_policies JOIN pg_tables USING (schemaname, tablename)
        WHERE schemaname = 'public' AND rowsecurity ORDER BY 1
        """
    )
    return [row[0] for row in rows.fetchall()]


def differences(wanted: Manifest, connection: psycopg.Connection[Any], media: dict[str, int]) -> list[str]:
    """One sentence for each thing that is not as the manifest says; empty when all is there."""
    pairs: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
        ("table", wanted.tables, count_tables(connection)),
        ("policy", dict.fromkeys(wanted.policies, True), dict.fromkeys(read_policies(connection), True)),
        ("picture", wanted.media, media),
    ]
    return [
        f"The {kind} {name} should have {one.get(name)} and has {other.get(name)}."
        for kind, one, other in pairs
        for name in sorted(one.keys() | other.keys())
        if one.get(name) != other.get(name)
    ] + behind(wanted.sequences, read_sequences(connection))


def behind(wanted: dict[str, int | None], found: dict[str, int | None]) -> list[str]:
    """One sentence for each sequence that is missing or would give a number again, and for each that is too many."""
    sentences = [f"The sequence {name} should not be there." for name in sorted(found.keys() - wanted.keys())]
    for name, least in sorted(wanted.items()):
        if name not in found:
            sentences.append(f"The sequence {name} is missing.")
        elif (found[name] or 0) < (least or 0):
            sentences.append(f"The sequence {name} should have at least {least} and has {found[name]}.")
    return sentences


def _count(connection: psycopg.Connection[Any], table: str) -> int:
    row = connection.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))).fetchone()
    assert row is not None
    return int(row[0])
