"""What comes round by the clock is known to the worker, and runs without any community around it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from procrastinate.contrib.django import app

from palabre.communities.models import OnceKey
from palabre.kit import clock, tenancy
from palabre.kit.testing.cast import Cast

pytestmark = pytest.mark.django_db
EXPECTED = {
    "config.forget_expired",
    "config.forget_finished_jobs",
    "config.take_up_stalled",
    "dialogues.fold_tallies",
    "dialogues.note_states",
    "newsroom.let_go_of_themes",
}


def periodic() -> set[str]:
    return {name for name, _id in app.periodic_registry.periodic_tasks}


def test_the_worker_knows_what_comes_round() -> None:
    assert periodic() >= EXPECTED


@pytest.mark.parametrize("name", sorted(EXPECTED - {"config.take_up_stalled"}))
def test_it_runs_with_no_ambient_community(name: str) -> None:
    Cast()
    app.tasks[name](timestamp=0)
    assert tenancy.scope() is None


def test_what_has_run_out_is_forgotten_in_every_community_and_the_rest_is_kept() -> None:
    cast = Cast()
    old, new = clock.now() - timedelta(days=400), clock.now()
    for community in (cast.salon, cast.circle):
        with tenancy.community(community):
            for key, used_at in (("a" * 16, old), ("b" * 16, new)):
                OnceKey.objects.create(community=community, author="person:1", key=key, used_at=used_at)
    Session.objects.create(session_key="old", session_data="", expire_date=old)
    Session.objects.create(session_key="new", session_data="", expire_date=new + timedelta(days=1))
    app.tasks["config.forget_expired"](timestamp=0)
    with tenancy.everywhere(reason="test"):
        assert list(OnceKey.objects.values_list("key", flat=True)) == ["b" * 16] * 2
    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]
