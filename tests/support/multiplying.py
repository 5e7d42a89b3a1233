"""The same database with several times as many rows: copies of what is there, made through the catalogue of models.

Three copies of each row, so that every list on a page grows, whatever it lists. *Beside*: the copy has the same
neighbours as its original (more answers to a question, more photographs of a story). *Inside*: what hangs from a copy
hangs from the copy, but it stays in the same conversation, story, city, of the same people (more answers with glosses
and picks of their own). *Whole*: nothing is shared but the community, and people too are new. At last each
community is there twice, on a host of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from babel.localedata import locale_identifiers
from django.apps import apps
from django.db import models, transaction

from palabre.communities.models import Community
from palabre.kit import tenancy
from palabre.kit.fields import LanguageField

# What no page lists, and what would sign somebody in, send or run something.
LEFT_ALONE = frozenset(
    {
        "auth",
        "account",
        "admin",
        "chronicle",
        "contenttypes",
        "kit",
        "mfa",
        "procrastinate",
        "sessions",
        "usersessions",
    }
)
NOT_COPIED = frozenset({"City", "Community", "Count", "OnceKey", "NetworkOnceKey", "SignInCode", "Ticket"})
# What stays when copies are made inside it.
CONTAINERS = frozenset(
    {
        "Person", "Funder", "Engagement", "Membership", "Hub", "Organisation", "Channel", "Dialogue", "Round",
        "Question", "Synthesis", "Correspondent", "Initiative", "Theme", "Story",
    }
)  # fmt: skip
# Kinds by which rows are named without a key, where they are not a model's label.
KINDS = {"heard": "dialogues.Synthesis", "theme": "newsroom.Theme", "story": "newsroom.Story"} | {
    kind: f"dialogues.{kind.capitalize()}" for kind in ("dialogue", "question", "contribution")
} | {"initiative": "initiatives.Initiative", "person": "communities.Membership"}  # fmt: skip
# Languages of copies of what there is one of in each language: none of three letters is any of the demo's.
TAGS = sorted(tag for tag in locale_identifiers() if tag.isalpha() and len(tag) == 3)

Maps = dict[type[models.Model], dict[Any, Any]]


def multiply(*, twins: bool = True) -> set[str]:
    """Copy everything in the database Django is on; returns the labels of the models that have rows more.

    Without `twins` there are no more communities than before.
    """
    return _Copier(twins=twins).run()


def copied_models() -> list[type[models.Model]]:
    """What is copied, each after what it points to, as far as that goes."""
    wanted = [
        m for m in apps.get_models() if m._meta.app_label not in LEFT_ALONE and m.__name__ not in NOT_COPIED
    ]
    ordered: list[type[models.Model]] = []
    while wanted:
        ready = [m for m in wanted if not (_targets(m) - {m}) & set(wanted)]
        for one in ready or wanted[:1]:
            ordered.append(one)
            wanted.remove(one)
    return ordered


def _targets(model: type[models.Model]) -> set[Any]:
    named = {apps.get_model(label) for label in KINDS.values()} if hasattr(model, "subject_id") else set()
    return named | {
        f.related_model for f in model._meta.local_concrete_fields if f.is_relation and not f.null
    }


def _in_community(model: type[models.Model]) -> bool:
    return any(f.name == "community" for f in model._meta.local_concrete_fields)


@dataclass
class _Copier:
    """`serial` tells copies of one row apart, `tags` in which language each copy of a language's only one is."""

    twins: bool
    serial: int = 0
    grown: set[str] = field(default_factory=set)
    tags: dict[tuple[int, str], str] = field(default_factory=dict)

    def run(self) -> set[str]:
        communities = list(Community.objects.order_by("pk"))
        ordered = copied_models()
        shared = [m for m in ordered if not _in_community(m)]
        inside = [m for m in ordered if _in_community(m)]
        held = {c.pk: self._rows(inside, c) for c in communities}
        common = self._rows(shared, None)
        for community in communities:
            self._copy(inside, held[community.pk], {}, community, beside=True)
            own = [m for m in inside if m.__name__ not in CONTAINERS]
            self._copy(own, held[community.pk], {}, community)
        people = self._copy(shared, common, {}, None)
        for community in communities:
            self._copy(inside, held[community.pk], dict(people), community)
            if self.twins:
                self._copy(inside, held[community.pk], {}, self._twin(community))
        return self.grown

    def _rows(self, wanted: Iterable[Any], community: Community | None) -> dict[Any, list[Any]]:
        with _within(community):
            return {m: list(_of(m, community).order_by("pk")) for m in wanted}

    def _twin(self, community: Community) -> Community:
        twin = Community.objects.get(pk=community.pk)
        twin.pk, twin.host, twin.name = None, f"twin-{community.host}", f"{community.name} II"
        twin.save(force_insert=True)
        return twin

    def _copy(
        self,
        wanted: Sequence[Any],
        rows: dict[Any, list[Any]],
        maps: Maps,
        community: Community | None,
        *,
        beside: bool = False,
    ) -> Maps:
        """One copy of each row; the copies' keys lead to other copies, unless they are to stand beside."""
        self.serial += 1
        with _within(community):
            for model in wanted:
                made: dict[Any, Any] = {}
                if not beside:
                    maps[model] = made
                for wave in _waves(model, rows[model]):
                    copies = [
                        (one, self._one(one, maps, community, set(wanted) | set(maps), beside))
                        for one in wave
                    ]
                    self._insert(
                        model, [(one, copy) for one, copy in copies if copy is not None], made, beside
                    )
        return maps

    def _insert(self, model: Any, copies: list[tuple[Any, Any]], made: dict[Any, Any], beside: bool) -> None:
        if not copies:
            return
        before = model._base_manager.count()
        with transaction.atomic():
            model._base_manager.bulk_create([copy for _one, copy in copies], ignore_conflicts=beside)
        if model._base_manager.count() > before:
            self.grown.add(model._meta.label)
        if not beside:
            made.update({one.pk: copy.pk for one, copy in copies})

    def _one(self, row: Any, maps: Maps, community: Community | None, wanted: set[Any], beside: bool) -> Any:
        """A copy of a row, not saved; None where it can have none."""
        model = type(row)
        fields = [f for f in model._meta.local_concrete_fields if not f.primary_key]
        values = {f.attname: getattr(row, f.attname) for f in fields}
        moved = community is not None and values.get("community_id") not in (None, community.pk)
        for one in fields:
            if one.is_relation and values[one.attname] is not None:
                values[one.attname] = _key(one, values[one.attname], maps, community, moved)
                if values[one.attname] is None and not one.null:
                    return None
        if "subject_id" in values:
            values["subject_id"] = _subject(values, maps)
            if values["subject_id"] is None:
                return None
        changed = self._to_change(model, set() if beside else wanted, moved)
        if changed is None and not beside:
            return None
        for name in changed or ():
            values[name] = self._other(model._meta.get_field(name.removesuffix("_id")), values[name])
        return model(**values)

    def _to_change(self, model: Any, copied: set[Any], moved: bool) -> set[str] | None:
        """Attributes that must differ where no key to another copy makes the row another; None where none can."""
        names: set[str] = set()
        for key in _unique(model):
            fields = [model._meta.get_field(name) for name in key if name != "community"]
            if any(f.is_relation and f.related_model in copied for f in fields) or "subject_id" in key:
                continue
            if moved and "community" in key:
                continue
            free = {f.attname for f in fields if _may_differ(f)}
            if not free:
                return None
            names |= free
        return names

    def _other(self, one: Any, value: Any) -> Any:
        if value is None:
            return None
        if one.is_relation:
            cities = one.related_model.objects.filter(pk__gt=value).order_by("pk")
            return cities[self.serial * 7].pk
        if isinstance(one, LanguageField):
            self.tags.setdefault((self.serial, value), TAGS[len(self.tags) % len(TAGS)])
            return self.tags[self.serial, value]
        if isinstance(one, models.IntegerField):
            return value + 1_000 * self.serial
        if isinstance(value, date):
            return value + timedelta(days=self.serial)
        if one.name == "code":  # a theme's date
            return f"c{int(value[1:]) + 10_000 * self.serial:06d}"
        mark = f"c{self.serial}"
        if one.name == "email":
            return f"{mark}.{value}"
        return f"{value[: (one.max_length or 1_000) - 4]}-{mark}" if value else value


