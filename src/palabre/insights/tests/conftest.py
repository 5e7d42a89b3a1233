"""The cast, for every test of this room."""

from __future__ import annotations

import pytest

from palabre.kit.testing.cast import Cast


@pytest.fixture
def cast(db: None) -> Cast:
    return Cast()
