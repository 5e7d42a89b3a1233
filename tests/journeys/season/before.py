"""Before the salon opens: a community is founded, its people come in, the salon is announced and its panel invited."""

from __future__ import annotations

from datetime import timedelta

from tests.journeys.season.clockwork import CLOSES, OPENS, ZONE, day
from tests.journeys.season.people import (
    AMINA,
    CARLA,
    CELESTE,
    DEV,
    EARLY,
    FARID,
    HANA,
    LANGUAGES,
    LAYLA,
    NADIA,
    OMAR,
    Someone,
)
from tests.journeys.season.season import (
    CAUSE,
    COMMUNITY,
    HOST,
    QUESTIONS,
    RULE,
    SALON,
    TITLE,
    Season,
)

ROLES = {CARLA: "moderator", OMAR: "moderator", AMINA: "correspondent"}


def found_the_community(season: Season) -> None:
    season.clock.set(-3, 9)
    founded = season.site.palabre(
        *("found", "--funder", "Fonds Lindqvist", "--country", "SE", "--blueprint", "salon"),
        *("--host", HOST, "--name", COMMUNITY, "--languages", ",".join(LANGUAGES), "--salons", "1"),
        *("--starts", OPENS.replace(day=1).isoformat(), "--ends", (OPENS + timedelta(300)).isoformat()),
        *("--manager", DEV.email, "--time-zone", ZONE, "--cause", CAUSE),
    )
    season.owe("invitation", DEV)
    season.scan()
    dev = season.window(DEV)
    dev.open(founded["invited"][0]["address"])
    dev.fill(name=DEV.name)
    dev.press()


def say_what_holds_here(season: Season) -> None:
    dev = season.window(DEV)
    dev.open(season.at("/rules/write/"))
    dev.fill(text=f"- {RULE}")
    dev.press()
    dev.sees(RULE)
    dev.open(season.at("/moderation/holds/"))
    dev.fill(first_words=True)
    dev.press()


def invite_those_who_work_here(season: Season) -> None:
    dev = season.window(DEV)
    for who, role in ROLES.items():
        dev.open(season.at("/members/manage/invite/"))
        dev.page.locator("main [name=roles][value=member]").uncheck()
        dev.fill(email=who.email, name=who.name, roles=[role], language=who.language)
        dev.press()
        season.owe("invitation", who)
    season.scan()
    for who, width in ((CARLA, 1280), (AMINA, 360)):
        window = season.window(who, width=width)
        window.open(season.site.link_to(who.email))
        window.sees(RULE, DEV.name)
        window.press()
    season.come_in(OMAR)


def announce_the_salon_with_three_rounds(season: Season) -> None:
    dev = season.window(DEV)
    dev.open(season.at("/dialogues/new/"))
    dev.fill(
        format="salon",
        title=TITLE,
        language="en",
        standfirst="Two weeks, seven languages.",
        opens_on=OPENS.isoformat(),
        closes_on=CLOSES.isoformat(),
        questions="\n".join(QUESTIONS[:2]),
    )
    dev.press()
    for question, opens_on in ((QUESTIONS[2], day(7).isoformat()), (QUESTIONS[3], "")):
        dev.open(season.at(f"{SALON}host/ask/"))
        dev.fill(questions=question, language="en", opens_on=opens_on)
        dev.press()
    dev.sees("Questions not shown yet", QUESTIONS[3])


def invite_a_host_and_a_panel_and_seat_a_local_voice(season: Season) -> None:
    give_a_seat(season, HANA, "host")
    season.owe("invitation", HANA)
    for who in (FARID, NADIA, LAYLA):
        give_a_seat(season, who, "panelist", question=1)
        season.owe("panel_invitation", who)
    give_a_seat(season, CELESTE, "local_voice")
    season.work()
    hana = season.window(HANA)
    hana.open(season.site.link_to(HANA.email))
    hana.press()
    season.work()
    hana.open(season.at(f"{SALON}host/", "fr"))
    for who in (FARID, NADIA, LAYLA):
        assert hana.page.locator("ul.todo", has_text=who.name).count()


def give_a_seat(season: Season, who: Someone, kind: str, question: int = 0, **put: list[str]) -> None:
    dev = season.window(DEV)
    dev.open(season.at(f"{SALON}host/seat/"))
    dev.fill(kind=kind, name=who.name, email=who.email, title="Engineer", language=who.language, **put)
    if question:
        dev.page.locator("main [name=asked]").select_option(str(season.question(question)))
    dev.press()


def some_come_early_and_want_to_hear_of_it(season: Season) -> None:
    for member in EARLY:
        visitor = season.visitor(member)
        page = visitor.open(SALON)
        assert QUESTIONS[0] not in page, "what will be asked is not shown before it is"
        visitor.open("/join/")
        season.give_the_code(member)
        assert RULE in visitor.page.text
        visitor.send(name=member.name, accepts_rules=True, wants_mail=True)


STEPS = (
    found_the_community,
    say_what_holds_here,
    invite_those_who_work_here,
    announce_the_salon_with_three_rounds,
    invite_a_host_and_a_panel_and_seat_a_local_voice,
    some_come_early_and_want_to_hear_of_it,
)
