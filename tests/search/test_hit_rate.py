"""In ten languages most of what is looked for is found at once, and more of it than PostgreSQL finds by itself."""

from __future__ import annotations

import sys

import pytest

from palabre.kit.testing.cast import Cast
from tests.search import hits

pytestmark = [pytest.mark.django_db, pytest.mark.scale]

EACH = 10
FLOOR = 9
"""Of ten pairs in a language, so many at least; all ten are found today."""


def test_there_are_ten_pairs_in_each_of_ten_languages() -> None:
    written = hits.pairs()
    tags = [pair.language for pair in written]
    assert len(set(tags)) == 10
    assert all(tags.count(tag) == EACH for tag in tags)
    assert len({pair.text for pair in written}) == len({pair.question for pair in written}) == 100


def test_what_is_looked_for_is_found_among_the_first_in_every_language(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lines = hits.measure(Cast().salon)
    with capsys.disabled():
        sys.stdout.write(f"\n{hits.table(lines)}\n")
    short = {line.language: (line.ours, line.missed) for line in lines if line.ours < FLOOR}
    assert not short
    assert all(line.ours >= max(line.theirs, line.theirs_any) for line in lines)
    assert sum(line.ours for line in lines) > sum(line.theirs_any for line in lines)
