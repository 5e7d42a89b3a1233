"""Two real texts as they are read: thirty speakers, four parts, English and Chinese, on a phone and on a desk."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from palabre.dialogues.models import Dialogue
from palabre.exchange.transcripts.importing import import_transcripts
from palabre.kit import tenancy
from palabre.kit.testing import look
from palabre.kit.testing.cast import Cast
from palabre.kit.testing.reference import reference
from tests.journeys.site import Site

pytestmark = [
    pytest.mark.browser,
    pytest.mark.scale,
    pytest.mark.skipif(not Path(look.CHROMIUM).exists(), reason="chromium is not installed here"),
]
TEXTS = ("2015-08-27-001.en.md", "2015-08-27-001.zh-Hant.md")


def test_imported_texts_are_read_in_order_in_their_language_on_any_width(
    site: Site, chromium: Browser
) -> None:
    cast = Cast()
    folder = reference("dialogues")
    import_transcripts([folder / name for name in TEXTS], community=cast.salon, format="hosted")
    with tenancy.community(cast.salon):
        dialogues = list(Dialogue.objects.order_by("pk"))
    for dialogue in dialogues:
        for width in (360, 1280):
            url = site.url("salon.localhost", f"/dialogues/{dialogue.slug}/")
            with look.visit(chromium, url, width=width) as seen:
                page = seen.page
                assert look.axe(page) == []
                assert look.too_wide(page) == 0
                assert seen.elsewhere == []
                assert page.locator("h1").get_attribute("lang") == dialogue.language
                spoken = page.locator("article.said .text")
                assert {e.get_attribute("lang") for e in spoken.all()} == {dialogue.language}
                titles = titles_of(dialogue)
                while not page.locator("section.round h2").count():
                    page.get_by_role("link", name="Go on reading").click()
                    assert page.locator("article.said").count() > 0
                part = page.locator("section.round h2").first.inner_text()
                assert part in titles
                page.get_by_role("link", name="Go on reading").click()
                assert page.locator("section.round h2").first.inner_text() in titles[titles.index(part) :], (
                    "a page says again which part it is in"
                )


def titles_of(dialogue: Dialogue) -> list[str]:
    with tenancy.community(dialogue.community_id):
        return [part.title for part in dialogue.rounds.exclude(title="").order_by("number")]
