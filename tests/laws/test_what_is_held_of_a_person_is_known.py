"""Export and erasure reach every room: whatever has a key to a person or a membership stands in one table."""

from __future__ import annotations

from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from palabre.communities.models import Membership
from palabre.exchange.own.holdings import (
    HOLDINGS,
    NOBODYS_OWN,
    Fate,
    holds_words,
    keys_to_people,
    kinds_of_words,
)
from palabre.exchange.own.telling import OTHERS, READ
from palabre.exchange.own.written import WRITTEN
from palabre.kit.fields import LanguageField, Words


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


def test_every_kind_of_words_says_what_becomes_of_it_under_both_choices() -> None:
    kinds, signed = set(kinds_of_words()), {one.label for one in HOLDINGS}
    assert len(kinds) > 35
    assert kinds - signed - set(NOBODYS_OWN) == set(), (
        "say in exchange/own/holdings.py whose words these are and what becomes of them"
    )
    assert set(NOBODYS_OWN) - kinds == set(), "these hold no words any more"
    assert signed & set(NOBODYS_OWN) == set()
    silent = [(one.label, one.key) for one in HOLDINGS if one.label in kinds and one.with_words is None]
    assert silent == [], "say what becomes of these where their person takes their words along"
    talkative = [one.label for one in HOLDINGS if one.label not in kinds and one.with_words is not None]
    assert talkative == [], "these hold no words: they have one fate"


def test_a_new_kind_of_words_is_found() -> None:
    with isolate_apps("palabre.exchange"):

        class Letter(models.Model):
            text = Words()
            language = LanguageField()

            class Meta:
                app_label = "exchange"

        assert holds_words(Letter)
    assert not holds_words(Membership._meta.get_field("person").remote_field.model)


def test_nothing_that_goes_without_a_choice_stays_with_one() -> None:
    assert [
        one.label for one in HOLDINGS if one.fate is Fate.GONE and one.with_words not in (None, Fate.GONE)
    ] == []


NOT_KNOWN = {
    "mail.Message",
    "communities.KeptDraft",
    "portal.SearchDocument",
    "communities.Community",
    "communities.Engagement",
    "communities.JoinQuestion",
    "places.Organisation",
}
"""Words that an export holds for nobody: a machine made them, they are a browser's, or nothing says who wrote them."""


def test_words_without_a_key_are_told_by_the_chronicle_or_nobody_knows_whose_they_are() -> None:
    assert set(NOBODYS_OWN) - set(WRITTEN) == NOT_KNOWN, (
        "say in exchange/own/written.py how it is known who wrote these"
    )
    for label in set(NOBODYS_OWN) - NOT_KNOWN:
        assert "told to" in NOBODYS_OWN[label]


def test_all_words_that_an_export_holds_are_there_to_be_read_as_well() -> None:
    held = {one.label for one in HOLDINGS if one.told} | set(WRITTEN)
    silent = []
    for label in held:
        model = apps.get_model(*label.split(".")[:2])
        words = {field.name for field in model._meta.local_fields if isinstance(field, Words)}
        shown = {name for key, (names, _at) in READ.items() if key.startswith(label) for name in names}
        silent += [f"{label}.{name}" for name in words - shown - set(OTHERS.get(label, ()))]
    silent = [one for one in silent if not one.startswith(PARTS)]
    assert silent == [], "say in exchange/own/telling.py where these stand among one's words"
    assert set(READ) - held == set(), "these are in no export"


PARTS = ("dialogues.Contribution.sound.", "network.Assignment.brief.")
"""Of these an export holds some columns alone, and the rest under the model's own label."""
