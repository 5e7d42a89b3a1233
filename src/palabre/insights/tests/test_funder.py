"""The funder's view: every figure is what its list shows, nobody else finds it, nobody can be told apart."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from palabre.insights import rules
from palabre.insights.periods import Period
from palabre.insights.queries.report import Report, report
from palabre.insights.tests.scene import Scene, ago, signed_in
from palabre.kit import clock, tenancy
from palabre.kit.testing.cast import Cast, model

pytestmark = pytest.mark.django_db
HOST = "salon.localhost"
FIGURE = re.compile(r'<a href="(/(?:[a-z]{2}/)?figures/[^"]+)">([0-9,.]+)</a>')


@pytest.fixture
def scene(cast: Cast) -> Scene:
    return Scene(cast.salon, cast)


def agreed(scene: Scene) -> Any:
    with tenancy.community(scene.community):
        return model("communities.Engagement").objects.get(community=scene.community, slug="first")


def seen(scene: Scene, period: Period | None = None) -> Report:
    first = agreed(scene)
    with scene.inside():
        return report(first, period or Period(first.starts, first.ends, "UTC"), "en", clock.today("UTC"))


def fill(scene: Scene) -> None:
    """A bit of everything that a figure counts, and of everything that none does."""
    lagos, dhaka = scene.hub("Lagos", 1), scene.hub("Dhaka", 2)
    scene.story(lagos, days_ago=3, languages=("en", "fr"))
    scene.story(lagos, days_ago=40)
    scene.story(dhaka, state="filed")
    talk = scene.dialogue(20, synthesis_due=clock.today("UTC") - timedelta(days=1))
    old = scene.dialogue(60, format="call")
    first = scene.say(talk, "esi", days_ago=5, language="fr", city=lagos.city)
    scene.say(talk, "farid", days_ago=4, answers=first)
    scene.say(talk, "farid", days_ago=3)
    scene.say(talk, "esi", days_ago=2, standing="pending")
    scene.say(old, "esi", days_ago=2)
    scene.say(talk, "esi", days_ago=2, channel="import")
    scene.carry(talk, "Mama Ngozi", language="fr", city=dhaka.city)
    fill_with_what_came_of_it(scene, talk)
    fill_with_initiatives(scene, lagos, dhaka)


def fill_with_what_came_of_it(scene: Scene, talk: Any) -> None:
    """One synthesis in two languages, one only begun; an answer overdue, one not yet due, one given."""
    by = scene.cast.membership("bruno", scene.community)
    heard = scene.dialogue(50)
    scene._make(
        "dialogues.Synthesis", dialogue=heard, language="en", by=by, begun_at=ago(9), published_at=ago(8)
    )
    scene._make(
        "dialogues.Synthesis", dialogue=heard, language="fr", by=by, begun_at=ago(9), published_at=ago(8)
    )
    scene._make("dialogues.Synthesis", dialogue=talk, language="en", by=by, begun_at=ago(9))
    today = clock.today("UTC")
    for due, answered in ((-12, None), (5, None), (-3, today)):
        scene._make(
            "dialogues.Outcome",
            dialogue=heard,
            recipient="The ministry",
            language="en",
            sent_on=today - timedelta(days=30),
            answer_due=today + timedelta(days=due),
            answered_on=answered,
            effect="Two wells were mended." if answered else "",
            by=by,
            recorded_at=clock.now(),
        )


def fill_with_initiatives(scene: Scene, lagos: Any, dhaka: Any) -> None:
    """One that is shown and one that is not, each taken up elsewhere."""
    today = clock.today("UTC")
    for n, standing in enumerate(("public", "pending")):
        initiative = scene._make(
            "initiatives.Initiative",
            slug=f"wells-{n}",
            name="Wells",
            summary="Wells",
            language="en",
            stage="trial",
            city=lagos.city,
            standing=standing,
            added_at=ago(2),
        )
        scene._make(
            "initiatives.Replication",
            initiative=initiative,
            city=dhaka.city,
            by="The women's bank",
            since=today.year,
            language="en",
        )


def test_it_counts_what_every_reader_can_read_and_nothing_else(scene: Scene) -> None:
    fill(scene)
    r = seen(scene)
    assert (r.stories.delivered.number, r.conversations.delivered.number) == (2, 2)
    assert (r.cities.delivered.number, r.languages.delivered.number) == (2, 2)
    assert (r.voices.number, r.carried.number) == (4, 1)
    assert (r.heard.number, r.to_write.number) == (1, 1)
    assert (r.sent.number, r.answered.number, r.overdue.number) == (3, 1, 1)
    assert [one.days for one in r.overdue_ones] == [12]
    assert [outcome.effect for outcome in r.effects] == ["Two wells were mended."]
    assert (r.initiatives.number, r.taken_up.number, r.unchecked.number) == (1, 1, 1)


@pytest.mark.long
@pytest.mark.parametrize("path", ["/funder/", "/coverage/"])
def test_every_figure_is_the_length_of_the_list_it_leads_to(scene: Scene, cast: Cast, path: str) -> None:
    fill(scene)
    browser = signed_in(cast, "ghada", HOST)
    figures = set(FIGURE.findall(browser.get(path).content.decode()))
    assert len(figures) > 10
    for address, number in figures:
        assert listed(browser, html.unescape(address)) == int(number), address


def listed(browser: Any, address: str) -> int:
    """How many things a list's lines stand for, on all of its pages."""
    lines = 0
    while address:
        answer = browser.get(address)
        assert answer.status_code == 200, address
        page = answer.context["page"]
        lines += sum(1 if line.many is None else line.many for line in page.lines)
        following = answer.context["next_url"]
        address = address.partition("?")[0] + following if following else ""
    return lines


