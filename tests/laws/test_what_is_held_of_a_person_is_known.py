"""Export and erasure reach every room: whatever has a key to a person or a membership stands in one table."""

from __future__ import annotations

from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from palabre.communities.models import Membership
from palabre.exchange.own.holdings import HOLDINGS, keys_to_people


def test_every_key_to_a_person_or_a_membership_has_its_fate() -> None:
    known = {(holding.label, holding.key) for holding in HOLDINGS}
    found = set(keys_to_people())
    assert len(found) > 35
    assert found - known == set(), (
        "say in exchange/own/holdings.py what becomes of these when their person is erased"
    )
    assert known - found == set(), "these are no more"


def test_a_key_that_nobody_named_is_found() -> None:
    with isolate_apps("palabre.exchange"):

        class Diary(models.Model):
            by = models.ForeignKey(Membership, models.CASCADE, related_name="+")

            class Meta:
                app_label = "exchange"

        keys = [field.name for field in Diary._meta.local_fields if isinstance(field, models.ForeignKey)]
        assert keys == ["by"]
    assert ("exchange.Diary", "by") not in {(one.label, one.key) for one in HOLDINGS}
    assert all(apps.get_model(label)._meta.get_field(key) for label, key in keys_to_people())
