"""An installation for each drill to break."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest

from tests.support import installation
from tests.support.installation import Installation


@pytest.fixture(scope="session")
def prepared() -> Iterator[Installation]:
    """Made once per run, stopped, never touched: each test gets a copy."""
    folder = installation.new_folder()
    try:
        yield installation.make(folder / "data")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def installed(prepared: Installation) -> Iterator[Installation]:
    """A copy of the prepared installation."""
    with installation.copied(prepared) as copy:
        yield copy
