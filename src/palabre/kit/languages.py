"""The languages the house knows, by BCP 47 tag: own name, direction, script, locale, interface to show.

A *content* language is one somebody may write in. An *interface* language is one whose buttons and sentences
are translated. A community may use a content language (Chinese, Hausa) for which the interface falls back to
another.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from babel import Locale

Direction = Literal["ltr", "rtl", "auto"]

INTERFACE: Final = ("en", "fr", "es", "pt", "ar", "bn", "id")
DEFAULT: Final = "en"
LANGUAGE_COOKIE: Final = "palabre_language"
"""In which a browser remembers the language its reader chose."""

RIGHT_TO_LEFT: Final = frozenset({"Arab", "Hebr", "Thaa", "Nkoo", "Adlm"})

# Digits a language writes its numbers in, where they are not 0-9 (CLDR numbering systems; for Arabic, CLDR's
# neutral locale says 0-9 while readers of the eastern half expect their own).
DIGITS: Final = {
    "ar": "٠١٢٣٤٥٦٧٨٩",
    "fa": "۰۱۲۳۴۵۶۷۸۹",
    "ps": "۰۱۲۳۴۵۶۷۸۹",
    "bn": "০১২৩৪৫৬৭৮৯",
    "ne": "०१२३४५६७८९",
    "mr": "०१२३४५६७८९",
    "my": "၀၁၂၃၄၅၆၇၈၉",
}


@dataclass(frozen=True, slots=True)
class Language:
    """One language; `locale` is Babel's name for its dates and numbers, `interface` what its readers see."""

    tag: str
    own_name: str
    script: str
    locale: str
    interface: str

    @property
    def direction(self) -> Literal["ltr", "rtl"]:
        """Which way its script runs."""
        return "rtl" if self.script in RIGHT_TO_LEFT else "ltr"

    @property
    def is_translated(self) -> bool:
        """Whether the interface itself exists in this language."""
        return self.tag in INTERFACE


# tag | own name | script | locale for Babel | interface shown. British English writes "18 November 2026",
# which readers everywhere understand; where Babel has no locale the neighbour's is used.
_TABLE: Final = """
en | English | Latn | en_GB | en
fr | français | Latn | fr | fr
es | español | Latn | es | es
pt | português | Latn | pt | pt
ar | العربية | Arab | ar | ar
bn | বাংলা | Beng | bn | bn
id | Bahasa Indonesia | Latn | id | id
zh-Hant | 繁體中文 | Hant | zh_Hant | en
zh-Hans | 简体中文 | Hans | zh_Hans | en
af | Afrikaans | Latn | af | en
am | አማርኛ | Ethi | am | en
bg | български | Cyrl | bg | en
ca | català | Latn | ca | es
cs | čeština | Latn | cs | en
da | dansk | Latn | da | en
de | Deutsch | Latn | de | en
el | Ελληνικά | Grek | el | en
fa | فارسی | Arab | fa | en
ff | Pulaar | Latn | ff | fr
fi | suomi | Latn | fi | en
fil | Filipino | Latn | fil | en
gl | galego | Latn | gl | es
gu | ગુજરાતી | Gujr | gu | en
ha | Hausa | Latn | ha | en
he | עברית | Hebr | he | en
hi | हिन्दी | Deva | hi | en
ht | kreyòl ayisyen | Latn | fr | fr
hu | magyar | Latn | hu | en
hy | հայերեն | Armn | hy | en
ig | Igbo | Latn | ig | en
it | italiano | Latn | it | en
ja | 日本語 | Jpan | ja | en
jv | Basa Jawa | Latn | jv | id
ka | ქართული | Geor | ka | en
km | ខ្មែរ | Khmr | km | en
kn | ಕನ್ನಡ | Knda | kn | en
ko | 한국어 | Kore | ko | en
ku | kurdî | Latn | ku | en
lg | Luganda | Latn | lg | en
ln | lingála | Latn | ln | fr
lo | ລາວ | Laoo | lo | en
mg | Malagasy | Latn | mg | fr
ml | മലയാളം | Mlym | ml | en
mr | मराठी | Deva | mr | en
ms | Bahasa Melayu | Latn | ms | id
my | မြန်မာ | Mymr | my | en
ne | नेपाली | Deva | ne | en
nl | Nederlands | Latn | nl | en
no | norsk | Latn | no | en
ny | Chichewa | Latn | en_GB | en
om | Oromoo | Latn | om | en
pa | ਪੰਜਾਬੀ | Guru | pa | en
pcm | Naijá | Latn | pcm | en
pl | polski | Latn | pl | en
ps | پښتو | Arab | ps | en
qu | Runasimi | Latn | qu | es
ro | română | Latn | ro | en
ru | русский | Cyrl | ru | en
rw | Ikinyarwanda | Latn | rw | fr
si | සිංහල | Sinh | si | en
sn | chiShona | Latn | sn | en
so | Soomaali | Latn | so | en
sr | српски | Cyrl | sr | en
sv | svenska | Latn | sv | en
sw | Kiswahili | Latn | sw | en
ta | தமிழ் | Taml | ta | en
te | తెలుగు | Telu | te | en
th | ไทย | Thai | th | en
ti | ትግርኛ | Ethi | ti | en
tr | Türkçe | Latn | tr | en
uk | українська | Cyrl | uk | en
ur | اردو | Arab | ur | en
uz | o‘zbek | Latn | uz | en
vi | Tiếng Việt | Latn | vi | en
wo | Wolof | Latn | wo | fr
xh | IsiXhosa | Latn | xh | en
yo | Èdè Yorùbá | Latn | yo | en
zu | isiZulu | Latn | zu | en
"""

