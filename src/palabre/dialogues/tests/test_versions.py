"""One conversation in two languages: each reader finds it in theirs, and no page says it is in a language it is not."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client

from palabre.dialogues.actions.importing import Conversation, Spoken, import_dialogue
from palabre.dialogues.models import Dialogue
from palabre.kit import tenancy
from palabre.kit.testing.cast import Cast

CIRCLE = {"host": "circle.localhost"}


@pytest.fixture
def pair(cast: Cast) -> tuple[Dialogue, Dialogue]:
    """An English conversation and its Chinese version, in the circle."""
    with tenancy.community(cast.circle):
        english = imported(cast, "Who sweeps the square?", "en", None)
        chinese = imported(cast, "廣場誰來掃?", "zh-Hant", english)
    return english, chinese


def imported(cast: Cast, title: str, language: str, version_of: Dialogue | None) -> Dialogue:
    conversation = Conversation(
        source=f"transcript:square:{language}",
        format="hosted",
        title=title,
        language=language,
        day=date(2026, 3, 1),
        speakers=["Rosa"],
        said=[Spoken(source=f"turn:{language}:1", speaker="Rosa", text=title, language=language)],
        version_of=version_of,
    )
    made, _added = import_dialogue(community=cast.circle, conversation=conversation, by=None)
    return made


def page(client: Client, path: str) -> str:
    answer = client.get(path, headers=CIRCLE)
    assert answer.status_code == 200, (path, answer.status_code)
    return str(answer.content.decode())


def alternates(html: str) -> dict[str, str]:
    return dict(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="http://[^/]+(/[^"]*)"', html))


@pytest.mark.parametrize("path", ["/", "/dialogues/"])
def test_lists_name_it_in_the_reader_s_language(
    pair: tuple[Dialogue, Dialogue], client: Client, path: str
) -> None:
    english, chinese = pair
    in_chinese, in_french = page(client, f"/zh-Hant{path}"), page(client, f"/fr{path}")
    assert chinese.title in in_chinese and english.title not in in_chinese
    assert english.title in in_french and chinese.title not in in_french


def test_its_address_in_a_language_leads_to_the_version_in_it(
    pair: tuple[Dialogue, Dialogue], client: Client
) -> None:
    english, chinese = pair
    answer = client.get(f"/zh-Hant/dialogues/{english.slug}/", headers=CIRCLE)
    assert answer.status_code == 302
    html = page(client, answer.headers["Location"])
    assert f'lang="zh-Hant" dir="auto">{chinese.title}</h1>' in html
    assert f'href="/en/dialogues/{english.slug}/"' in html
    assert english.title in page(client, f"/en/dialogues/{english.slug}/")


def test_it_is_announced_in_the_languages_it_has_and_in_no_other(
    pair: tuple[Dialogue, Dialogue], client: Client
) -> None:
    english, chinese = pair
    there = {"en": f"/en/dialogues/{english.slug}/", "zh-Hant": f"/zh-Hant/dialogues/{chinese.slug}/"}
    for path in there.values():
        assert alternates(page(client, path)) == there | {"x-default": f"/dialogues/{english.slug}/"}


def test_a_page_that_is_not_in_chinese_does_not_say_it_is(
    pair: tuple[Dialogue, Dialogue], client: Client
) -> None:
    answer = client.get("/zh-Hant/about/", headers=CIRCLE)
    html = answer.content.decode()
    assert "zh-Hant" not in alternates(html) and alternates(html)["fr"] == "/fr/about/"
    assert '<link rel="canonical" href="http://circle.localhost/en/about/">' in html
    assert answer.headers["Content-Language"] == "en"


@pytest.mark.parametrize("path", ["/", "/dialogues/"])
def test_a_page_that_gathers_is_announced_in_each_language_of_the_community(
    pair: tuple[Dialogue, Dialogue], client: Client, path: str
) -> None:
    html = page(client, f"/zh-Hant{path}")
    assert alternates(html) == {tag: f"/{tag}{path}" for tag in pair[0].community.languages} | {
        "x-default": path
    }
    assert f'<link rel="canonical" href="http://circle.localhost/zh-Hant{path}">' in html


def test_a_conversation_without_versions_is_announced_in_every_interface(cast: Cast, client: Client) -> None:
    with tenancy.community(cast.circle):
        alone = imported(cast, "Alone", "en", None)
    assert set(alternates(page(client, f"/dialogues/{alone.slug}/"))) == {
        *(tag for tag in cast.circle.languages if tag != "zh-Hant"),
        "x-default",
    }


def test_a_version_in_a_language_the_community_lacks_can_still_be_read(cast: Cast, client: Client) -> None:
    with tenancy.community(cast.salon):
        english, chinese = (None, None)
        for title, language in (("Who sweeps?", "en"), ("誰來掃?", "zh-Hant")):
            conversation = Conversation(
                source=f"transcript:sweep:{language}",
                format="hosted",
                title=title,
                language=language,
                day=date(2026, 3, 1),
                speakers=["Rosa"],
                said=[Spoken(source=f"turn:s:{language}", speaker="Rosa", text=title, language=language)],
                version_of=english,
            )
            chinese, _added = import_dialogue(community=cast.salon, conversation=conversation, by=None)
            english = english or chinese
    assert chinese is not None
    answer = client.get(f"/en/dialogues/{chinese.slug}/", headers={"host": "salon.localhost"})
    assert answer.status_code == 200 and chinese.title in answer.content.decode()
