"""Its last day, its end by the clock alone, what was heard, the archive, what came of it."""

from __future__ import annotations

from datetime import timedelta

from django.utils import translation

from palabre.dialogues.models import Dialogue
from palabre.dialogues.refusals import Refusal
from palabre.kit import tenancy
from tests.journeys.season.clockwork import day
from tests.journeys.season.people import (
    BY_BROWSER,
    DEV,
    EARLY,
    FARID,
    FATIMA,
    HANA,
    LATER_COMERS,
    MEMBERS,
    NADIA,
    PAULO,
    Member,
)
from tests.journeys.season.season import QUESTIONS, SALON, TITLE, Season

TOOK_PART = [*MEMBERS, DEV, HANA, FARID, NADIA, PAULO, FATIMA]
HEARD = "The key stays with somebody who lives beside the pump, and everybody can read the book."
RECIPIENT = "The water office of the district"
TOO_LATE = {
    "bn": "শেষ মুহূর্তে বলি: চাবিটা যেন সবার চোখের সামনে থাকে।",
    "ar": "كلمة أخيرة: ليبق المفتاح أمام أعين الجميع.",
}


def its_last_day_is_told(season: Season) -> None:
    season.clock.set(13, 23)
    season.work()
    season.check_owed()
    season.clock.set(14, 0)
    season.owe("dialogue_last_day", *TOOK_PART)
    for hours in (0, -1, 1, 1):
        season.clock.shift(timedelta(hours=hours))
        season.work()
    season.check_owed()


def a_finding_is_written_that_cites_who_was_heard(season: Season) -> None:
    season.clock.set(14, 18)
    hana = season.window(HANA)
    hana.open(season.at(f"{SALON}host/heard/", "fr"))
    hana.fill(text=HEARD)
    for member in (BY_BROWSER[0], BY_BROWSER[4], BY_BROWSER[5]):
        hana.fill(words=member.name)
        hana.go(hana.page.locator("main button[name=look]"))
        hana.page.locator("#id_cites label", has_text=member.text).locator("input").check()
    assert hana.page.locator("#id_text").input_value() == HEARD
    hana.press()
    assert season.playbook()[8:] == [True, False]
    assert not hana.page.locator("main form[action$='/publish/']").count(), "people can still answer"


def it_closes_by_the_clock_with_the_worker_stopped(season: Season) -> None:
    season.clock.set(14, 23)
    late = [member for member in BY_BROWSER if member.language in TOO_LATE]
    for member in late:
        window = season.window(member)
        window.open(season.at(f"{SALON}speak/?question={season.question(2)}"))
        window.fill(text=TOO_LATE[member.language])
    newcomer = season.visitor(LATER_COMERS[0])
    newcomer.open(f"{SALON}speak/?question={season.question(2)}")
    season.clock.set(15, 0, 5)
    for member in late:
        refused(season, member)
    assert "Too late?" in newcomer.send(422, text="Too late?")
    page = season.visitor(EARLY[0]).open(SALON)
    assert "/speak/" not in page
    season.work()
    for hours in (-1, 1, 72):
        season.clock.shift(timedelta(hours=hours))
        season.work()
    season.check_owed()


def refused(season: Season, member: Member) -> None:
    """They are told in their language that it has closed, and their words are still in the box."""
    window = season.window(member)
    with window.page.expect_navigation():
        window.page.locator("main form[method=post] button:not([name=keep])").last.click()
    assert window.broken.pop().startswith("422 POST")
    with tenancy.everywhere(reason="the test asks what it says"), translation.override(member.language):
        window.sees(str(Refusal.not_open(Dialogue.objects.get())))
    assert window.page.locator("main [name=text]").input_value() == TOO_LATE[member.language]


def what_was_heard_is_published_and_it_is_archived(season: Season) -> None:
    season.clock.set(18, 10)
    hana = season.window(HANA)
    hana.open(season.at(f"{SALON}host/", "fr"))
    hana.go(hana.page.locator("main form[action$='/publish/'] button"))
    hana.sees(HEARD, BY_BROWSER[0].name, BY_BROWSER[4].name, BY_BROWSER[5].name)
    season.owe("dialogue_archived", *TOOK_PART)
    season.work()
    for hours in (1, -1, 73):
        season.clock.shift(timedelta(hours=hours))
        season.work()
    season.check_owed()
    assert season.playbook()[8:] == [True, True]


def what_came_of_it_is_recorded(season: Season) -> None:
    hana = season.window(HANA)
    hana.open(season.at(f"{SALON}host/outcome/", "fr"))
    hana.fill(recipient=RECIPIENT, language="en", sent_on=day(20).isoformat(), answer_due=day(60).isoformat())
    hana.press()
    for member in EARLY:
        assert RECIPIENT in season.visitor(member).open("/outcomes/")


def everything_stays_to_be_read_and_found(season: Season) -> None:
    season.clock.set(120, 9)
    season.work()
    for member in BY_BROWSER:
        window = season.window(member)
        window.open(season.at(SALON))
        window.sees(TITLE, *QUESTIONS)
        window.open(season.at(f"/contributions/{season.said(member.text).pk}/"))
        window.sees(member.text)
    for words, text in (("treasurer", MEMBERS[1].text), ("গ্রামের নলকূপ", BY_BROWSER[5].text)):
        found = f"/contributions/{season.said(text).pk}/"
        assert found in season.visitor(EARLY[0]).open(f"/search/?q={words}")
    season.check_owed()


STEPS = (
    its_last_day_is_told,
    a_finding_is_written_that_cites_who_was_heard,
    it_closes_by_the_clock_with_the_worker_stopped,
    what_was_heard_is_published_and_it_is_archived,
    what_came_of_it_is_recorded,
    everything_stays_to_be_read_and_found,
)
