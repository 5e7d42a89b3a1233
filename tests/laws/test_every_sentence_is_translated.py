"""The check of `tests/checks/translations.py` sees what is missing, stale or broken in a catalogue."""

from collections.abc import Callable
from pathlib import Path

import polib
import pytest

from tests.checks import translations

MODULE = """
from django.utils.translation import gettext as _, ngettext_lazy, pgettext
said = _("Hello %(name)s, "
         "come in.")
told = ngettext_lazy("%(n)s answer", "%(n)s answers", 2)
noun = pgettext("a thing said", "Answer")
"""
TEMPLATE = """
{% translate "Read more" as more %}{% include "x.html" with title=_("The rules") %}{{ name|default:_("Nobody") }}
{% blocktranslate count n=cities|length trimmed %}
  <b>{{ n }}</b> city
{% plural %}
  <b>{{ n }}</b> cities
{% endblocktranslate %}
"""
PLURAL = "<b>%(n)s</b> cities"


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A small house whose every sentence is translated by itself."""
    room = tmp_path / translations.PACKAGE / "room"
    (room / "templates" / "room").mkdir(parents=True)
    (room / "models.py").write_text(MODULE)
    (room / "templates" / "room" / "page.html").write_text(TEMPLATE)
    translations.update(tmp_path)
    for language in translations.PLURALS:
        changed(tmp_path, translate, language)
    translations.update(tmp_path)
    return tmp_path


def translate(catalogue: polib.POFile) -> None:
    for entry in catalogue:
        if entry.msgid_plural:
            entry.msgstr_plural = dict.fromkeys(entry.msgstr_plural, entry.msgid_plural)
        else:
            entry.msgstr = entry.msgid


def changed(root: Path, change: Callable[[polib.POFile], None], language: str = "ar") -> None:
    """Change a catalogue and compile it, as an editor of catalogues would."""
    path = translations.catalogue_of(root, language)
    catalogue = polib.pofile(str(path))
    change(catalogue)
    catalogue.save(str(path))
    path.with_suffix(".mo").write_bytes(catalogue.to_binary())


def entry(catalogue: polib.POFile, msgid: str) -> polib.POEntry:
    found = catalogue.find(msgid)
    assert found, msgid
    return found


def test_it_finds_every_way_of_saying_something(house: Path) -> None:
    assert {sentence.msgid for sentence in translations.said(house).values()} == {
        "Hello %(name)s, come in.",
        "%(n)s answer",
        "Answer",
        "Read more",
        "The rules",
        "Nobody",
        "<b>%(n)s</b> city",
    }
    assert translations.said(house)["a thing said", "Answer"].places == ["src/palabre/room/models.py"]


def test_it_is_silent_when_all_is_translated(house: Path) -> None:
    assert translations.complaints(house) == []


def test_it_misses_a_sentence_that_no_catalogue_has(house: Path) -> None:
    (house / translations.PACKAGE / "room" / "views.py").write_text('title = _("A new page")\n')
    lacking = [complaint for complaint in translations.complaints(house) if "lacks 'A new page'" in complaint]
    assert len(lacking) == len(translations.PLURALS) - 1  # English needs none


def test_it_sees_a_sentence_that_nobody_says_any_more(house: Path) -> None:
    (house / translations.PACKAGE / "room" / "models.py").unlink()
    assert any("nobody says 'Answer' any more" in complaint for complaint in translations.complaints(house))


def test_updating_keeps_what_is_translated_and_takes_out_the_rest(house: Path) -> None:
    (house / translations.PACKAGE / "room" / "models.py").unlink()
    translations.update(house)
    assert translations.complaints(house) == []


def test_it_sees_what_is_not_translated(house: Path) -> None:
    changed(house, lambda catalogue: setattr(entry(catalogue, "Read more"), "msgstr", ""))
    assert_only(house, "'Read more' is not translated")


def test_it_sees_what_is_fuzzy(house: Path) -> None:
    changed(house, lambda catalogue: entry(catalogue, "Read more").flags.append("fuzzy"))
    assert_only(house, "'Read more' is marked fuzzy")


@pytest.mark.parametrize("wrong", ["Hello, come in.", "Hello %(nom)s, come in."])
def test_it_sees_a_placeholder_that_differs(house: Path, wrong: str) -> None:
    changed(
        house, lambda catalogue: setattr(entry(catalogue, "Hello %(name)s, come in."), "msgstr", wrong), "fr"
    )
    assert_only(house, "do not hold the same placeholders")


def test_it_sees_a_lost_piece_of_html(house: Path) -> None:
    def lose(catalogue: polib.POFile) -> None:
        entry(catalogue, "<b>%(n)s</b> city").msgstr_plural[5] = "%(n)s cities"

    changed(house, lose)
    assert_only(house, "do not hold the same HTML")


def test_it_sees_that_arabic_has_six_forms(house: Path) -> None:
    def lose(catalogue: polib.POFile) -> None:
        entry(catalogue, "<b>%(n)s</b> city").msgstr_plural = {0: PLURAL, 1: PLURAL}

    changed(house, lose)
    assert_only(house, "has 2 forms of its plural; 6 are needed")


def test_a_form_for_one_known_number_may_leave_the_number_out(house: Path) -> None:
    def say_two(catalogue: polib.POFile) -> None:
        entry(catalogue, "%(n)s answer").msgstr_plural[2] = "two answers"

    changed(house, say_two)
    assert translations.complaints(house) == []


def test_it_sees_that_the_compiled_catalogue_is_stale(house: Path) -> None:
    path = translations.catalogue_of(house, "bn")
    path.write_text(path.read_text().replace('msgstr "Read more"', 'msgstr "Read on"'))
    assert_only(house, "is not what the .po says")


def test_what_django_says_is_wanted_where_the_english_catalogue_says_it_otherwise(house: Path) -> None:
    own = polib.POEntry(msgid="This field is required.", msgstr="Please fill this in.")
    changed(house, lambda catalogue: catalogue.append(own), translations.OWN_WORDS)
    assert len(translations.complaints(house)) == len(translations.PLURALS) - 1


def assert_only(house: Path, words: str) -> None:
    complaints = translations.complaints(house)
    assert len(complaints) == 1
    assert words in complaints[0]
