"""The first week: it opens, people come in seven languages, are read, let through, welcomed, reminded, judged."""

from __future__ import annotations

from datetime import timedelta

from tests.journeys.reader import Reader
from tests.journeys.season.before import give_a_seat
from tests.journeys.season.people import (
    AMINA,
    BY_BROWSER,
    CARLA,
    CARRIED,
    CELESTE,
    DEV,
    EARLY,
    FARID,
    HANA,
    LATER_COMERS,
    LAYLA,
    MEMBERS,
    NADIA,
    OMAR,
    PAULO,
    TAKEN_BACK,
    Member,
)
from tests.journeys.season.season import QUESTIONS, RULE, SALON, TITLE, Season

# What each has in their hands: the width of its screen, and whether it runs scripts.
HANDS = {"en": (1280, True), "fr": (360, False), "pt": (360, True), "ar": (360, True), "bn": (360, False)}
NAMED = f"@{EARLY[2].name}, how was it where you are?"
FROM_PANEL = {
    FARID: "Une pompe se répare le jour même où quelqu’un en porte la clé autour du cou.",
    NADIA: "যে মেরামত করতে জানে তাকে নাম ধরে ডাকুন, তাহলে সে পরের বারও আসবে।",
    PAULO: "A peça que falta custa menos do que a reunião em que se fala dela.",
}


def the_clock_opens_it(season: Season) -> None:
    season.clock.set(0, 23)
    season.work()
    assert QUESTIONS[0] not in season.visitor(EARLY[0]).open(SALON)
    season.clock.set(1, 0)
    assert QUESTIONS[0] in season.visitor(EARLY[0]).open(SALON), (
        "the clock opens it, whatever the worker does"
    )
    season.owe("dialogue_opens", *EARLY, HANA)
    for hours in (0, -1, 1, 1):
        season.clock.shift(timedelta(hours=hours))
        season.work()
    season.check_owed()


def one_of_each_language_writes_first_and_signs_in_after(season: Season) -> None:
    season.clock.set(1, 9)
    for member in BY_BROWSER:
        width, js = HANDS.get(member.language, (1280, True))
        window = season.window(member, width=width, js=js)
        window.open(season.at(SALON))
        assert window.page.locator("html").get_attribute("lang") == member.language
        window.go(window.page.locator("main a.button").first)
        window.fill(text=season.postbag.wrote(member.text, member.language))
        window.press()
        window.sees(member.text)
        window.fill(email=member.email)
        window.press()
        season.owe("code", member)
        season.scan()
        window.fill(code=season.site.code_to(member.email))
        window.press()
        window.sees(member.text, RULE)
        window.fill(name=member.name, accepts_rules=True)
        window.press()
        window.sees(member.text, member.name)
        assert "/contributions/" in window.path()
        assert window.page.locator(f"main [lang={member.language}]", has_text=member.text).count()


def a_moderator_reads_the_first_words_and_lets_them_through(season: Season) -> None:
    stranger = season.visitor(EARLY[0])
    assert not any(member.text in stranger.open(SALON) for member in BY_BROWSER)
    carla = season.window(CARLA)
    carla.open(season.at("/moderation/", "es"))
    for member in BY_BROWSER:
        carla.page.locator("main li", has_text=member.text).locator("[name=cases]").check()
    carla.page.locator("main [name=state][value=public]").check()
    carla.press()
    season.owe("decided", *BY_BROWSER)
    season.work()
    assert all(member.text in stranger.open(SALON) for member in BY_BROWSER)
    season.check_owed()


def the_panel_answers_by_its_links(season: Season) -> None:
    farid = season.window(FARID, width=360, js=False)
    answer_by_the_link(season, farid)
    nadia = season.visitor(NADIA)
    nadia.open(season.site.link_to(NADIA.email, "panel_invitation"))
    assert TITLE in nadia.page.text and QUESTIONS[0] in nadia.page.text
    nadia.send(text=season.postbag.wrote(FROM_PANEL[NADIA], "bn"))
    assert RULE in nadia.page.text
    nadia.send()
    season.work()
    assert all(FROM_PANEL[who] in season.visitor(EARLY[0]).open(SALON) for who in (FARID, NADIA))


def answer_by_the_link(season: Season, farid: Reader) -> None:
    farid.open(season.site.link_to(FARID.email, "panel_invitation"))
    farid.sees(TITLE, QUESTIONS[0])
    farid.fill(text=season.postbag.wrote(FROM_PANEL[FARID], "fr"))
    farid.press()
    farid.press()
    assert farid.path().startswith("/fr/seats/")


def the_host_says_a_first_word(season: Season) -> None:
    assert season.playbook() == [False, True] + [False] * 8
    note(season, "Bienvenue : sept langues dès le premier matin.")
    assert season.playbook() == [True, True] + [False] * 8


def note(season: Season, text: str) -> None:
    hana = season.window(HANA)
    hana.open(season.at(f"{SALON}host/wrap/", "fr"))
    hana.fill(text=text, language="fr")
    hana.press()
    visitor = season.visitor(EARLY[0])
    assert text in visitor.open(SALON)


