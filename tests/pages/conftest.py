"""The demo as the walk finds it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest

from conftest import use_database
from tests.pages.lived_in import live
from tests.support.databases import Cluster


@pytest.fixture(scope="session")
def lived_in_database(cluster: Cluster, django_db_blocker: Any) -> Iterator[str]:
    """The name of this worker's one clone of the demo in which a little more has happened."""
    from django.db import connections

    before = dict(connections.settings["default"])
    with cluster.cloned(cluster.with_demo(), f"palabre_li_{os.getpid()}") as name:
        with django_db_blocker.unblock():
            use_database(cluster, name)
            live()
            connections.close_all()
            connections.settings["default"].update(before)
            connections["default"].settings_dict.update(before)
        yield name


@pytest.fixture
def lived_in(
    lived_in_database: str, cluster: Cluster, django_db_blocker: Any, settings: Any
) -> Iterator[str]:
    """Django on `lived_in_database`, in demo mode, with its pictures: shared, so for tests that write nothing."""
    from django.db import connections

    settings.DEMO, settings.MEDIA_ROOT = True, cluster.demo_data() / "media"
    before = dict(connections.settings["default"])
    with django_db_blocker.unblock():
        use_database(cluster, lived_in_database)
        try:
            yield lived_in_database
        finally:
            connections.close_all()
            connections.settings["default"].update(before)
            connections["default"].settings_dict.update(before)
