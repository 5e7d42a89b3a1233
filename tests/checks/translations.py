"""Every sentence of the house stands in every catalogue, translated, with its placeholders; no gettext programs needed.

`python -m tests.checks.translations --update` writes new sentences into `src/palabre/locale/*/LC_MESSAGES/django.po`
and takes out those nobody says any more; what is translated stays, and the `.mo` files are compiled anew. See
`docs/translations.md`.

The English catalogue holds only our own words for what Django and allauth say; whatever stands in it stands in the
others too.
"""

from __future__ import annotations

import ast
import re
import sys
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polib
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = "src/palabre"
# Forms of a number, as Django and the Unicode plural rules have them.
PLURALS = {
    "en": "nplurals=2; plural=(n != 1);",
    "fr": "nplurals=2; plural=(n > 1);",
    "es": "nplurals=2; plural=(n != 1);",
    "pt": "nplurals=2; plural=(n > 1);",
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
    "bn": "nplurals=2; plural=(n > 1);",
    "id": "nplurals=1; plural=0;",
}
OWN_WORDS = "en"
# The functions of gettext, and which of their arguments are context, sentence and plural.
ARGUMENTS = {
    "_": (None, 0, None),
    "gettext": (None, 0, None),
    "ngettext": (None, 0, 1),
    "pgettext": (0, 1, None),
    "npgettext": (0, 1, 2),
}
LITERAL = r"""u?(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')"""
CALL_IN_TEMPLATE = re.compile(rf"\b(n?p?gettext|_)\(\s*({LITERAL}(?:\s*,\s*{LITERAL})*)")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
TAG = re.compile(r"</?\w+")

Key = tuple[str | None, str]


@dataclass
class Sentence:
    """What is said, its plural if it counts, and the files that say it."""

    msgid: str
    plural: str = ""
    context: str | None = None
    places: list[str] = field(default_factory=list)

    @property
    def key(self) -> Key:
        """What a catalogue finds it by."""
        return self.context, self.msgid


def complaints(root: Path = ROOT) -> list[str]:
    """What is missing, stale or broken in the catalogues."""
    found = []
    sentences = said(root)
    for language in PLURALS:
        path = catalogue_of(root, language)
        name = path.relative_to(root)
        if not path.exists():
            found.append(f"{name}:1: is missing; run python -m tests.checks.translations --update")
            continue
        catalogue = polib.pofile(str(path))
        wanted = borrowed(root) if language == OWN_WORDS else sentences
        held = {(entry.msgctxt, entry.msgid): entry for entry in catalogue if not entry.obsolete}
        found += [
            f"{name}:1: lacks {sentence.msgid!r} of {sentence.places[0]}; run --update and translate it"
            for key, sentence in wanted.items()
            if key not in held
        ]
        found += [
            f"{name}:{entry.linenum}: nobody says {entry.msgid!r} any more; run --update"
            for key, entry in held.items()
            if key not in wanted
        ]
        forms = int(PLURALS[language].split(";")[0].removeprefix("nplurals="))
        found += [
            f"{name}:{entry.linenum}: {wrong}" for entry in held.values() for wrong in faults(entry, forms)
        ]
        compiled = path.with_suffix(".mo")
        if not compiled.exists() or compiled.read_bytes() != catalogue.to_binary():
            found.append(f"{compiled.relative_to(root)}:1: is not what the .po says; run --update")
    return found


def faults(entry: polib.POEntry, forms: int) -> Iterator[str]:
    """What keeps one sentence from being shown: a sentence for each fault."""
    texts = (
        [entry.msgstr_plural[n] for n in sorted(entry.msgstr_plural)]
        if entry.msgid_plural
        else [entry.msgstr]
    )
    if entry.fuzzy:
        yield f"{entry.msgid!r} is marked fuzzy: read it again"
    if entry.msgid_plural and len(texts) != forms:
        yield f"{entry.msgid!r} has {len(texts)} forms of its plural; {forms} are needed"
    if not texts or not all(text.strip() for text in texts):
        yield f"{entry.msgid!r} is not translated"
        return
    most = marks(entry.msgid_plural or entry.msgid)
    for text in texts:
        given = marks(text)
        # Only in a form that means a known number may the number be left out: "two answers" is one word in Arabic.
        # What Django and allauth say names fields in English; our own words for it may do without.
        ours = any(place.startswith("src/") for place, _line in entry.occurrences)
        spared = len(most) if not ours else 1 if entry.msgid_plural and text is not texts[-1] else 0
        if given - most or len(most - given) > spared:
            yield f"{entry.msgid!r} and {text!r} do not hold the same placeholders"
        if text.endswith("\n") != entry.msgid.endswith("\n") or text.startswith(
            "\n"
        ) != entry.msgid.startswith("\n"):
            yield f"{entry.msgid!r} and {text!r} do not begin and end alike"
    model = entry.msgid_plural or entry.msgid
    if Counter(TAG.findall(model)) != Counter(TAG.findall(texts[-1])):
        yield f"{entry.msgid!r} and {texts[-1]!r} do not hold the same HTML"


def marks(text: str) -> set[str]:
    """The placeholders of a sentence."""
    return set(PLACEHOLDER.findall(text))


