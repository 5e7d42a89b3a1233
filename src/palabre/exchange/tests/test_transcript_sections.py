"""Which notes in brackets open a section, and which are stage directions."""

from __future__ import annotations

import pytest

from palabre.exchange.tests.test_transcript_parsing import salon
from palabre.exchange.transcripts import Transcript


@pytest.mark.long
def test_a_bracketed_note_with_a_document_opens_a_section_and_a_stage_direction_does_not() -> None:
    text = (
        "# 2026-01-02 T\n\n### A:\nPlease begin.\n\n> (Briefing of the ministry)\n>\n"
        "> [Slides](https://example.org/s)\n\n### B:\nThank you.\n\n> (applause)\n\n### A:\nWell said.\n"
        "\n> (Taken down by C. Licence: [CC BY](https://example.org/by))\n"
    )
    read_text = salon(text)
    assert [(section.title, section.line, section.note) for section in read_text.sections] == [
        ("Briefing of the ministry", 6, "[Slides](https://example.org/s)")
    ]
    assert [turn.section for turn in read_text.turns] == [None, 1, 1]
    assert read_text.turns[0].markdown == "Please begin."
    assert read_text.turns[1].markdown.endswith("> (applause)")
    assert "Licence" in read_text.turns[2].markdown, "a note that no turn follows opens nothing"


def noted(note: str, *, more: str = "") -> Transcript:
    """A talk in which a note stands at the end of Amina's turn."""
    return salon(f"# 2026-01-02 T\n\n### Amina Bello:\nPlease.\n\n> {note}\n\n### B:\nThank you.\n{more}")


@pytest.mark.parametrize(
    "title", ["Under the holes", "Ce qu'on peut faire", "4 Freedoms", "Água", "Who pays?", "Étude : le toit"]
)
def test_a_note_that_reads_like_a_title_opens_a_section_and_leaves_the_words(title: str) -> None:
    read_text = noted(f"({title})")
    assert [(section.title, section.line) for section in read_text.sections] == [(title, 6)]
    assert [(turn.markdown, turn.section) for turn in read_text.turns] == [
        ("Please.", None),
        ("Thank you.", 1),
    ]


@pytest.mark.parametrize(
    "direction",
    [
        *(
            "laughter",
            "Applause",
            "Standing ovation",
            "shows a slide",
            "Shows a slide",
            "Rires",
            "Silence",
            "5 minutes",
        ),
        *(
            "Amina nods",
            "Bello rises and goes",
            "They all agree.",
            "Pause",
            "Risas y aplausos",
            "與會者皆無意見",
            "Tawa",
        ),
        "A note of " + "many words " * 8,
    ],
)
def test_a_stage_direction_stays_where_it_was_said(direction: str) -> None:
    read_text = noted(f"({direction})")
    assert read_text.sections == ()
    assert read_text.turns[0].markdown == f"Please.\n\n> ({direction})"


def test_what_stands_twice_in_brackets_or_at_the_end_of_the_text_is_no_title() -> None:
    assert noted("(The bell)", more="\n> (The bell)\n\n### A:\nAgain.\n").sections == ()
    assert noted("(laughter)", more="\n> (Taken down by Zuri)\n").sections == ()


def test_a_talk_is_cut_where_its_sections_begin_and_stays_one_turn() -> None:
    for first, second in (("Light Gets In", "50/50"), ("光照進來", "四大自由")):
        text = f"### A:\nOne.\n\n> ({first})\n\nTwo.\n\n> (laughter)\n\n> ({second})\n\nThree.\n\n### B:\nFour.\n"
        read_text = salon(f"# 2026-01-02 T\n\n{text}")
        assert [section.title for section in read_text.sections] == [first, second]
        assert [(turn.number, turn.speaker, turn.section, turn.line) for turn in read_text.turns] == [
            (1, "A", None, 3),
            (1, "A", 1, 7),
            (1, "A", 2, 13),
            (2, "B", 2, 16),
        ]
        assert [turn.markdown for turn in read_text.turns] == [
            "One.",
            "Two.\n\n> (laughter)",
            "Three.",
            "Four.",
        ]
        assert read_text.turns_found == 2
