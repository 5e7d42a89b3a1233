"""Every mail that was written, read line by line: ours in its reader's language, or somebody's words in theirs."""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from django.utils import translation
from django.utils.translation import gettext

from palabre.kit.languages import direction
from palabre.mail.models import Message
from tests.checks.translations import PACKAGE, ROOT, in_python, in_template

DRAFTED = {"panel_reminder": "dialogues/views/panel.py", "decided": "moderation/forms.py"}
"""Kinds that hold sentences of this module besides, in the language of the mail: a page's draft, the grounds."""
_PLACEHOLDER = re.compile(r"%\(\w+\)s")
_VOID = frozenset({"br", "img", "meta", "link", "hr", "input"})
_NOT_TEXT = frozenset({"style", "script"})
_RUNS = re.compile(r"direction:\s*(\w+)")
_CODE = re.compile(r"\d{3} \d{3}")


@cache
def sentences(kind: str) -> tuple[str, ...]:
    """What a kind of mail may say, in English as it stands in the code."""
    package = ROOT / PACKAGE
    files = [*package.glob(f"*/templates/mail/{kind}.*"), *package.glob("*/templates/mail/layout.*")]
    assert len(files) == 5, f"{kind} lacks a part: {files}"
    found = [one.msgid for path in files for one in in_template(path.read_text("utf-8"), str(path))]
    if kind in DRAFTED:
        found += [one.msgid for one in in_python((package / DRAFTED[kind]).read_text("utf-8"))]
    return tuple(dict.fromkeys(found))


@cache
def said_in(kind: str, language: str) -> re.Pattern[str]:
    """One line of a mail of this kind as the catalogue of a language has it: a sentence, or two ("Why: it hurts")."""
    with translation.override(language):
        told = {msgid: gettext(msgid) for msgid in sentences(kind)}
    if language != "en":
        same = [msgid for msgid, text in told.items() if text == msgid]
        assert same == [], f"said in English to readers of {language}: {same}"
    lines = {" ".join(line.split()) for text in told.values() for line in text.splitlines()}
    forms = ("(.+)".join(map(re.escape, _PLACEHOLDER.split(line))) for line in sorted(lines) if line)
    one = "(?:" + "|".join(forms) + ")"
    return re.compile(f"{one}(?: {one})?:?")


class _Texts(HTMLParser):
    """The texts of a mail's HTML, each with the language it stands in."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[tuple[str, str]] = []
        self.root: dict[str, str] = {}
        self._open: list[tuple[str, str, bool]] = [("", "", True)]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.root = said
        if tag not in _VOID:
            # What stands before a mail in a list of mails is shown nowhere in it.
            shown = self._open[-1][2] and "display:none" not in said.get("style", "").replace(" ", "")
            self._open.append((tag, said.get("lang", self._open[-1][1]), shown and tag not in _NOT_TEXT))

    def handle_endtag(self, tag: str) -> None:
        names = [name for name, _lang, _shown in self._open]
        if tag in names:
            del self._open[len(names) - 1 - names[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        words = " ".join(data.split())
        if words and self._open[-1][2]:
            self.texts.append((words, self._open[-1][1]))


class Postbag:
    """What people wrote and are called, so that what is neither theirs nor ours stands out.

    `words` are texts with their language; `names` are said alike in every language.
    """

    def __init__(self, community: str, host: str) -> None:
        self.host = host
        self.community = community
        self.words: dict[str, str] = {}
        self.names: set[str] = {community}

    def wrote(self, text: str, language: str) -> str:
        """Keep what somebody wrote in a form; returns it."""
        for line in text.splitlines():
            self.words[" ".join(line.split())] = language
        return text

    def read(self, mail: Message) -> None:
        """Both parts of one mail, its subject, who it is from."""
        assert mail.sender == f'"{self.community}" <no-reply@localhost>', mail
        assert said_in(mail.kind, mail.language).fullmatch(mail.subject), f"{mail}: {mail.subject!r}"
        text = [" ".join(line.removeprefix(">").split()) for line in mail.text.splitlines()]
        assert self.community in text, mail
        for line in filter(None, text):
            assert self._is_known(line, mail), f"{mail} in {mail.language} says: {line!r}"
        self._read_html(mail)

    def _read_html(self, mail: Message) -> None:
        parser = _Texts()
        parser.feed(mail.html)
        assert (parser.root["lang"], parser.root["dir"]) == (mail.language, direction(mail.language)), mail
        assert set(_RUNS.findall(mail.html)) == {direction(mail.language)}, mail
        assert self.community in {words for words, _lang in parser.texts}, mail
        for words, spoken in parser.texts:
            assert self._is_known(words, mail), f"{mail} in {mail.language} says in HTML: {words!r}"
            theirs = self.words.get(words)
            assert theirs in (None, spoken), f"{mail}: {words!r} is in {theirs} and said to be in {spoken}"

    def _is_known(self, line: str, mail: Message) -> bool:
        """Somebody's words or name, an address, a code; else one sentence of ours, or two."""
        theirs = line in self.words or line.rstrip(":") in self.names
        if theirs or line == "--" or line.startswith(f"http://{self.host}/"):
            return True
        if mail.kind == "code" and _CODE.fullmatch(line):
            return True
        ours = said_in(mail.kind, mail.language)
        spaces = [place for place, letter in enumerate(line) if letter == " "]
        return bool(ours.fullmatch(line)) or any(
            ours.fullmatch(line[:place]) and ours.fullmatch(line[place + 1 :]) for place in spaces
        )


def templates() -> set[str]:
    """The kinds of mail there are, by their templates."""
    found = (ROOT / PACKAGE).glob("*/templates/mail/*.subject.txt")
    return {Path(path).name.removesuffix(".subject.txt") for path in found}
