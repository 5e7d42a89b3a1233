"""Pages of a community that covers cities, with something in it."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

import pytest

from palabre.kit import tenancy
from palabre.kit.testing.cast import Cast
from palabre.kit.testing.look import BUDGET, first_visit_bytes
from palabre.newsroom.models import Theme
from palabre.portal.tests import filled
from palabre.portal.tests.test_pages import get, queries, text

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def told(for_the_file: Any) -> Any:
    """The cast, and its week."""

    def tell() -> Any:
        cast = Cast()
        return cast, filled.filled_cities(cast)

    return for_the_file(tell)


@pytest.fixture
def world(told: Any) -> tuple[Cast, Theme]:
    cast, week = deepcopy(told)
    return cast, week


@pytest.fixture
def cast(world: tuple[Cast, Theme]) -> Cast:
    return world[0]


def test_the_week_s_theme_is_the_front_page_of_a_cities_community(world: tuple[Cast, Theme]) -> None:
    page = text("/", "cities.localhost")
    assert f">{world[1].title}</h1>" in page and 'id="dhaka"' in page and 'id="amman"' in page
    assert "Join the discussion" in page and "A salon of the cities" in page
    assert first_visit_bytes(get("/", "cities.localhost")) <= BUDGET


def test_the_network_shows_open_communities_and_cities_only(cast: Cast) -> None:
    with tenancy.community(cast.circle):
        filled.hub(cast.circle, "lagos")
    cast.circle.visibility = "private"
    cast.circle.save()
    cast.salon.visibility = "preview"
    cast.salon.save()
    page = text("/", "localhost")
    assert "Thirteen Cities" in page and "Halden Fund" in page and "Dhaka" in page
    assert "The Circle" not in page and "Obadiah" not in page and "Open Floor" not in page
    assert "Amina" not in page and "<svg" in page
    assert first_visit_bytes(get("/", "localhost")) <= BUDGET


def test_on_the_network_each_city_is_listed_before_the_map_and_leads_to_its_page_from_both(
    cast: Cast,
) -> None:
    with tenancy.community(cast.circle):
        filled.hub(cast.circle, "lagos")
    cast.circle.visibility = "private"
    cast.circle.save()
    page = text("/fr/", "localhost").split('class="atlas"')[1]
    listed, drawn = page.split("<svg", 1)
    for part in (listed, drawn):
        assert re.search(r'href="http://cities\.localhost(:\d+)?/fr/cities/dhaka/"', part)
        assert "circle.localhost" not in part
    address = re.search(r'href="http://cities\.localhost(?::\d+)?(/fr/cities/[^"]+)"', drawn)
    assert address
    get(address[1], "cities.localhost")


def test_a_city_shows_its_team_its_answer_its_stories_and_its_initiatives(cast: Cast) -> None:
    page = text("/cities/dhaka/", "cities.localhost")
    assert "Amina" in page and "City correspondent" in page and "English" in page
    assert "Read more" in page and "Join the discussion" in page and "The row of shade" in page
    assert "Taken up elsewhere" in page and "Escalera" in page
    assert "The stall goes at nine" in page and "ফুটপাতের" not in page
    assert "ফুটপাতের" in text("/bn/cities/dhaka/", "cities.localhost")
    assert "دكا" in text("/ar/cities/dhaka/", "cities.localhost")
    assert first_visit_bytes(get("/ar/cities/dhaka/", "cities.localhost")) <= BUDGET


def test_several_cities_are_chosen_by_the_address_alone(cast: Cast) -> None:
    page = text("/cities/?city=amman&city=cali&city=nowhere", "cities.localhost")
    assert page.count("<li") and "From the cities you chose" in page
    assert (
        'value="amman" checked' in page
        and 'value="cali" checked' in page
        and 'value="dhaka" checked' not in page
    )
    assert "The stall goes at nine, the rent stays 1" in page and "stays 7" not in page
    assert first_visit_bytes(get("/cities/", "cities.localhost")) <= BUDGET


def test_a_stream_goes_on_by_cursor(cast: Cast) -> None:
    with tenancy.community(cast.cities):
        for number in range(20, 28):
            filled.story(cast, cast.cities, "cali", number=number)
    first = text("/cities/?city=cali&city=dhaka", "cities.localhost")
    following = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = text(f"/cities/{following}", "cities.localhost")
    assert (
        "city=cali" in following and "stays 27" in first and "stays 27" not in second and "stays 2<" in second
    )
    get("/cities/?before=nonsense_9", "cities.localhost")
    get("/cities/?before=0001-01-01T00:00:00%2B14:00_9", "cities.localhost")


@pytest.mark.long
@pytest.mark.parametrize("path", ["/", "/cities/", "/cities/dhaka/", "/initiatives/"])
def test_a_page_costs_no_more_queries_when_there_is_more_in_it(cast: Cast, path: str) -> None:
    before = queries(path, "cities.localhost")
    with tenancy.community(cast.cities):
        for number in range(30, 33):
            filled.story(cast, cast.cities, "dhaka", number=number)
            filled.initiative(cast, cast.cities, "dhaka", f"Another {number}")
    assert queries(path, "cities.localhost") <= before
    assert before <= 34
