"""The editor's story page: what it shows, putting a story under a theme, publishing, correcting, withdrawing."""

from __future__ import annotations

import re

import pytest

from palabre.kit import clock, moments, tenancy
from palabre.newsroom.actions import after, filing
from palabre.newsroom.models import Correction
from palabre.newsroom.rules import StepRefused
from palabre.newsroom.tests.on_its_way import AMINA, BRUNO, TEXT, OnItsWay, browser

pytestmark = pytest.mark.django_db
NOTE = "We wrote that the ferry leaves at six. It leaves at seven."
WORDS = {name: said for name, said in TEXT.items() if name != "language"}
REASON = "A child could be recognised in it."


def desk(way: OnItsWay, act: str = "") -> str:
    return f"/desk/stories/{way.story().pk}/{act}"


def test_the_editor_reads_the_standfirst_too(way: OnItsWay) -> None:
    way.filed()
    page = way.page(desk(way), BRUNO)
    assert TEXT["standfirst"] in page
    assert "The bench has place for two" in page


def test_a_filed_story_is_put_under_a_theme_and_published_in_one_press(way: OnItsWay) -> None:
    way.filed()
    theme = way.theme("Where do you wait?", 0)
    editor = browser(BRUNO)
    assert theme.title in editor.get(desk(way)).content.decode()
    published = editor.send(desk(way, "publish/"), theme=theme.pk)
    assert published.status_code == 302
    story = way.story()
    assert (story.state, story.theme_id) == ("published", theme.pk)
    assert story.assignment is not None
    assert story.assignment.state == "completed"
    assert TEXT["headline"] in way.page(f"/{theme.code}/").replace("&#x27;", "'")


def test_a_theme_can_be_changed_or_taken_away(way: OnItsWay) -> None:
    way.published()
    theme = way.theme("Where do you wait?", -14)
    editor = browser(BRUNO)
    editor.send(desk(way, "theme/"), theme=theme.pk)
    assert way.story().theme_id == theme.pk
    editor.send(desk(way, "theme/"), theme="")
    assert way.story().theme_id is None


def test_only_themes_not_long_past_can_be_chosen(way: OnItsWay) -> None:
    way.filed()
    near, old = way.theme("To come", 14), way.theme("Long past", -42)
    page = way.page(desk(way), BRUNO)
    assert near.title in page
    assert old.title not in page
    browser(BRUNO).send(desk(way, "theme/"), theme=old.pk)
    assert way.story().theme_id is None


def correct(way: OnItsWay, **fields: str) -> int:
    path = desk(way, "correct/?language=en")
    return int(browser(BRUNO).send(path, **(WORDS | {"note": NOTE} | fields)).status_code)


def test_a_correction_changes_the_text_and_says_so_with_its_date(way: OnItsWay) -> None:
    story = way.published()
    assert correct(way, body="The seven o'clock ferry.") == 302
    page = way.page(f"/stories/{story.slug}/")
    today = moments.day(clock.today("UTC"), "en")
    assert re.search(
        rf"Corrected on <time[^>]*>{today}</time>: <span[^>]*lang=\"en\"[^>]*>{NOTE}</span>", page
    )
    assert "clock ferry." in page
    assert "The bench" not in page
    assert way.story().state == "corrected"


def test_a_second_correction_stands_below_the_first(way: OnItsWay) -> None:
    story = way.published()
    correct(way, note="First.")
    correct(way, note="Second.")
    page = way.page(f"/stories/{story.slug}/")
    assert page.count("Corrected on") == 2
    assert page.index("First.") < page.index("Second.")


def test_a_correction_needs_its_note(way: OnItsWay) -> None:
    way.published()
    assert correct(way, note="") == 422
    assert way.story().state == "published"


def test_what_readers_have_seen_is_not_rewritten_without_telling_them(way: OnItsWay) -> None:
    way.published()
    for who in (AMINA, BRUNO):
        answer = browser(who).send(desk(way, "version/"), **(TEXT | {"headline": "Another"}))
        assert answer.status_code == 422
        assert "already published" in answer.content.decode()
    with tenancy.community(way.community):
        assert way.story().versions.get().headline == TEXT["headline"]
        filing.write_version(story=way.story(), by=way.writer, **(TEXT | {"language": "fr"}))
        assert way.story().versions.count() == 2


def test_a_correction_does_not_make_the_editor_a_translator(way: OnItsWay) -> None:
    way.filed()
    with tenancy.community(way.community):
        made = filing.write_version(story=way.story(), by=way.writer, **(TEXT | {"language": "fr"}))
        made = filing.write_version(story=way.story(), by=way.editor, **(TEXT | {"language": "fr"}))
        assert made.translated_by_id == way.writer.pk


def withdraw(way: OnItsWay) -> int:
    return int(browser(BRUNO).send(desk(way, "withdraw/"), reason=REASON, language="en").status_code)


@pytest.mark.long
def test_a_withdrawn_storys_address_stays_and_says_why(way: OnItsWay) -> None:
    story = way.published()
    assert withdraw(way) == 302
    for who in ("", AMINA, BRUNO):
        answer = browser(who).get(f"/stories/{story.slug}/")
        page = answer.content.decode()
        assert answer.status_code == 410
        assert "This story was withdrawn" in page
        assert REASON in page
        assert "The bench" not in page
        assert TEXT["standfirst"] not in page
    assert "The bench" in way.page(desk(way), BRUNO)


@pytest.mark.long
def test_what_was_withdrawn_is_told_nowhere_else(way: OnItsWay) -> None:
    way.published()
    theme = way.theme("Where do you wait?", 0)
    browser(BRUNO).send(desk(way, "theme/"), theme=theme.pk)
    assert "seven o&#x27;clock" in way.page(f"/{theme.code}/")
    withdraw(way)
    for path in (f"/{theme.code}/", "/cities/lagos/", "/"):
        assert "seven o&#x27;clock" not in way.page(path)


@pytest.mark.long
def test_what_was_withdrawn_is_not_taken_up_again(way: OnItsWay) -> None:
    way.published()
    withdraw(way)
    assert browser(BRUNO).send(desk(way, "publish/")).status_code == 409
    assert correct(way) == 404
    with tenancy.community(way.community), pytest.raises(StepRefused):
        after.withdraw(story=way.story(), reason=REASON, language="en", by=way.editor)


def test_only_what_readers_have_seen_is_corrected_or_withdrawn(way: OnItsWay) -> None:
    way.filed()
    assert correct(way) == 404
    assert withdraw(way) == 404
    with tenancy.community(way.community):
        assert not Correction.objects.exists()


@pytest.mark.long
@pytest.mark.parametrize("act", ["theme/", "publish/", "correct/", "withdraw/"])
def test_only_the_desk_does_it(way: OnItsWay, act: str) -> None:
    way.published()
    for who in ("", AMINA):
        answer = browser(who).send(desk(way, act), note=NOTE, reason=REASON, language="en", **WORDS)
        assert answer.status_code == 404
    assert way.story().state == "published"


def test_a_second_theme_for_a_week_is_refused_with_a_sentence(way: OnItsWay) -> None:
    sent = {
        "title": "Who sweeps the square?",
        "introduction": "In two cities.",
        "language": "en",
        "opens_on": "2030-01-07",
        "hubs": str(way.hub.pk),
    }
    assert browser(BRUNO).send("/desk/themes/new/", **sent).status_code == 302
    answer = browser(BRUNO).send("/desk/themes/new/", **sent | {"opens_on": "2030-01-09"})
    assert answer.status_code == 422
    assert "That week has a theme already." in answer.content.decode()
