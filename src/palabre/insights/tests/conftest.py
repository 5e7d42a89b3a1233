"""Addresses in these tests are those of a community's host."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import set_urlconf

from palabre.kit.testing.cast import Cast


@pytest.fixture
def cast(db: None) -> Cast:
    return Cast()


@pytest.fixture(autouse=True)
def on_a_communitys_host(settings: Any) -> Iterator[None]:
    set_urlconf(settings.COMMUNITY_URLCONF)
    yield
    set_urlconf(None)
