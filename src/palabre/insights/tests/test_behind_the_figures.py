"""Behind the figures of the funder's view: promises, people, waits, and the rest of cities and languages."""

from __future__ import annotations

import html
import re
import statistics
from datetime import date, timedelta

import pytest

from palabre.insights import rules
from palabre.insights.queries import shares
from palabre.insights.templatetags import insights
from palabre.insights.tests.scene import Scene, city, signed_in
from palabre.insights.tests.test_funder import HOST, fill, listed, scene_city, seen
from palabre.kit import clock
from palabre.kit.testing.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(cast: Cast) -> Scene:
    return Scene(cast.salon, cast)


def test_no_figure_stands_on_the_page_without_a_link(scene: Scene, cast: Cast) -> None:
    fill(scene)
    page = signed_in(cast, "ghada", HOST).get("/funder/").content.decode()
    cells = re.findall(r"<(?:td class=\"n[^>]*|dd[^>]*)>(.*?)</(?:td|dd)>", page)
    told = [re.sub(r"<a href=\"/[^\"]*\">[^<]*</a>", "", cell) for cell in cells]
    assert len(told) > 30
    assert not [cell for cell in told if re.search(r"\d", cell)]
    sentences = re.findall(
        r"<(?:p|li)[ >].*?</(?:p|li)>", page[page.index("Promised and") : page.index("How this is")]
    )
    bare = re.sub(r"<a [^>]*>.*?</a>|<time.*?</time>|<[^>]*>", "", " ".join(sentences))
    # A threshold counts nothing, nor does a year.
    assert set(re.findall(r"\d+", bare)) <= {str(rules.FIRST_ANSWER_HOURS), "2026", "2027"}


@pytest.mark.long
def test_people_are_told_in_fives_on_the_page_their_figure_leads_to(scene: Scene, cast: Cast) -> None:
    crowd(scene, 12)
    browser = signed_in(cast, "ghada", HOST)
    told = re.findall(
        r'href="([^"]*figures/people/[^"]*)">([^<]*)<', browser.get("/funder/").content.decode()
    )
    assert len({number for _address, number in told}) > 2
    for address, number in told:
        answer = browser.get(html.unescape(address))
        assert f"{number}</h1>" in answer.content.decode()
        assert answer.context["page"].total == int(re.findall(r"\d+", number)[0]) * ("or more" in number)
        ((_label, said),) = answer.context["page"].lines[0].figures
        assert listed(browser, said.url) == said.number > 0


def crowd(scene: Scene, many: int) -> None:
    talk = scene.dialogue()
    for n in range(many):
        language = "fr" if n < 6 else "en" if n < 11 else "bn"
        scene.say(talk, author=scene.member(f"Member{n}"), language=language, city=scene_city(n % 2))


@pytest.mark.long
@pytest.mark.parametrize(
    "asked",
    [
        "first=2026-01-01&last=2027-12-31",
        "first=2026-01-01&last=2026-01-31&engagement=first",
        "first=2026-01-01&last=2027-12-31&engagement=first&language=fr&city=1",
        "first=2026-01-01&last=2027-12-31&engagement=first&language=fr&rest=city",
        "first=2026-01-01&last=2027-12-31&engagement=first&promise=stories",
        "first=2026-01-01&last=2027-12-31&engagement=none",
    ],
)
def test_people_cannot_be_counted_in_narrower_groups(scene: Scene, cast: Cast, asked: str) -> None:
    browser = signed_in(cast, "ghada", HOST)
    assert browser.get(seen(scene).people.url).status_code == 200
    assert browser.get(f"/figures/people/?{asked}").status_code == 404


@pytest.mark.long
def test_only_who_sees_the_funders_view_sees_what_stands_behind_it(scene: Scene, cast: Cast) -> None:
    for figure in (seen(scene).people, seen(scene).stories.promised):
        assert signed_in(cast, "dev", HOST).get(figure.url).status_code == 200
        assert signed_in(cast, "bruno", HOST).get(figure.url).status_code == 404


def test_cities_and_languages_sum_to_all_that_was_said(
    scene: Scene, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shares, "ROWS", 8)
    talk, tags = scene.dialogue(), ("en", "fr", "es", "pt", "ar", "bn", "id", "sw", "yo", "ha")
    for n in range(11):
        for _again in range(1 + n % 3):
            scene.say(talk, "esi", city=city(n + 1, f"City{n}"), language=tags[n % len(tags)])
    scene.say(talk, "farid")
    scene.carry(talk, "Mama Ngozi", city=city(11, "City10"))
    r, browser = seen(scene), signed_in(cast, "ghada", HOST)
    for rows, name in ((r.by_city, "Elsewhere or not said"), (r.by_language, "Other languages")):
        assert len(rows) == 9
        assert rows[-1].name == name
        assert sum(row.said.number + row.carried.number for row in rows) == r.voices.number
        assert sum(row.carried.number for row in rows) == r.carried.number
        for figure in (rows[-1].said, rows[-1].carried):
            assert listed(browser, figure.url) == figure.number
    assert name in browser.get(rows[-1].said.url).content.decode()


def test_a_few_cities_need_no_rest(scene: Scene) -> None:
    scene.say(scene.dialogue(), "esi", city=scene_city(0))
    assert [row.name for row in seen(scene).by_city] == ["City0"]


def test_what_is_behind_leads_to_what_was_due_and_did_not_come(scene: Scene, cast: Cast) -> None:
    scene.dialogue()
    with clock.moved(timedelta(days=(date(2027, 10, 15) - clock.today("UTC")).days)):
        r = seen(scene)
        assert (r.conversations.due and r.conversations.due.number) == 3
        assert (r.conversations.short, r.cities.short) == (2, 4)
        browser = signed_in(cast, "ghada", HOST)
        for promise in (r.conversations, r.stories, r.cities):
            assert listed(browser, promise.missing.url) == promise.short > 0
        lines = browser.get(r.conversations.missing.url).context["page"].lines
        assert [line.title for line in lines] == ["Conversation 2", "Conversation 3"]
        assert [line.day for line in lines] == [date(2026, 12, 31), date(2027, 6, 30)]
        page = browser.get("/funder/").content.decode()
        assert f'href="{html.escape(r.conversations.missing.url)}">2 conversations are behind.' in page


def test_hours_read_as_days_beyond_three_and_lead_to_those_who_wait(scene: Scene, cast: Cast) -> None:
    assert [insights.lasting(hours) for hours in (1, 30.2, 72, 73, 1732)] == [
        "1 hour",
        "30.2 hours",
        "72 hours",
        "3 days",
        "72 days",
    ]
    talk = scene.dialogue(90)
    scene.say(talk, "esi", days_ago=72.2)
    first = scene.say(talk, author=scene.member("Quiet"), days_ago=20)
    scene.say(talk, "farid", days_ago=19, answers=first)
    scene.say(talk, author=scene.member("Patient"), days_ago=5)
    browser = signed_in(cast, "ghada", HOST)
    page = browser.get("/funder/").content.decode()
    told = re.findall(r'href="([^"]*first-voices[^"]*)">([^<]*(?:longer than|has waited) [^<]*)<', page)
    hours = []
    for address, sentence in told:
        behind = browser.get(html.unescape(address))
        assert sentence in behind.content.decode()
        hours.append([line.hours for line in behind.context["page"].lines])
    assert [sentence.split(" for a ")[0] for _address, sentence in told] == [
        "Half of them waited longer than 5 days",
        "The longest has waited 72 days.",
    ]
    assert statistics.median(hours[0]) == 5 * 24
    assert max(hours[1]) // 24 == 72
