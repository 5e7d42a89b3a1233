"""Every city of at least 15,000 inhabitants, read from the extract that ships in `places/data`.

Reading is lazy and costs about 6 MB once: the table stays one block of bytes, and names are found through two
sorted arrays (the checksum of a folded name, the number of its row). Source: GeoNames, CC BY 4.0; see
`data/ATTRIBUTION.md`.
"""

from __future__ import annotations

import gzip
import json
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from zlib import crc32

from babel import Locale, UnknownLocaleError
from django.db import connection, transaction

from palabre.places.data.cities import COLUMNS, LANGUAGES
from palabre.places.data.folding import fold

SHORTEST_NEAR, LONGEST_NEAR = 4, 40
"""Letters of a name for which near ones are looked for."""
SCRIPT, MOST_LETTERS = 128, 150
"""Code points that stand together in Unicode, and letters of such a block that are tried in a name."""
_FIXED = len(COLUMNS) - len(LANGUAGES) - 1


@dataclass(frozen=True, slots=True)
class CityRow:
    """One city of the gazetteer.

    `names` holds only names that differ from `name`, by language tag (BCP 47).
    `aliases` are other Latin spellings that have no language. Latitude and longitude are in degrees, to 0.01.
    """

    geonames_id: int
    name: str
    country: str
    latitude: float
    longitude: float
    population: int
    time_zone: str
    names: dict[str, str] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()

    def spellings(self) -> Iterator[str]:
        """Every name this city is found by."""
        yield self.name
        yield from self.names.values()
        yield from self.aliases


@dataclass(frozen=True)
class _Gazetteer:
    table: bytes
    starts: array[int]
    checksums: array[int]
    rows: array[int]
    letters: frozenset[str]

    def row(self, number: int) -> CityRow:
        end = self.table.index(b"\n", self.starts[number])
        return _parsed(self.table[self.starts[number] : end].decode())


def cities() -> Iterator[CityRow]:
    """All cities, ordered by country, time zone and name."""
    for line in _table().decode().splitlines()[1:]:
        yield _parsed(line)


def find(name: str, country: str | None = None) -> list[CityRow]:
    """Cities called `name` in any language or script known, most populous first; accents do not matter.

    `country` (ISO 3166-1 alpha-2) narrows the search. Nothing found is an empty list.
    """
    found = [city for city in _called(fold(name)) if country in (None, city.country)]
    return sorted(found, key=lambda city: -city.population)


def near(name: str) -> list[CityRow]:
    """Cities whose name in any language is one slip of the pen away from this, most populous first.

    A slip is a letter too much, too little, another, or two that changed places. Names of less than four letters are
    near to too many others: none is found.
    """
    wanted = fold(name)
    if not SHORTEST_NEAR <= len(wanted) <= LONGEST_NEAR:
        return []
    found = {city.geonames_id: city for slip in _slips(wanted) for city in _called(slip)}
    return sorted(found.values(), key=lambda city: -city.population)


def _slips(name: str) -> set[str]:
    letters = _letters_like(name)
    cuts = [(name[:at], name[at:]) for at in range(len(name) + 1)]
    slips = {before + after[1:] for before, after in cuts if after}
    slips |= {before + after[1] + after[0] + after[2:] for before, after in cuts if len(after) > 1}
    slips |= {before + letter + after[1:] for before, after in cuts if after for letter in letters}
    slips |= {before + letter + after for before, after in cuts for letter in letters}
    return slips - {name}


def _letters_like(name: str) -> list[str]:
    """The letters of the scripts a name is written in; where a script has very many, the name's own."""
    scripts = {ord(letter) // SCRIPT for letter in name}
    letters = sorted(letter for letter in _gazetteer().letters if ord(letter) // SCRIPT in scripts)
    return letters if len(letters) <= MOST_LETTERS else sorted(set(name))


def _called(wanted: str) -> list[CityRow]:
    """Cities with a spelling that is folded to this."""
    if not wanted:
        return []
    known = _gazetteer()
    checksum = crc32(wanted.encode())
    found = []
    at = bisect_left(known.checksums, checksum)
    while at < len(known.checksums) and known.checksums[at] == checksum:
        found.append(known.row(known.rows[at]))
        at += 1
    # Two names may share a checksum: only the spelling itself decides.
    return [city for city in found if any(fold(spelling) == wanted for spelling in city.spellings())]


def country_name(country: str, language: str) -> str:
    """A country's name in a language, from CLDR through Babel; its code where neither knows it."""
    for tag in (language.replace("-", "_"), language.split("-", maxsplit=1)[0], "en"):
        try:
            name = Locale.parse(tag).territories.get(country)
        except (UnknownLocaleError, ValueError):
            continue
        if name:
            return str(name)
    return country


def load_cities(progress: Callable[[int, int], None] = lambda done, total: None) -> int:
    """Bring the table of cities up to the extract, and return how many it holds.

    Cities already there are updated, none is removed. Runs as the owner role in one transaction of a few seconds,
    by COPY. `progress` is told how many of how many rows have been sent.
    """
    from palabre.places.models import City  # here, so that reading the extract needs no application registry

    everything = list(cities())
    columns = ("geonames_id", "name", "country", "names", "latitude", "longitude", "time_zone", "population")
    table, listed = connection.ops.quote_name(City._meta.db_table), ", ".join(columns)
    renewed = ", ".join(f"{column} = excluded.{column}" for column in columns[1:])
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE arriving (LIKE {table} INCLUDING DEFAULTS) ON COMMIT DROP")
        with cursor.copy(f"COPY arriving ({listed}) FROM STDIN") as copy:
            for done, city in enumerate(everything, start=1):
                names = json.dumps(city.names, ensure_ascii=False)
                copy.write_row(
                    (
                        *(city.geonames_id, city.name, city.country, names),
                        *(city.latitude, city.longitude, city.time_zone, city.population),
                    )
                )
                if done % 1000 == 0 or done == len(everything):
                    progress(done, len(everything))
        cursor.execute(
            # Names of our own model's table and columns.
            f"INSERT INTO {table} ({listed}) SELECT {listed} FROM arriving"  # noqa: S608
            f" ON CONFLICT (geonames_id) DO UPDATE SET {renewed}"
        )
    return len(everything)


def _parsed(line: str) -> CityRow:
    cells = line.split("\t")
    number, name, country, latitude, longitude, population, zone = cells[:_FIXED]
    names = {tag: text for tag, text in zip(LANGUAGES, cells[_FIXED:-1], strict=True) if text}
    if "zh-Hans" in names:
        names.setdefault("zh-Hant", names["zh-Hans"])
    aliases = tuple(cells[-1].split("|")) if cells[-1] else ()
    return CityRow(
        int(number), name, country, float(latitude), float(longitude), int(population), zone, names, aliases
    )


def _table() -> bytes:
    return gzip.decompress(files("palabre.places.data").joinpath("cities.tsv.gz").read_bytes())


@cache
def _gazetteer() -> _Gazetteer:
    table = _table()
    starts = array("I")
    start = table.index(b"\n") + 1
    pairs: set[int] = set()
    letters: set[str] = set()
    while start < len(table):
        end = table.index(b"\n", start)
        for spelling in _parsed(table[start:end].decode()).spellings():
            folded = fold(spelling)
            letters.update(folded)
            pairs.add(crc32(folded.encode()) << 32 | len(starts))
        starts.append(start)
        start = end + 1
    ordered = sorted(pairs)
    checksums = array("I", (pair >> 32 for pair in ordered))
    rows = array("I", (pair & 0xFFFFFFFF for pair in ordered))
    return _Gazetteer(table, starts, checksums, rows, frozenset(letters))
