"""A word of five thousand letters, and signs of Markdown: lists show their beginning, and no page grows wide by it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from palabre.dialogues.actions import speaking
from palabre.dialogues.models import Contribution, Dialogue, Question
from palabre.dialogues.subject import ContributionSubject
from palabre.kit import tenancy
from palabre.kit.testing import look
from palabre.kit.testing.cast import Cast
from palabre.moderation.actions import flag

LONG = "w" * 5_000


@pytest.fixture
def said(salon: Dialogue, cast: Cast) -> Contribution:
    with tenancy.community(cast.salon):
        return speaking.contribute(
            dialogue=salon,
            text=f"# Title ![img](http://a/b.png)\n\n{LONG}",
            by=cast.membership("amina", cast.salon),
            question=Question.objects.get(number=1),
            language="en",
            page_language="en",
        )


@pytest.mark.parametrize("page", ["host", "host/waiting", "host/seat", "host/heard"])
def test_lists_show_its_beginning_in_plain_words(
    page: str, said: Contribution, salon: Dialogue, as_: Any
) -> None:
    html = as_("dev").get(f"/en/dialogues/{salon.slug}/{page}/").content.decode()
    assert "Title img w" in html and "# Title" not in html and "w" * 150 not in html


def test_the_moderators_queue_shows_its_beginning(said: Contribution, cast: Cast, as_: Any) -> None:
    with tenancy.community(cast.salon):
        by = cast.membership("farid", cast.salon)
        about = {"subject": ContributionSubject(), "subject_id": said.pk}
        flag(community=cast.salon, reason="hurts", language="en", by=by, **about)  # type: ignore[arg-type]
    html = as_("carla").get("/en/moderation/").content.decode()
    assert "Title img w" in html and "# Title" not in html and "w" * 200 not in html


@pytest.mark.browser
@pytest.mark.long
@pytest.mark.skipif(not Path(look.CHROMIUM).exists(), reason="chromium is not installed here")
def test_no_page_grows_wider_than_a_phone_by_it(
    said: Contribution, salon: Dialogue, cast: Cast, as_: Any, tmp_path: Path
) -> None:
    amina = cast.membership("amina", cast.salon)
    with tenancy.community(cast.salon):
        amina.name = "n" * 200
        amina.save(update_fields=["name"])
    desk, dev, pages = f"/en/dialogues/{salon.slug}/", as_("dev"), {}
    for page in ("", "host/", "host/waiting/", "host/seat/", "host/heard/"):
        pages[page] = tmp_path / f"{page.replace('/', '-')}.html"
        pages[page].write_bytes(dev.get(desk + page).content)
    wide = {}
    with look.browser() as chromium:
        for page, written in pages.items():
            with look.visit(chromium, written.as_uri(), width=360) as seen:
                wide[page] = look.too_wide(seen.page)
    assert wide == dict.fromkeys(wide, 0)


@pytest.mark.browser
@pytest.mark.long
@pytest.mark.skipif(not Path(look.CHROMIUM).exists(), reason="chromium is not installed here")
def test_no_page_grows_wider_than_a_phone_by_a_title_of_one_word(
    salon: Dialogue, cast: Cast, as_: Any, tmp_path: Path
) -> None:
    with tenancy.community(cast.salon):
        Dialogue.objects.update(title="w" * 120)
        said = Contribution.objects.get(dialogue=salon)
        Question.objects.update(text="q" * 120)
    here = f"/en/dialogues/{salon.slug}/"
    paths = [f"/en/contributions/{said.pk}/{part}" for part in ("", "share/", "change/")]
    paths += [f"{here}{part}" for part in ("", "question/1/", "share/", "speak/")]
    esi, wide = as_("esi"), {}
    written = [tmp_path / f"{number}.html" for number in range(len(paths))]
    for path, file in zip(paths, written, strict=True):
        file.write_bytes(esi.get(path).content)
    with look.browser() as chromium:
        for path, file in zip(paths, written, strict=True):
            with look.visit(chromium, file.as_uri(), width=360) as seen:
                wide[path] = look.too_wide(seen.page)
    assert wide == dict.fromkeys(paths, 0)
