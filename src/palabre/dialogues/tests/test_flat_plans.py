"""A dialogue's page with very much in it: each question to the database reads little more than the page shows."""

from __future__ import annotations

import psycopg
import pytest
from django.test import Client

from palabre.dialogues.models import Contribution, Dialogue
from palabre.dialogues.tests.conftest import HOST, open_salon
from palabre.dialogues.tests.crowd import crowd
from palabre.kit import tenancy
from palabre.kit.testing.cast import Cast
from tests.support.asking import asked_by
from tests.support.databases import Cluster, named
from tests.support.plans import explained, rows_read, scans

SAID = "dialogues_contribution"
READ_BY_A_LIST = 700
"""Rows one statement may look at: about as many as 15 lists of five, each with three replies, and their glosses."""


@pytest.fixture
def vast(live_database: str, cluster: Cluster) -> tuple[Cast, Dialogue]:
    """A hundred thousand contributions, in a database that has taken its samples of them."""
    cast = Cast()
    salon = open_salon(cast)
    with tenancy.community(cast.salon):
        crowd(cast, salon, 100_000)
    with psycopg.connect(named(cluster.where.superuser_url, live_database), autocommit=True) as owner:
        owner.execute("ANALYZE")
    return cast, salon


@pytest.mark.scale
def test_a_hundred_thousand_contributions_are_not_read_to_show_a_page(vast: tuple[Cast, Dialogue]) -> None:
    cast, salon = vast
    with tenancy.community(cast.salon):
        first = Contribution.objects.filter(dialogue=salon, answers=None).order_by("said_at")[1]
    member, visitor = Client(headers=HOST), Client(headers=HOST)
    member.force_login(cast.esi)
    own = f"/dialogues/{salon.slug}/"
    paths = [own, f"{own}?reads=fr", f"{own}question/1/", f"/contributions/{first.pk}/", f"{own}feed.atom"]
    asked = {one for path in paths for one in _second_visit(visitor, path)}
    asked |= {one for path in [*paths, f"{own}fresh/"] for one in _second_visit(member, path)}
    greedy = {}
    with tenancy.community(cast.salon):
        for statement in (one for one in asked if SAID in one):
            plan = explained(statement)
            if "Seq Scan" in scans(plan, SAID) or rows_read(plan, SAID) > READ_BY_A_LIST:
                greedy[statement] = (scans(plan, SAID), rows_read(plan, SAID))
        whole = explained(f"SELECT count(*) FROM {SAID} WHERE html LIKE '%pump%'")
    assert greedy == {}
    assert rows_read(whole, SAID) > 100_000, "the reading of plans can fail"


def _second_visit(browser: Client, path: str) -> list[str]:
    browser.get(path)
    return asked_by(browser, path)
