"""Initiatives: proposed, said in English, looked at, taken up elsewhere."""

from __future__ import annotations

from functools import partial

from palabre.exchange.demo import content
from palabre.exchange.demo.content import Table, words
from palabre.exchange.demo.loading.diary import Diary
from palabre.exchange.demo.loading.world import World
from palabre.initiatives import actions
from palabre.initiatives.models import Initiative

EDITOR = "bruno"
PROPOSED = 12
"""Days before it was last looked at on which an initiative came into the gallery."""
LINKED = -4
"""The day on which the editor wrote down where initiatives were taken up."""


def write(diary: Diary) -> None:
    """The gallery of the cities exchange."""
    world, community = diary.world, content.read("initiatives")["community"]
    for number, table in enumerate(content.tables("initiatives", "initiative")):
        proposed = min(table["checked"], -20) - PROPOSED
        diary.write(world.at(proposed, 11, number), partial(_propose, world, community, table), community)
        diary.write(
            world.at(table["checked"], 16, number), partial(_check, world, community, table), community
        )
    for number, table in enumerate(content.tables("initiatives", "replication")):
        diary.write(world.at(LINKED, 12, number), partial(_take_up, world, community, table), community)


def _propose(world: World, community: str, table: Table) -> None:
    evidence, evidence_language = words(table["evidence"])
    correspondent = world.member(community, table["checked_by"])
    made: Initiative = actions.propose(
        community=world.communities[community],
        name=table["name"],
        summary=table["what"],
        who=table["who"],
        for_whom=table["for_whom"],
        language=table["language"],
        city=world.city(table["city"]),
        stage=table["stage"],
        evidence=evidence,
        evidence_language=evidence_language,
        organisation=world.organisations[table["organisation"]],
        begun=min(int(table["since"]), world.today.year),
        slugged=table["key"],
        by=correspondent,
    )
    world.initiatives[table["key"]] = made
    if english := table.get("in_english"):
        actions.say_in(
            initiative=made,
            language="en",
            name=english["name"],
            summary=english["what"],
            who=english["who"],
            for_whom=english["for_whom"],
            by=correspondent,
        )


def _check(world: World, community: str, table: Table) -> None:
    actions.check(
        initiative=world.initiatives[table["key"]],
        on=world.day(table["checked"]),
        by=world.member(community, table["checked_by"]),
    )


def _take_up(world: World, community: str, table: Table) -> None:
    people = words(table.get("by_text"))[0] or world.organisations[table["by"]].name
    actions.take_up(
        initiative=world.initiatives[table["of"]],
        taken_up_as=world.initiatives.get(table.get("taken_up_as", "")),
        city=world.city(table["city"]),
        taken_up_by=people,
        since=min(int(table["since"]), world.today.year),
        note=f"{table['changed']} {table['learned_from']}",
        language=table["language"],
        by=world.member(community, EDITOR),
    )
