"""Being somebody in the demo: with one click, on the right host, in the demo alone."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils.html import escape

from palabre.dialogues.models import Dialogue
from palabre.exchange.demo import being, content
from palabre.kit import tenancy
from palabre.kit.languages import INTERFACE
from palabre.kit.testing.cast import Cast
from palabre.newsroom.models import StoryVersion, Theme

HOSTS = ("localhost", "salon.localhost", "cities.localhost", "circle.localhost")


def get(path: str, host: str, client: Client | None = None) -> Any:
    return (client or Client()).get(path, headers={"host": host})


@pytest.mark.long
@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "/demo",
        "/demo/",
        "/demo/be/bruno/",
        "/demo/arrive/x/",
        "/demo/nobody/",
        "/demo/said/jahanara-bicycle/",
        "/demo/hosted/",
        "/demo/story/",
        "/demo/story/picture.jpg",
        "/demo/outbox",
        "/demo/outbox/",
        "/demo/outbox/1/",
    ],
)
def test_outside_demo_mode_none_of_it_exists(path: str, settings: Any) -> None:
    Cast()
    settings.DEMO = False
    for host in ("localhost", "salon.localhost"):
        assert get(path, host).status_code == 404
        assert Client().post(path, headers={"host": host}).status_code == 404


@pytest.mark.parametrize("host", HOSTS)
def test_every_host_offers_seven_people_and_nine_steps(demo_to_read: str, host: str) -> None:
    page = get("/en/demo/", host).content.decode()
    assert len(set(re.findall(r"/demo/be/(\w+)/", page))) == 7
    assert page.count("<h3>") == 9
    for name in ("salon", "cities", "circle"):
        assert f"http://{name}.localhost" in page


@pytest.mark.parametrize(
    ("tag", "role", "first", "place"),
    [
        ("en", "Moderator", "Open Coverage", "Thirteen Cities"),
        ("fr", "Modératrice", "Ouvrez la couverture", "Treize villes"),
        ("es", "Moderación", "Abra la cobertura", "Trece ciudades"),
        ("pt", "Moderação", "Abra a cobertura", "Treze cidades"),
        ("ar", "الإشراف", "في صفحة التغطية", "ثلاث عشرة مدينة"),
        ("bn", "মডারেটর", "কভারেজ খুলুন", "তেরো শহর"),
        ("id", "Moderator", "Bukalah cakupan", "Tiga Belas Kota"),
    ],
)
def test_it_speaks_the_reader_s_language_and_names_communities_in_it(
    demo_to_read: str, tag: str, role: str, first: str, place: str
) -> None:
    page = get(f"/{tag}/demo/", "localhost").content.decode()
    assert f'lang="{tag}" dir="auto">{first}' in page
    assert page.count(f'lang="{tag}" dir="auto">') >= 7
    assert role in page
    assert page.count(place) == 3, "twice where one is somebody, once where the communities are"
    assert (place == "Thirteen Cities") or "Thirteen Cities" not in page


def test_every_part_is_told_in_every_language_of_the_interface() -> None:
    for table in content.tables("people", "demo"):
        for told in (table["role"], table["look_first"]):
            assert set(told) == set(INTERFACE)


def test_one_click_is_enough_on_the_host_where_they_are_at_home(demo: str) -> None:
    client = Client()
    answer = client.post(
        "/demo/be/farid/", {"then": "/dialogues/two-hours/"}, headers={"host": "salon.localhost"}
    )
    assert answer.headers["Location"] == "/dialogues/two-hours/"
    assert "Farid Azzouzi" in get("/me/", "salon.localhost", client).content.decode()


def test_what_only_takes_forms_is_announced_in_no_language(demo: str) -> None:
    answer = Client().post("/ar/demo/be/bruno/", headers={"host": "localhost"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "hreflang" not in page
    assert 'rel="canonical"' not in page
    menu = re.findall(r'<a href="([^"]+)" lang="[\w-]+"', page)
    assert "/en/" in menu
    assert not [address for address in menu if "/demo/be/" in address]


def test_from_another_host_one_arrives_signed_in_on_theirs(demo: str) -> None:
    client = Client()
    page = client.post(
        "/demo/be/bruno/", {"then": "/coverage/"}, headers={"host": "localhost"}
    ).content.decode()
    arriving = re.search(r'href="http://cities\.localhost(?::\d+)?(/[^"]*arrive[^"]*)"', page)
    assert arriving is not None
    assert get(arriving[1], "cities.localhost", client).headers["Location"].endswith("/coverage/")
    assert get("/coverage/", "cities.localhost", client).status_code == 200
    assert get(arriving[1], "salon.localhost").status_code == 404


def test_the_way_there_is_closed_after_a_minute(demo_to_read: str, monkeypatch: pytest.MonkeyPatch) -> None:
    part = being.part("ghada")
    assert part is not None
    token = being.signed(part, "/")
    assert being.of_token(token, part.community.host) is not None
    monkeypatch.setattr(being, "LIFE", timedelta(seconds=-1))
    assert being.of_token(token, part.community.host) is None


@pytest.mark.long
@pytest.mark.parametrize(
    "then", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", ""]
)
def test_nobody_is_sent_elsewhere(demo: str, then: str) -> None:
    answer = Client().post("/demo/be/farid/", {"then": then}, headers={"host": "salon.localhost"})
    assert answer.headers["Location"] == "/"


def test_one_can_stop_being_them(demo: str) -> None:
    client = Client()
    client.post("/demo/be/farid/", headers={"host": "salon.localhost"})
    assert get("/me/", "salon.localhost", client).status_code == 200
    client.post("/demo/nobody/", headers={"host": "salon.localhost"})
    assert get("/me/", "salon.localhost", client).status_code != 200


def test_looking_makes_nobody_of_anybody(demo_to_read: str) -> None:
    assert get("/demo/be/farid/", "salon.localhost").status_code == 405
    assert get("/demo/nobody/", "salon.localhost").status_code == 405
    assert Client().post("/demo/be/sam/", headers={"host": "salon.localhost"}).status_code == 404


@pytest.mark.long
def test_every_link_of_the_walk_leads_somewhere(demo_to_read: str) -> None:
    page = get("/en/demo/", "localhost").content.decode()
    links = re.findall(
        r'href="http://([a-z.]*localhost)(?::\d+)?(/[^"]*)"', page.split("<main")[1].split("</main>")[0]
    )
    assert len(links) >= 9
    for host, path in links:
        answer = get(path, host)
        leads_on = "/demo/said/" in path or "/demo/hosted/" in path
        followed = get(answer.headers["Location"], host) if leads_on else answer
        assert followed.status_code == 200, (host, path)


def test_what_the_walk_names_is_found_wherever_it_was_loaded(demo_to_read: str) -> None:
    answer = get("/fr/demo/said/jahanara-bicycle/", "salon.localhost")
    assert re.fullmatch(r"/fr/contributions/\d+/", answer.headers["Location"])
    assert "সাইকেলের শব্দ" in get(answer.headers["Location"], "salon.localhost").content.decode()
    assert get("/demo/said/nothing/", "salon.localhost").status_code == 404
    for host in ("localhost", "cities.localhost", "circle.localhost"):
        assert get("/demo/said/jahanara-bicycle/", host).status_code == 404
    hosted = get("/fr/demo/hosted/", "circle.localhost").headers["Location"]
    assert re.fullmatch(r"/fr/dialogues/\d{4}-\d\d-what-did-you-stop/", hosted)
    assert get("/demo/hosted/", "salon.localhost").status_code == 404


def test_what_can_be_asked_for_and_sent_lies_ready(demo_to_read: str) -> None:
    page = get("/en/demo/story/", "localhost").content.decode()
    for words in ("khulna-ferry-school", "BDT", "সাতটার ফেরিতে অঙ্কের ক্লাস", "রূপসা পার হতে বারো মিনিট"):
        assert words in page
    picture = get("/en/demo/story/picture.jpg", "localhost")
    assert picture.headers["Content-Type"] == "image/jpeg"
    assert picture.content[:3] == b"\xff\xd8\xff"


@pytest.mark.long
def test_each_sees_what_the_walk_shows_them(demo: str) -> None:
    page = get("/en/demo/", "localhost").content.decode()
    asked = re.findall(r'/demo/be/(\w+)/"><input type="hidden" name="then" value="([^"]*)"', page)
    assert {key for key, _path in asked} == {"adama", "ines", "bruno", "nusrat", "ghada"}
    for key, path in asked:
        part, client = being.part(key), Client()
        assert part is not None
        client.post(f"/demo/be/{key}/", {"then": path}, headers={"host": part.community.host})
        assert get(path, part.community.host, client).status_code == 200, (key, path)


def test_a_dialogue_shows_its_picture(demo_to_read: str) -> None:
    page = get("/en/dialogues/two-hours/", "salon.localhost").content.decode()
    address = re.search(r'<figure class="pic"><img src="([^"]+)"', page)
    assert address is not None
    assert get(address[1], "salon.localhost").status_code == 200


@pytest.mark.parametrize("path", ["/{}/", "/{}/cities/", "/{}/stories/shade-amman/"])
def test_an_initiative_is_named_in_the_readers_language_where_it_has_a_name_in_it(
    demo_to_read: str, path: str
) -> None:
    own = '<span lang="ar" dir="rtl">عريشة الدرج</span>'
    english = get(path.format("en"), "cities.localhost").content.decode()
    assert '<span lang="en" dir="ltr">Vines over the stairs</span>' in english
    assert own not in english
    assert own in get(path.format("fr"), "cities.localhost").content.decode()


@pytest.mark.parametrize("host", HOSTS)
def test_every_title_says_its_language_for_a_reader_of_another(demo_to_read: str, host: str) -> None:
    page = get("/fr/", host).content.decode().split("<main")[1]
    with tenancy.everywhere(reason="test"):
        titles = [
            (row.title, row.language)
            for model in (Dialogue, Theme)
            for row in model.objects.exclude(language="fr")
        ]
        titles += [(row.headline, row.language) for row in StoryVersion.objects.exclude(language="fr")]
    for title, language in titles:
        for before in page.split(escape(title))[:-1]:
            tags = re.findall(r"<(?:\w+)([^>]*)>", before)[-2:]
            assert any(f'lang="{language}"' in tag for tag in tags), (title, before[-200:])
