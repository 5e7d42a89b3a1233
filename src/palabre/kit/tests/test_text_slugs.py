"""Addresses that say in words what they lead to."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palabre.kit.testing.reference import reference
from palabre.kit.text.slugs import free_slug, slug


@pytest.mark.parametrize(
    ("title", "address"),
    [
        ("L'eau à Ouaga!", "l-eau-à-ouaga"),
        ("শিক্ষা ও পানি", "শিক্ষা-ও-পানি"),
        ("हिन्दी में शिक्षा", "हिन्दी-में-शिक्षा"),
        ("المدرسة الجديدة", "المدرسة-الجديدة"),
        ("水資源 / 問題", "水資源-問題"),
        ("  --A   B--  ", "a-b"),
        ("Cafe\u0301", "café"),
        ("../../etc/passwd", "etc-passwd"),
        ("1️⃣ First", "1-first"),
    ],
)
def test_letters_marks_and_numbers_of_any_script_stay(title: str, address: str) -> None:
    assert slug(title) == address


def test_a_text_without_letters_gets_a_code_of_its_own() -> None:
    assert slug("😀") == slug("😀") != slug("😡")
    assert slug("")


def test_a_long_title_is_cut_between_words() -> None:
    assert slug("water in the schools of the delta", 20) == "water-in-the-schools"
    assert slug("water in the schools of the delta", 21) == "water-in-the-schools"


def test_nothing_is_cut_between_a_letter_and_its_marks() -> None:
    whole = slug("শি" * 20, 100)
    assert slug("শি" * 20, 9) == whole[:8]


def test_room_for_a_slug_is_asked_for() -> None:
    with pytest.raises(ValueError, match="room"):
        slug("water", 7)


def _assert_is_an_address(address: str, max_length: int) -> None:
    assert 0 < len(address) <= max_length
    assert address == unicodedata.normalize("NFC", address)
    assert all(character == "-" or unicodedata.category(character)[0] in "LMN" for character in address)
    assert not address.startswith("-")
    assert not address.endswith("-")
    assert "--" not in address
    assert slug(address, max_length) == address


@given(st.text(), st.integers(8, 80))
def test_any_text_becomes_an_address(text: str, max_length: int) -> None:
    _assert_is_an_address(slug(text, max_length), max_length)


def test_hostile_text_becomes_an_address() -> None:
    strings = json.loads((reference("unicode") / "blns.json").read_text())
    assert len(strings) > 400
    for text in strings:
        _assert_is_an_address(slug(text), 60)


def test_an_address_that_is_taken_gets_the_next_number() -> None:
    asked: list[str] = []

    def taken(base: str) -> list[str]:
        asked.append(base)
        return ["two-hours", "two-hours-2", "two-hours-of-water"]

    assert free_slug("Two hours", taken) == "two-hours-3"
    assert free_slug("Two wells", taken) == "two-wells"
    assert asked == ["two-hours", "two-wells"]


def test_new_is_never_an_address() -> None:
    assert free_slug("New", lambda _base: []) == "new-2"
