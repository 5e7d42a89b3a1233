"""How a text and a question meet in the search index."""

from __future__ import annotations

import json
import re
from typing import cast

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from palabre.kit.languages import LANGUAGES
from palabre.kit.search.terms import PART, ngrams, terms
from palabre.kit.search.vectors import document_parts, document_vector, query_any, query_parts, query_vector
from palabre.kit.testing.reference import reference

LEXEME = r"'(?:[^'\\]|''|\\\\)+'"
VECTOR = re.compile(rf"(?:{LEXEME}(?::\d+[ABC]?(?:,\d+[ABC]?)*)?(?: |$))*")
ATOM = rf"{LEXEME}(?::\*)?"
GROUP = rf"\({ATOM}(?: [&|] {ATOM})*\)"
QUERY = re.compile(rf"(?:{GROUP}(?: [&|] {GROUP})*)?")


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("fr", "Les écoles de la ville", ["ecol", "vill"]),
        ("fr", "l’eau et l'eau", ["eau", "eau"]),
        ("en", "The FLOODED cities", ["flood", "citi"]),
        ("bn", "শিক্ষা", ["শিক্ষা"]),
        ("zh-Hant", "學校沒水", ["學校", "校沒", "沒水"]),
        ("sw", "watoto", ["watoto"]),
        ("ru", "ёлка", ["елк"]),
        ("vi", "Ｎước", ["nuoc"]),
        ("en", "", []),
        ("xx", "Water!", ["water"]),
    ],
)
def test_a_text_is_brought_to_its_terms(language: str, text: str, found: list[str]) -> None:
    assert terms(text, language) == found


def test_arabic_is_found_with_or_without_vowels_article_and_tatweel() -> None:
    plain = set(terms("كتاب", "ar"))
    assert all(plain & set(terms(spelling, "ar")) for spelling in ("كِتَاب", "الكتاب", "كتـــاب", "والكتاب"))
    assert set(terms("أحمد", "ar")) == set(terms("احمد", "ar"))


def test_bengali_vowel_signs_stay() -> None:
    assert terms("কি", "xx") != terms("কা", "xx")


@pytest.mark.parametrize(
    ("written", "typed"), [("पढ़ाई", "पढाई"), ("गाँव", "गांव"), ("क़र्ज़", "कर्ज"), ("बाज़ार", "बाजार")]
)
def test_hindi_is_found_without_the_dots_that_are_often_left_out(written: str, typed: str) -> None:
    assert terms(written, "hi") == terms(typed, "hi")


@pytest.mark.parametrize(("one", "other"), [("बाल", "बल"), ("দিন", "দান"), ("পানি", "পান"), ("বড়", "বড")])
def test_vowel_signs_and_bengali_letters_part_words(one: str, other: str) -> None:
    assert not set(terms(one, "xx")) & set(terms(other, "xx"))


def test_parts_of_words_are_marked() -> None:
    assert ngrams("mtoto", "sw") == ["~mto", "~tot", "~oto"]
    assert all(part.startswith(PART) for part in ngrams("أسواق المدينة", "ar"))
    assert set(ngrams("أسواق", "ar")) & set(ngrams("سوق", "ar"))


FOUND_AT_ONCE = [
    ("fr", "Les élèves des écoles", "eleve"),
    ("fr", "Le développement local", "développements"),
    ("en", "Flooded streets in the cities", "city flood"),
    ("es", "Los niños y la educación", "nino educacion"),
    ("pt", "As crianças da escola", "crianca"),
    ("id", "Pendidikan di sekolah", "didik"),
    ("hi", "बच्चों की शिक्षा", "बच्चे"),
    ("ar", "المدرسة في المدينة", "مدرسة"),
    ("bn", "স্কুলে পানি নেই", "পানি"),
    ("zh-Hans", "学校没有水", "学校"),
    ("en", "the who", "the who"),
]
FOUND_BY_PARTS = [
    ("ar", "أسواق الخضار", "سوق"),
    ("ar", "أطفال المدينة", "طفل"),
    ("ar", "مدارس جديدة", "مدرسة"),
    ("ar", "شوارع عمّان", "شارع"),
    ("sw", "watoto wa vijiji", "mtoto kijiji"),
    ("bn", "শহরের নদীতে", "শহর নদী"),
    ("ha", "ruwan makarantu", "ruwa makaranta"),
    ("ur", "اسکولوں میں", "اسکول"),
    ("bn", "একজন নারী ঋণে দোকান খুলেছেন", "ঋণ"),
]


def _finds(document: str, question: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::tsvector @@ %s::tsquery", [document, question])
        return cast("tuple[bool]", cursor.fetchone())[0]


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "text", "question"), FOUND_AT_ONCE)
def test_a_word_is_found_by_another_of_its_forms(language: str, text: str, question: str) -> None:
    assert _finds(document_vector(text, language), query_vector(question, language))


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "text", "question"), FOUND_BY_PARTS)
def test_what_no_stemmer_knows_is_found_by_its_parts(language: str, text: str, question: str) -> None:
    assert not _finds(document_vector(text, language), query_vector(question, language))
    row = document_vector(text, language) + " " + document_parts(text, language)
    assert _finds(row, query_parts(question, language))


