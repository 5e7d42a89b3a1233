"""The cast and a city to ask a story from, for every test of this room."""

from __future__ import annotations

import pytest

from palabre.kit.testing.cast import Cast
from palabre.network.tests.asked import Asked


@pytest.fixture
def cast(db: None) -> Cast:
    return Cast()


@pytest.fixture
def asked(cast: Cast) -> Asked:
    return Asked(cast)
