"""What the database reads to answer: the rows of a table that a statement's plan touches."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.db import connection


def explained(statement: str) -> dict[str, Any]:
    """How a statement is answered, by answering it once more as the app role; asked inside the community."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {statement.replace('%', '%%')}")
        (plan,) = cursor.fetchone()
    found = plan if isinstance(plan, list) else json.loads(plan)
    top: dict[str, Any] = found[0]["Plan"]
    return top


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The plan's steps, from the top."""
    yield plan
    for below in plan.get("Plans", []):
        yield from nodes(below)


def rows_read(plan: dict[str, Any], table: str) -> int:
    """How many rows of a table were looked at, those among them that did not fit."""
    return sum(_looked_at(node) for node in nodes(plan) if node.get("Relation Name") == table)


def scans(plan: dict[str, Any], table: str) -> list[str]:
    """How a table is reached: "Seq Scan", "Index Scan" and so on."""
    return [node["Node Type"] for node in nodes(plan) if node.get("Relation Name") == table]


def _looked_at(node: dict[str, Any]) -> int:
    passed_over = node.get("Rows Removed by Filter", 0) + node.get("Rows Removed by Index Recheck", 0)
    return int((node["Actual Rows"] + passed_over) * node["Actual Loops"])
