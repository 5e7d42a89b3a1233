"""Text that means harm, or that programs stumble over: others' collections, and strings of our own for every field.

Each of our own holds the element `<palabre-hit>`: a page in which that element exists has obeyed what somebody wrote.
What would run calls `hit()`; what would load asks for an address at `HOST`.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, Final
from xml.etree import ElementTree as ET

from palabre.kit.testing.reference import reference

HOST: Final = "elsewhere.example"
ELEMENT: Final = "palabre-hit"
_MARK: Final = f"<{ELEMENT} onclick=hit()>"
OF_OUR_OWN: Final = (
    f'"><script>hit()</script>{_MARK}',
    f"'><img src=x onerror=hit()>{_MARK}",
    f"</title><script>hit()</script>{_MARK}",
    f"</textarea></select></button>{_MARK}<svg/onload=hit()>",
    f"</script><script>hit()</script>{_MARK}",
    f"]]></content></entry>{_MARK}<![CDATA[",
    f"--><!----!>{_MARK}<iframe src=javascript:hit()>",
    f'" autofocus onfocus=hit() tabindex=0 x="{_MARK}',
    f"' onmouseover=hit() style=position:fixed;inset:0 x='{_MARK}",
    f"&lt;{ELEMENT}&gt;&#60;script>hit()&#60;/script>{_MARK}",
    f"&amp;lt;{ELEMENT}&amp;gt;{_MARK}",
    f"Water\r\nBcc: everybody@{HOST}\r\n\r\n{_MARK}",
    "{{ request.session }}{% load static %}{{ 7|add:7 }}" + _MARK,
    f"\u202e\u2066evil\u202d{_MARK}\u2028\u2029\ufeff",
    f"<base href=//{HOST}/>{_MARK}<link rel=stylesheet href=//{HOST}/a.css>",
    f"<meta http-equiv=refresh content=0;url=//{HOST}/>{_MARK}",
    f"<form action=//{HOST}/><button formaction=javascript:hit()>{_MARK}",
    f"<style>@import'//{HOST}/a.css';*{{display:none}}</style>{_MARK}",
    f"</mj-text><mj-raw><script>hit()</script></mj-raw><mj-include path='/etc/passwd'/>{_MARK}",
    f"=HYPERLINK(\"//{HOST}/\")|' /C calc'!A0{_MARK}",
    f"[a](javascript:hit()) ![b](//{HOST}/b.png) <javascript:hit()> {_MARK}",
    f"<svg><style><img src=//{HOST}/c.png onerror=hit()></style>{_MARK}",
    f"<math><mtext><table><mglyph><style><img src=x onerror=hit()>{_MARK}",
    f"%3Cscript%3Ehit()%3C/script%3E\\u003cscript>hit()\\x3c/script>{_MARK}",
    f"`${{hit()}}`;hit()//'-hit()-'\\\"-hit()-\"{_MARK}",
)
# What Django takes for an address of the web, and for one of e-mail.
ADDRESS: Final = f"https://{HOST}/'\"><script>hit()</script>{_MARK.replace(' ', '/')}?&lt;x&gt;#"
EMAIL: Final = f'"<svg/onload=hit()><{ELEMENT}>{{}}"@example.org'


def _lines(name: str) -> list[dict[str, Any]]:
    text = (reference("sanitize") / name).read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


def _of_feedparser() -> Iterator[str]:
    """The pairs, each whole feed as it came, and every text in it once more as its reader gets it."""
    yield from (one["input"] for one in _lines("html-pairs-from-feedparser.jsonl"))
    for one in _lines("feedparser-sanitize.jsonl"):
        yield one["xml"]
        try:
            yield from (text for text in ET.fromstring(one["xml"].encode()).itertext() if "<" in text)
        except ET.ParseError:
            continue  # some of them are ill-formed on purpose


def _of_dompurify() -> Iterator[str]:
    yield from (
        one["payload"] for one in json.loads((reference("sanitize") / "dompurify-expect.json").read_text())
    )


def _of_bleach() -> Iterator[str]:
    yield from (one["input"] for one in _lines("bleach.jsonl"))


def _of_tree_construction() -> Iterator[str]:
    for path in sorted((reference("sanitize") / "html5lib-tree-construction").glob("*.dat")):
        yield from re.findall(r"^#data\n(.*?)\n?#errors", path.read_text("utf-8"), re.DOTALL | re.MULTILINE)


def _of_tokenizer() -> Iterator[str]:
    for path in sorted((reference("sanitize") / "html5lib-tokenizer").glob("*.test")):
        held = json.loads(path.read_text("utf-8"))
        for one in [*held.get("tests", []), *held.get("xmlViolationTests", [])]:
            yield _unescaped(one["input"]) if one.get("doubleEscaped") else one["input"]


def _unescaped(text: str) -> str:
    return re.sub(r"\\u([0-9A-Fa-f]{4})", lambda found: chr(int(found[1], 16)), text)


def naughty() -> list[str]:
    """The big list of naughty strings."""
    return [str(one) for one in json.loads((reference("unicode") / "blns.json").read_text("utf-8"))]


def _of_markdown_it() -> Iterator[str]:
    """Title, ".", Markdown, ".", HTML, ".": the Markdown, and the HTML as somebody might paste it."""
    for path in sorted((reference("markdown") / "markdown-it-py").glob("*.md")):
        found = re.findall(r"^\.\n(.*?)^\.\n(.*?)^\.$", path.read_text("utf-8"), re.DOTALL | re.MULTILINE)
        yield from (text for pair in found for text in pair)


SOURCES: Final[dict[str, tuple[Callable[[], Iterator[str]], int]]] = {
    "feedparser": (_of_feedparser, 550),
    "dompurify": (_of_dompurify, 190),
    "bleach": (_of_bleach, 10),
    "html5lib tree construction": (_of_tree_construction, 850),
    "html5lib tokenizer": (_of_tokenizer, 220),
    "naughty strings": (lambda: iter(naughty()), 480),
    "markdown-it": (_of_markdown_it, 260),
    "our own": (lambda: iter((*OF_OUR_OWN, ADDRESS, EMAIL)), 25),
}
"""Where the corpus comes from: its strings, and the least there must be of them."""


@cache
def corpus(source: str) -> tuple[str, ...]:
    """The strings of one source, each once; its last ones also without their entities, as a second reader sees them."""
    found, least = SOURCES[source][0], SOURCES[source][1]
    strings = tuple(dict.fromkeys(found()))
    assert len(strings) >= least, f"{source} has {len(strings)} strings where {least} are expected"
    return tuple(dict.fromkeys([*strings, *(html.unescape(text) for text in strings if "&" in text)]))


def whole_corpus() -> list[str]:
    """All strings of all sources."""
    return list(dict.fromkeys(text for source in SOURCES for text in corpus(source)))
