"""A demo in which every table that holds people's words has a row in every community, tied to what its pages show."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import models

from palabre.communities.models import Community
from palabre.kit import clock, tenancy
from palabre.kit.fields import LanguageField
from tests.threats.hostile import columns

KIND = "dialogues.contribution"


def inhabit() -> None:
    """Add what is missing, in each community."""
    for community in Community.objects.all():
        with tenancy.community(community):
            found = _Filler(community)
            for label in dict.fromkeys(column.label for column in columns()):
                if "community" in {field.name for field in apps.get_model(label)._meta.get_fields()}:
                    found.one_of(apps.get_model(label))
            _tie(community)


class _Filler:
    """Finds or makes a row of any table of a community, and what it points to."""

    def __init__(self, community: Community) -> None:
        self.community = community
        self.making: set[str] = set()

    def one_of(self, model: Any) -> Any:
        """A row that is there already, else a new one; None where its own kind would have to be there before it."""
        there = model._default_manager.all()
        if "community" in {field.name for field in model._meta.get_fields()}:
            there = there.filter(community=self.community)
        found = there.order_by("pk").first()
        if found is not None or model._meta.label in self.making:
            return found
        self.making.add(model._meta.label)
        wanted = {
            field.name: self._value(field) for field in model._meta.concrete_fields if _is_needed(field)
        }
        if any(value is None for value in wanted.values()):
            return None
        return model._default_manager.create(**wanted)

    def _value(self, field: Any) -> Any:
        if field.name == "community":
            return self.community
        if field.is_relation:
            return self.one_of(field.related_model)
        if field.name == "kind" and not field.choices:
            return KIND
        if field.name == "code":  # of a theme: its Monday
            return "c260105"
        if field.name == "subject_id":
            return self.one_of(apps.get_model("dialogues.Contribution")).pk
        if field.choices:
            return field.choices[0][0]
        return next((value for kind, value in _values() if isinstance(field, kind)), _word(field))


def _word(field: Any) -> str:
    return "something"[: field.max_length]


def _values() -> list[tuple[Any, Any]]:
    return [
        (LanguageField, "en"),
        (models.DateTimeField, clock.now()),
        (models.DateField, clock.now().date()),
        (models.IntegerField, 1),
        (models.DecimalField, 1),
        (models.JSONField, {}),
        (models.EmailField, "somebody@example.org"),
        (models.URLField, "https://example.org/"),
    ]


def _is_needed(field: Any) -> bool:
    if field.primary_key or getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return False
    if isinstance(field, models.URLField):  # what is to be read is an address or a file
        return True
    return not (field.null or field.has_default() or (field.blank and not field.choices))


def _tie(community: Community) -> None:
    """What was made is where pages show it: newcomers wait, somebody is blocked, somebody's words are judged."""
    here = {"community": community}
    model = apps.get_model
    members = list(
        model("communities.Membership").objects.filter(**here, roles=["member"]).order_by("-pk")[:2]
    )
    model("communities.Membership").objects.filter(**here).update(rules_accepted=9, listed_at=clock.now())
    if len(members) == 2:
        newcomer, blocked = members
        model("communities.Membership").objects.filter(pk=newcomer.pk).update(waits_since=clock.now())
        model("communities.Membership").objects.filter(pk=blocked.pk).update(blocked_at=clock.now())
        model("communities.JoinAnswer").objects.filter(**here).update(membership=newcomer)
    said = model("dialogues.Contribution").objects.filter(**here, standing="public").order_by("pk").first()
    if said is not None:
        model("moderation.Standing").objects.filter(**here, kind=KIND).exclude(subject_id=said.pk).delete()
        model("moderation.Standing").objects.filter(**here).update(subject_id=said.pk, state="pending")
        model("dialogues.Revision").objects.filter(**here).update(contribution=said)
    channel = model("dialogues.Channel").objects.filter(**here).first()
    model("dialogues.Dialogue").objects.filter(**here, format="hosted").update(channel=channel)
