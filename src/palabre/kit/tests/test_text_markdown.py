"""What people write, made into a little clean HTML."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palabre.kit.testing.reference import reference
from palabre.kit.text.graphemes import graphemes
from palabre.kit.text.markdown import (
    MAX_LENGTH,
    TAGS,
    TextTooLong,
    clean,
    excerpt,
    plain,
    render,
    says_nothing,
)
from palabre.kit.text.tidy import is_visible

REL = 'rel="nofollow noopener ugc"'


class Inspector(HTMLParser):
    """Notes whatever a page of ours would not want in a text."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        allowed = {"a": {"href", "title", "rel"}, "ol": {"start"}, "blockquote": {"dir", "lang"}}.get(
            tag, set()
        )
        self.found += [] if tag in TAGS else [f"<{tag}>"]
        self.found += [f"{tag} {name}" for name, _ in attrs if name not in allowed]
        given = dict(attrs)
        href = given.get("href")
        if href is not None and not re.match(r"(https?|mailto):", href.strip(), re.IGNORECASE):
            self.found.append(href)
        if tag == "a" and given.get("rel") != "nofollow noopener ugc":
            self.found.append("a link without rel")

    def handle_comment(self, data: str) -> None:
        self.found.append(f"comment {data}")


def _assert_is_harmless(html: str) -> None:
    inspector = Inspector()
    inspector.feed(html)
    inspector.close()
    assert inspector.found == [], html
    assert clean(html) == html


def _hostile_html() -> Iterator[str]:
    folder = reference("sanitize")
    for name, key in (("bleach.jsonl", "input"), ("html-pairs-from-feedparser.jsonl", "input")):
        yield from (json.loads(line)[key] for line in (folder / name).read_text().splitlines())
    yield from (case["payload"] for case in json.loads((folder / "dompurify-expect.json").read_text()))
    for path in sorted((folder / "html5lib-tree-construction").glob("*.dat")):
        yield from re.findall(r"^#data\n(.*?)\n#errors", path.read_text(), re.DOTALL | re.MULTILINE)
    for path in sorted((folder / "html5lib-tokenizer").glob("*.test")):
        yield from (case["input"] for case in json.loads(path.read_text()).get("tests", []))
    yield from json.loads((reference("unicode") / "blns.json").read_text())


def test_paragraphs_lists_quotes_code_and_emphasis_are_shown() -> None:
    html = render("One **two** *three*\nfour\n\n- a\n- b\n\n3. c\n\n> d\n\n`e`\n\n    f")
    assert html == (
        "<p>One <strong>two</strong> <em>three</em><br>\nfour</p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"
        '<ol start="3">\n<li>c</li>\n</ol>\n<blockquote dir="auto">\n<p>d</p>\n</blockquote>\n<p><code>e</code></p>\n'
        "<pre><code>f\n</code></pre>\n"
    )


def test_headings_start_below_the_pages_own() -> None:
    assert render("# a\n## b\n##### c") == "<h3>a</h3>\n<h4>b</h4>\n<h6>c</h6>\n"
    assert render("# a", first_heading=2) == "<h2>a</h2>\n"
    assert render("### a\n#### b", first_heading=2) == "<h2>a</h2>\n<h3>b</h3>\n"
    with pytest.raises(ValueError, match="between h2 and h6"):
        render("# a", first_heading=1)


def test_html_is_shown_and_not_obeyed() -> None:
    assert render("<b>x</b> <script>y</script>") == (
        "<p>&lt;b&gt;x&lt;/b&gt; &lt;script&gt;y&lt;/script&gt;</p>\n"
    )


def test_a_picture_is_shown_as_its_description() -> None:
    assert render("![A well & a <pump>](https://a.org/x.png)") == "<p>A well &amp; a &lt;pump&gt;</p>\n"


@pytest.mark.parametrize(
    ("written", "link"),
    [
        ("[x](https://a.org)", f'<a href="https://a.org" {REL}>x</a>'),
        ("<me@a.org>", f'<a href="mailto:me@a.org" {REL}>me@a.org</a>'),
        ("see https://a.org/b_(c).", f'see <a href="https://a.org/b_(c)" {REL}>https://a.org/b_(c)</a>.'),
        ("(https://a.org)", f'(<a href="https://a.org" {REL}>https://a.org</a>)'),
        ("দেখুন https://a.org।", f'দেখুন <a href="https://a.org" {REL}>https://a.org</a>।'),
        ("`https://a.org`", "<code>https://a.org</code>"),
        ("https:// is", "https:// is"),
    ],
)
def test_addresses_become_links(written: str, link: str) -> None:
    assert render(written) == f"<p>{link}</p>\n"


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "/path", "//a.org", "ftp://a.org", "data:text/html,x", "vbscript:x", "tel:1"],
)
def test_links_lead_to_http_https_and_mailto_only(address: str) -> None:
    assert "href" not in render(f"[x]({address})")
    assert "href" not in clean(f'<a href="{address}">x</a>')


def test_turning_marks_and_controls_do_not_come_in_as_entities() -> None:
    assert render("a&#x202e;b") == "<p>ab</p>\n"
    assert clean("a&#x202e;b\u202ec&#x81;d") == "abcd"


def test_cleaning_leaves_a_tag_and_the_stroke_after_it_apart() -> None:
    assert clean("<p>\u0338a</p>") == "<p>\u0338a</p>"


def test_too_long_a_text_is_refused() -> None:
    assert render("a" * MAX_LENGTH)
    with pytest.raises(TextTooLong):
        render("a" * (MAX_LENGTH + 1))


