"""Mail of the demo: what the worker would have noted and written in time, and nothing about the past."""

from __future__ import annotations

from datetime import timedelta

from palabre.chronicle.entries import number
from palabre.chronicle.models import Bookmark, Entry
from palabre.communities.models import Community
from palabre.dialogues import tasks as dialogues
from palabre.dialogues.models import Contribution
from palabre.exchange.demo import content
from palabre.exchange.demo.content import Table
from palabre.exchange.demo.loading.diary import Diary
from palabre.exchange.demo.loading.talk import FILES
from palabre.exchange.demo.loading.world import World
from palabre.kit import clock, tenancy
from palabre.letters import actions as letters
from palabre.mail.delivery import deliver
from palabre.mail.models import Message
from palabre.newsroom.actions.editing import DAYS_OF_TALK

READER = "letters"
A_MOMENT = timedelta(seconds=20)
"""How long a mail waits for the worker."""


def write(diary: Diary) -> None:
    """The worker's looks at the clock: each change of a dialogue's state becomes news on its day."""
    world = diary.world
    tables = [table for name in FILES for table in content.tables(name, "dialogue")]
    days = {day for table in tables for day in _days_of_news(table)}
    for theme in [table for name in ("theme", "stories") for table in content.tables(name, "theme")]:
        opens = (world.monday(theme["week"]).date() - world.today).days
        days |= {opens, opens + DAYS_OF_TALK, opens + DAYS_OF_TALK + 1}
    for day in sorted(day for day in days if day <= 0):
        diary.write(min(world.at(day, 0, 5), world.now), dialogues.note_states)


def _days_of_news(table: Table) -> list[int]:
    found = [table["opens"], table["closes"], table["closes"] + 1]
    if "synthesis" in table:
        found.append(table["synthesis"]["published"] + 1)
    return found


def settle(world: World) -> None:
    """Pass over all that was lived so far, but for the last answer of each community; deliver what is written."""
    number()
    last = Entry.objects.order_by("-position").values_list("position", flat=True).first()
    Bookmark.objects.update_or_create(reader=READER, defaults={"position": last or 0})
    for community in world.communities.values():
        with tenancy.community(community):
            _tell_last_answer(community)
    _deliver()


def _tell_last_answer(community: Community) -> None:
    # Named, because the owner, as whom the demo is loaded, is not held by row security.
    replies = Contribution.objects.filter(community=community, answers__isnull=False, standing="public")
    reply = replies.order_by("said_at").last()
    if reply is not None:
        with clock.moved(reply.said_at - clock.now()):
            letters.tell_answered(contribution_id=reply.pk, at=reply.said_at)


def _deliver() -> None:
    """What the worker would have done soon after each was written; its own turn then finds nothing left to do."""
    with tenancy.everywhere(reason="delivering the demo's mail"):
        waiting = list(Message.objects.filter(state=Message.State.QUEUED).order_by("queued_at"))
    for message in waiting:
        with clock.moved(message.queued_at + A_MOMENT - clock.now()):
            deliver(community_id=message.community_id, message_id=message.pk)
