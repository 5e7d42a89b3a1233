"""From what a page showed to the tags by whose touch it is let go of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from django.apps import apps

from palabre.kit.shown import Shown

EVERY = "*"
"""In a tag, for what was read across communities."""


def touched(tags: Iterable[str]) -> set[str]:
    """What a change touches: its own tags, and those of whatever is read across communities."""
    own = set(tags)
    return own | {f"{EVERY}/{tag.partition('/')[2]}" for tag in own}


@cache
def _all_tables() -> frozenset[str]:
    models = apps.get_models(include_auto_created=True)
    return frozenset(model._meta.db_table for model in models)


def untold(shown: Shown, told: Mapping[str, tuple[str, ...]]) -> set[str]:
    """Tables the page read whose changes nobody tells."""
    return (shown.tables & _all_tables()) - told.keys()


def tags_of(shown: Shown, told: Mapping[str, tuple[str, ...]]) -> frozenset[str] | None:
    """The page's tags; None where it read a table whose changes nobody tells.

    `told` names for each table what its rows belong to. A page that is about one dialogue is let go of by changes in
    this dialogue, where the table's rows belong to dialogues, and else by any change of the table in its community.
    """
    if untold(shown, told):
        return None
    tags = set()
    for table in shown.tables & told.keys():
        scopes = told[table]
        if "community" not in scopes:
            tags.add(f"/{table}")
            continue
        about = next((scope for scope in scopes if scope in shown.about), None)
        if shown.community is None or shown.crosses:
            tags.add(f"{EVERY}/{table}")
        else:
            tags.add(
                f"{shown.community}/{about}:{shown.about[about]}" if about else f"{shown.community}/{table}"
            )
    return frozenset(tags)