@pytest.mark.long
@pytest.mark.parametrize("knot", ["[", "*", "> ", "`", "![", "<", "_a ", "[a](", "- ", "https://"])
def test_a_knot_of_signs_is_undone_in_time_and_harmless(knot: str) -> None:
    _assert_is_harmless(render(knot * 3_000))


@pytest.mark.long
def test_hostile_html_leaves_nothing_active() -> None:
    inputs = list(_hostile_html())
    assert len(inputs) > 1_500
    for html in inputs:
        _assert_is_harmless(clean(html))
        _assert_is_harmless(render(html))


@given(st.text())
def test_any_text_is_rendered_harmless(text: str) -> None:
    _assert_is_harmless(render(text))


def test_markdown_is_that_of_the_standard() -> None:
    cases = json.loads((reference("markdown") / "commonmark-0.31.2.json").read_text())
    # What we differ in on purpose has its own tests above: HTML, pictures, relative links, bare addresses.
    apart = ("HTML blocks", "Raw HTML", "Images", "Links", "Link reference definitions", "Autolinks")
    compared = [case for case in cases if case["section"] not in apart and _is_plain(case)]
    assert len(compared) > 400
    wrong = [
        case["example"]
        for case in compared
        if _without_breaks(render(case["markdown"])) != _without_breaks(clean(_demoted(case["html"])))
    ]
    assert wrong == []


def test_links_of_the_standard_lead_where_it_says() -> None:
    cases = json.loads((reference("markdown") / "commonmark-0.31.2.json").read_text())
    absolute = [c for c in cases if re.search(r'href="(https?|mailto):', c["html"]) and _is_plain(c)]
    assert len(absolute) >= 10
    for case in absolute:
        expected = re.findall(r'href="((?:https?|mailto):[^"]*)"', clean(case["html"]))
        assert re.findall(r'href="([^"]*)"', render(case["markdown"])) == expected


def _is_plain(case: dict[str, str]) -> bool:
    """Without HTML, pictures and bare addresses, which the standard treats otherwise than we do."""
    written = case["markdown"]
    bare = re.search(r"(?<![<(])https?://", written)
    return not (
        re.search(r"<(?!https?:|[^>@\s]+@)[a-zA-Z/!?]", written)
        or "![" in written
        or bare
        or "\x00" in written
    )


def _demoted(html: str) -> str:
    by = 3 - min(map(int, re.findall(r"<h([1-6])>", html)), default=1)
    return re.sub(r"<(/?)h([1-6])>", lambda found: f"<{found[1]}h{min(6, int(found[2]) + by)}>", html)


def _without_breaks(html: str) -> str:
    return unicodedata.normalize(
        "NFC",
        html.replace("<br>", "").replace(' dir="auto"', "").replace("<blockquote>\n</", "<blockquote></"),
    )


def test_plain_text_keeps_words_and_lines() -> None:
    assert plain("<p>a &amp; b<br>c</p><ul><li>d</li><li>e</li></ul><script>x</script>") == "a & b\nc\nd\ne"
    assert plain(render("1 < 2 & <b>")) == "1 < 2 & <b>"


def test_an_excerpt_ends_between_words() -> None:
    assert excerpt("There is no water in the village", 20) == "There is no water…"
    assert excerpt("There is\nno water", 20) == "There is no water"
    assert excerpt("There, then gone", 7) == "There…"


def test_an_excerpt_never_cuts_inside_a_character() -> None:
    assert excerpt("শিশিশিশি", 3) == "শিশি…"
    assert excerpt("👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧", 2) == "👩‍👩‍👧…"
    with pytest.raises(ValueError, match="room"):
        excerpt("water", 1)


@given(st.text(), st.integers(2, 30))
def test_an_excerpt_is_as_long_as_asked_and_a_beginning(text: str, length: int) -> None:
    short = excerpt(text, length)
    assert len(graphemes(short)) <= length
    assert not unicodedata.category((short or "a")[0]).startswith("Z")


def test_hostile_strings_have_excerpts() -> None:
    for text in json.loads((reference("unicode") / "blns.json").read_text()):
        assert len(graphemes(excerpt(plain(render(text)), 12))) <= 12


@pytest.mark.parametrize(
    "written",
    [
        "",
        "\u200b \u200b",
        "\u3164\n\n\u2800",
        "![](http://a/b.png)",
        "[](https://a.example)",
        '[a]: https://a.example "title"',
        "&#8203;&#x200b;",
        "```python\n```",
        "---",
        "#",
        "1.",
        "> ",
    ],
)
def test_what_leaves_no_visible_text_says_nothing(written: str) -> None:
    assert says_nothing(written)


@pytest.mark.parametrize(
    "written",
    [
        "A",
        "字",
        "42",
        "👍",
        "…",
        "![a pump](http://a/b.png)",
        "[here](https://a.example)",
        "<b>",
        "`x`",
        "&amp;",
        "![](http://a/b.png)\n\nIt broke.",
        "\u200bعربي\u200b",
    ],
)
def test_whatever_shows_a_sign_says_something(written: str) -> None:
    assert not says_nothing(written)


@given(st.text(alphabet='aé字1 \u200b\u0301[]()!`~&#8203;:/<>\n*-"', max_size=40))
def test_nothing_is_said_exactly_where_no_sign_is_shown(written: str) -> None:
    assert says_nothing(written) == (not is_visible(plain(render(written))))
