"""Whether a text calls somebody by their name: at any edge, of any length, in any script."""

from __future__ import annotations

from typing import Any

import pytest

from palabre.exchange.own import erasing
from palabre.exchange.own.calling import calls
from palabre.kit import tenancy
from palabre.kit.testing.cast import Cast, model
from palabre.mail import actions as mail

CALLED = [
    ("Carla I. R.", "Hello Carla I. R., somebody answered."),
    ("Ana (UN)", "Ana (UN) answered what you said."),
    ("Dr. Li.", "As Dr. Li. said"),
    ("Li", "Li answered what you said."),
    ("Li", "Say it to @Li: now"),
    ("Li", "ما قاله لLi أمس"),
    ("O'Brien", "<p>O&#x27;Brien answered</p>"),
    ("zubaydah", "ZUBAYDAH answered"),
    ("عائشة", "مرحبًا عائشة،"),
    ("عائشة", "قالت وعائشة هنا"),
    ("علي", "أجاب علي."),
    ("শি", "শি-কে মনে করিয়ে দিন"),
    ("শিরিন", "শিরিনের লেখা"),
    ("শিল্পী", "শিল্পী আপনাকে আমন্ত্রণ জানিয়েছেন"),
    ("王伟", "昨天王伟回答了你"),
    ("王", "王 answered what you said."),
    ("さくら", "今日さくらさんが答えた"),
    ("José", "Jose\N{COMBINING ACUTE ACCENT} answered"),
]
NOT_CALLED = [
    ("Li", "You had said: lisez la liste."),
    ("Li", "Lisa answered"),
    ("An", "That was an answer."),
    ("Ana (UN)", "Ana answered"),
    ("Carla", "Carlas and Oscarla"),
    ("علي", "السلام عليكم وعليك"),
    ("রিন", "শিরিন বলেছেন"),
    ("শি", "শিরিন বলেছেন"),
    ("王", "昨天王伟回答了你"),
    ("Jose", "Jose\N{COMBINING ACUTE ACCENT} answered"),
    (" ", "Somebody answered"),
]


@pytest.mark.parametrize(("name", "text"), CALLED)
def test_a_name_is_found_where_it_stands(name: str, text: str) -> None:
    assert calls(text, [name])


@pytest.mark.parametrize(("name", "text"), NOT_CALLED)
def test_a_name_is_not_found_inside_another_word(name: str, text: str) -> None:
    assert not calls(text, [name])


@pytest.mark.long
@pytest.mark.django_db
@pytest.mark.parametrize("name", ["Carla I. R.", "Li", "Ana (UN)", "শি", "عائشة", "王伟", "O'Brien & Co."])
def test_no_mail_of_others_calls_the_erased_by_their_name(name: str) -> None:
    cast = Cast()
    cast.esi.name = name
    cast.esi.save()
    for once, called in (("theirs", name), ("another", "Zubaydah")):
        with tenancy.community(cast.salon):
            mail.send(
                kind="code",
                to="farid@example.org",
                language="en",
                community=cast.salon,
                once=once,
                context={"code": called, "address": "https://example.org/", "minutes": 1, "host": "x"},
            )
    erasing.erase(person_id=cast.esi.pk, keeps_words=True)
    with tenancy.community(cast.salon):
        rows = model("mail.Message").objects.filter(to="farid@example.org")
        kept: dict[str, Any] = {one.once: one for one in rows}
    assert (kept["theirs"].text, kept["theirs"].html, kept["theirs"].state) == ("", "", "failed")
    assert "Zubaydah" in kept["another"].text and kept["another"].state == "queued"
