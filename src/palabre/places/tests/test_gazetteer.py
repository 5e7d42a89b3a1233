"""The extract holds the cities of the world, and finds them in the scripts their readers write."""

import gzip
from importlib.resources import files
from zoneinfo import available_timezones

import pytest

from palabre.places.data.cities import LANGUAGES
from palabre.places.data.folding import fold
from palabre.places.gazetteer import cities, country_name, find

KNOWN = [
    ("ঢাকা", "Dhaka", "BD"),
    ("দিল্লি", "Delhi", "IN"),
    ("কলকাতা", "Kolkata", "IN"),
    ("চট্টগ্রাম", "Chattogram", "BD"),
    ("লাগোস", "Lagos", "NG"),
    ("عمّان", "Amman", "JO"),
    ("عمان", "Amman", "JO"),
    ("القاهرة", "Cairo", "EG"),
    ("دكا", "Dhaka", "BD"),
    ("لندن", "London", "GB"),
    ("الدار البيضاء", "Casablanca", "MA"),
    ("圣保罗", "São Paulo", "BR"),
    ("聖保羅", "São Paulo", "BR"),
    ("达卡", "Dhaka", "BD"),
    ("達卡", "Dhaka", "BD"),
    ("北京", "Beijing", "CN"),
    ("上海", "Shanghai", "CN"),
    ("拉各斯", "Lagos", "NG"),
    ("दिल्ली", "Delhi", "IN"),
    ("मुंबई", "Mumbai", "IN"),
    ("ढाका", "Dhaka", "BD"),
    ("नैरोबी", "Nairobi", "KE"),
    ("Le Caire", "Cairo", "EG"),
    ("Londres", "London", "GB"),
    ("Daca", "Dhaka", "BD"),
    ("Uagadugú", "Ouagadougou", "BF"),
    ("Nairóbi", "Nairobi", "KE"),
    ("Kairo", "Cairo", "EG"),
    ("Pékin", "Beijing", "CN"),
    ("São Paulo", "São Paulo", "BR"),
    ("sao paulo", "São Paulo", "BR"),
    ("BOGOTA", "Bogotá", "CO"),
    ("Bogotá", "Bogotá", "CO"),
    ("Yaounde", "Yaoundé", "CM"),
    ("Lomé", "Lomé", "TG"),
    ("Bombay", "Mumbai", "IN"),
    ("Calcutta", "Kolkata", "IN"),
    ("Kiev", "Kyiv", "UA"),
    ("Chittagong", "Chattogram", "BD"),
    ("New York", "New York City", "US"),
    ("port au prince", "Port-au-Prince", "HT"),
    ("Ouagadougou", "Ouagadougou", "BF"),
]


@pytest.mark.long
@pytest.mark.parametrize(("asked", "name", "country"), KNOWN)
def test_a_city_is_found_by_its_name_in_any_script_the_most_populous_first(
    asked: str, name: str, country: str
) -> None:
    assert (find(asked)[0].name, find(asked)[0].country) == (name, country)


def test_a_country_narrows_the_search() -> None:
    assert find("Lagos", "PT")[0].geonames_id == 2267226
    assert {city.country for city in find("London", "CA")} == {"CA"}


@pytest.mark.parametrize("nothing", ["", "   ", "!?", "Nowhere-upon-Nothing"])
def test_a_name_nobody_bears_finds_nothing(nothing: str) -> None:
    assert find(nothing) == []


@pytest.mark.long
def test_the_extract_holds_every_city_once_with_what_a_page_needs() -> None:
    everything = list(cities())
    assert len(everything) > 30_000
    assert len({city.geonames_id for city in everything}) == len(everything)
    assert len({city.country for city in everything}) > 230
    zones = available_timezones()
    assert {city.time_zone for city in everything} <= zones
    for city in everything:
        assert -90 <= city.latitude <= 90 and -180 <= city.longitude <= 180
        assert city.name and len(city.country) == 2
        assert all(tag in LANGUAGES and name for tag, name in city.names.items())


@pytest.mark.scale
def test_names_are_known_in_the_languages_of_the_interface() -> None:
    known = {tag: sum(tag in city.names for city in cities()) for tag in LANGUAGES}
    assert known["ar"] > 8_000 and known["bn"] > 3_000 and known["zh-Hans"] > 8_000 and known["fr"] > 1_000
    (dhaka,) = find("Dhaka", "BD")
    assert dhaka.names["bn"] == "ঢাকা" and dhaka.names["zh-Hant"] == "達卡"
    assert "fr" not in dhaka.names, "a name that is the same is not kept twice"


@pytest.mark.long
def test_a_name_in_a_script_is_only_given_to_a_language_written_in_it() -> None:
    scripts = {"ar": ("؀", "ۿ"), "bn": ("ঀ", "৿"), "hi": ("ऀ", "ॿ"), "zh-Hans": ("〇", "鿿")}
    for city in cities():
        for tag, (first, last) in scripts.items():
            letters = [letter for letter in city.names.get(tag, "") if letter.isalpha()]
            assert all(first <= letter <= last for letter in letters), (city.name, tag, city.names[tag])


def test_the_extracts_stay_small() -> None:
    folder = files("palabre.places.data")
    assert len(folder.joinpath("cities.tsv.gz").read_bytes()) < 1_000_000
    packed = folder.joinpath("outlines.json.gz").read_bytes()
    assert len(packed) < 60_000 and gzip.decompress(packed).startswith(b'{"world"')


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("São Paulo", "SAO-PAULO"),
        ("عمّان", "عمان"),
        ("Sana'a", "Sanaa"),
        ("Łódź", "lodz"),
        ("St. Louis", "st louis"),
        ("تهران", "تهران "),
    ],
)
def test_spellings_that_differ_by_accents_or_punctuation_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other) != ""


def test_vowel_signs_are_letters_and_stay() -> None:
    assert fold("কলকাতা") != fold("কলকত")
    assert fold("दिल्ली") == "दिल्ली"


def test_countries_have_names_in_every_language_and_their_code_otherwise() -> None:
    assert country_name("BD", "bn") == "বাংলাদেশ"
    assert country_name("JO", "zh-Hant") == "約旦"
    assert country_name("BR", "pt-XX") == "Brasil"
    assert country_name("CI", "not a language") == country_name("CI", "en") != "CI"
    assert country_name("??", "fr") == "??"
