"""Whether a brand can be read."""

from __future__ import annotations

import pytest

from palabre.kit.contrast import DEFAULTS, READABLE, check_brand, contrast, is_colour


def test_contrast_is_the_ratio_of_wcag() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#8a3b12", "#8A3B12") == 1
    # The textbook pair: #767676 is the lightest grey readable on white.
    assert contrast("#767676", "#fff") >= READABLE > contrast("#777777", "#fff")
    assert contrast("#fff", "#767676") == contrast("#767676", "#fff")


@pytest.mark.parametrize("text", ["", "red", "#12", "#12345", "#gggggg", "#1234567", " #123456", "#123456;}"])
def test_what_is_no_colour_is_refused(text: str) -> None:
    assert not is_colour(text)
    with pytest.raises(ValueError, match="not a colour"):
        contrast(text, "#fff")


def test_a_readable_brand_has_no_problem() -> None:
    assert check_brand({"accent": "#0b5d5a", "accent-dark": "#6cc5bd"}) == []


def test_the_ground_every_brand_stands_on_is_readable() -> None:
    assert contrast(DEFAULTS["ink"], DEFAULTS["paper"]) >= READABLE
    assert contrast(DEFAULTS["ink-dark"], DEFAULTS["paper-dark"]) >= READABLE


def test_a_pale_accent_is_named_on_paper_and_under_its_own_text() -> None:
    problems = check_brand({"accent": "#f4d03f", "accent-dark": "#6cc5bd"})
    assert len(problems) == 2
    assert "“accent” on “paper”" in problems[0]
    assert "“on-accent” on “accent”" in problems[1]


def test_a_dark_accent_is_refused_on_dark_paper_only() -> None:
    problems = check_brand({"accent": "#0b5d5a", "accent-dark": "#0b5d5a"})
    assert len(problems) == 2
    assert all("-dark" in problem for problem in problems)


def test_missing_and_unclear_colours_are_named() -> None:
    problems = check_brand({"accent": "teal", "accent-dark": ""})
    assert len(problems) == 2
    assert any("accent-dark" in problem for problem in problems)
