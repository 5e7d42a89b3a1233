"""The filled salon, made once for each file of tests; what a test does to it is undone after it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from tests.threats.world import World


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is refused here by the thousand is refused on purpose."""
    monkeypatch.setattr(logging.getLogger("django.request"), "disabled", True)


@pytest.fixture(scope="module")
def filled(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """The salon with something of everything in it, its files in a folder of its own."""
    folder = tmp_path_factory.mktemp("world")
    kept = override_settings(DATA=folder, MEDIA_ROOT=folder / "media")
    with django_db_blocker.unblock(), kept, transaction.atomic():
        yield World(folder)
        transaction.set_rollback(True)


@pytest.fixture
def world(filled: World) -> Iterator[World]:
    """The filled salon, as if no other test had been there."""
    with transaction.atomic():
        yield deepcopy(filled)
        transaction.set_rollback(True)
