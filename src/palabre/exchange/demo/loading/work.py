"""The network's desk: who covers what, and what was asked of whom."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from palabre.chronicle.entries import record
from palabre.exchange.demo import content
from palabre.exchange.demo.content import Table, words
from palabre.exchange.demo.loading.diary import Diary
from palabre.exchange.demo.loading.founding import join_team
from palabre.exchange.demo.loading.world import World
from palabre.network.actions import assigning
from palabre.network.models import Assignment, Correspondent, Coverage, Tongue

HUBS = "cities"
"""The community whose cities have teams."""


def write(diary: Diary) -> None:
    """Correspondents and their assignments; what an assignment led to is in `week`."""
    world = diary.world
    for table in content.tables("network", "correspondent"):
        came = world.morning(world.background(table["since"]), 12)
        diary.write(came, partial(_enlist, world, table), HUBS)
    for table in content.tables("network", "assignment"):
        community = table["community"]
        diary.write(world.at(table["offered"], 9), partial(_offer, world, table), community)
        if "accepted" in table:
            diary.write(world.at(table["accepted"], 11), partial(_accept, world, table), community)
        if "declined" in table:
            diary.write(world.at(table["declined"], 11), partial(_decline, world, table), community)
        if "completed" in table:
            diary.write(world.at(table["completed"], 16), partial(_complete, world, table), community)


def _enlist(world: World, table: Table) -> None:
    member = world.member(HUBS, table["person"])
    made = Correspondent.objects.create(
        person=member.person,
        public_name=table["shown"],
        # A correspondent in danger is neither named nor shown.
        shown=table["safety"] != "shielded",
        about=member.about,
        language=member.language,
        beats=table["beats"],
        usual_fee=Decimal(table["fee"]),
        currency=table["currency"],
    )
    for tag, level in table["languages"].items():
        Tongue.objects.create(correspondent=made, language=tag, level=level)
    for city in table["cities"]:
        Coverage.objects.create(correspondent=made, city=world.city(city))
        join_team(world, HUBS, table, city)
    record("network.correspondent_enlisted", made)


def _offer(world: World, table: Table) -> None:
    brief, language = words(table["brief"])
    community = table["community"]
    world.assignments[table["slugline"]] = assigning.offer(
        to=world.member(community, table["person"]),
        slugline=table["slugline"],
        brief=brief,
        language=language,
        due_at=world.at(table["due"], 17),
        fee=Decimal(table["fee"]),
        currency=table["currency"],
        hub=world.hub(table["city"]),
        engagement=world.engagements[community],
        by=world.member(community, table["asked_by"]),
    )


def _accept(world: World, table: Table) -> None:
    by = world.member(table["community"], table["person"])
    assigning.accept(assignment=world.assignments[table["slugline"]], by=by)


def _decline(world: World, table: Table) -> None:
    by = world.member(table["community"], table["person"])
    reason = words(table["reason"])[0]
    assigning.decline(assignment=world.assignments[table["slugline"]], reason=reason, by=by)


def _complete(world: World, table: Table) -> None:
    assignment = Assignment.objects.get(pk=world.assignments[table["slugline"]].pk)
    assigning.complete(assignment=assignment, by=world.member(table["community"], table["asked_by"]))