@pytest.mark.long
def test_a_long_list_goes_on_page_by_page_and_shows_each_thing_once(scene: Scene, cast: Cast) -> None:
    lagos = scene.hub("Lagos", 1)
    for _n in range(60):
        scene.story(lagos)
    browser = signed_in(cast, "ghada", HOST)
    assert listed(browser, seen(scene).stories.delivered.url) == 60


@pytest.mark.long
def test_fewer_than_five_people_are_never_told_apart(scene: Scene, cast: Cast) -> None:
    talk = scene.dialogue()
    for n in range(4):
        scene.say(talk, author=scene.member(f"Member{n}"), language="bn")
    assert seen(scene).people.number == 0
    page = signed_in(cast, "ghada", HOST).get("/funder/").content.decode()
    assert "fewer than 5" in page
    scene.say(talk, author=scene.member("Fifth"), language="bn")
    assert seen(scene).by_language[0].people.number == 5
    assert "5 or more" in signed_in(cast, "ghada", HOST).get("/funder/").content.decode()


@pytest.mark.long
def test_two_reports_subtracted_tell_nothing_of_one_person(scene: Scene) -> None:
    talk, told = scene.dialogue(), []
    for n in range(12):
        scene.say(talk, author=scene.member(f"Member{n}"), city=scene_city(n))
        told.append(seen(scene).people.number)
    differences = {later - earlier for later in told for earlier in told}
    assert differences == {-10, -5, 0, 5, 10}
    assert {row.people.number for row in seen(scene).by_city} == {0}


def scene_city(n: int) -> Any:
    from palabre.insights.tests.scene import city

    return city(n % 3 + 1, f"City{n % 3}")


@pytest.mark.parametrize("people", range(60))
def test_people_are_rounded_down_to_fives(people: int) -> None:
    assert rules.rounded(people) % 5 == 0
    assert 0 <= people - rules.rounded(people) < 5


def test_the_first_answer_is_somebody_elses_and_waiting_counts(scene: Scene) -> None:
    talk = scene.dialogue()
    esi = scene.say(talk, "esi", days_ago=3)
    scene.say(talk, "esi", days_ago=2.9, answers=esi)
    scene.say(talk, "farid", days_ago=2.5, answers=esi)
    scene.say(talk, "esi", days_ago=2)
    scene.say(talk, author=scene.member("Quiet"), days_ago=1.5)
    first = seen(scene).first
    assert (first.all.number, first.waiting.number, first.longest_wait) == (2, 1, 36)
    assert first.median == 24.0
    assert first.slow


def test_a_panelist_needs_no_welcome_and_a_carried_voice_does(scene: Scene, cast: Cast) -> None:
    talk = scene.dialogue()
    farid = cast.membership("farid", cast.salon)
    scene._make(
        "dialogues.Seat", dialogue=talk, kind="panelist", membership=farid, name="Farid", language="en"
    )
    scene.say(talk, "farid")
    first = scene.carry(talk, "Mama Ngozi", days_ago=2)
    scene.carry(talk, "Mama Ngozi", days_ago=1)
    scene.say(talk, "farid", days_ago=1.5, answers=first)
    assert seen(scene).first.all.number == 1
    assert seen(scene).first.median == 12.0


