"""Coverage: what is a gap, what closes it, who may see it and who may ask."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from palabre.insights.queries.coverage import CityRow, Coverage, coverage
from palabre.insights.tests.scene import Scene, signed_in
from palabre.kit import clock, moments, tenancy
from palabre.kit.testing.cast import Cast, model

pytestmark = pytest.mark.django_db
HOST = "cities.localhost"


@pytest.fixture
def scene(cast: Cast) -> Scene:
    return Scene(cast.cities, cast)


def seen(scene: Scene, language: str = "en") -> Coverage:
    with scene.inside():
        return coverage(scene.community, language)


def row(scene: Scene, name: str) -> CityRow:
    return next(row for row in seen(scene).cities if row.name == name)


def test_a_city_with_fewer_stories_than_promised_is_a_gap(scene: Scene) -> None:
    scene.story(scene.hub("Lagos", 1), days_ago=5)
    assert (row(scene, "Lagos").gap, row(scene, "Lagos").unasked) == (1, 1)


def test_a_city_with_what_was_promised_is_none(scene: Scene) -> None:
    lagos = scene.hub("Lagos", 1)
    scene.story(lagos, days_ago=5)
    scene.story(lagos, days_ago=29)
    assert row(scene, "Lagos").gap == 0
    assert seen(scene).gaps == []


def test_the_first_days_of_a_month_show_no_false_gap(scene: Scene) -> None:
    lagos = scene.hub("Lagos", 1)
    first_of_next = (clock.today("UTC").replace(day=1) + timedelta(days=32)).replace(day=1)
    with clock.moved(timedelta(days=(first_of_next - clock.today("UTC")).days)):
        scene.story(lagos, days_ago=3)
        scene.story(lagos, days_ago=10)
        found = row(scene, "Lagos")
        assert found.cells[1].told.number == 0
        assert found.gap == 0


def test_only_the_last_thirty_days_are_marked_and_months_gone_by_stay_quiet(scene: Scene, cast: Cast) -> None:
    scene.hub("Lagos", 1)
    cells = row(scene, "Lagos").cells
    assert [cell.expected for cell in cells] == [2, 2, 2, 2]
    assert [cell.short for cell in cells] == [True, False, False, False]
    page = signed_in(cast, "bruno", HOST).get("/coverage/").content.decode()
    assert page.count('class="n gap"') == 1


def move(cast: Cast, work: Any, **fields: Any) -> None:
    with tenancy.community(cast.cities):
        model("network.Assignment").objects.filter(pk=work.pk).update(**fields)


def test_only_a_published_story_closes_a_gap_whatever_was_agreed_or_filed(scene: Scene, cast: Cast) -> None:
    amina = cast.membership("amina", cast.cities)
    lagos = scene.hub("Lagos", 1, team=amina)
    scene.story(lagos)
    work = scene.assignment(lagos, amina, "offered")
    stages = []
    for state in ("offered", "accepted", "in_progress", "filed"):
        move(cast, work, state=state)
        found = row(scene, "Lagos")
        stages.append((found.coming[0].stage, found.gap, found.unasked))
    assert stages == [("asked", 1, 1), ("agreed", 1, 0), ("agreed", 1, 0), ("filed", 1, 0)]
    assert [one.name for one in seen(scene).gaps] == ["Lagos"]
    move(cast, work, state="completed")
    scene.story(lagos)
    assert (row(scene, "Lagos").gap, row(scene, "Lagos").coming, seen(scene).gaps) == (0, [], [])


@pytest.mark.long
def test_a_gap_says_in_words_how_far_its_story_is(scene: Scene, cast: Cast) -> None:
    amina = cast.membership("amina", cast.cities)
    lagos = scene.hub("Lagos", 1, team=amina)
    scene.story(lagos)

    def gaps() -> str:
        page = signed_in(cast, "bruno", HOST).get("/coverage/").content.decode()
        return page[page.index("Gaps</h2>") : page.index("<table")]

    assert "1 of 2 stories published in the last 30 days" in gaps()
    assert "Expected; nobody has been asked." in gaps()
    work = scene.assignment(lagos, amina, "offered", due_in=7)
    due = moments.day(clock.today("UTC") + timedelta(days=7), "en")
    assert re.search(rf"asked, due on <time[^>]*>{due}</time>", gaps())
    move(cast, work, state="accepted")
    assert re.search(rf"agreed, due on <time[^>]*>{due}</time>", gaps())
    move(cast, work, state="filed", filed_at=clock.now())
    assert re.search(r"filed on <time[^>]*>[^<]+</time>, not yet published", gaps())
    assert "Expected; nobody has been asked." not in gaps()


def test_a_gap_that_somebody_agreed_to_stands_below_one_nobody_writes_for(scene: Scene, cast: Cast) -> None:
    amina = cast.membership("amina", cast.cities)
    for n, name in enumerate(("Accra", "Bogota")):
        hub = scene.hub(name, n + 1, team=amina)
        scene.story(hub, days_ago=20 if name == "Accra" else 3)
        if name == "Accra":
            scene.assignment(hub, amina, "accepted")
    assert [one.name for one in seen(scene).gaps] == ["Bogota", "Accra"]
    page = signed_in(cast, "bruno", HOST).get("/coverage/").content.decode()
    assert page.count("Ask for a story<") == 1 + len(seen(scene).unheard)


def test_what_is_agreed_and_past_its_day_says_so(scene: Scene, cast: Cast) -> None:
    amina = cast.membership("amina", cast.cities)
    lagos = scene.hub("Lagos", 1, team=amina)
    scene.assignment(lagos, amina, "accepted", due_in=-2)
    scene.assignment(lagos, amina, "filed", due_in=-2)
    assert [one.late for one in row(scene, "Lagos").coming] == [True, False]


def test_a_city_silent_for_longer_than_its_pace_is_late(scene: Scene) -> None:
    scene.story(scene.hub("Lagos", 1), days_ago=16)
    scene.story(scene.hub("Cali", 2), days_ago=15)
    scene.hub("Dhaka", 3)
    assert (row(scene, "Lagos").silent_days, row(scene, "Lagos").late) == (16, True)
    assert not row(scene, "Cali").late
    assert (row(scene, "Dhaka").silent_days, row(scene, "Dhaka").late) == (None, True)


def test_nothing_is_expected_of_a_city_in_its_first_thirty_days(scene: Scene) -> None:
    scene.hub("Lagos", 1, opened_days_ago=20)
    assert row(scene, "Lagos").gap == 0
    assert not row(scene, "Lagos").late


def test_gaps_stand_first_and_the_longest_silence_first_among_them(scene: Scene) -> None:
    told = scene.hub("Accra", 1)
    scene.story(told)
    scene.story(told)
    scene.story(scene.hub("Bogota", 2), days_ago=20)
    scene.hub("Cali", 3)
    assert [row.name for row in seen(scene).cities] == ["Cali", "Bogota", "Accra"]


def test_an_unpublished_or_embargoed_story_is_not_delivered(scene: Scene) -> None:
    lagos = scene.hub("Lagos", 1)
    scene.story(lagos, state="filed")
    scene.story(lagos, days_ago=-2, publish_at=clock.now() + timedelta(days=2))
    assert row(scene, "Lagos").cells[0].told.number == 0


def test_a_promised_language_without_story_or_answer_is_not_heard(scene: Scene) -> None:
    scene.story(scene.hub("Lagos", 1), languages=("en",))
    assert [row.tag for row in seen(scene).unheard] == ["fr"]
    scene.say(scene.dialogue(), "bruno", language="fr")
    assert seen(scene).unheard == []


def test_the_act_beside_a_gap_names_the_city_and_its_correspondent(scene: Scene, cast: Cast) -> None:
    amina = cast.membership("amina", cast.cities)
    lagos = scene.hub("Lagos", 1, team=amina)
    cali = scene.hub("Cali", 2, team=cast.membership("bruno", cast.cities))
    assert row(scene, "Lagos").ask_url.endswith(f"/assignments/new/?hub={lagos.pk}&to={amina.pk}")
    assert row(scene, "Cali").ask_url.endswith(f"/assignments/new/?hub={cali.pk}")
    assert not row(scene, "Cali").has_correspondent


def test_a_language_not_heard_is_asked_of_somebody_who_writes_it(scene: Scene, cast: Cast) -> None:
    amina = cast.membership("amina", cast.cities)
    scene.assignment(scene.hub("Lagos", 1), amina, "declined")
    worker = model("network.Correspondent").objects.get(person=cast.amina)
    model("network.Tongue").objects.create(correspondent=worker, language="fr", level="write")
    french = next(row for row in seen(scene).languages if row.tag == "fr")
    assert french.ask_url.endswith(f"/assignments/new/?to={amina.pk}")


def test_eight_queries_however_many_cities(scene: Scene, cast: Cast) -> None:
    amina = cast.membership("amina", cast.cities)

    def queries() -> int:
        with (
            scene.inside(),
            CaptureQueriesContext(
                connection,
            ) as found,
        ):
            coverage(scene.community, "en")
        return len([query for query in found if "set_config" not in query["sql"]])

    scene.story(scene.hub("City0", 100, team=amina))
    few = queries()
    for n in range(1, 30):
        hub = scene.hub(f"City{n}", 100 + n, team=amina)
        scene.story(hub, languages=("en", "fr"))
        scene.assignment(hub, amina, "accepted")
    assert queries() == few <= 8


@pytest.mark.long
@pytest.mark.parametrize(
    ("who", "status"), [("bruno", 200), ("dev", 200), ("ghada", 200), ("amina", 404), ("carla", 404)]
)
def test_editors_managers_and_the_funder_see_it(scene: Scene, cast: Cast, who: str, status: int) -> None:
    scene.hub("Lagos", 1)
    assert signed_in(cast, who, HOST).get("/coverage/").status_code == status


def test_a_stranger_and_a_visitor_find_nothing(cast: Cast, client: Any) -> None:
    assert client.get("/coverage/", headers={"host": HOST}).status_code == 404
    assert signed_in(cast, "sam", HOST).get("/coverage/").status_code == 404


def test_only_who_may_ask_is_shown_where_to(scene: Scene, cast: Cast) -> None:
    scene.hub("Lagos", 1)
    assert "/assignments/new/" in signed_in(cast, "bruno", HOST).get("/coverage/").content.decode()
    assert "/assignments/new/" not in signed_in(cast, "ghada", HOST).get("/coverage/").content.decode()


def test_the_page_speaks_the_readers_language(scene: Scene, cast: Cast) -> None:
    scene.hub("Lagos", 1)
    page = signed_in(cast, "bruno", HOST).get("/fr/coverage/").content.decode()
    assert "Lagos (fr)" in page
    assert "anglais" in page
