"""What was heard in a dialogue, to whom it went and what came of it."""

from __future__ import annotations

from functools import partial

from palabre.dialogues.actions import heard
from palabre.exchange.demo.content import Table
from palabre.exchange.demo.loading.diary import Diary
from palabre.exchange.demo.loading.world import World


def write(diary: Diary, community: str, dialogue: Table) -> None:
    """Synthesis and outcomes of one dialogue."""
    world, table = diary.world, dialogue["synthesis"]
    diary.write(world.at(table["draft_open"], 9), partial(_write_down, world, community, dialogue), community)
    diary.write(world.at(table["published"], 15), partial(_publish, world, community, dialogue), community)
    for outcome in dialogue.get("outcome", []):
        diary.write(
            world.at(outcome["sent"], 10), partial(_send, world, community, dialogue, outcome), community
        )
        if "answered" in outcome:
            known = outcome.get("effect_day", outcome["answered"])
            diary.write(
                world.at(outcome["answered"], 14),
                partial(_answer, world, community, dialogue, outcome, ""),
                community,
            )
            if "effect" in outcome:
                effect = outcome["effect"]["text"]
                act = partial(_answer, world, community, dialogue, outcome, effect)
                diary.write(world.at(known, 14, 30), act, community)


def _write_down(world: World, community: str, dialogue: Table) -> None:
    table, host = dialogue["synthesis"], world.member(community, dialogue["synthesis"]["by"])
    missing = table.get("not_heard", {})
    begun = heard.begin_synthesis(
        dialogue=world.dialogues[dialogue["key"]],
        language=table["language"],
        introduction=table["introduction"].strip(),
        languages_not_heard=missing.get("languages", []),
        cities_not_heard=[world.city(city) for city in missing.get("cities", [])],
        by=host,
    )
    for finding in sorted(table["finding"], key=lambda finding: int(finding["number"])):
        cited = [world.contributions[dialogue["key"], key] for key in finding["cites"]]
        heard.add_finding(synthesis=begun, text=finding["text"].strip(), cites=cited, by=host)


def _publish(world: World, community: str, dialogue: Table) -> None:
    held = world.dialogues[dialogue["key"]]
    host = world.member(community, dialogue["synthesis"]["by"])
    heard.publish_synthesis(synthesis=held.syntheses.get(), by=host)


def _send(world: World, community: str, dialogue: Table, table: Table) -> None:
    heard.send_outcome(
        dialogue=world.dialogues[dialogue["key"]],
        recipient=table["recipient_text"]["text"],
        language=table["recipient_text"]["language"],
        sent_on=world.day(table["sent"]),
        answer_due=world.day(table["answer_due"]),
        by=world.member(community, dialogue["synthesis"]["by"]),
    )


def _answer(world: World, community: str, dialogue: Table, table: Table, effect: str) -> None:
    held = world.dialogues[dialogue["key"]]
    heard.answer_outcome(
        outcome=held.outcomes.get(recipient=table["recipient_text"]["text"]),
        answered_on=world.day(table["answered"]),
        answer=table["answer"]["text"],
        answer_language=table["answer"]["language"],
        effect=effect,
        by=world.member(community, dialogue["synthesis"]["by"]),
    )
