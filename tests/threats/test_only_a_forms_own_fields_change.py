"""Line 11: every field of every model sent at once with a form changes only what the form is for; lists are sorted and
narrowed by what they know."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from tests.threats.doors import VISITOR, browser, trial
from tests.threats.may import MAY
from tests.threats.sheets import A_FEW, Sheet, sheets_of
from tests.threats.world import World

pytestmark = pytest.mark.threat

SMUGGLED, NUMBER, DAY = "smuggled", 424242, "1999-09-09"
# A form that is complete without the page that shows it; what its answer then is, is no matter here.
OWN = {"once", "next", "agrees_to_rules"}
Rows = dict[str, list[dict[str, Any]]]


def extras(form: Sheet) -> dict[str, Any]:
    """A value for every column of every table that is none of this form's fields."""
    found: dict[str, Any] = {}
    for model in apps.get_models():
        for one in model._meta.concrete_fields:
            for name in {one.name, one.attname}:
                found[name] = _value(one)
    return {name: value for name, value in found.items() if name not in OWN and name not in form.kinds}


def _value(one: models.Field[Any, Any]) -> Any:
    if isinstance(one, models.BooleanField):
        return "on"
    if isinstance(one, models.DateTimeField):
        return f"{DAY} 09:09"
    if isinstance(one, models.DateField):
        return DAY
    numbers = (models.IntegerField, models.ForeignKey, models.AutoField, models.DecimalField)
    return NUMBER if isinstance(one, numbers) else SMUGGLED


def written(world: World, who: str, form: Sheet, more: dict[str, Any] | None = None) -> tuple[int, Rows]:
    """What sending a form writes, and its status; undone afterwards."""
    one = browser(world, who)
    with trial() as tried:
        answer = form.send(one, more)
        return answer.status_code, tried.rows()


def steady(rows: Rows, shifting: set[tuple[str, str]]) -> list[str]:
    """The rows without columns in which two sendings of the same form differ: numbers, moments, secrets."""
    return sorted(
        json.dumps([table, {k: v for k, v in row.items() if (table, k) not in shifting}], sort_keys=True)
        for table, found in rows.items()
        for row in found
    )


def shifting(one: Rows, other: Rows) -> set[tuple[str, str]]:
    found = set()
    for table in one.keys() & other.keys():
        for a, b in zip(one[table], other[table], strict=False):
            found |= {(table, name) for name in a if a[name] != b.get(name)}
    return found


forms_of_a_run = pytest.mark.parametrize(
    ("only", "at_least"),
    [
        pytest.param(A_FEW, 5, id="a few"),
        pytest.param(frozenset(MAY) - A_FEW, 20, id="the rest", marks=pytest.mark.scale),
    ],
)


@forms_of_a_run
def test_whatever_is_sent_with_a_form_only_its_own_fields_change(
    world: World, only: frozenset[str], at_least: int
) -> None:
    took, wrong = 0, []
    for name, who, form in list(sheets_of(world, only)):
        status, plain = written(world, who, form)
        if status != 302 or not plain:
            continue
        took += 1
        _again, twice = written(world, who, form)
        there, full = written(world, who, form, extras(form))
        moved = shifting(plain, twice) | shifting(twice, plain)
        if there != status or steady(full, moved) != steady(plain, moved):
            wrong.append(f"{name}: {there}, {set(steady(full, moved)) ^ set(steady(plain, moved))}")
        told = json.dumps(full)
        wrong += [f"{name}: {text} came in" for text in (SMUGGLED, str(NUMBER), DAY) if text in told]
    assert wrong == []
    assert took >= at_least, took


def test_the_comparison_can_fail(world: World) -> None:
    path = f"/members/manage/{world.at.member.pk}/"
    _status, plain = written(world, "dev", Sheet(path, {"roles": "member"}))
    _status, more = written(world, "dev", Sheet(path, {"roles": ["member", "manager"]}))
    assert steady(plain, set()) != steady(more, {("chronicle_entry", "id"), ("chronicle_entry", "at")})


LISTS = (
    "/dialogues/",
    "/search/?q=water",
    "/people/",
    "/initiatives/",
    "/cities/",
    "/themes/",
    "/members/manage/",
    "/feed.json",
)


@pytest.mark.parametrize("path", LISTS)
def test_what_a_list_does_not_sort_or_narrow_by_changes_nothing(world: World, path: str) -> None:
    one = browser(world, "dev" if "people" in path or "manage" in path else VISITOR)
    more = "&".join(
        f"{name}={value}"
        for name in (
            "order",
            "order_by",
            "sort",
            "filter",
            "fields",
            "author__person__email__startswith",
            "standing",
        )
        for value in ("-person__password", "removed")
    )
    plain = one.get(path).content
    full = one.get(f"{path}{'&' if '?' in path else '?'}{more}").content
    assert _without_chance(full, more) == _without_chance(plain, more)


def _without_chance(page: bytes, more: str) -> str:
    """Without one-time keys, and without the page's own address where links to its other languages repeat it."""

    text = page.decode()
    for form in (more, more.replace("&", "&amp;")):
        text = text.replace(f"?{form}", "").replace(f"&amp;{form}", "").replace(f"&{form}", "")
    text = re.sub(r'name="once" value="[^"]*"', "", text)
    return re.sub(r'(?:next|name="next" value)="?=?[^"&]*', "next", text)
