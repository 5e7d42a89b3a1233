"""Initials and their quiet colour; characters as a reader sees them."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palabre.kit.contrast import contrast
from palabre.kit.testing.reference import reference
from palabre.kit.text.graphemes import graphemes
from palabre.kit.text.names import TONES, initials, tone
from palabre.kit.text.tidy import one_line, tidy


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Amina Bello", "AB"),
        ("Carla de Souza", "CS"),
        ("Dr. Farid Haddad", "FH"),
        ("Esi", "E"),
        ("élodie «Ana» zongo", "ÉZ"),
        ("Іван Шевченко", "ІШ"),
        ("শিরিন আক্তার", "শি"),
        ("क्षमा शर्मा", "क्ष"),
        ("محمد الحسن", "م"),
        ("李小龍", "李"),
        ("ßeta", "S"),
        ("", "·"),
        ("😀 !", "·"),
    ],
)
def test_initials_are_what_a_reader_of_the_script_expects(name: str, letters: str) -> None:
    assert initials(name) == letters


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("শিক্ষা", ["শি", "ক্ষা"]),
        ("e\u0301a", ["e\u0301", "a"]),
        ("👩‍👩‍👧x", ["👩‍👩‍👧", "x"]),
        ("👍🏾🇧🇩🇳🇬", ["👍🏾", "🇧🇩", "🇳🇬"]),
        ("각\u1100\u1161", ["각", "\u1100\u1161"]),
        ("a\r\nb", ["a", "\r\n", "b"]),
    ],
)
def test_a_character_seen_is_kept_whole(text: str, seen: list[str]) -> None:
    assert graphemes(text) == seen


@given(st.text())
def test_graphemes_joined_are_the_text(text: str) -> None:
    assert "".join(graphemes(text)) == text


def test_every_tone_is_quiet_ground_for_dark_ink() -> None:
    assert len(set(TONES)) >= 8
    assert min(contrast(colour, "#1e1b17") for colour in TONES) >= 7


def test_a_name_keeps_its_tone_however_it_is_encoded() -> None:
    composed = "Élodie"
    assert tone(composed) == tone(unicodedata.normalize("NFD", composed)) == tone(" élodie ")


def test_names_spread_over_the_tones() -> None:
    assert {tone(f"Person {number}") for number in range(200)} == set(TONES)


@given(st.text())
def test_any_name_has_initials_and_a_tone(name: str) -> None:
    assert 1 <= len(graphemes(initials(name))) <= 2
    assert tone(name) in TONES


def test_hostile_names_have_initials_and_a_tone() -> None:
    for name in json.loads((reference("unicode") / "blns.json").read_text()):
        assert 1 <= len(graphemes(initials(name))) <= 2
        assert tone(name) in TONES


def test_what_breaks_a_page_or_a_database_is_taken_out() -> None:
    assert tidy("a\x00b\u202ec\ud800d\r\ne\rf\u200f") == "abcd\ne\nf\u200f"
    assert one_line(" Amina\n\t Bello\x07 ") == "Amina Bello"
    assert tidy("می\u200cخواهم") == "می\u200cخواهم"


@given(st.text(st.characters()))
def test_tidying_twice_changes_nothing(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
    assert one_line(one_line(text)) == one_line(text)
    tidy(text).encode()
