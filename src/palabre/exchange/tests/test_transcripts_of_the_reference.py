"""The 87 real dialogues of the reference input are read as their index says."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palabre.exchange.tests.test_transcript_parsing import ANY_TEXT, check
from palabre.exchange.transcripts import Transcript, pair_key, read
from palabre.kit.testing.reference import reference

pytestmark = pytest.mark.scale


@pytest.fixture(scope="module")
def folder() -> Path:
    return reference("dialogues")


@pytest.fixture(scope="module")
def index(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "index.jsonl").read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def texts(folder: Path, index: list[dict[str, Any]]) -> dict[str, Transcript]:
    return {row["file"]: read(folder / row["file"]) for row in index}


@pytest.mark.long
def test_all_real_texts_have_the_speakers_turns_titles_days_and_languages_of_the_index(
    texts: dict[str, Transcript], index: list[dict[str, Any]]
) -> None:
    assert len(index) == 87
    ours = [
        (name, len(text.speakers), text.turns_found, text.title, str(text.date), text.language)
        for name, text in texts.items()
    ]
    theirs = [
        tuple(row[field] for field in ("file", "speakers", "turns", "title", "date", "lang")) for row in index
    ]
    assert ours == theirs


def test_all_that_real_texts_lose_is_named(texts: dict[str, Transcript]) -> None:
    lost = {(name, skipped.line, skipped.reason) for name, text in texts.items() for skipped in text.skipped}
    nobody = "This text stands under no speaker's name."
    assert lost == {
        ("2025-10-01-044.en.md", 3, nobody),
        ("2026-07-23-055.en.md", 3, nobody),
        ("2026-07-23-055.zh-Hant.md", 3, nobody),
        ("2015-10-05-002.zh-Hant.md", 203, "This turn is empty."),
        (
            "2026-03-05-051.en.md",
            1,
            "This date differs from 2026-03-05 in the name of the file, which was kept.",
        ),
    }
    unread = {
        name: text.turns_found - len({turn.number for turn in text.turns}) for name, text in texts.items()
    }
    assert {name: count for name, count in unread.items() if count} == {"2015-10-05-002.zh-Hant.md": 1}


def test_real_translations_pair_as_the_index_says(
    texts: dict[str, Transcript], index: list[dict[str, Any]]
) -> None:
    ours: dict[str, set[str]] = defaultdict(set)
    for name, text in texts.items():
        ours[pair_key(text, name)].add(name)
    theirs: dict[int, set[str]] = defaultdict(set)
    for row in index:
        if row["pair"] is not None:
            theirs[row["pair"]].add(row["file"])
    pairs = [files for files in ours.values() if len(files) > 1]
    assert len(pairs) == 31
    assert sorted(map(sorted, pairs)) == sorted(map(sorted, theirs.values()))
    for files in pairs:
        assert len({texts[name].language for name in files}) == 2
        assert len({len(texts[name].sections) for name in files}) == 1, "translations have the same sections"


def test_sections_of_real_texts_are_xx(
    texts: dict[str, Transcript],
) -> None:
    found = {
        name: [section.title for section in text.sections] for name, text in texts.items() if text.sections
    }
    assert {name: len(titles) for name, titles in found.items()} == {
        "2015-08-27-001.en.md": 4,
        "2015-08-27-001.zh-Hant.md": 4,
        "2022-11-24-023.zh-Hant.md": 4,
        "2026-05-28-054.en.md": 16,
        "2026-05-28-054.zh-Hant.md": 16,
        "2026-07-31-056.en.md": 10,
        "2026-07-31-056.zh-Hant.md": 10,
    }
    assert found["2015-08-27-001.en.md"][0] == "opening slides"
    assert found["2022-11-24-023.zh-Hant.md"][0] == "報告案一"
    assert found["2026-05-28-054.en.md"][-2:] == ["Ethics in AI", "6-Pack of Care"]
    assert found["2026-05-28-054.zh-Hant.md"][-2:] == ["AI 倫理", "關懷六力"]
    said = [turn.markdown for text in texts.values() for turn in text.turns]
    assert not any("(Alignment Assemblies)" in words for words in said)
    assert sum("> (laughter)" in words for words in said) > 100


def test_real_turns_in_another_language_are_found(texts: dict[str, Transcript]) -> None:
    other = {
        (name, turn.number): turn.language
        for name, text in texts.items()
        for turn in text.turns
        if turn.language != text.language
    }
    assert other == dict.fromkeys(
        [("2023-02-28-024.en.md", number) for number in (11, 12, 13)]
        + [("2023-03-20-025.en.md", number) for number in (20, 21, 22, 23, 50, 51, 52, 53)]
        + [("2023-12-12-027.en.md", 16)],
        "zh-Hant",
    )


@pytest.mark.threat
@settings(max_examples=600)
@given(text=ANY_TEXT, filename=st.text(max_size=20))
def test_any_of_many_texts_is_read_or_refused_and_never_breaks(text: str, filename: str) -> None:
    check(text, filename)
