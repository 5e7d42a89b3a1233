"""The cast, and a story on its way, for every test of this room."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from palabre.kit.testing.cast import Cast
from palabre.newsroom.tests.on_its_way import OnItsWay


@pytest.fixture
def way(db: None, tmp_path: Path, settings: Any) -> OnItsWay:
    settings.MEDIA_ROOT = tmp_path
    return OnItsWay(Cast())
