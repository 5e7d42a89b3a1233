"""Front pages, cities and about: what is open is the page; a stranger finds nothing."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from palabre.communities.models import Community
from palabre.kit import clock, tenancy
from palabre.kit.testing.cast import Cast
from palabre.kit.testing.look import BUDGET, first_visit_bytes
from palabre.portal.tests import filled

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return Cast()


def get(path: str, host: str = "salon.localhost", status: int = 200) -> Any:
    answer = Client().get(path, headers={"host": host})
    assert answer.status_code == status, (path, answer.status_code)
    return answer


def text(path: str, host: str = "salon.localhost") -> str:
    return str(get(path, host).content.decode())


def queries(path: str, host: str) -> int:
    from django.db import connection

    get(path, host)
    with CaptureQueriesContext(connection) as seen:
        get(path, host)
    return len(seen)


def test_the_open_conversation_is_the_front_page(cast: Cast) -> None:
    with tenancy.community(cast.salon):
        dialogue = filled.conversation(cast, cast.salon)
        filled.speak_in(cast, dialogue)
    page = text("/")
    assert "Day 2 of 14" in page and "<h1" in page and dialogue.title in page
    assert "Rosa Mbeki" in page and "What broke first" in page
    assert 'lang="fr"' in page and "la caisse" in page
    assert first_visit_bytes(get("/")) <= BUDGET


def test_an_empty_community_says_what_will_happen_here(cast: Cast) -> None:
    for host in ("salon.localhost", "cities.localhost", "circle.localhost"):
        assert "is being prepared" in text("/", host)
        for path in ("/cities/", "/initiatives/", "/search/", "/about/"):
            get(path, host)


def test_with_nothing_open_what_comes_leads_and_the_archive_follows(cast: Cast) -> None:
    today = clock.today("UTC")
    with tenancy.community(cast.salon):
        filled.conversation(
            cast,
            cast.salon,
            title="Long over",
            opens_on=today - timedelta(90),
            closes_on=today - timedelta(80),
        )
        alone = text("/")
        assert "Nothing is open today" in alone
        assert alone.count("Long over") == 1, (
            "the archive is the page itself, and is not said again beside it"
        )
        assert alone.count("Earlier conversations") == 1
        assert "All conversations" in alone
        filled.conversation(
            cast,
            cast.salon,
            title="Next month",
            opens_on=today + timedelta(3),
            closes_on=today + timedelta(9),
        )
    page = text("/")
    assert "Opens in 3 days" in page and page.index("Next month") < page.index("Long over")


def test_what_is_held_is_on_no_page(cast: Cast) -> None:
    with tenancy.community(cast.cities):
        filled.theme(cast, cast.cities, "dhaka")
        later = clock.today("UTC") + timedelta(7)
        secret = filled.theme(cast, cast.cities, "dhaka", opens_on=later)
        secret.title = "Embargoed question"
        secret.save()
        assert secret.dialogue is not None
        secret.dialogue.title = "Embargoed question"
        secret.dialogue.save()
        filled.story(cast, cast.cities, "dhaka", number=99, publish_at=clock.now() + timedelta(hours=2))
    for path in ("/", "/cities/", "/cities/dhaka/", "/dialogues/", "/themes/"):
        page = text(path, "cities.localhost")
        assert "Embargoed" not in page and "stays 99" not in page, path
    get(f"/{secret.code}/", "cities.localhost", 404)


@pytest.mark.parametrize(
    ("host", "told"),
    [("salon.localhost", "Africa/Nairobi"), ("localhost", "UTC"), ("nobody.localhost", "UTC")],
)
def test_the_clock_of_the_page_before_is_not_this_ones(cast: Cast, host: str, told: str) -> None:
    cast.salon.time_zone = "Africa/Nairobi"
    cast.salon.save()
    timezone.activate("Asia/Dhaka")  # as the page of a city does
    Client().get("/no-such-page/", headers={"host": host})
    assert timezone.get_current_timezone_name() == told


def test_the_networks_front_page_asks_as_little_however_many_cities_there_are(
    cast: Cast, client: Any
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get("/", headers={"host": "localhost"})
        return len(seen)

    with tenancy.community(cast.cities):
        filled.hub(cast.cities, "cali")
    one = asked()
    with tenancy.community(cast.cities):
        for slug in ("dhaka", "amman", "lagos"):
            filled.hub(cast.cities, slug)
    assert asked() == one


def test_the_network_has_nothing_yet_and_says_so(db: None) -> None:
    assert "No community is open yet" in text("/", "localhost")


def test_about_says_whose_it_is_until_when_and_by_which_rules(cast: Cast) -> None:
    page = text("/about/")
    assert "Halden Fund" in page and "1 January 2026 to 31 December 2027" in page and "Meridian" in page
    assert "Answer the person" in page and "Bengali" in page


def test_the_network_costs_no_more_queries_when_there_are_more_communities(cast: Cast) -> None:
    before = queries("/", "localhost")
    filled.filled_cities(cast)
    assert queries("/", "localhost") <= before <= 8


@pytest.mark.parametrize("path", ["/cities/nowhere/", "/initiatives/nothing/", "/initiatives/new/"])
def test_what_is_not_there_is_404(cast: Cast, path: str) -> None:
    get(path, "cities.localhost", 404)


@pytest.mark.parametrize(
    ("path", "tag", "name"),
    [
        ("/zh-Hant/about/", "zh-Hant", "圓桌"),
        ("/fr/about/", "fr", "Le Cercle"),
        ("/bn/about/", "en", "The Circle"),
    ],
)
def test_a_community_is_called_as_its_reader_calls_it(cast: Cast, path: str, tag: str, name: str) -> None:
    cast.circle.names = {"fr": "Le Cercle", "zh-Hant": "圓桌"}
    cast.circle.cause = "Each in turn"
    cast.circle.causes = {"fr": "À chacun son tour", "zh-Hant": "輪流說話"}
    cast.circle.languages = ["en", "fr", "bn", "zh-Hant"]
    cast.circle.save()
    html = Client().get(path, headers={"host": cast.circle.host}).content.decode()
    assert f'<h1><span lang="{tag}" dir="ltr">{name}</span></h1>' in html
    assert f"· {name}</title>" in html
    if tag != "en":
        assert f'<span lang="{tag}" dir="ltr">{cast.circle.causes[tag]}</span>' in html
    head = html[html.index('<a class="community"') :].split(">", 1)[0]
    assert (f'lang="{tag}"' in head) == (not path.startswith(f"/{tag}/") or tag == "zh-Hant")


def test_the_networks_home_calls_communities_as_its_reader_does(cast: Cast) -> None:
    cast.circle.names = {"fr": "Le Cercle"}
    cast.circle.save()
    html = Client().get("/fr/", headers={"host": "localhost"}).content.decode()
    assert '<span lang="fr" dir="ltr">Le Cercle</span>' in html
    assert '<span lang="en" dir="ltr">Open Floor</span>' in html


def test_the_networks_home_shows_many_communities_page_by_page_each_once(cast: Cast) -> None:
    Community.objects.bulk_create(
        Community(
            host=f"many-{n}.localhost",
            name=f"Number {n:02d}",
            blueprint="salon",
            languages=["en"],
            default_language="en",
        )
        for n in range(45)
    )
    path, seen, pages = "/", list[str](), 0
    while path:
        html = text(path, "localhost")
        assert first_visit_bytes(get(path, "localhost")) <= BUDGET
        seen += re.findall(r"Number \d\d", html)
        following = re.search(r'<a rel="next" href="(\?after=[^"]+)"', html)
        path, pages = f"/{following[1]}" if following else "", pages + 1
    assert sorted(seen) == [f"Number {n:02d}" for n in range(45)]
    assert pages == 3
    assert text("/?after=nonsense", "localhost") == text("/", "localhost")