@pytest.mark.django_db
def test_with_one_word_too_many_a_text_is_found_by_the_others() -> None:
    document = document_vector("Flooded streets in the cities", "en")
    assert not _finds(document, query_vector("flooded streets yesterday", "en"))
    assert not _finds(document, query_parts("flooded streets yesterday", "en"))
    assert _finds(document, query_any("flooded streets yesterday", "en"))


@pytest.mark.django_db
@pytest.mark.parametrize("question", ["war", "moon river", "école", "水"])
def test_what_is_not_there_is_not_found(question: str) -> None:
    text = "Flooded streets in the cities of the delta"
    assert not _finds(document_vector(text, "en"), query_vector(question, "en"))
    assert not _finds(document_parts(text, "en"), query_parts(question, "en"))
    assert not _finds(
        document_vector(text, "en") + " " + document_parts(text, "en"), query_any(question, "en")
    )


@pytest.mark.django_db
def test_the_beginning_of_the_last_word_is_enough_as_it_is_typed() -> None:
    document = document_vector("Flooded streets in the cities", "en")
    assert _finds(document, query_vector("flooded stre", "en", as_typed=True))
    assert not _finds(document, query_vector("flooded stre", "en"))


@pytest.mark.django_db
def test_one_question_reaches_documents_in_several_languages() -> None:
    question = query_vector("inondations", "en", "fr")
    assert _finds(document_vector("Une inondation à Cotonou", "fr"), question)


@pytest.mark.django_db
def test_parts_joined_to_words_never_meet_them() -> None:
    document = document_vector("eau", "fr", "A") + " " + document_parts("bateau", "fr")
    assert _finds(document, query_vector("eau", "fr"))
    assert not _finds(document, query_vector("teau", "fr"))


@pytest.mark.django_db
def test_a_weight_ranks_a_title_before_a_body() -> None:
    title, body = document_vector("water", "en", "A"), document_vector("water", "en")
    with connection.cursor() as cursor:
        question = query_vector("water", "en")
        cursor.execute(
            "SELECT ts_rank(%s::tsvector, %s::tsquery) > ts_rank(%s::tsvector, %s::tsquery)",
            [title, question, body, question],
        )
        assert cursor.fetchone() == (True,)


@pytest.mark.threat
@pytest.mark.django_db
def test_hostile_and_enormous_texts_are_accepted_by_the_database() -> None:
    strings = json.loads((reference("unicode") / "blns.json").read_text())
    many = "".join(map(chr, range(0x4E00, 0x9FFF))) + "".join(f" w{number}" for number in range(2_000))
    for text in [*strings, "water " * 15_000, many, "a" * 90_000, "e\u0316\u0301" * 20_000]:
        document = document_vector(text, "ar", "B") + " " + document_parts(text, "ar")
        for question in (
            query_vector(text, "ar", "en", as_typed=True),
            query_parts(text, "ar"),
            query_any(text),
        ):
            _finds(document, question)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.text(), st.sampled_from([*LANGUAGES, "xx", ""]))
def test_any_text_in_any_language_gives_well_formed_vectors(text: str, language: str) -> None:
    assert VECTOR.fullmatch(document_vector(text, language, "A"))
    assert VECTOR.fullmatch(document_parts(text, language))
    assert QUERY.fullmatch(query_vector(text, language, as_typed=True))
    assert QUERY.fullmatch(query_parts(text, language))
    assert QUERY.fullmatch(query_any(text, language))
    assert all(terms(text, language))


@given(st.text(st.sampled_from("'\\:*&|!()<>~= abاكি\u0301水")))
def test_signs_of_the_databases_own_grammar_never_reach_it(text: str) -> None:
    assert VECTOR.fullmatch(document_vector(text, "ar"))
    assert QUERY.fullmatch(query_vector(text, "ar", "en", as_typed=True))
    assert QUERY.fullmatch(query_parts(text, "ar"))
    assert QUERY.fullmatch(query_any(text, "ar", "en"))


def test_a_text_finds_itself_in_every_language_of_the_declaration() -> None:
    for line in (reference("i18n-udhr") / "udhr.jsonl").read_text().splitlines():
        text = json.loads(line)
        tag = text["bcp47"].split("-")[0]
        said = text["articles"][0]["text"][0]
        asked = re.findall(r"'((?:[^']|'')*)'", query_vector(said[:60].rsplit(" ", 1)[0], tag))
        assert asked
        assert set(asked) <= set(re.findall(r"'((?:[^']|'')*)'", document_vector(said, tag)))