def test_a_quarter_counts_its_own_days(scene: Scene, cast: Cast) -> None:
    fill(scene)
    today = clock.today("UTC")
    past = Period(today - timedelta(days=60), today - timedelta(days=35), "UTC", "past")
    r = seen(scene, past)
    assert (r.stories.delivered.number, r.voices.number) == (1, 0)
    assert r.conversations.due is None
    number = (today.month + 2) // 3
    browser = signed_in(cast, "ghada", HOST)
    assert browser.get(f"/funder/?quarter={today.year}-{number}").context["report"].period.quarter
    assert browser.get("/funder/?quarter=1999-1").status_code == 404
    assert browser.get("/funder/?engagement=none").status_code == 404


def test_what_is_due_by_now_is_of_the_months_that_are_over(scene: Scene) -> None:
    r = seen(scene)
    today = clock.today("UTC")
    over = (today.year - 2026) * 12 + today.month - 1
    assert r.stories.promised.number == 2 * 4 * 24
    assert r.stories.due is not None
    assert r.stories.short == r.stories.due.number == 2 * 4 * min(max(over, 0), 24)


def test_one_language_above_half_is_named(scene: Scene) -> None:
    talk = scene.dialogue()
    for n in range(10):
        scene.say(talk, "esi", language="fr" if n < 6 else "en")
    assert [(one.name, one.many.number) for one in seen(scene).loudest] == [("French", 6)]


@pytest.mark.long
@pytest.mark.parametrize(
    ("who", "funder", "coverage"),
    [("ghada", 200, 200), ("dev", 200, 200), ("bruno", 404, 200), ("carla", 404, 404), ("esi", 404, 404)],
)
def test_the_funders_officer_and_the_managers_see_it(
    scene: Scene, cast: Cast, who: str, funder: int, coverage: int
) -> None:
    browser = signed_in(cast, who, HOST)
    assert browser.get("/funder/").status_code == funder
    assert browser.get(seen(scene).stories.delivered.url).status_code == coverage


def test_a_stranger_and_a_visitor_find_nothing(scene: Scene, cast: Cast, client: Any) -> None:
    address = seen(scene).stories.delivered.url
    stranger = signed_in(cast, "sam", HOST)
    for path in ("/funder/", address, "/figures/stories/"):
        assert client.get(path, headers={"host": HOST}).status_code == 404
        assert stranger.get(path).status_code == 404


def test_another_communitys_things_are_not_counted(scene: Scene, cast: Cast) -> None:
    fill(scene)
    other = Scene(cast.cities, cast)
    other.story(other.hub("Lagos", 1))
    other.say(other.dialogue(), "bruno")
    assert (seen(scene).stories.delivered.number, seen(scene).voices.number) == (2, 4)


@pytest.mark.long
@pytest.mark.parametrize(
    "asked",
    [
        "",
        "first=2026-01-01",
        "first=2026-02-30&last=2026-03-01",
        "first=2026-03-01&last=2026-01-01",
        "first=2026-01-01&last=2026-03-01&city=x",
        "first=2026-01-01&last=2026-03-01&language=%27",
        "first=2026-01-01&last=2026-03-01&state=killed",
        "first=0001-01-01&last=9999-12-31",
    ],
)
def test_a_list_that_makes_no_sense_does_not_exist(scene: Scene, cast: Cast, asked: str) -> None:
    assert signed_in(cast, "ghada", HOST).get(f"/figures/voices/?{asked}").status_code == 404
    assert (
        signed_in(cast, "ghada", HOST).get("/figures/money/?first=2026-01-01&last=2026-03-01").status_code
        == 404
    )


def test_without_anything_agreed_it_says_so(scene: Scene, cast: Cast) -> None:
    with tenancy.community(cast.salon):
        model("communities.EngagementFunder").objects.filter(community=cast.salon).delete()
        model("communities.Engagement").objects.filter(community=cast.salon).delete()
    answer = signed_in(cast, "ghada", HOST).get("/funder/")
    assert "Nothing has been agreed" in answer.content.decode()
    assert signed_in(cast, "ghada", HOST).get("/coverage/").status_code == 200


@pytest.mark.long
def test_as_many_queries_for_much_as_for_little(scene: Scene) -> None:
    fill(scene)

    def queries() -> int:
        first = agreed(scene)
        with scene.inside(), CaptureQueriesContext(connection) as found:
            report(first, Period(first.starts, first.ends, "UTC"), "en", clock.today("UTC"))
        return len(found)

    few = queries()
    talk = scene.dialogue()
    for n in range(15):
        hub = scene.hub(f"City{n}", 200 + n)
        scene.story(hub, languages=("en", "bn"))
        scene.say(talk, author=scene.member(f"Member{n}"), city=hub.city)
    assert queries() == few <= 32
