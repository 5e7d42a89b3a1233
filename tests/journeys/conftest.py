"""An installation and a browser for each journey."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from palabre.kit.testing import look
from tests.journeys.site import Site, serving
from tests.support.databases import Cluster


@pytest.fixture
def site(cluster: Cluster, live_database: str, settings: Any, tmp_path: Path) -> Iterator[Site]:
    with serving() as port:
        settings.PUBLIC_PORT = str(port)
        yield Site(cluster, live_database, tmp_path, port)


@pytest.fixture
def chromium() -> Iterator[Browser]:
    with look.browser() as started:
        yield started
