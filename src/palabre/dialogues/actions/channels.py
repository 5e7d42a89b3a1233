"""Rows of hosted discussions."""

from __future__ import annotations

from django.db import transaction

from palabre.chronicle.entries import record
from palabre.communities.models import Community, Membership
from palabre.dialogues import rules
from palabre.dialogues.models import Channel
from palabre.dialogues.refusals import Refusal
from palabre.kit.text.slugs import free_slug
from palabre.kit.text.tidy import one_line

LONGEST_ADDRESS = 54
"""Characters of its words: with a number behind them, an address fits its column."""


@transaction.atomic
def open_channel(
    *, community: Community, name: str, language: str, by: Membership, note: str = ""
) -> Channel:
    """Begin a channel at an address of its own, that stays; raises `Refusal`."""
    if not rules.may_open_channels(by):
        raise Refusal.not_yours()
    rows = Channel.objects.filter(community=community)
    made: Channel = Channel.objects.create(
        community=community,
        slug=free_slug(
            name,
            lambda base: rows.filter(slug__startswith=base).values_list("slug", flat=True),
            longest=LONGEST_ADDRESS,
        ),
        name=one_line(name),
        note=one_line(note),
        language=language,
    )
    record("dialogues.channel_opened", made, by=by)
    return made
