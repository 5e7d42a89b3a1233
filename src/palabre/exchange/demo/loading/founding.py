"""Communities, their people, cities and organisations."""

from __future__ import annotations

import io
from datetime import timedelta
from functools import partial

from palabre.chronicle.entries import record
from palabre.communities import actions as communities
from palabre.communities.models import Community, Engagement, Membership
from palabre.communities.pictures import folder_of
from palabre.exchange.demo import content
from palabre.exchange.demo.content import Table, words
from palabre.exchange.demo.drawing import faces
from palabre.exchange.demo.loading.diary import Diary
from palabre.exchange.demo.loading.world import World, person
from palabre.kit import clock, pictures
from palabre.kit.text.slugs import slug
from palabre.people.models import Person
from palabre.places.models import Home, Hub, Organisation, TeamMember

OPERATOR = "dev"
CAME, ORGANISED = timedelta(days=145), timedelta(days=140)
"""How long ago the first of the people came, and organisations were written down."""


def write(diary: Diary) -> None:
    """Found the communities, let their people in, open the cities' pages."""
    world = diary.world
    for table in content.tables("communities", "community"):
        key, founded = table["key"], world.morning(world.year(table["engagement"]["starts"]))
        diary.write(founded, partial(_found, world, table))
        opened = world.morning(world.background(table.get("hubs_opened", table["engagement"]["starts"])), 10)
        for city in table.get("hubs", []):
            diary.write(opened, partial(_open_hub, world, key, city), key)
    for table in content.tables("organisations", "organisation"):
        diary.write(world.now - ORGANISED, partial(_organisation, world, table), table["community"])
    _write_people(diary)


def _write_people(diary: Diary) -> None:
    world = diary.world
    since = {table["person"]: table["since"] for table in content.tables("network", "correspondent")}
    for number, table in enumerate(content.tables("people", "person")):
        came = world.now - CAME + timedelta(hours=2 * number)
        if table["key"] in since:
            came = world.morning(world.background(since[table["key"]]), 11)
        for at in table["memberships"]:
            diary.write(came, partial(_let_in, world, table, at), at["community"])


def _found(world: World, table: Table) -> None:
    promised, tag = table["engagement"], table["default_language"]
    funders = {funder["key"]: funder for funder in content.tables("funders", "funder")}
    wanted = [funders[key] for key in table["funders"]]
    brand = {f"{name}{suffix}": colour for part, suffix in (("light", ""), ("dark", "_dark"))
             for name, colour in table[part].items()}  # fmt: skip
    made = communities.found(
        plan=communities.Founding(
            funders=[funder["name"] for funder in wanted],
            country=wanted[0]["country"],
            blueprint=table["blueprint"],
            host=f"{table['host']}.{world.host_suffix}",
            name=table["name"][tag],
            languages=table["languages"],
            default_language=tag,
            visibility=table["access"],
            starts=world.year(promised["starts"]),
            ends=world.year(promised["ends"]),
            names=table["name"],
            cause=table["cause"][tag],
            causes=table["cause"],
            about=next(about["text"] for about in table["about"] if about["language"] == tag).strip(),
            brand=brand,
            title=promised["title"],
            salons=promised["salons"],
            stories_per_month=promised["stories_per_month"],
            cities=promised["cities"],
            managers=[_account(person(OPERATOR)).email],
        ),
        by=None,
    )
    # Django's own `auto_now_add` does not follow our clock.
    Community.objects.filter(pk=made.community.pk).update(founded_at=clock.now())
    world.communities[table["key"]], world.engagements[table["key"]] = made.community, made.engagement
    world.memberships[table["key"], OPERATOR] = made.managers[0]
    world.darkroom.begin(table["key"], made.community)


def _account(table: Table) -> Person:
    """The person's one account, made on first asking."""
    known = Person.objects.filter(email=table["email"]).first()
    if known is not None:
        return known
    made = Person.objects.create_user(
        table["email"],
        name=table["name"],
        language=table["interface"],
        reads=table["reads"],
        writes=table["writes"],
        network_roles=table.get("network_roles", []),
    )
    made.joined_at = clock.now()
    made.save(update_fields=["joined_at"])
    return made


def _let_in(world: World, table: Table, at: Table) -> None:
    community, member = (
        world.communities[at["community"]],
        world.memberships.get((at["community"], table["key"])),
    )
    if member is None:
        member = communities.join(
            community=community,
            by=_account(table),
            name=str(at.get("shown", table["name"])),
            language=table["about"]["language"],
            accepts_rules=True,
            wants_mail="member" in at["roles"],
        )
        if at["roles"] != ["member"]:
            manager = world.member(at["community"], OPERATOR)
            member = communities.change_roles(membership=member, roles=at["roles"], by=manager)
        world.memberships[at["community"], table["key"]] = member
    _introduce(world, table, member)


def _introduce(world: World, table: Table, member: Membership) -> None:
    """What somebody says of themselves here, where they live, and their face."""
    city = world.city(table["city"])
    said: dict[str, object] = {"about": words(table["about"])[0], "place": city.name}
    if face := portrait_of(table["key"], member.community):
        said["portrait"] = face
    if member.rules_accepted_at is None:
        said["rules_accepted_at"] = clock.now()
    person_said = {"time_zone": city.time_zone}
    consents = member.mail_consent_at is not None
    communities.save_profile(by=member, wants_mail=consents, listed=consents, person=person_said, **said)
    Membership.objects.filter(pk=member.pk).update(joined_at=clock.now(), language=table["about"]["language"])
    Home.objects.create(community=member.community, membership=member, city=city)


def portrait_of(key: str, community: Community) -> str:
    """The stored portrait of somebody who has one, else an empty string: initials stand for them."""
    drawn = faces.draw(key)
    if drawn is None:
        return ""
    return pictures.store_portrait(io.BytesIO(drawn), folder=folder_of(community, "portraits")).name


def _open_hub(world: World, key: str, table: Table) -> None:
    city = world.city(table)
    made = Hub.objects.create(
        community=world.communities[key], city=city, slug=slug(city.name), opened_on=clock.now().date()
    )
    record("places.hub_opened", made, city=city.pk)
    world.hubs[city.pk] = made


def join_team(world: World, key: str, table: Table, city: Table) -> None:
    """Put a correspondent into a city's team, from the day on which both were there."""
    hub, since = world.hub(city), world.background(table["since"])
    made = TeamMember.objects.create(
        community=world.communities[key],
        hub=hub,
        membership=world.member(key, table["person"]),
        since=max(since, hub.opened_on),
    )
    record("places.team_joined", made, hub=hub.pk)


def _organisation(world: World, table: Table) -> None:
    made = Organisation.objects.create(
        community=world.communities[table["community"]],
        slug=table["key"].replace("_", "-"),
        name=table["name"],
        kind=table["kind"],
        city=world.city(table["city"]),
        address=table["address"],
        language=table["language"],
    )
    record("places.organisation_added", made)
    world.organisations[table["key"]] = made


def engagement_of(world: World, key: str) -> Engagement:
    """What was agreed for a community."""
    return world.engagements[key]
