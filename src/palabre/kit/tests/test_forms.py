"""Fields that take in words: tidied first, then looked at for their length."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.forms import Form, Textarea

from palabre.kit.forms import LineField, ProseField
from palabre.kit.text.markdown import MAX_LENGTH

QA = "\u0958"  # two characters once composed as Unicode wants them kept


def test_a_line_is_kept_on_one_line_without_hazards() -> None:
    assert LineField().clean(" Amina\r\n\tDiallo\u202e\x07 ") == "Amina Diallo"


def test_prose_keeps_its_lines_without_hazards() -> None:
    assert ProseField().clean("a\r\nb\u2067\x1b\n ") == "a\nb"


@pytest.mark.parametrize("field", [LineField(max_length=10), ProseField(max_length=10)])
def test_what_is_kept_is_never_longer_than_the_field_says(field: LineField | ProseField) -> None:
    assert len(field.clean(QA * 5)) == 10
    with pytest.raises(ValidationError):
        field.clean(QA * 6)


@pytest.mark.parametrize(
    "written", ["\u202e", " \x07 ", "\n", "\u200b \u200b", "\u3164", "\u2800\u0301", "\ufeff"]
)
@pytest.mark.parametrize("field", [LineField, ProseField])
def test_what_holds_no_words_counts_as_empty(field: type[LineField | ProseField], written: str) -> None:
    with pytest.raises(ValidationError):
        field().clean(written)


def test_more_than_is_ever_rendered_is_refused_with_a_sentence() -> None:
    assert len(ProseField().clean("a" * MAX_LENGTH)) == MAX_LENGTH
    with pytest.raises(ValidationError, match=str(MAX_LENGTH)):
        ProseField().clean("a" * (MAX_LENGTH + 1))


def test_a_box_says_how_much_it_takes_where_the_form_decided_so() -> None:
    class Written(Form):
        a = ProseField()
        b = ProseField(max_length=20)
        c = ProseField(widget=Textarea(attrs={"maxlength": 30}))

    boxes = Written()
    assert "maxlength" not in str(boxes["a"])
    assert 'maxlength="20"' in str(boxes["b"])
    assert 'maxlength="30"' in str(boxes["c"])