def a_correspondent_carries_two_voices(season: Season) -> None:
    season.clock.set(2, 10)
    hana, amina = season.window(HANA), season.window(AMINA)
    hana.open(season.at(f"{SALON}host/", "fr"))
    beside_her = hana.page.locator("ul.todo li", has_text=CELESTE.name).locator("a.do").get_attribute("href")
    assert beside_her is not None and "/carry/?seat=" in beside_her
    for text in (CARRIED, TAKEN_BACK):
        amina.open(season.at(beside_her.removeprefix("/fr"), "pt"))
        assert amina.page.locator("main [name=said_by]").input_value() == CELESTE.name
        assert amina.page.locator("main [name=language]").input_value() == CELESTE.language
        amina.fill(text=text, consent=True)
        amina.page.locator("main [name=question]").select_option(index=1)
        amina.press()
        amina.sees(CELESTE.name, AMINA.name, text)
    hana.open(season.at(f"{SALON}host/", "fr"))
    assert hana.page.locator("ul.todo a[href*='seat=']").count() == 0, "she has spoken"
    hana.open(season.at(SALON))
    hana.go(hana.page.locator(".seats a", has_text=CELESTE.name))
    hana.sees("Voix du terrain", CARRIED, TAKEN_BACK)


def a_third_panelist_is_asked_to_answer_a_member(season: Season) -> None:
    said = season.said(BY_BROWSER[0].text)
    give_a_seat(season, PAULO, "panelist", question=1, put=[str(said.pk)])
    season.owe("panel_invitation", PAULO)
    season.work()
    paulo = season.visitor(PAULO)
    paulo.open(season.site.link_to(PAULO.email, "panel_invitation"))
    assert BY_BROWSER[0].text in paulo.page.text
    paulo.send(answers=str(said.pk), question="", text=season.postbag.wrote(FROM_PANEL[PAULO], "pt"))
    paulo.send()
    season.owe("answered", BY_BROWSER[0])
    season.work()
    season.check_owed()


def the_others_come(season: Season) -> None:
    for number, (moderator, many) in enumerate(((OMAR, LATER_COMERS[:13]), (CARLA, LATER_COMERS[13:]))):
        season.clock.set(2 + number, 11)
        if moderator is CARLA:
            season.visitor(CARLA).client.cookies.update(cookies_of(season.window(CARLA)))
        for member in many:
            season.write_first(member, 1 + number)
        season.let_through(moderator, many)
        season.work()
    for member in EARLY:
        say(season, member, member.text, 2)
        season.owe("decided", member)
    season.let_through(OMAR, EARLY)
    season.work()
    season.check_owed()


def cookies_of(window: Reader) -> dict[str, str]:
    return {one["name"]: one["value"] for one in window.page.context.cookies()}  # type: ignore[typeddict-item]


def say(season: Season, member: Member, text: str, number: int) -> None:
    """Answer a question, signed in; the language is left to be recognised."""
    visitor = season.visitor(member)
    visitor.open(f"{SALON}speak/?question={season.question(number)}")
    assert season.postbag.wrote(text, member.language) in visitor.send(text=text)


def every_language_was_recognised(season: Season) -> None:
    wrong = {m.text: found for m in MEMBERS if (found := season.said(m.text).language) != m.language}
    assert wrong == {}


def the_host_welcomes_newcomers_in_their_language(season: Season) -> None:
    season.clock.set(3, 15)
    hana = season.window(HANA)
    for member in [*BY_BROWSER[1:], LATER_COMERS[0]]:
        said = season.said(member.text)
        hana.open(season.at(f"/contributions/{said.pk}/welcome/", "fr"))
        box = hana.page.locator("main [name=text]")
        welcome = box.input_value()
        assert hana.page.locator("main [name=language]").input_value() == member.language
        season.postbag.wrote(welcome, member.language)
        hana.press()
        season.owe("answered", member)
    season.work()
    season.check_owed()


def somebody_is_named(season: Season) -> None:
    dev = season.window(DEV)
    dev.open(season.at(f"{SALON}speak/?question={season.question(1)}"))
    dev.fill(text=season.postbag.wrote(NAMED, "en"), language="en")
    dev.press()
    season.owe("mentioned", EARLY[2])
    season.work()
    season.check_owed()


def the_silent_panelist_is_reminded(season: Season) -> None:
    season.clock.set(4, 9)
    assert season.playbook()[3] is False
    hana = season.window(HANA)
    row = hana.page.locator("ul.todo li", has_text=LAYLA.name)
    hana.go(row.locator("a.do"))
    drafted = hana.page.locator("main [name=text]").input_value()
    assert TITLE in drafted and QUESTIONS[0] in drafted and HANA.name in drafted
    hana.press()
    season.owe("panel_reminder", LAYLA)
    season.work()
    season.check_owed()
    assert season.playbook()[3] is True
    assert QUESTIONS[0] in season.visitor(LAYLA).open(season.site.link_to(LAYLA.email, "panel_reminder"))


STEPS = (
    the_clock_opens_it,
    one_of_each_language_writes_first_and_signs_in_after,
    a_moderator_reads_the_first_words_and_lets_them_through,
    the_panel_answers_by_its_links,
    the_host_says_a_first_word,
    a_correspondent_carries_two_voices,
    a_third_panelist_is_asked_to_answer_a_member,
    the_others_come,
    every_language_was_recognised,
    the_host_welcomes_newcomers_in_their_language,
    somebody_is_named,
    the_silent_panelist_is_reminded,
)