def said(root: Path = ROOT) -> dict[Key, Sentence]:
    """Everything the house says, and what it says in place of Django and allauth, in the order of the files."""
    sentences: dict[Key, Sentence] = {}
    package = root / PACKAGE
    for path in sorted(package.rglob("*")):
        inside = path.relative_to(package).parts
        if not path.is_file() or "tests" in inside or "migrations" in inside:
            continue
        if path.suffix == ".py":
            found = in_python(path.read_text("utf-8"))
        elif "templates" in inside:
            found = in_template(path.read_text("utf-8"), str(path))
        else:
            continue
        for sentence in found:
            known = sentences.setdefault(sentence.key, sentence)
            known.plural = known.plural or sentence.plural
            place = path.relative_to(root).as_posix()
            if place not in known.places:
                known.places.append(place)
    for key, sentence in borrowed(root).items():
        sentences.setdefault(key, sentence)
    return sentences


def borrowed(root: Path = ROOT) -> dict[Key, Sentence]:
    """What Django and allauth say and we say otherwise: the English catalogue lists it."""
    path = catalogue_of(root, OWN_WORDS)
    entries = polib.pofile(str(path)) if path.exists() else []
    sentences = [
        Sentence(
            entry.msgid,
            entry.msgid_plural,
            entry.msgctxt,
            [place for place, _line in entry.occurrences] or ["?"],
        )
        for entry in entries
        if not entry.obsolete
    ]
    return {sentence.key: sentence for sentence in sentences}


def in_python(source: str) -> Iterator[Sentence]:
    """Sentences given to gettext and its kin in a module, lazily or not."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        name = name.removesuffix("_lazy").removesuffix("_noop")
        given = [arg.value if isinstance(arg, ast.Constant) else None for arg in node.args]
        sentence = _sentence(name, given)
        if sentence:
            yield sentence


def in_template(source: str, origin: str) -> Iterator[Sentence]:
    """Sentences of `translate`, `blocktranslate` and `_("...")` in a template."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        calls = templatize(source, origin)
    for name, literals in CALL_IN_TEMPLATE.findall(calls):
        sentence = _sentence(name, list(ast.literal_eval(f"({literals},)")))
        if sentence:
            yield sentence


def _sentence(name: str, given: list[object]) -> Sentence | None:
    if name not in ARGUMENTS:
        return None
    context, text, plural = [
        given[place] if place is not None and place < len(given) else None for place in ARGUMENTS[name]
    ]
    if not isinstance(text, str) or not text:
        return None
    return Sentence(
        text, plural if isinstance(plural, str) else "", context if isinstance(context, str) else None
    )


def catalogue_of(root: Path, language: str) -> Path:
    """Where a language's catalogue lies."""
    return root / PACKAGE / "locale" / language / "LC_MESSAGES" / "django.po"


def update(root: Path = ROOT) -> None:
    """Bring every catalogue to what the house says now, keep what is translated, compile."""
    sentences = said(root)
    for language, plural in PLURALS.items():
        path = catalogue_of(root, language)
        path.parent.mkdir(parents=True, exist_ok=True)
        earlier = polib.pofile(str(path)) if path.exists() else polib.POFile()
        held = {(entry.msgctxt, entry.msgid): entry for entry in earlier if not entry.obsolete}
        catalogue = polib.POFile(wrapwidth=110)
        catalogue.header = f"Palabre in {language}; see docs/translations.md for who has read it."
        catalogue.metadata = {
            "Project-Id-Version": "Palabre",
            "Language": language,
            "MIME-Version": "1.0",
            "Content-Type": "text/plain; charset=UTF-8",
            "Content-Transfer-Encoding": "8bit",
            "Plural-Forms": plural,
        }
        forms = int(plural.split(";")[0].removeprefix("nplurals="))
        wanted = borrowed(root) if language == OWN_WORDS else sentences
        for key, sentence in wanted.items():
            catalogue.append(_entry(sentence, held.get(key), forms))
        text = str(catalogue)
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")
        path.with_suffix(".mo").write_bytes(polib.pofile(text).to_binary())
        print(f"{language}: {len(catalogue)} sentences, {len(catalogue.untranslated_entries())} to translate")


def _entry(sentence: Sentence, earlier: polib.POEntry | None, forms: int) -> polib.POEntry:
    entry = polib.POEntry(msgid=sentence.msgid, msgctxt=sentence.context)
    entry.occurrences = [(place, "") for place in sentence.places if place != "?"]
    if marks(sentence.msgid + sentence.plural):
        entry.flags.append("python-brace-format" if "{" in sentence.msgid else "python-format")
    if earlier:
        entry.tcomment = earlier.tcomment
        entry.flags += [flag for flag in earlier.flags if flag == "fuzzy"]
    if sentence.plural:
        told = earlier.msgstr_plural if earlier else {}
        entry.msgid_plural = sentence.plural
        entry.msgstr_plural = {n: told.get(n, "") for n in range(forms)}
    elif earlier:
        entry.msgstr = earlier.msgstr
    return entry


if __name__ == "__main__":
    if sys.argv[1:] != ["--update"]:
        sys.exit("python -m tests.checks.translations --update")
    update()
