"""The tags: every text a person wrote carries its language and direction, and nothing they wrote becomes markup."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.template import Context, Engine
from django.utils import timezone, translation

from palabre.kit import clock

NASTY = '"><script>alert(1)</script>'


def shown(source: str, lang: str = "en", **context: Any) -> str:
    with translation.override(lang):
        page = Engine.get_default().from_string("{% load palabre %}" + source)
        return str(page.render(Context(context)))


def test_words_carry_language_and_direction() -> None:
    assert shown('{% words "من يحمل الماء" "ar" %}') == '<span lang="ar" dir="rtl">من يحمل الماء</span>'


def test_words_in_a_language_nobody_knows_find_their_own_direction() -> None:
    assert shown('{% words "ok" "" %}') == '<span dir="auto">ok</span>'
    assert shown('{% words "ok" "tlh" %}') == '<span lang="tlh" dir="auto">ok</span>'


@pytest.mark.parametrize(
    "source",
    [
        "{% words nasty nasty %}",
        "{% name nasty nasty %}",
        "{% face nasty 's' nasty %}",
        "{% prose '' nasty %}",
        "{% once_field nasty %}",
        "{% bars rows nasty %}",
        "{% language_name nasty %}",
    ],
)
def test_nothing_written_becomes_markup(source: str) -> None:
    assert "<script" not in shown(source, nasty=NASTY, rows=[(NASTY, 1, NASTY)])


def test_prose_keeps_its_cleaned_markup() -> None:
    assert (
        shown('{% prose html "bn" %}', html="<p>লবণ</p>")
        == '<div class="prose" lang="bn" dir="ltr"><p>লবণ</p></div>'
    )


def test_a_name_is_kept_apart_from_the_line_around_it() -> None:
    assert shown("{% name n %}", n="هالة") == "<bdi>هالة</bdi>"


def test_a_face_shows_initials_also_behind_a_picture() -> None:
    portrait = SimpleNamespace(url="/p/1.webp", srcset="/p/2.webp 2x")
    html = shown('{% face "Rosa Mbeki" "s" portrait %}', portrait=portrait)
    assert 'aria-hidden="true"' in html
    assert "<span>RM</span>" in html
    assert 'src="/p/1.webp" srcset="/p/2.webp 2x" sizes="40px" alt=""' in html


def test_a_face_keeps_its_colour() -> None:
    assert shown('{% face "Rosa Mbeki" %}') == shown('{% face "rosa  MBEKI" %}')


@pytest.mark.parametrize(
    ("today", "said", "past"),
    [
        (date(2026, 11, 15), "Opens in 3 days", None),
        (date(2026, 11, 17), "Opens in 1 day", None),
        (date(2026, 11, 18), "Day 1 of 14", "h1"),
        (date(2026, 12, 1), "Day 14 of 14", "h14"),
        (date(2026, 12, 2), "Closed", "h14"),
    ],
)
def test_days_say_in_words_what_the_bar_shows(today: date, said: str, past: str | None) -> None:
    html = shown("{% days a b t %}", a=date(2026, 11, 18), b=date(2026, 12, 1), t=today)
    assert f"<b>{said}</b>" in html
    assert html.count("<path") == (2 if past else 1)
    assert past is None or f"0 .5{past}" in html


def test_a_long_span_is_one_bar() -> None:
    assert "dasharray" not in shown("{% days a b a %}", a=date(2026, 1, 1), b=date(2026, 3, 1))


def test_days_are_counted_in_the_reader_s_digits() -> None:
    assert "١٤" in shown("{% days a b a %}", "ar", a=date(2026, 11, 18), b=date(2026, 12, 1))


def test_a_moment_is_said_in_the_current_time_zone() -> None:
    moment = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
    with timezone.override("Asia/Dhaka"):
        html = shown("{% when m %}", m=moment)
        near = shown('{% when m "near" %}', m=moment)
    assert html == '<time datetime="2026-11-21T05:30+06:00">21 November 2026, 05:30</time>'
    assert "Saturday 21 November, 05:30" in near


def test_a_moment_can_be_said_by_how_long_ago_it_was() -> None:
    assert "2 hours ago" in shown('{% when m "ago" %}', m=clock.now() - timedelta(hours=2, seconds=5))


def test_a_day_and_a_span_are_said_in_full_words() -> None:
    assert (
        shown("{% day d %}", "fr", d=date(2026, 3, 1)) == '<time datetime="2026-03-01">1er mars 2026</time>'
    )
    assert shown("{% day_range a b %}", a=date(2026, 3, 3), b=date(2026, 3, 16)) == "3 to 16 March 2026"


def test_numbers_and_names_of_languages_are_the_reader_s() -> None:
    assert shown("{{ 1234|digits }}", "bn") == "১,২৩৪"
    assert shown("{{ none|digits }}", none=None) == "–"
    assert shown('{% language_name "bn" %}', "fr") == "bengali"
    assert shown("{{ names|all_of }}", "fr", names=["A", "B", "C"]) == "A, B et C"


def test_bars_are_a_table_whose_numbers_can_be_read_without_them() -> None:
    html = shown('{% bars rows "Voices" %}', rows=[("Oruro", 3), ("Khulna", 12, "?c=2"), ("Maseru", 0)])
    assert "<caption>Voices</caption>" in html
    assert '<th scope="row"><a href="?c=2"><bdi>Khulna</bdi></a></th>' in html
    assert [part.split('"')[0] for part in html.split("0 .5h")[1:]] == ["25", "100", "0"]
    assert "<td>12</td>" in html


def test_no_rows_make_no_table() -> None:
    assert shown("{% bars rows %}", rows=[]) == ""


def test_the_one_time_key_is_hidden_in_the_form() -> None:
    assert shown('{% once_field "k1" %}') == '<input type="hidden" name="once" value="k1">'
