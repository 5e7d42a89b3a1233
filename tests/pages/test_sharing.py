"""Passing on the address of a page: nothing is asked of anybody, and it works with and without script."""

from __future__ import annotations

import shutil
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from palabre.communities.models import Community
from palabre.kit import tenancy
from palabre.kit.testing.look import CHROMIUM, browser, too_wide, visit
from tests.pages.further import acting_pages
from tests.pages.walk import Place, one
from tests.support.server import served

pytestmark = pytest.mark.scale


def sharing() -> list[Place]:
    found = [place for place in acting_pages() if place.name.startswith("sharing")]
    assert len(found) == 6
    return found


def test_every_page_that_is_shared_leads_there_and_its_mail_and_whatsapp_hold_the_address(
    lived_in: Any,
) -> None:
    for place in sharing():
        reader = Client(headers={"host": place.host})
        shared = place.path.removesuffix("share/")
        assert f'href="/en{place.path}"' in reader.get(f"/en{shared}").content.decode(), place.name
        html = reader.get(f"/en{place.path}").content.decode()
        address = f"//{place.host}"
        mail, whatsapp = (link(html, start) for start in ("mailto:", "https://wa.me/"))
        for text in (mail["body"][0], whatsapp["text"][0]):
            assert address in text and text.endswith(shared), place.name
        assert mail["subject"][0] in mail["body"][0]
        assert 'rel="noopener nofollow"' in html


def link(html: str, start: str) -> dict[str, list[str]]:
    (address,) = (part.split('"')[0] for part in html.split('href="')[1:] if part.startswith(start))
    return parse_qs(urlsplit(address.replace("&amp;", "&")).query)


def test_what_was_taken_down_and_what_a_private_community_says_is_not_shared(demo: Any) -> None:
    salon = Community.objects.get(blueprint="salon")
    dialogue = one("dialogues.Dialogue", salon, noted_state="open")
    said = one("dialogues.Contribution", salon, dialogue=dialogue, standing="public")
    reader = Client(headers={"host": salon.host})
    paths = [f"/contributions/{said.pk}/share/", f"/dialogues/{dialogue.slug}/share/"]
    assert [reader.get(path).status_code for path in paths] == [200, 200]
    with tenancy.community(salon):
        type(said).objects.filter(pk=said.pk).update(standing="hidden")
    assert [reader.get(path).status_code for path in paths] == [404, 200]
    Community.objects.filter(pk=salon.pk).update(visibility="private")
    assert [reader.get(path).status_code for path in paths] == [404, 404]


@pytest.mark.browser
@pytest.mark.skipif(not shutil.which(CHROMIUM), reason=f"{CHROMIUM} is missing")
def test_a_button_copies_the_address_and_without_script_it_can_be_marked(lived_in: Any) -> None:
    place = sharing()[0]
    with served() as port, browser() as chromium:
        url = f"http://{place.host}:{port}/ar{place.path}"
        with visit(chromium, url, width=360, lang="ar") as seen:
            assert too_wide(seen.page) == 0
            seen.page.keyboard.press("Tab")
            seen.page.locator("#copy").focus()
            seen.page.keyboard.press("Enter")
            seen.page.wait_for_function("document.getElementById('copied').textContent")
            box = seen.page.locator("#address")
            chosen = box.evaluate("box => box.value.slice(box.selectionStart, box.selectionEnd)")
            assert chosen.endswith(place.path.removesuffix("share/"))
            assert seen.elsewhere == []
        with visit(chromium, url, width=360, lang="ar", js=False) as seen:
            assert not seen.page.locator("#copy").is_visible()
            assert seen.page.locator("#address").is_visible()
            assert too_wide(seen.page) == 0
