"""Transcripts are read whole, refused by line where broken, and known again when they come a second time."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palabre.exchange.transcripts import Transcript, TranscriptError, decode, parse, read, reconcile
from palabre.exchange.transcripts.parsing import LONGEST_TURN
from palabre.kit.testing.reference import reference

SALON = """\
# 2026-03-14 Who owns the water?

> [Video](https://example.org/water)

## What we see

### Amina Bello:
The well is **dry** by noon.

> (laughter)

### Joaquim Tavares：

We share one tap between forty houses.

It holds.

## What we try

### Amina Bello:
Yes.

### Joaquim Tavares:
Yes.
"""


def salon(text: str = SALON, **options: Any) -> Transcript:
    return parse(text, filename=options.pop("filename", "2026-03-14-007.en.md"), **options)


def test_a_whole_transcript_is_read_with_nothing_skipped() -> None:
    read_salon = salon()
    assert read_salon.title == "Who owns the water?"
    assert read_salon.date == datetime.date(2026, 3, 14)
    assert read_salon.language == "en"
    assert read_salon.notes == "[Video](https://example.org/water)"
    assert read_salon.speakers == ("Amina Bello", "Joaquim Tavares")
    assert [(section.number, section.title, section.line) for section in read_salon.sections] == [
        (1, "What we see", 5),
        (2, "What we try", 18),
    ]
    assert [(turn.number, turn.speaker, turn.section, turn.line) for turn in read_salon.turns] == [
        (1, "Amina Bello", 1, 7),
        (2, "Joaquim Tavares", 1, 12),
        (3, "Amina Bello", 2, 20),
        (4, "Joaquim Tavares", 2, 23),
    ]
    assert read_salon.turns_found == 4
    assert read_salon.skipped == ()


def test_a_turn_keeps_its_markdown_paragraphs_and_stage_directions() -> None:
    first, second = salon().turns[:2]
    assert first.markdown == "The well is **dry** by noon.\n\n> (laughter)"
    assert second.markdown == "We share one tap between forty houses.\n\nIt holds."


@pytest.mark.parametrize(
    ("broken", "line", "reason"),
    [
        ("### :\nNobody's words.\n\n", 25, "no speaker's name"),
        ("###\nNobody's words.\n\n", 25, "no speaker's name"),
        ("### Amina Bello\nWords.\n\n", 25, "does not end with a colon"),
        ("### " + "n" * 121 + ":\nWords.\n\n", 25, "longer than 120"),
        ("### Amina Bello:\n\n \u200b\n", 25, "empty"),
        ("### Amina Bello:\nHalf \udce9 word.\n\n", 26, "not UTF-8"),
        ("### Am\udce9na:\nWords.\n\n", 25, "not UTF-8"),
        ("### Amina Bello:\nA\x00b.\n\n", 26, "not UTF-8"),
        ("### Amina Bello:\n" + "w" * (LONGEST_TURN + 1) + "\n\n", 25, "longer than 50000"),
        ("##\n", 25, "heading is empty"),
        ("## What comes\nNobody says this.\n", 26, "under no speaker's name"),
    ],
)
def test_what_is_broken_is_named_by_line_and_the_rest_goes_in(broken: str, line: int, reason: str) -> None:
    read_salon = salon(SALON + broken + "### Amina Bello:\nThe end.\n")
    assert [skipped.line for skipped in read_salon.skipped] == [line]
    assert reason in read_salon.skipped[0].reason
    assert [turn.markdown for turn in read_salon.turns[:4]] == [turn.markdown for turn in salon().turns]
    assert read_salon.turns[-1].markdown == "The end."
    assert len(read_salon.turns) == 5


def test_words_of_a_turn_without_a_name_never_go_to_another_speaker() -> None:
    read_salon = salon(SALON.replace("### Joaquim Tavares：", "### ："))
    assert not any("forty houses" in turn.markdown for turn in read_salon.turns)


def test_a_turn_that_cannot_be_read_still_counts_and_keeps_its_number_and_speaker() -> None:
    read_salon = salon("# 2026-01-02 T\n### A:\n\n### B:\nYes.\n")
    assert (read_salon.turns_found, read_salon.speakers) == (2, ("A", "B"))
    assert [turn.number for turn in read_salon.turns] == [2]


def test_text_before_the_first_speaker_is_named_and_notes_there_are_kept() -> None:
    read_salon = salon(SALON.replace("> [Video]", "<iframe src='x'></iframe>\n\n> [Video]"))
    assert [skipped.line for skipped in read_salon.skipped] == [3]
    assert read_salon.notes == "[Video](https://example.org/water)"


def test_the_day_is_that_of_the_file_s_name_or_of_the_title() -> None:
    undated = SALON.replace("2026-03-14 ", "")
    assert salon(undated).skipped == ()
    assert salon(undated).date == datetime.date(2026, 3, 14)
    assert salon(SALON, filename="water.en.md").date == datetime.date(2026, 3, 14)


@pytest.mark.parametrize("written", ["", "2026-02-30 ", "14 March 2026 "])
def test_a_text_of_no_day_is_refused_with_what_to_do_unless_the_day_is_given(written: str) -> None:
    undated = SALON.replace("2026-03-14 ", written)
    with pytest.raises(TranscriptError, match="--date YYYY-MM-DD") as refused:
        salon(undated, filename="water.en.md")
    assert refused.value.line == 1
    held = datetime.date(2026, 3, 14)
    assert salon(undated, filename="water.en.md", date=held).date == held


def test_a_day_that_is_given_goes_before_what_is_written_and_the_difference_is_named() -> None:
    held = datetime.date(2025, 1, 2)
    read_salon = salon(SALON, date=held)
    assert read_salon.date == held
    assert [skipped.reason for skipped in read_salon.skipped] == [
        "This date differs from 2025-01-02, which was given and kept."
    ]


def test_a_date_that_differs_from_the_file_s_is_named_and_the_file_s_kept() -> None:
    read_salon = salon(SALON.replace("2026-03-14", "2026-03-13"))
    assert read_salon.date == datetime.date(2026, 3, 14)
    assert "2026-03-14" in read_salon.skipped[0].reason


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("### A:\n> (Rain)\n\nYes, **we** do.\n", "(Rain) Yes, we do."),
        ("## The well\n### A:\nYes.\n## The tap\n### B:\nNo.\n", "The well"),
        (
            "### A:\n" + "Who turns the valve in your street? " * 9,
            f"{'Who turns the valve in your street? ' * 2}Who…",
        ),
        ("# \n### A:\n水從哪裡來？\n", "水從哪裡來？"),
        ("### Amara:\n![](https://example.org/a.jpg)\n", "Amara"),
    ],
)
def test_a_text_without_a_title_is_called_after_its_first_heading_or_words_and_that_is_said(
    text: str, title: str
) -> None:
    read_salon = salon(text, filename="2026-03-14-the-water_of-all.en.md")
    assert read_salon.title == title
    assert [skipped.line for skipped in read_salon.skipped] == [1]
    assert f"It is called “{title}”." in read_salon.skipped[0].reason


def test_a_language_nothing_tells_is_refused_with_what_to_do_unless_it_is_given() -> None:
    untold = "# 2026-03-14 Ok\n\n### A:\nok\n"
    with pytest.raises(TranscriptError, match="--language fr") as refused:
        salon(untold, filename="ok.md")
    assert refused.value.line == 3
    assert salon(untold, filename="ok.md", language="bn").language == "bn"


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [
        ("", 1, "empty"),
        (" \n\ufeff\n", 1, "empty"),
        ("# 2026-01-02 Title only\n", 1, "who speaks"),
        ("# 2026-01-02 T\n\nProse.\n", 3, "who speaks"),
        ("# 2026-01-02 T\n### A:\n\n### B:\n", 2, "This turn is empty"),
    ],
)
def test_a_file_from_which_nothing_can_be_read_is_refused(text: str, line: int, sentence: str) -> None:
    with pytest.raises(TranscriptError) as refused:
        salon(text)
    assert refused.value.line == line
    assert sentence in refused.value.sentence


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    text = "# 2026-03-14 T\r\n### A:\r\nOne\u2028two\x0cthree.\r\n### B:\r\n"
    assert [skipped.line for skipped in salon(text).skipped] == [4]


def test_one_byte_that_is_not_utf8_costs_one_turn(tmp_path: Path) -> None:
    file = tmp_path / "2026-03-14-007.en.md"
    file.write_bytes(b"\xef\xbb\xbf" + SALON.encode().replace(b"It holds.", b"It h\xe9lds."))
    read_salon = read(file)
    assert [skipped.line for skipped in read_salon.skipped] == [16]
    assert (len(read_salon.turns), read_salon.turns_found) == (3, 4)
    with pytest.raises(TranscriptError):
        decode(SALON.encode("utf-16"))


@pytest.mark.parametrize(
    ("filename", "language"),
    [
        ("talk.zh-Hant.md", "zh-Hant"),
        ("talk.ZH_tw.md", "zh-Hant"),
        ("a/talk.fr.markdown", "fr"),
        ("talk.bn.txt", "bn"),
    ],
)
def test_the_file_s_name_says_its_language(filename: str, language: str) -> None:
    assert salon(filename=filename).language == language


def test_a_language_given_goes_before_the_name_and_the_words_decide_last() -> None:
    assert salon(filename="talk.fr.md", language="pt").language == "pt"
    assert salon(filename="talk.old.md").language == "en"


def test_a_turn_clearly_in_another_language_says_so_and_a_short_one_does_not() -> None:
    text = (
        "# 2026-01-02 T\n### A:\nLet us begin with the question of the water.\n"
        "### B:\n沒有答案的問題，不靠一個人自己解決，所有有標準答案問題都是練習題。\n"
        "### C:\nJe pense que la question de l’eau est une question de justice pour tous les quartiers.\n"
        "### D:\nD’accord.\n"
    )
    assert [turn.language for turn in salon(text).turns] == ["en", "zh-Hant", "fr", "en"]


def test_a_name_in_a_short_turn_does_not_change_its_language() -> None:
    said = (
        "Hello everyone, I am Meng-Shan Hsieh (Stella, 謝孟珊) from the Science and Technology Law Institute."
    )
    assert salon(f"# 2026-01-02 T\n### A:\n{said}\n").turns[0].language == "en"


def test_control_characters_of_a_sign_converted_twice_go_and_the_words_stay() -> None:
    assert salon("# 2026-01-02 T\n### A:\nâ\x82¬100 each\n").turns[0].markdown == "â¬100 each"


def test_a_name_with_signs_that_turn_the_reading_direction_is_the_plain_name() -> None:
    assert salon("# 2026-01-02 T\n### \u202eAmina  Bello\u202c :\nYes.\n").speakers == ("Amina Bello",)


def test_keys_are_unique_and_the_same_when_read_again() -> None:
    text = SALON + SALON.partition("## What we try")[2]
    first, second = salon(text), salon(text, filename="elsewhere/2026-03-14-007.en.md")
    assert first.key == second.key
    assert len({turn.key for turn in first.turns}) == len(first.turns) == 6
    assert reconcile([turn.key for turn in first.turns], second.turns).same == second.turns
    assert all(len(turn.key) <= 64 for turn in first.turns)


def test_the_same_text_in_another_language_is_another_text() -> None:
    assert salon().key != salon(filename="2026-03-14-007.fr.md").key


def test_the_key_of_a_file_does_not_hang_on_a_guess_at_its_language() -> None:
    assert salon(filename="water.md").key == salon(filename="water.md", language="fr").key


def test_a_turn_put_in_between_is_the_only_new_one() -> None:
    known = [turn.key for turn in salon().turns]
    edited = salon(SALON.replace("### Joaquim", "### Esi Mensah:\nAnd at night?\n\n### Joaquim", 1))
    again = reconcile(known, edited.turns)
    assert [turn.speaker for turn in again.new] == ["Esi Mensah"]
    assert (len(again.same), again.reworded, again.gone) == (4, (), ())


def test_commas_spaces_and_emphasis_do_not_make_another_turn() -> None:
    known = [turn.key for turn in salon().turns]
    edited = salon(SALON.replace("**dry** by noon.", "dry,  by noon"))
    assert len(reconcile(known, edited.turns).same) == 4


def test_a_turn_in_other_words_is_found_again_and_a_removed_one_is_gone() -> None:
    known = [turn.key for turn in salon().turns]
    edited = salon(SALON.replace("forty houses", "fifty houses").replace("### Joaquim Tavares:\nYes.\n", ""))
    again = reconcile(known, edited.turns)
    assert [(key, turn.number) for key, turn in again.reworded] == [(known[1], 2)]
    assert (again.new, again.gone) == ((), (known[3],))


def test_turns_in_another_order_are_the_same_turns() -> None:
    turns = salon().turns
    again = reconcile([turn.key for turn in reversed(turns)], turns)
    assert (again.same, again.new, again.reworded, again.gone) == (turns, (), (), ())


PIECES = st.sampled_from(
    [
        "# ",
        "## ",
        "### ",
        "### A:\n",
        ":",
        "：",
        "\n",
        "\r",
        "> ",
        "(a) http://b\n",
        "2026-01-02 ",
        "\x00",
        "\udcff",
        "x",
    ]
)


def check(text: str, filename: str) -> None:
    try:
        # Day and language are given, or nearly every text would be refused before there is anything to check.
        day = datetime.date(2026, 1, 2)
        read_text = parse(text, filename=filename, language="en", date=day, longest_turn=500)
    except TranscriptError as refused:
        assert refused.line >= 1  # noqa: PT017 (either way is right; a refusal must say where)
        assert refused.sentence  # noqa: PT017
        return
    lines = text.count("\n") + text.count("\r") + 1
    for turn in read_text.turns:
        assert turn.markdown.strip()
        assert "\x00" not in turn.markdown
        assert turn.markdown.encode("utf-8")
        assert 1 <= turn.line <= lines
    assert read_text.title.strip()
    assert len({turn.key for turn in read_text.turns}) == len(read_text.turns)
    assert all(1 <= skipped.line <= lines for skipped in read_text.skipped)
    again = reconcile([turn.key for turn in read_text.turns], read_text.turns)
    assert (again.same, again.new, again.gone) == (read_text.turns, (), ())


ANY_TEXT = st.one_of(st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=40).map("".join), st.text())


@settings(max_examples=60)
@given(text=ANY_TEXT, filename=st.text(max_size=20))
def test_any_text_is_read_or_refused_and_never_breaks(text: str, filename: str) -> None:
    check(text, filename)


@settings(max_examples=100)
@given(content=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_and_never_break(content: bytes) -> None:
    try:
        check(decode(b"### A:\n" + content), "2026-01-02-001.en.md")
    except TranscriptError as refused:
        assert refused.sentence  # noqa: PT017 (bytes may be refused before they are text)


@pytest.mark.long
@pytest.mark.parametrize("sign", [" ", ":", "#", ">", "(", "\n", "\n>", "\n### A:", "[", "-"])
def test_a_long_run_of_one_sign_is_read_in_time_that_grows_with_its_length(sign: str) -> None:
    start = monotonic()
    check(
        "### A:\nYes.\n### b" + sign * 20_000 + "c\n> (" + sign * 20_000 + "\n### B:\n",
        "2026-01-02-001.en.md",
    )
    assert monotonic() - start < 10


@pytest.mark.long
def test_naughty_strings_are_read_or_refused_wherever_they_stand() -> None:
    naughty: list[str] = json.loads((reference("unicode") / "blns.json").read_text("utf-8"))
    assert len(naughty) > 400
    for string in naughty:
        frames = ("{}", "# {}\n### A:\nYes.\n", "## {}\n### A:\nYes.\n", "### {}:\nYes.\n", "### A:\n{}\n")
        for frame in frames:
            check(frame.format(string), "2026-01-02-001.en.md")
        check("### A:\nYes.\n", f"{string}.md")
