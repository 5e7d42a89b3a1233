"""A word of very many texts: the latest of each kind are ranked, and none of a kind with few is lost among them."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from palabre.kit import tenancy
from palabre.kit.testing.cast import Cast

WRITE = """
INSERT INTO portal_searchdocument (community_id, kind, subject_id, language, title, excerpt, path, at, vector)
SELECT %s, %s, n, 'en', 'Water', '', '/x/', timestamptz '2026-01-01' + n * interval '1 minute', %s::tsvector
FROM generate_series(%s, %s) AS n
"""
ASK = "SELECT kind, subject_id FROM portal_search('water', %s, NULL, NULL, NULL, NULL, %s)"


@pytest.fixture
def salon(db: None) -> Any:
    """A conversation about water, and later 1,500 answers with the word, of which the first says it most."""
    salon = Cast().salon
    with tenancy.community(salon), connection.cursor() as cursor:
        cursor.execute(WRITE, [salon.pk, "dialogue", "water:1A", 1, 1])
        cursor.execute(WRITE, [salon.pk, "contribution", "water:1A,2A,3A,4A", 2, 2])
        cursor.execute(WRITE, [salon.pk, "contribution", "water:1", 3, 1501])
    return salon


def asked(community: Any, kinds: list[str] | None, most: int) -> list[tuple[str, int]]:
    with tenancy.community(community), connection.cursor() as cursor:
        cursor.execute(ASK, [kinds, most])
        found: list[tuple[str, int]] = cursor.fetchall()
    return found


def test_the_latest_thousand_of_each_kind_are_ranked(salon: Any) -> None:
    found = asked(salon, ["dialogue", "contribution"], 5_000)
    assert found[0] == ("dialogue", 1), "the only one of its kind, however many answers are later"
    assert found[1:] == [("contribution", number) for number in range(1501, 501, -1)]


def test_no_more_than_asked_for_are_found_and_nothing_of_other_kinds(salon: Any) -> None:
    assert asked(salon, ["dialogue", "contribution"], 3) == [
        ("dialogue", 1),
        ("contribution", 1501),
        ("contribution", 1500),
    ]
    assert asked(salon, ["dialogue"], 3) == [("dialogue", 1)]
    assert asked(salon, [], 3) == []
    assert len(asked(salon, None, 5_000)) == 1_000, "of all kinds together, where none is named"
