"""CommonMark 0.31.2, all 652 examples: what we render is the standard's, but for what we change on purpose.

Both sides are read as trees. Changed in the standard's tree, because `render` promises it: the largest heading becomes
h3, a line end is a line end, a picture stands as its description, a class of code is left out, a link that leads
neither by http, https nor mailto leads nowhere. On ours, the `rel` of links and the `dir` of quotes are left out. What
differs after that is named in APART, example by example, with its reason.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import pytest

from palabre.kit.testing.reference import reference
from palabre.kit.text.markdown import render

ALL, EQUAL = 652, 577
HTML = "HTML in a text is shown, not obeyed"
BARE = "a bare address becomes a link"
# Section of the standard → why we differ, and in which of its examples. All other examples are equal.
APART: dict[str, tuple[str, frozenset[int]]] = {
    "Backslash escapes": (HTML, frozenset({21})),
    "Entity and numeric character references": (HTML, frozenset({31})),
    "HTML blocks": (HTML, frozenset(range(148, 192))),
    "Link reference definitions": (HTML, frozenset({201})),
    "Lists": (HTML, frozenset({308, 309})),
    "Code spans": (HTML, frozenset({344})),
    "Emphasis and strong emphasis": (HTML, frozenset({475, 476, 477})),
    "Links": (HTML, frozenset({491, 494, 524, 536})),
    "Autolinks": (BARE, frozenset({602, 608, 611})),
    "Raw HTML": (HTML, frozenset({613, 614, 615, 616, 617, 623, 625, 626, 627, 628, 629, 630, 631})),
    "Hard line breaks": (HTML, frozenset({642, 643})),
}
BLOCKS = frozenset({"p", "ul", "ol", "li", "blockquote", "pre", "hr", *(f"h{n}" for n in range(1, 7))})
Node = tuple[Any, ...]
BREAK: Node = ("br",)


@dataclass(frozen=True)
class Case:
    """One example of the standard."""

    number: int
    section: str
    markdown: str
    html: str


def cases() -> list[Case]:
    told = json.loads((reference("markdown") / "commonmark-0.31.2.json").read_text("utf-8"))
    return [Case(one["example"], one["section"], one["markdown"], one["html"]) for one in told]


@dataclass
class Tree(HTMLParser):
    """HTML as a flat list of its nodes: elements opened and closed, texts, breaks."""

    first_heading: int = 1
    found: list[Node] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs if name not in ("rel", "dir")}
        if tag == "br":
            self.found.append(BREAK)
        elif tag == "img":
            self.handle_data(said.get("alt", ""))
        else:
            self.found.append(("open", self._demoted(tag), *sorted(_as_ours(tag, said).items())))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self.found.append(("close", self._demoted(tag)))

    def handle_data(self, data: str) -> None:
        if self.found and self.found[-1][0] == "text":
            data = self.found.pop()[1] + data
        if data:
            self.found.append(("text", data))

    def handle_comment(self, data: str) -> None:
        self.found.append(("comment", data))

    def _demoted(self, tag: str) -> str:
        by = 3 - self.first_heading
        return f"h{min(6, int(tag[1]) + by)}" if re.fullmatch("h[1-6]", tag) else tag


def _as_ours(tag: str, said: dict[str, str]) -> dict[str, str]:
    """Attributes without those we never write."""
    if tag == "code":
        said = {name: value for name, value in said.items() if name != "class"}
    if tag == "a" and not re.match("(https?|mailto):", said.get("href", ""), re.IGNORECASE):
        said = {name: value for name, value in said.items() if name != "href"}
    return said


def tree(html: str, *, first_heading: int) -> list[Node]:
    reader = Tree(first_heading=first_heading)
    reader.feed(html)
    reader.close()
    return _with_line_ends(reader.found)


def _with_line_ends(nodes: list[Node]) -> list[Node]:
    """A line end within a paragraph is a break; one beside a block is how HTML is laid out, and nothing."""
    found: list[Node] = []
    verbatim = 0
    for place, node in enumerate(nodes):
        verbatim += {"open": 1, "close": -1}.get(node[0], 0) if node[1:2] == ("pre",) else 0
        if node[0] != "text" or verbatim:
            found.append(node)
            continue
        lines = node[1].split("\n")
        if place == 0 or nodes[place - 1] == BREAK or _is_block(nodes[place - 1]):
            lines = lines[1:] if lines[0] == "" else lines
        if lines and lines[-1] == "" and (place + 1 == len(nodes) or _is_block(nodes[place + 1])):
            lines.pop()
        for number, line in enumerate(lines):
            found += [BREAK] * (number > 0) + [("text", line)] * bool(line)
    return found


def _is_block(node: Node) -> bool:
    return node[0] in ("open", "close") and node[1] in BLOCKS


def differs(case: Case) -> bool:
    highest = min(map(int, re.findall("<h([1-6])>", case.html)), default=3)
    return tree(render(case.markdown), first_heading=3) != tree(case.html, first_heading=highest)


def test_every_example_is_the_standards_but_for_those_named() -> None:
    found = cases()
    assert len(found) == ALL
    apart = {section: numbers for section, (_why, numbers) in APART.items()}
    wrong: dict[str, set[int]] = {}
    for case in found:
        if differs(case):
            wrong.setdefault(case.section, set()).add(case.number)
    assert wrong == apart
    assert ALL - sum(map(len, wrong.values())) == EQUAL


@pytest.mark.parametrize("section", APART)
def test_where_we_differ_the_reason_named_is_seen_in_what_was_written(section: str) -> None:
    why, numbers = APART[section]
    written = {case.number: case.markdown for case in cases()}
    for number in numbers:
        is_html = bool(re.search(r"<[a-zA-Z/!?](?!ttps?:)", written[number])) and HTML in why
        is_bare = bool(re.search(r"https?://", written[number])) and BARE in why
        assert is_html or is_bare, written[number]


def test_what_we_differ_in_shows_the_html_as_it_was_written() -> None:
    """Nothing that was written between angle brackets is lost: its letters stand on the page."""
    for case in cases():
        if case.section == "HTML blocks":
            shown = "".join(
                node[1] for node in tree(render(case.markdown), first_heading=3) if node[0] == "text"
            )
            for name in re.findall(r"<([a-zA-Z]+)", case.markdown):
                assert f"<{name}" in shown, case.number


@pytest.mark.parametrize(
    ("ours", "standards"),
    [
        ("<p>a<br>\nb</p>", "<p>ab</p>"),
        ("<p>a b</p>", "<p>a\nb</p>"),
        ("<h3>a</h3>", "<h2>a</h2>\n<h3>b</h3>"),
        ("<p>a</p>", "<p><em>a</em></p>"),
        ('<p><a href="https://a.org">a</a></p>', '<p><a href="https://b.org">a</a></p>'),
        ("<pre><code>a\n</code></pre>", "<pre><code>a</code></pre>"),
        ("<ul><li>a</li></ul>", "<ul><li><p>a</p></li></ul>"),
        ('<ol start="3"><li>a</li></ol>', "<ol><li>a</li></ol>"),
    ],
)
def test_the_comparison_can_fail(ours: str, standards: str) -> None:
    assert tree(ours, first_heading=3) != tree(standards, first_heading=3)


def test_the_comparison_overlooks_what_we_promise_and_nothing_else() -> None:
    code = '<pre><code class="language-f">g\n</code></pre>\n'
    standards = f'<h1>a</h1>\n<p>b\nc<br />\nd <img src="/x" alt="e" /></p>\n{code}'
    ours = "<h3>a</h3>\n<p>b<br>\nc<br>\nd e</p>\n<pre><code>g\n</code></pre>\n"
    assert tree(ours, first_heading=3) == tree(standards, first_heading=1)
