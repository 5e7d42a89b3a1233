"""The languages the house knows."""

from __future__ import annotations

import json

import pytest
from babel import Locale

from palabre.kit import languages
from palabre.kit.languages import LANGUAGES
from palabre.kit.testing.reference import reference


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("fr", "fr"),
        ("fr_FR", "fr"),
        ("FR-ca", "fr"),
        ("pt-BR", "pt"),
        ("zh_TW", "zh-Hant"),
        ("zh-HK", "zh-Hant"),
        ("zh", "zh-Hans"),
        ("zh-CN", "zh-Hans"),
        ("zh_hans", "zh-Hans"),
        ("zh-Hans-TW", "zh-Hans"),
        ("ZH-HANT", "zh-Hant"),
        ("yue", "zh-Hant"),
        ("ha-NG", "ha"),
        ("de-1996", "de"),
        ("iw", "he"),
        (" bn ", "bn"),
    ],
)
def test_any_spelling_of_a_tag_is_brought_to_the_tables(written: str, known: str) -> None:
    assert languages.normalise(written) == known


@pytest.mark.parametrize(
    "written", ["", "-", "kr", "xx", "fr;q=0.8", "<b>", "\x00", "fr--FR", "français", "日本"]
)
def test_what_is_no_known_language_is_none(written: str) -> None:
    assert languages.normalise(written) is None


def test_normalising_twice_changes_nothing() -> None:
    assert all(languages.normalise(tag) == tag for tag in LANGUAGES)


def test_every_language_has_a_locale_and_an_interface_that_exists() -> None:
    for language in LANGUAGES.values():
        assert Locale.parse(language.locale).language
        assert language.interface in languages.INTERFACE
        assert len(language.script) == 4
        assert language.own_name


def test_every_interface_language_shows_itself() -> None:
    assert [languages.interface_for(tag) for tag in languages.INTERFACE] == list(languages.INTERFACE)
    assert all(LANGUAGES[tag].is_translated for tag in languages.INTERFACE)


def test_a_language_without_an_interface_falls_back_to_a_neighbour() -> None:
    shown = {tag: languages.interface_for(tag) for tag in ("zh-Hant", "ln", "qu", "ms", "pt_BR", "xx")}
    assert shown == {"zh-Hant": "en", "ln": "fr", "qu": "es", "ms": "id", "pt_BR": "pt", "xx": "en"}


def test_direction_follows_the_script() -> None:
    assert {tag for tag in LANGUAGES if languages.direction(tag) == "rtl"} == {"ar", "fa", "he", "ps", "ur"}
    assert languages.direction("en") == "ltr"
    assert languages.direction("tlh") == "auto"


def test_directions_are_those_of_the_declaration_of_human_rights() -> None:
    lines = (reference("i18n-udhr") / "udhr.jsonl").read_text().splitlines()
    texts = [json.loads(line) for line in lines]
    known = [(languages.normalise(text["bcp47"]), text["dir"]) for text in texts]
    assert len([tag for tag, _ in known if tag]) == len(texts) >= 23
    assert all(languages.direction(tag or "") == direction for tag, direction in known)


def test_a_language_is_named_in_the_readers_language() -> None:
    assert languages.name_of("bn", "en") == "Bengali"
    assert languages.name_of("zh-Hant", "fr") == "chinois traditionnel"
    assert languages.name_of("id", "id") == "Bahasa Indonesia"
    assert languages.name_of("xx", "en") == "xx"
    assert languages.own_name("zh-Hant") == "繁體中文"


def test_numbers_take_the_languages_own_digits() -> None:
    assert languages.digits("2026", "bn") == "২০২৬"
    assert languages.digits("2026", "ar") == "٢٠٢٦"
    assert languages.digits("2026", "fr") == "2026"
    assert all(len(own) == 10 and own.isdecimal() for own in languages.DIGITS.values())


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("zh", ("zh-Hant", "zh-Hans")),
        ("cmn", ("zh-Hant", "zh-Hans")),
        ("zh_TW", ("zh-Hant",)),
        ("yue", ("zh-Hant",)),
        ("pt-BR", ("pt",)),
        ("iw", ("he",)),
        ("tlh", ()),
        ("", ()),
    ],
)
def test_what_to_write_for_a_tag_names_each_script_it_may_mean(
    written: str, instead: tuple[str, ...]
) -> None:
    assert languages.spellings(written) == instead
    assert all(languages.is_known(tag) for tag in instead)
