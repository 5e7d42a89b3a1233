"""What is taken down, put back and taken back: flags, a decision, an appeal, a second moderator, two withdrawals."""

from __future__ import annotations

import re

from tests.journeys.season.people import (
    AMINA,
    BY_BROWSER,
    CARLA,
    EARLY,
    EVERYBODY,
    LATER_COMERS,
    OMAR,
    TAKEN_BACK,
    Member,
)
from tests.journeys.season.season import KIND, SALON, Season

BECAUSE = "Nombra a una vecina."
WHY = "আমি কারও নাম বলিনি, শুধু চাবি কোথায় থাকে তা বলেছি।"
BACK = "لا اسم فيه، فهو يظهر من جديد."


def judged() -> Member:
    """Whose words are reported: a reader of Bengali, with a small telephone that runs no script."""
    return next(member for member in BY_BROWSER if member.language == "bn")


def two_report_it_with_a_reason(season: Season) -> None:
    season.clock.set(4, 14)
    said = season.said(judged().text)
    for member, reason in ((EARLY[1], "private"), (EARLY[3], "hurts")):
        visitor = season.visitor(member)
        visitor.open(f"/report/{KIND}/{said.pk}/")
        visitor.send(reason=[reason], note="The key.")
        assert visitor.path.endswith("/report/thanks/")
    season.work()
    assert judged().text in season.visitor(EARLY[0]).open(f"/contributions/{said.pk}/")


def a_moderator_takes_it_down(season: Season) -> None:
    carla = season.window(CARLA)
    carla.open(season.at("/moderation/", "es"))
    carla.go(carla.page.locator("main li", has_text=judged().name).locator("a.do"))
    carla.page.locator("main [name=state][value=hidden]").check()
    carla.fill(ground="private", reason=season.postbag.wrote(BECAUSE, "es"))
    carla.press()
    season.owe("decided", judged())
    season.work()
    season.check_owed()
    assert judged().text not in season.visitor(EARLY[0]).open(SALON)


def its_author_asks_again(season: Season) -> None:
    season.clock.set(5, 8)
    author = season.window(judged())
    author.open(season.site.link_to(judged().email, "decided", "moderation/decision"))
    author.sees(BECAUSE, judged().text)
    author.fill(text=WHY)
    author.press()
    author.sees(WHY)
    carla = season.window(CARLA)
    carla.open(season.at("/moderation/", "es"))
    assert not carla.page.locator("main li", has_text=judged().name).locator("a.do").count(), "not her own"


def another_moderator_puts_it_back(season: Season) -> None:
    omar = season.visitor(OMAR)
    page = omar.open("/moderation/")
    found = re.search(r'href="/ar(/moderation/\d+/)"', page)
    assert found
    assert WHY in omar.open(found[1])
    omar.send(state=["public"], reason=season.postbag.wrote(BACK, "ar"))
    season.owe("decided", judged())
    season.work()
    season.check_owed()
    assert judged().text in season.visitor(EARLY[0]).open(SALON)


def the_public_log_names_nobody(season: Season) -> None:
    for language in ("en", "bn", "ar"):
        reader = season.visitor(next(m for m in EARLY if m.language == language))
        log = reader.open("/moderation/log/")
        listed = log[log.index("<main") : log.index("</main")]
        assert listed.count("<li>") == 2
        assert not [one.name for one in EVERYBODY if one.name in listed]
        assert not [text for text in (judged().text, BECAUSE, WHY, BACK) if text in listed]


def an_author_takes_words_back(season: Season) -> None:
    member = next(member for member in LATER_COMERS if member.language == "id")
    said = season.said(member.text)
    visitor, reader = season.visitor(member), season.visitor(EARLY[0])
    assert f"/contributions/{said.pk}/" in reader.open("/search/?q=bergantian")
    visitor.open(f"/contributions/{said.pk}/withdraw/")
    visitor.send()
    season.work()
    season.check_owed()
    assert member.text not in reader.open(f"/contributions/{said.pk}/")
    assert f"/contributions/{said.pk}/" not in reader.open("/search/?q=bergantian")


def a_speaker_without_an_account_takes_words_back(season: Season) -> None:
    said = season.said(TAKEN_BACK)
    amina = season.window(AMINA)
    amina.open(season.at(f"/contributions/{said.pk}/receipt/", "pt"))
    code = amina.page.locator("main .code").inner_text()
    assert re.fullmatch(r"\w{4}-\w{4}-\w{4}", code)
    nobody = season.visitor(LATER_COMERS[-1])
    assert TAKEN_BACK in nobody.open(f"/contributions/{said.pk}/")
    nobody.open("/take-back/")
    nobody.send(422, receipt="AAAA-BBBB-CCCC")
    nobody.send(receipt=code.lower())
    season.work()
    assert TAKEN_BACK not in nobody.open(f"/contributions/{said.pk}/")
    season.check_owed()


STEPS = (
    two_report_it_with_a_reason,
    a_moderator_takes_it_down,
    its_author_asks_again,
    another_moderator_puts_it_back,
    the_public_log_names_nobody,
    an_author_takes_words_back,
    a_speaker_without_an_account_takes_words_back,
)
