"""Search narrowed by kind, language, city and day, page by page, by the address alone."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from palabre.chronicle import readers
from palabre.dialogues.models import Contribution, Dialogue
from palabre.kit import clock, tenancy
from palabre.kit.testing.cast import Cast
from palabre.kit.testing.look import BUDGET, first_visit_bytes
from palabre.portal import index
from palabre.portal.narrowing import Narrowed, narrowed
from palabre.portal.queries.search import ON_A_PAGE, Place
from palabre.portal.tests import filled

pytestmark = pytest.mark.django_db
HERE = "salon.localhost"


@pytest.fixture
def cast() -> Cast:
    return Cast()


def get(cast: Cast, host: str = HERE, path: str = "/search/", **asked: str) -> Any:
    answer = Client().get(path, asked, headers={"host": host})
    assert answer.status_code == 200
    return answer


def page(cast: Cast, host: str = HERE, **asked: str) -> str:
    return str(get(cast, host, **asked).content.decode())


def said(
    cast: Cast, *texts: tuple[str, str], slug: str = "", ago: timedelta = timedelta()
) -> list[Contribution]:
    """Words (language, text) said in one open conversation, in a city of PLACES where one is named, and indexed."""
    with tenancy.community(cast.salon):
        dialogue = filled.conversation(cast, cast.salon, title="…")
        rows = Contribution.objects.bulk_create(
            Contribution(
                community=cast.salon,
                dialogue=dialogue,
                said_by="Rosa",
                channel="import",
                text=text,
                html=f"<p>{text}</p>",
                language=language,
                city=filled.city(slug) if slug else None,
                said_at=clock.now() - ago,
            )
            for language, text in texts
        )
    index.rebuild(cast.salon)
    return rows


def results(text: str) -> list[str]:
    return re.findall(r'<li><p class="when">.*?</li>', text, re.DOTALL)


def chosen(text: str, name: str) -> str:
    options = text.split(f'name="{name}"')[1].partition("</select>")[0]
    return str(re.findall(r'value="([^"]*)" selected', options)[0])


def test_it_is_narrowed_by_city_and_says_which(cast: Cast) -> None:
    said(cast, ("en", "The lantern is dark again"), slug="dhaka")
    said(cast, ("en", "A lantern was bought last year"), slug="amman")
    said(cast, ("en", "Nobody owns the lantern"))
    everywhere = page(cast, q="lantern")
    assert len(results(everywhere)) == 3 and "3 texts were found." in everywhere
    number = str(filled.PLACES["dhaka"][0])
    there = page(cast, q="lantern", city=number)
    assert len(results(there)) == 1 and "1 text was found." in there
    assert "<bdi>Dhaka</bdi>" in results(there)[0] and chosen(there, "city") == number
    assert "দোহা" not in there and "ঢাকা" in page(cast, path="/bn/search/", q="lantern", city=number)


def test_it_is_narrowed_by_day_in_the_communitys_time_zone(cast: Cast) -> None:
    cast.salon.time_zone = "Pacific/Auckland"
    cast.salon.save()
    said(cast, ("en", "The old lantern"), ago=timedelta(days=40))
    said(cast, ("en", "The new lantern"))
    today = clock.today("Pacific/Auckland")
    for asked, number in [
        ({"since": today.isoformat()}, 1),
        ({"until": (today - timedelta(days=1)).isoformat()}, 1),
        ({"until": today.isoformat()}, 2),
        (
            {
                "since": (today - timedelta(days=41)).isoformat(),
                "until": (today - timedelta(days=39)).isoformat(),
            },
            1,
        ),
        # The wrong way round, and what is no day at all.
        (
            {
                "until": (today - timedelta(days=41)).isoformat(),
                "since": (today - timedelta(days=39)).isoformat(),
            },
            1,
        ),
        ({"since": "yesterday", "until": "9999-12-31"}, 2),
    ]:
        assert len(results(page(cast, q="lantern", **asked))) == number, asked
    assert f'name="since" value="{today.isoformat()}"' in page(cast, q="lantern", since=today.isoformat())


def test_what_is_on_no_list_is_passed_over(cast: Cast) -> None:
    said(cast, ("en", "The lantern is dark again"), slug="dhaka")
    odd = page(
        cast, q="lantern", kind="person'--", city="1 OR 1=1", since="0000-00-00", until="²", **{"in": "xx"}
    )
    assert len(results(odd)) == 1 and "OR 1=1" not in odd
    assert narrowed(
        {"city": "7", "in": "fr", "kind": "story"}, kinds=["story"], languages=["fr"], cities=[7]
    ) == (Narrowed("story", "fr", 7))
    assert not narrowed({"city": "07"}, kinds=[], languages=[], cities=[7])


def test_a_filter_offers_no_other_communitys_cities_and_none_before_its_day(cast: Cast) -> None:
    said(cast, ("en", "The lantern is dark again"), slug="dhaka")
    with tenancy.community(cast.cities):
        filled.story(cast, cast.cities, "cali", publish_at=clock.now() + timedelta(days=7))
        filled.story(cast, cast.cities, "amman", number=2)
    readers.pull()
    assert "Dhaka" not in page(cast, "cities.localhost") and "Dhaka" in page(cast)
    assert "Amman" in page(cast, "cities.localhost") and "Cali" not in page(cast, "cities.localhost")
    with clock.moved(timedelta(days=8)):
        assert "Cali" in page(cast, "cities.localhost")


def test_every_filter_has_a_label(cast: Cast) -> None:
    said(cast, ("en", "The lantern is dark again"), slug="dhaka")
    assert '<form method="get" role="search">' in page(cast)
    form = page(cast).split('role="search"')[1].split("</form>")[0]
    fields = re.findall(r'<(?:input|select)[^>]*name="(\w+)"', form)
    assert fields == ["q", "kind", "in", "city", "since", "until"]
    for name in fields[1:]:
        assert re.search(rf'<label>[^<]+<(?:input|select)[^>]*name="{name}"', form), name
    assert '<label for="q">' in form


def test_pages_follow_each_other_by_cursor_and_lead_back(cast: Cast) -> None:
    many = 2 * ON_A_PAGE + 3
    said(cast, *(("en", f"The lantern number {number}") for number in range(many)))
    seen: list[str] = []
    pages: list[str] = []
    address = "/search/?q=lantern&kind=contribution"
    while address:
        text = Client().get(address, headers={"host": HERE}).content.decode()
        assert "33 texts were found." in text
        seen += re.findall(r'href="(/contributions/[^"]+)"', text)
        pages.append(address)
        following = re.search(r'rel="next" href="([^"]+)"', text)
        back = re.search(r'rel="prev" href="([^"]+)"', text)
        assert bool(back) == (len(pages) > 1)
        if back and len(pages) > 2:
            assert back[1].replace("&amp;", "&") == pages[-2].partition("/search/")[2]
        address = f"/search/{following[1].replace('&amp;', '&')}" if following else ""
    assert len(pages) == 3 and "kind=contribution" in pages[2]
    assert len(seen) == len(set(seen)) == many
    assert "from 31 to 33" in text


@pytest.mark.long
def test_a_new_text_does_not_shift_the_next_page(cast: Cast) -> None:
    said(cast, *(("en", f"The lantern number {number}") for number in range(ON_A_PAGE + 2)))
    first = page(cast, q="lantern")
    following = re.search(r'rel="next" href="([^"]+)"', first)
    assert following
    said(cast, ("en", "The lantern of today"))
    second = (
        Client().get(f"/search/{following[1].replace('&amp;', '&')}", headers={"host": HERE}).content.decode()
    )
    addresses = [re.findall(r'href="(/contributions/[^"]+)"', text) for text in (first, second)]
    assert not set(addresses[0]) & set(addresses[1]) and len(addresses[1]) == 2


def test_a_story_stands_there_once_in_the_readers_language_where_it_agrees_in_several(cast: Cast) -> None:
    with tenancy.community(cast.cities):
        made = filled.story(cast, cast.cities, "dhaka")
        for version in made.versions.all():
            version.standfirst += " Kilo 7."
            version.save()
    index.rebuild(cast.cities)
    for path, words in (("/search/", "The stall goes at nine"), ("/bn/search/", "ফুটপাতের দোকান")):
        text = get(cast, "cities.localhost", path, q="kilo").content.decode()
        assert len(results(text)) == 1 and words in text


def test_few_whole_words_are_followed_by_words_like_them(cast: Cast) -> None:
    said(cast, ("sw", "Mtoto mmoja kijijini"), ("sw", "Watoto wa kijiji"))
    text = page(cast, q="watoto")
    assert [re.findall("<mark>(.*?)</mark>", one) for one in results(text)] == [["Watoto"], ["Mtoto"]]
    assert "These have words like the ones you look for." in text and "2 texts were found." in text


def test_with_one_word_too_many_it_says_that_only_some_are_there(cast: Cast) -> None:
    said(cast, ("en", "The lantern is dark again"), ("en", "A school without a roof"))
    text = page(cast, q="dark lantern elephant")
    assert len(results(text)) == 1 and "No text has all of these words." in text


def test_nothing_found_says_what_else_to_do(cast: Cast) -> None:
    said(cast, ("en", "The lantern is dark again"))
    text = page(cast, q="elephant", kind="story")
    assert "Nothing was found for these words." in text and "Try one word less" in text
    assert 'href="?q=elephant"' in text
    assert 'href="?q=elephant"' not in page(cast, q="elephant")


def test_a_line_says_kind_place_language_and_day_and_shows_words_in_their_own_direction(cast: Cast) -> None:
    said(cast, ("ar", "SMS لا تصل في الحي الشرقي"), slug="amman")
    one = results(page(cast, q="الحي"))[0]
    assert "Answer" in one and "Amman" in one and "Arabic" in one and "<time" in one
    assert '<p lang="ar" dir="rtl">SMS لا تصل في <mark>الحي</mark>' in one


@pytest.mark.parametrize("standing", ["pending", "hidden", "removed", "withdrawn"])
def test_what_may_not_be_read_is_neither_found_nor_counted_even_before_the_index_knows(
    cast: Cast, standing: str
) -> None:
    rows = said(cast, ("en", "The lantern is dark again"), ("en", "The lantern was sold"))
    with tenancy.community(cast.salon):
        Contribution.objects.filter(pk=rows[0].pk).update(standing=standing)
    text = page(cast, q="lantern")
    assert "dark again" not in text and "1 text was found." in text


def test_a_private_call_and_a_held_conversation_are_not_found(cast: Cast) -> None:
    rows = said(cast, ("en", "The lantern is dark again"))
    for change in ({"format": "call"}, {"held": True}):
        with tenancy.community(cast.salon):
            rows[0].dialogue.__class__.objects.filter(pk=rows[0].dialogue_id).update(
                **({"format": "salon", "held": False} | change)
            )
        assert not results(page(cast, q="dark lantern"))


@pytest.mark.parametrize("per", ["address", "community"])
def test_who_searches_too_often_is_told_how_long_to_wait_and_loses_nothing(
    cast: Cast, settings: Any, per: str
) -> None:
    said(cast, ("en", "The lantern is dark again"))
    settings.LIMITS = settings.LIMITS | {"search": {per: "2/m"}}
    for _again in range(2):
        assert results(page(cast, q="lantern"))
    for method in (Client().head, Client().get):
        answer = method("/search/", {"q": "dark lantern", "kind": "contribution"}, headers={"host": HERE})
        assert answer.status_code == 429 and 0 < int(answer.headers["Retry-After"]) <= 60
    text = answer.content.decode()
    assert re.search(r"again in \d+ (second|minute)", text) and 'value="dark lantern"' in text
    assert 'value="contribution"' in text and 'method="get"' in text
    with clock.moved(timedelta(minutes=1)):
        assert results(page(cast, q="lantern"))


def test_a_person_is_counted_wherever_they_are(cast: Cast, settings: Any) -> None:
    settings.LIMITS = settings.LIMITS | {"search": {"person": "1/m"}}
    for name, answers in (("esi", [200, 429]), ("farid", [200, 429])):
        found = []
        for address in ("192.0.2.1", "192.0.2.2"):
            browser = Client(REMOTE_ADDR=address, headers={"host": HERE})
            browser.force_login(getattr(cast, name))
            found.append(browser.get("/search/", {"q": "lantern"}).status_code)
        assert found == answers


@pytest.mark.long
def test_a_search_costs_the_same_however_much_is_found(cast: Cast) -> None:
    said(cast, ("en", "The lantern is dark again"), slug="dhaka")

    def cost() -> int:
        page(cast, q="lantern")
        with CaptureQueriesContext(connection) as seen:
            page(cast, q="lantern")
        return len(seen)

    said(cast, ("en", "Another lantern"), ("en", "A third lantern"), slug="cali")
    before = cost()
    said(cast, *(("en", f"The lantern number {number}") for number in range(30)), slug="amman")
    assert cost() <= before <= 40


@pytest.mark.scale
def test_a_full_page_fits_the_first_round_trip(cast: Cast) -> None:
    for slug in filled.PLACES:
        said(
            cast, *((language, f"{text} {text} {text} 2026") for language, text in filled.SAID * 2), slug=slug
        )
    for path in ("/search/", "/ar/search/", "/bn/search/"):
        answer = get(cast, path=path, q="2026")
        assert len(results(answer.content.decode())) == ON_A_PAGE
        assert first_visit_bytes(answer) <= BUDGET


def test_a_cursor_is_read_back_as_it_was_written() -> None:
    for place in (
        Place(0, 0.06079271, 1_700_000_000_000_001, 7),
        Place(2, 1e-20, 0, 10**17),
        Place(1, 1.0, -5, 1),
    ):
        assert Place.parse(str(place)) == place


def test_days_around_the_ends_of_the_calendar_are_slips() -> None:
    for text in ("0001-01-01", "9999-12-31", "1899-12-31", ""):
        assert not narrowed({"until": text}, kinds=[], languages=[], cities=[])
    since, before = Narrowed(since=date(2026, 3, 29), until=date(2026, 3, 29)).moments("Europe/Paris")
    assert since and before and before.timestamp() - since.timestamp() == 23 * 3600


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ({"since": "yesterday"}, "A day that could not be read was left out."),
        ({"until": "9999-12-31"}, "A day that could not be read was left out."),
        ({"since": "2026-03-02", "until": "2026-03-01"}, "The first day came after the last one"),
        ({"since": "2026-03-01", "until": "2026-03-01"}, ""),
        ({"since": "", "until": " "}, ""),
    ],
)
def test_a_day_not_taken_as_it_was_written_is_told_and_the_rest_holds(
    cast: Cast, days: dict[str, str], told: str
) -> None:
    shown = page(cast, q="lantern", kind="question", **days)
    form = shown.partition("</form>")[0].rpartition("<form")[2]
    assert (told in form) if told else ('class="note"' not in form)
    assert chosen(shown, "kind") == "question"


def test_an_answer_is_found_with_the_conversation_it_is_from(cast: Cast) -> None:
    said(cast, ("fr", "La lanterne est éteinte"), ("fr", "Une autre lanterne"))
    with tenancy.community(cast.salon):
        Dialogue.objects.update(title="مَن يُضيء؟", language="ar")
    answers = results(page(cast, q="lanterne", kind="contribution"))
    assert len(answers) == 2
    assert all('<span lang="ar" dir="rtl">مَن يُضيء؟</span></p>' in one for one in answers)
