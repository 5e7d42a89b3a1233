"""The second week: a round opens by itself in the night of the changed clock, everybody is answered, newcomers wait."""

from __future__ import annotations

import re
from datetime import timedelta

from palabre.dialogues.models import Contribution
from palabre.kit import tenancy
from tests.journeys.season.people import (
    DEV,
    EARLY,
    EVERYBODY,
    FATIMA,
    HANA,
    LATER,
    LATER_COMERS,
    MEMBERS,
    OMAR,
    OTTO,
    Member,
    Someone,
)
from tests.journeys.season.season import QUESTIONS, SALON, Season
from tests.journeys.season.weeks import cookies_of, note, say

THANKS = "Merci, c’est noté ; qui d’autre fait ainsi ?"
FROM_FATIMA = "Chez ma mère, c’est la plus jeune qui va voir si l’eau est revenue."
ASKED = "Which tap do you share?"
WELCOME, SORRY = "Come in, Fatima.", "This one is for neighbours of a tap."


def a_round_opens_by_itself_in_the_night_that_lacks_an_hour(season: Season) -> None:
    reader = season.visitor(EARLY[0])
    season.clock.set(6, 23)
    assert QUESTIONS[2] not in reader.open(SALON)
    season.clock.set(7, 0)
    assert QUESTIONS[2] in reader.open(SALON)
    # Half past one, half past three (an hour later), back, and on.
    season.clock.set(7, 1, 30)
    for hours in (0, 1, -1, 1, 3):
        season.clock.shift(timedelta(hours=hours))
        season.work()
    season.check_owed()
    for member in EARLY:
        say(season, member, LATER[member.language], 3)
    assert QUESTIONS[3] not in reader.open(SALON)


def half_way_is_noted(season: Season) -> None:
    season.clock.set(7, 18)
    assert season.playbook()[4:6] == [False, True]
    note(season, "À mi-chemin : la clé revient dans chaque réponse.")
    assert season.playbook()[4:6] == [True, True]


def everybody_is_answered(season: Season) -> None:
    season.clock.set(8, 9)
    assert season.playbook()[2] is False
    hana = season.visitor(HANA)
    hana.client.cookies.update(cookies_of(season.window(HANA)))
    season.postbag.wrote(THANKS, "fr")
    while found := waiting(hana.open(f"{SALON}host/")):
        for pk in found:
            hana.open(f"{SALON}speak/?answers={pk}")
            hana.send(text=THANKS)
            season.owe("answered", *authors_of(pk))
    season.work()
    season.check_owed()
    assert season.playbook()[2] is True


def waiting(page: str) -> list[str]:
    """The answers that the host's page lists as waiting for a reply."""
    return re.findall(r'href="[^"]*(?:/contributions/(?=\d+/welcome)|\?answers=)(\d+)', page)


def authors_of(pk: str) -> list[Someone]:
    """Who is told that this was answered: its author, and nobody where it was taken down for somebody."""
    with tenancy.everywhere(reason="the test looks for an author"):
        said = Contribution.objects.select_related("author__person").get(pk=pk)
        return [one for one in EVERYBODY if said.author and one.email == said.author.person.email]


def a_manager_lets_newcomers_in(season: Season) -> None:
    season.clock.set(9, 10)
    dev = season.window(DEV)
    dev.open(season.at("/members/manage/joining/"))
    dev.fill(approves=True, question_1=ASKED)
    dev.press()
    fatima = season.visitor(FATIMA)
    fatima.open(f"{SALON}speak/?question={season.question(2)}")
    fatima.send(text=season.postbag.wrote(FROM_FATIMA, "fr"))
    ask_to_join(season, FATIMA)
    otto = season.visitor(OTTO)
    otto.open("/join/")
    ask_to_join(season, OTTO)
    for who, lets_in, sentence in ((FATIMA, "yes", WELCOME), (OTTO, "no", SORRY)):
        dev.open(season.at("/members/manage/"))
        dev.go(dev.page.locator("main a[href*=newcomer]", has_text=who.name).first)
        dev.sees("The tap at the corner.")
        dev.page.locator(f"main [name=lets_in][value={lets_in}]").check()
        dev.fill(sentence=season.postbag.wrote(sentence, "en"))
        dev.press()
        season.owe("newcomer", who)
    season.work()
    season.check_owed()


def ask_to_join(season: Season, who: Someone) -> None:
    season.give_the_code(who)
    page = season.visitor(who).send(name=who.name, accepts_rules=True, answer_1="The tap at the corner.")
    assert "answer_1" not in page


def what_a_newcomer_wrote_first_was_not_lost(season: Season) -> None:
    fatima = season.visitor(FATIMA)
    assert FROM_FATIMA in fatima.open(season.site.link_to(FATIMA.email, "newcomer", "join"))
    assert FROM_FATIMA in fatima.send()
    season.let_through(OMAR, [Member(FATIMA.name, "fr", FATIMA.email, FROM_FATIMA)])
    season.owe("decided", FATIMA)
    season.work()
    season.check_owed()


def a_host_shows_the_last_round(season: Season) -> None:
    season.clock.set(10, 12)
    hana = season.window(HANA)
    hana.open(season.at(f"{SALON}host/", "fr"))
    hana.go(hana.page.locator("main form[action*='/release/'] button"))
    assert QUESTIONS[3] in season.visitor(EARLY[0]).open(SALON)


def hosts_pick_and_pin_and_say_that_it_ends(season: Season) -> None:
    season.clock.set(12, 9)
    assert season.playbook()[6:8] == [False, False]
    hana = season.window(HANA)
    pinned, picked = season.said(LATER_COMERS[-1].text), season.said(MEMBERS[0].text)
    for said, choice in ((pinned, "pinned"), (picked, "picked")):
        hana.open(season.at(f"/contributions/{said.pk}/pick/", "fr"))
        hana.page.locator(f"main [name=pick][value={choice}]").check()
        hana.press()
    note(season, "Encore trois jours : qui n’a pas encore parlé ?")
    assert season.playbook()[6:8] == [True, True]
    page = season.visitor(EARLY[0]).open(f"{SALON}question/2/")
    assert page.index(pinned.text) == min(page.index(m.text) for m in MEMBERS if m.text in page)


STEPS = (
    a_round_opens_by_itself_in_the_night_that_lacks_an_hour,
    half_way_is_noted,
    everybody_is_answered,
    a_manager_lets_newcomers_in,
    what_a_newcomer_wrote_first_was_not_lost,
    a_host_shows_the_last_round,
    hosts_pick_and_pin_and_say_that_it_ends,
)