def _of(model: Any, community: Community | None) -> Any:
    rows = model._base_manager.all()
    return rows.filter(community=community) if community is not None else rows


def _within(community: Community | None) -> AbstractContextManager[None]:
    return tenancy.community(community) if community is not None else nullcontext()


def _unique(model: Any) -> list[Sequence[str]]:
    alone = [(f.name,) for f in model._meta.local_concrete_fields if f.unique and not f.primary_key]
    return alone + [c.fields for c in model._meta.constraints if isinstance(c, models.UniqueConstraint)]


def _may_differ(one: Any) -> bool:
    return bool(one.related_model.__name__ == "City") if one.is_relation else not one.choices


def _waves(model: Any, rows: list[Any]) -> list[list[Any]]:
    """Rows that point to none of their own table first, then the others."""
    own = [f.attname for f in model._meta.local_concrete_fields if f.is_relation and f.related_model is model]
    points = [one for one in rows if any(getattr(one, name) for name in own)]
    numbers = {one.pk for one in points}
    return [[one for one in rows if one.pk not in numbers], points]


def _key(one: Any, value: Any, maps: Maps, community: Community | None, moved: bool) -> Any:
    """Where a copy's key leads; None where what it led to can have no copy, or stays in another community."""
    target = one.related_model
    if target is Community and community is not None:
        return community.pk
    if target in maps:
        return maps[target].get(value)
    return None if moved and _in_community(target) else value


def _subject(values: dict[str, Any], maps: Maps) -> Any:
    label = KINDS.get(values["kind"], values["kind"])
    return maps.get(apps.get_model(label), {}).get(values["subject_id"])
