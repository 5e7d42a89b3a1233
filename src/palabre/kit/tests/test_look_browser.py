"""The gallery in a real browser: accessible in every dress, never wider than the phone, at nobody else's door."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.utils import translation
from playwright.sync_api import Browser

from palabre.kit.testing import look
from palabre.kit.tests import gallery

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not Path(look.CHROMIUM).exists(), reason="chromium is not installed here"),
]


MORE_LIGHTS = [("en", False), ("en", True), ("ar", False), ("bn", False), ("bn", True)]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with look.browser() as started:
        yield started


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("look")
    written = {}
    for lang in ("en", "ar", "bn"):
        with translation.override(lang):
            html = gallery.render(title=gallery.BENGALI_TITLE, title_lang="bn", site_name=gallery.LONG_NAME)
        written[lang] = folder / f"{lang}.html"
        written[lang].write_text(html, encoding="utf-8")
    return written


@pytest.mark.long
@pytest.mark.parametrize(
    ("lang", "dark"),
    [("ar", True), *[pytest.param(*more, marks=pytest.mark.scale) for more in MORE_LIGHTS]],
)
def test_every_part_is_accessible_and_fits_a_small_phone(
    chromium: Browser, pages: dict[str, Path], lang: str, dark: bool
) -> None:
    with look.visit(chromium, pages[lang].as_uri(), width=320, lang=lang, dark=dark) as seen:
        assert look.axe(seen.page) == []
        assert look.too_wide(seen.page) == 0
        assert seen.elsewhere == []


@pytest.mark.long
def test_what_one_taps_is_large_enough(chromium: Browser, pages: dict[str, Path]) -> None:
    with look.visit(chromium, pages["en"].as_uri(), width=360) as seen:
        small = seen.page.evaluate(
            """[...document.querySelectorAll(`header.top a, summary, button, .button, .acts a, .more a, .do,
                 .field input:not([type=checkbox]):not([type=radio]), select, .field div > label`)]
               .filter(e => e.getClientRects().length && e.getBoundingClientRect().height < 43.9)
               .map(e => e.outerHTML.slice(0, 80))"""
        )
        assert small == []


@pytest.mark.long
def test_a_reader_s_lines_are_at_most_66_characters_or_so(chromium: Browser, pages: dict[str, Path]) -> None:
    with look.visit(chromium, pages["en"].as_uri(), width=1280) as seen:
        wide = seen.page.evaluate(
            "Math.max(...[...document.querySelectorAll('.prose')].map(e => e.getBoundingClientRect().width))"
        )
        assert 400 < wide <= 544


@pytest.mark.long
def test_the_first_key_leads_past_the_navigation(chromium: Browser, pages: dict[str, Path]) -> None:
    with translation.override("en"):
        pages["en"].with_name("calm.html").write_text(gallery.render(form=gallery.Sample()), encoding="utf-8")
    with look.visit(chromium, pages["en"].with_name("calm.html").as_uri()) as seen:
        seen.page.keyboard.press("Tab")
        assert seen.page.evaluate("document.activeElement.getAttribute('href')") == "#main"
        assert seen.page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0


@pytest.mark.long
def test_focus_is_where_there_is_something_to_mend(chromium: Browser, pages: dict[str, Path]) -> None:
    with look.visit(chromium, pages["en"].as_uri(), js=False) as seen:
        assert seen.page.evaluate("document.activeElement.className") == "problem"


@pytest.mark.long
def test_on_paper_only_the_document_is_left(chromium: Browser, pages: dict[str, Path]) -> None:
    with look.visit(chromium, pages["en"].as_uri(), width=800, dark=True) as seen:
        seen.page.emulate_media(media="print")
        assert not seen.page.is_visible("nav.bar") and not seen.page.is_visible("form")
        assert seen.page.is_visible("h1")
        assert seen.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


@pytest.mark.long
def test_the_checks_can_fail(chromium: Browser, tmp_path: Path) -> None:
    page = tmp_path / "bad.html"
    page.write_text(
        "<html><p style='color:#ccc;width:900px'>pale<img src=http://example.org/a.png>", encoding="utf-8"
    )
    with look.visit(chromium, page.as_uri(), width=360) as seen:
        found = " ".join(look.axe(seen.page))
        assert "color-contrast" in found and "image-alt" in found and "html-has-lang" in found
        assert look.too_wide(seen.page) > 500
        assert seen.elsewhere == ["http://example.org/a.png"]


def test_a_first_visit_is_weighed_as_it_travels() -> None:
    with translation.override("en"):
        weight = look.first_visit_bytes(SimpleNamespace(content=gallery.render().encode()))
    assert 5_000 < weight <= look.BUDGET


@pytest.mark.long
def test_a_portrait_that_does_not_arrive_leaves_the_initials(
    chromium: Browser, pages: dict[str, Path]
) -> None:
    with look.visit(chromium, pages["en"].as_uri()) as seen:
        failed = seen.page.locator('img[src="/missing.jpg"]')
        failed.scroll_into_view_if_needed()
        assert failed.evaluate("e => getComputedStyle(e, '::after').content") == '"AK"'
        assert seen.page.locator(".face", has=failed).inner_text() == "AK"
