"""A job carries its community, and stands in no other."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from procrastinate.contrib.django import app

from palabre.kit import tenancy
from palabre.kit.jobs import community_task
from palabre.kit.testing.cast import Cast
from palabre.kit.testing.jobs import run_jobs, waiting

pytestmark = pytest.mark.django_db
stood_in: list[tuple[int | None, str]] = []


@community_task(name="test.stand")
def stand(*, what: str) -> None:
    scope = tenancy.scope()
    assert scope is not None
    stood_in.append((scope.community_id, what))


@pytest.fixture(autouse=True)
def _empty() -> Iterator[None]:
    stood_in.clear()
    yield
    stood_in.clear()


def test_it_runs_inside_the_community_it_brings_or_across_all() -> None:
    cast = Cast()
    for community_id in (cast.salon.pk, cast.circle.pk, None):
        stand.defer(community_id=community_id, what="x")
    assert run_jobs() == 3
    assert stood_in == [(cast.salon.pk, "x"), (cast.circle.pk, "x"), (None, "x")]


def test_it_exists_when_its_transaction_commits_and_only_then() -> None:
    cast = Cast()
    with transaction.atomic():
        stand.defer(community_id=cast.salon.pk, what="x")
        transaction.set_rollback(True)
    assert waiting("test.stand") == []


def test_it_refuses_another_community_around_it() -> None:
    cast = Cast()
    with tenancy.community(cast.salon), pytest.raises(tenancy.TenancyError):
        app.tasks["test.stand"](community_id=cast.circle.pk, what="x")
    assert stood_in == []
