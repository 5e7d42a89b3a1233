"""The gazetteer goes into the database in seconds, as the owner, as often as one likes."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from palabre.places.models import City
from tests.support.databases import ROOT, Cluster

LOAD = """
import django; django.setup()
from palabre.places.gazetteer import load_cities
told = []
loaded = load_cities(lambda done, total: told.append((done, total)))
import json; print(json.dumps([loaded, told[0], told[-1]]))
"""


def load(cluster: Cluster, database: str) -> tuple[int, list[int], list[int]]:
    """Load the cities as the owner role, in a process of its own; the number loaded, first and last progress."""
    done = subprocess.run(
        [sys.executable, "-c", LOAD],
        env=cluster.environment(database, PALABRE_AS="owner"),
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
        timeout=120,
    )
    loaded, first, last = json.loads(done.stdout)
    return loaded, first, last


@pytest.mark.scale
def test_loading_twice_brings_the_cities_up_to_date_and_removes_none(
    live_database: str, cluster: Cluster
) -> None:
    dhaka = City.objects.filter(pk=1185241)
    loaded, first, last = load(cluster, live_database)
    assert loaded == City.objects.count() > 30_000
    assert first == [1000, loaded] and last == [loaded, loaded]
    assert dhaka.get().name_in("bn") == "ঢাকা"

    dhaka.update(name="Somewhere", names={}, population=1)
    City.objects.create(
        geonames_id=1, name="Village", country="FR", latitude=1, longitude=2, time_zone="Europe/Paris"
    )
    load(cluster, live_database)
    assert City.objects.count() == loaded + 1
    restored = dhaka.get()
    assert (restored.name, restored.time_zone, restored.names["zh-Hant"]) == ("Dhaka", "Asia/Dhaka", "達卡")
    assert restored.population > 1_000_000