LANGUAGES: Final[dict[str, Language]] = {
    language.tag: language
    for language in (
        Language(*(cell.strip() for cell in row.split("|"))) for row in _TABLE.strip().splitlines()
    )
}

# Older or neighbouring codes for a language of the table (IANA's registry of subtags).
_ALIASES: Final = {
    "iw": "he",
    "in": "id",
    "tl": "fil",
    "nb": "no",
    "nn": "no",
    "swh": "sw",
    "swc": "sw",
    "hau": "ha",
    "yor": "yo",
    "ful": "ff",
    "fuf": "ff",
    "fuc": "ff",
    "fuv": "ff",
    "arz": "ar",
    "ary": "ar",
    "arb": "ar",
    "pes": "fa",
    "prs": "fa",
    "cmn": "zh",
    "yue": "zh-hant",
    "ckb": "ku",
}
_TRADITIONAL_REGIONS: Final = frozenset({"tw", "hk", "mo"})

# CLDR calls the language "Bangla" in English; its readers abroad and our own texts say Bengali.
_NAMES: Final = {("bn", "en"): "Bengali", ("id", "id"): "Bahasa Indonesia"}


def is_known(tag: str) -> bool:
    """Whether the tag, written exactly as in the table, is a language of the table."""
    return tag in LANGUAGES


def normalise(tag: str) -> str | None:
    """The table's tag for any spelling of it (`fr_FR`, `pt-BR`, `zh_TW`, `iw`), or None where not known."""
    parts = tag.strip().lower().replace("_", "-").split("-")
    parts = _ALIASES.get(parts[0], parts[0]).split("-") + parts[1:]
    if not all(part.isascii() and part.isalnum() for part in parts):
        return None
    if parts[0] == "zh":
        return "zh-Hant" if _is_traditional(parts[1:]) else "zh-Hans"
    return parts[0] if parts[0] in LANGUAGES else None


def spellings(tag: str) -> tuple[str, ...]:
    """What to write for a tag that is not of the table: `zh` in one of its scripts, `pt-BR` as `pt`; () where unknown.

    A language written in several scripts has no tag of its own: which of them is meant, only its writer knows.
    """
    code = tag.strip().lower().replace("_", "-")
    code = _ALIASES.get(code, code)
    in_scripts = tuple(known for known in LANGUAGES if known.lower().startswith(f"{code}-"))
    nearest = normalise(tag)
    return in_scripts or ((nearest,) if nearest else ())


def _is_traditional(subtags: list[str]) -> bool:
    if "hant" in subtags or "hans" in subtags:
        return "hant" in subtags
    return not _TRADITIONAL_REGIONS.isdisjoint(subtags)


def direction(tag: str) -> Direction:
    """What belongs in `dir` beside `lang`; "auto" for a language the table does not have."""
    language = LANGUAGES.get(tag)
    return language.direction if language else "auto"


def script(tag: str) -> str:
    """The ISO 15924 script ("Latn", "Arab", "Beng" ...) or "Zyyy" where the language is not known."""
    language = LANGUAGES.get(tag)
    return language.script if language else "Zyyy"


def own_name(tag: str) -> str:
    """The language's name in itself, as a reader looks for it; the tag itself where it is not known."""
    language = LANGUAGES.get(tag)
    return language.own_name if language else tag


def name_of(tag: str, in_language: str) -> str:
    """The language's name in another language ("chinois traditionnel"), else its own name."""
    found = _NAMES.get((tag, in_language)) or locale_of(in_language).languages.get(tag.replace("-", "_"))
    return found or own_name(tag)


def interface_for(tag: str) -> str:
    """The interface language shown to a reader of this language; English where nothing nearer exists."""
    known = normalise(tag)
    return LANGUAGES[known].interface if known else DEFAULT


def language_of(tag: str) -> Language:
    """The language of a tag; the default one where it is not known."""
    return LANGUAGES.get(tag, LANGUAGES[DEFAULT])


@cache
def locale_of(tag: str) -> Locale:
    """Babel's locale for a language; that of the default language where it is not known."""
    return Locale.parse(language_of(tag).locale)


def digits(text: str, tag: str) -> str:
    """The text with 0-9 written in the language's own digits, where it has its own."""
    own = DIGITS.get(tag)
    return text.translate(str.maketrans("0123456789", own)) if own else text
