"""Which of a community's languages a text is in."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from palabre.kit.languages import normalise
from palabre.kit.testing.reference import reference
from palabre.kit.text.identify import identify

ALLOWED = ("en", "fr", "ar", "bn", "zh-Hant", "zh-Hans", "sw", "ha")
SAID = {
    "en": "We have had no water at the school since March",
    "fr": "Il n'y a plus d'eau à l'école depuis le mois de mars",
    "ar": "لا يوجد ماء في المدرسة",
    "bn": "স্কুলে পানি নেই",
    "zh-Hant": "學校沒有水",
    "zh-Hans": "学校没有水",
    "sw": "Hakuna maji shuleni kwetu",
    "ha": "Babu ruwa a makarantarmu",
}


@pytest.mark.parametrize("tag", SAID)
def test_a_sentence_is_recognised(tag: str) -> None:
    assert identify(SAID[tag], ALLOWED, "id") == tag


@pytest.mark.parametrize(
    "text",
    ["", "ok", "12 345", "😀😀", "https://fr.wikipedia.org/wiki/Eau_potable", "a@b.org", "@amina", "\x00"],
)
def test_what_is_not_clear_falls_back(text: str) -> None:
    assert identify(text, ALLOWED, "id") == "id"


def test_only_the_communitys_languages_are_answered() -> None:
    assert identify(SAID["sw"], ("en", "ha"), "en") in ("en", "ha")


def test_one_kind_of_chinese_is_enough() -> None:
    assert identify(SAID["zh-Hans"], ("en", "zh-Hant"), "en") == "zh-Hant"


def test_languages_the_model_does_not_know_fall_back() -> None:
    assert identify("Nanga def, naka waa kër ga", ("wo",), "fr") == "fr"


def test_many_threads_hear_the_same() -> None:
    asked = [(SAID[tag], ALLOWED[: 4 + i % 4]) for i in range(10) for tag in ("en", "fr", "ar", "bn")]
    with ThreadPoolExecutor(8) as pool:
        heard = list(pool.map(lambda question: identify(question[0], question[1], "id"), asked))
    assert heard == ["en", "fr", "ar", "bn"] * 10


def test_the_declaration_of_human_rights_is_recognised_article_by_article() -> None:
    lines = (reference("i18n-udhr") / "udhr.jsonl").read_text().splitlines()
    texts = {tag: text for text in map(json.loads, lines) if (tag := normalise(text["bcp47"]))}
    allowed = sorted(texts)
    heard = [
        (tag, identify(" ".join(article["text"]), allowed, "?"))
        for tag, text in texts.items()
        for article in text["articles"]
    ]
    wrong = [pair for pair in heard if pair[0] != pair[1]]
    assert len(heard) > 600
    assert len(wrong) <= len(heard) // 50, wrong
