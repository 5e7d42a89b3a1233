"""Dialogues: announced, seated, asked, spoken in."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from palabre.communities import actions as communities
from palabre.communities.pictures import folder_of
from palabre.dialogues.actions import hosting, speaking
from palabre.exchange.demo import content
from palabre.exchange.demo.content import Table, words
from palabre.exchange.demo.loading import heard
from palabre.exchange.demo.loading.diary import Diary
from palabre.exchange.demo.loading.founding import OPERATOR, portrait_of
from palabre.exchange.demo.loading.world import World, person
from palabre.kit import pictures
from palabre.moderation import actions as moderation
from palabre.moderation.subjects import subject_of
from palabre.people.models import Person

FILES = ("salon-archive", "circle", "salon")
ANNOUNCED = 20
"""Days before its opening on which a dialogue is announced."""


def write(diary: Diary) -> None:
    """All dialogues but those of themes."""
    for name in FILES:
        community = content.read(name)["community"]
        for table in content.tables(name, "dialogue"):
            _write_dialogue(diary, community, table)


def _write_dialogue(diary: Diary, community: str, table: Table) -> None:
    world, opens = diary.world, table["opens"]
    announced = world.at(opens - ANNOUNCED, 9)
    for at, act in (
        (announced, partial(_announce, world, community, table)),
        (announced + timedelta(minutes=20), partial(_seat_all, world, community, table)),
        (announced + timedelta(minutes=40), partial(_ask_all, world, community, table)),
    ):
        diary.write(at, act, community)
    for number, resource in enumerate(table.get("resource", [])):
        act = partial(_shelve, world, community, table, resource)
        diary.write(world.at(opens, 6, 3 * number), act, community)
    for said in table.get("contribution", []):
        _write_said(diary, community, table["key"], said)
    for note in table.get("wrap", []):
        at = world.at(note["day"], note["hour"], note["minute"])
        diary.write(at, partial(_wrap, world, community, table["key"], note), community)
    if "synthesis" in table:
        heard.write(diary, community, table)


def _announce(world: World, community: str, table: Table) -> None:
    shown: dict[str, Any] = {}
    if photograph := table.get("photograph"):
        drawn = world.darkroom.upload(photograph["scene"])
        folder = folder_of(world.communities[community], "dialogues")
        shown = {
            "picture": pictures.store(drawn, folder=folder).name,
            "picture_alt": photograph["alt"],
            "picture_credit": photograph["credit"],
        }
    world.dialogues[table["key"]] = hosting.open_dialogue(
        community=world.communities[community],
        format=table["format"],
        title=table["title"],
        standfirst=table["standfirst"],
        framing=table["framing"].strip(),
        language=table["language"],
        opens_on=world.day(table["opens"]),
        closes_on=world.day(table["closes"]),
        address=table["key"],
        partners=", ".join(table.get("partners", [])),
        by=world.member(community, OPERATOR),
        **shown,
    )


def _seat_all(world: World, community: str, table: Table) -> None:
    for seat in table["seat"]:
        _seat(world, community, table["key"], seat)


def _seat(world: World, community: str, dialogue: str, table: Table) -> None:
    title, title_language = words(table.get("title"))
    opening, opening_language = words(table.get("remarks"))
    key = table.get("person") or table.get("key", "")
    if "email" in table and "key" in table:
        world.memberships[community, key] = _with_account(world, community, table)
    member = world.memberships.get((community, key))
    city = table.get("city") or (person(table["person"])["city"] if "person" in table else None)
    made = hosting.seat(
        dialogue=world.dialogues[dialogue],
        kind=table["role"],
        name=member.name if member else table["name"],
        language=opening_language or title_language or table["name_language"],
        title=title,
        opening=opening,
        email=table.get("email", "") if member is None else "",
        membership=member,
        city=world.city(city) if city else None,
        organisation=world.organisations[table["organisation"]] if "organisation" in table else None,
        portrait=portrait_of(key or table["name"], world.communities[community]),
        by=world.member(community, OPERATOR),
    )
    world.seats[dialogue, key or table["name"]] = made


def _with_account(world: World, community: str, table: Table) -> Any:
    """A panelist of an earlier salon, who spoke for themselves and so had an account."""
    account = Person.objects.create_user(
        table["email"], name=table["name"], language=table["name_language"], reads=[table["name_language"]]
    )
    return communities.join(
        community=world.communities[community],
        by=account,
        name=table["name"],
        language=table["name_language"],
        accepts_rules=True,
    )


def _ask_all(world: World, community: str, table: Table) -> None:
    for asked in table["round"]:
        hosting.ask(
            dialogue=world.dialogues[table["key"]],
            questions=[
                (q["text"], q["language"]) for q in table["question"] if q["round"] == asked["number"]
            ],
            opens_on=world.day(asked["opens"]),
            by=world.member(community, OPERATOR),
        )


def _shelve(world: World, community: str, dialogue: Table, table: Table) -> None:
    host = next(seat["person"] for seat in dialogue["seat"] if seat["role"] == "host")
    sender = table.get("sent_by", host)
    hosting.shelve(
        dialogue=world.dialogues[dialogue["key"]],
        origin=table["origin"],
        title=table["title"],
        note=table.get("note", ""),
        address=table["address"],
        language=table["language"],
        city=world.city(person(sender)["city"]) if table["origin"] == "field" else None,
        by=world.member(community, sender),
    )


def _write_said(diary: Diary, community: str, dialogue: str, table: Table) -> None:
    world = diary.world
    at = world.at(table["day"], table["hour"], table["minute"])
    diary.write(at, partial(say, world, community, dialogue, table), community)
    for number, gloss in enumerate(_glosses(table), start=2):
        later = world.not_after_now(at + timedelta(hours=number))
        diary.write(later, partial(_gloss, world, community, (dialogue, table["key"]), gloss), community)


def _glosses(table: Table) -> list[Table]:
    found = table.get("gloss", [])
    return found if isinstance(found, list) else [found]


def say(world: World, community: str, dialogue: str, table: Table) -> None:
    """One contribution or comment, by its author, or taken down by a correspondent."""
    where = world.dialogues[dialogue]
    question = where.questions.get(number=table["question"]) if "question" in table else None
    answered = world.contributions[dialogue, table["reply_to"]] if "reply_to" in table else None
    if "said_by" in table:
        seat = next((s for s in where.seats.all() if s.name == table["said_by"]), None)
        made = speaking.carry(
            dialogue=where,
            said_by=table["said_by"],
            text=table["text"].strip(),
            language=table["language"],
            consent_language=table["language"],
            city=world.city(table["place"]),
            question=question,
            seat=seat,
            by=world.member(community, table["taken_down_by"]),
        )
    else:
        made = speaking.contribute(
            dialogue=where,
            text=table["text"].strip(),
            language=table["language"],
            page_language=table["language"],
            kind=table.get("kind", ""),
            question=question,
            answers=answered,
            by=world.member(community, table.get("author") or table["author_seat"]),
        )
    world.contributions[dialogue, table["key"]] = made
    if table.get("standing") == "pending":
        _hold(world, community, made.pk)


def _hold(world: World, community: str, contribution_id: int) -> None:
    """A first answer, kept until a moderator has read it."""
    subject = subject_of("dialogues.contribution")
    if subject is None:
        raise LookupError("The dialogues' room registers its contributions with moderation.")
    moderation.hold(
        community=world.communities[community],
        subject=subject,
        subject_id=contribution_id,
        reason="first_words",
    )


def _gloss(world: World, community: str, said: tuple[str, str], table: Table) -> None:
    speaking.gloss(
        contribution=world.contributions[said],
        text=table["text"],
        language=table["language"],
        by=world.member(community, table["by"]),
    )


def _wrap(world: World, community: str, dialogue: str, table: Table) -> None:
    hosting.wrap(
        dialogue=world.dialogues[dialogue],
        text=table["text"],
        language=table["language"],
        by=world.member(community, table["by"]),
    )
