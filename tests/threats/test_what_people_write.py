"""The payloads of others through our cleaner: nothing active is left, nothing moves, nothing runs in a real browser."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.template import Context, engines
from django.test import RequestFactory

from palabre.kit.delivery.middleware import DeliveryMiddleware
from palabre.kit.testing.look import CHROMIUM, browser
from palabre.kit.text.graphemes import graphemes
from palabre.kit.text.markdown import TAGS, clean, excerpt, plain, render
from palabre.kit.text.tidy import one_line, tidy
from tests.threats.hostile import SOURCES, corpus, whole_corpus
from tests.threats.watching import Watched, watched

pytestmark = pytest.mark.threat

in_a_browser = pytest.mark.skipif(not shutil.which(CHROMIUM), reason=f"{CHROMIUM} is missing")
SAMPLE = 12
"""Of so many strings one is looked at on each run, all of them with `--all`."""
every = pytest.mark.parametrize(
    "step", [pytest.param(SAMPLE, id="sample"), pytest.param(1, id="all", marks=pytest.mark.scale)]
)
ATTRIBUTES = {"a": {"href", "title", "rel"}, "ol": {"start"}, "blockquote": {"dir", "lang"}}
ADDRESS = re.compile(r"(https?|mailto):", re.IGNORECASE)
VOID = ("br", "hr")
INLINE = ("em", "strong", "a", "code")


class Reader(HTMLParser):
    """Reads cleaned HTML strictly: what is open is closed in order, and only what may stand there stands there."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.feed(html)
        self.close()
        self.wrong += [f"{tag} is never closed" for tag in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        allowed = ATTRIBUTES.get(tag, set())
        self.wrong += [] if tag in TAGS else [f"<{tag}>"]
        self.wrong += [f"{name} of {tag}" for name, _value in attrs if name not in allowed]
        self.wrong += [f"{name} twice" for name, _value in attrs if [n for n, _ in attrs].count(name) > 1]
        given = dict(attrs)
        if "href" in given and not ADDRESS.match(given["href"] or ""):
            self.wrong.append(f"leads to {given['href']}")
        if tag == "a" and given.get("rel") != "nofollow noopener ugc":
            self.wrong.append("a link without rel")
        self._placed(tag)
        if tag not in VOID:
            self.open.append(tag)

    def _placed(self, tag: str) -> None:
        """A browser would move these about: a paragraph takes no block, a link no link."""
        if "p" in self.open and tag not in (*INLINE, "br"):
            self.wrong.append(f"{tag} in a paragraph")
        if tag == "a" and "a" in self.open:
            self.wrong.append("a link in a link")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> closes nothing")

    def handle_comment(self, data: str) -> None:
        self.wrong.append(f"comment {data}")

    def handle_decl(self, decl: str) -> None:
        self.wrong.append(f"declaration {decl}")

    def handle_pi(self, data: str) -> None:
        self.wrong.append(f"instruction {data}")

    def unknown_decl(self, data: str) -> None:
        self.wrong.append(f"section {data}")


def faults_of(cleaned: str) -> list[str]:
    again = [] if clean(cleaned) == cleaned else [f"cleaned again it is {clean(cleaned)!r}"]
    return Reader(cleaned).wrong + again


@every
@pytest.mark.parametrize("source", SOURCES)
def test_cleaned_text_holds_nothing_active_and_is_clean(source: str, step: int) -> None:
    wrong = {}
    for written in corpus(source)[::step]:
        for cleaned in (render(written), clean(written)):
            if found := faults_of(cleaned):
                wrong[written] = (cleaned, found)
    assert wrong == {}


@every
def test_plain_words_and_excerpts_of_anything_can_be_had(step: int) -> None:
    for written in whole_corpus()[::step]:
        for cleaned in (written, render(written)):
            words = plain(cleaned)
            assert len(graphemes(excerpt(words, 40))) <= 40
            assert "\n" not in one_line(words)


@every
def test_tidying_twice_changes_nothing_and_leaves_no_hazard(step: int) -> None:
    for written in whole_corpus()[::step]:
        tidied = tidy(written)
        assert tidy(tidied) == tidied
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]", tidied)


@pytest.mark.parametrize(
    "html",
    [
        "<p>a<script>b</script></p>",
        "<p onclick=a>b</p>",
        '<p><a href="javascript:a" rel="nofollow noopener ugc">b</a></p>',
        '<p><a href="https://a.org">b</a></p>',
        "<p><ul></ul></p>",
        "<p>a",
        "<!-- a -->",
        "<em><strong>a</em></strong>",
    ],
)
def test_the_reading_can_fail(html: str) -> None:
    assert Reader(html).wrong


PAGE = engines["django"].from_string(
    '{% extends "kit/base.html" %}{% block title %}x{% endblock %}{% block style %}{% style "talk" %}{% endblock %}'
    '{% block main %}{% for html in boxes %}{% prose html "en" "prose box" %}{% endfor %}{% endblock %}'
)
BOXES = 200


def served_by_us(boxes: list[str]) -> tuple[dict[str, str], bytes]:
    """A page of the house with these texts on it, and the headers it leaves with."""

    def view(request: HttpRequest) -> HttpResponse:
        inner: Any = PAGE
        return HttpResponse(inner.template.render(Context({"request": request, "boxes": boxes})))

    response = DeliveryMiddleware(view)(RequestFactory().get("/"))
    return dict(response.headers.items()), response.content


def pages(step: int) -> Iterator[list[str]]:
    """Everything cleaned, in both ways, as many on a page as a browser reads at once."""
    written = whole_corpus()[::step]
    cleaned = list(dict.fromkeys(way(text) for text in written for way in (render, clean)))
    assert len(cleaned) > len(written)
    for start in range(0, len(cleaned), BOXES):
        yield cleaned[start : start + BOXES]


def look(seen: Watched, boxes: list[str]) -> list[str]:
    """What is wrong with a page of these texts: what it does, and whether each is still in its box, the same tree."""
    seen.served["http://corpus.localhost/"] = served_by_us(boxes)
    assert seen.open("http://corpus.localhost/") == 200
    found = seen.faults()
    shown = seen.page.evaluate("[...document.querySelectorAll('main > .box')].map(box => box.innerHTML)")
    if len(shown) != len(boxes):
        return [*found, f"{len(shown)} boxes where there were {len(boxes)}"]
    # A browser writes some signs as others ("&nbsp;"); what it reads is compared, read by the cleaner.
    return found + [
        f"{box!r} became {html!r}"
        for box, html in zip(boxes, shown, strict=True)
        if clean(html) != box and html != box
    ]


@in_a_browser
@pytest.mark.browser
@every
@pytest.mark.parametrize(
    "policy",
    [
        pytest.param(True, id="with our policy", marks=pytest.mark.scale),
        pytest.param(False, id="without a policy"),
    ],
)
def test_nothing_of_it_runs_in_a_browser(policy: bool, step: int) -> None:
    with browser() as chromium, watched(chromium, policy=policy) as seen:
        wrong = [fault for boxes in pages(step) for fault in look(seen, boxes)]
    assert wrong == []


@in_a_browser
@pytest.mark.scale
@pytest.mark.browser
def test_the_watch_in_a_browser_can_fail() -> None:
    """Each of these is harmful, and noted; the first three run where no policy forbids it, and are stopped by ours."""
    harmful = [
        "<script>hit()</script>",
        "<img src='/x' onerror=hit()>",
        "<svg/onload=alert(1)>",
        "<img src='http://elsewhere.example/x.png'>",
        "<a href='javascript:hit()'>a</a>",
        "<iframe src='about:blank'></iframe>",
        "</div></main><b>",
        "<form action='http://elsewhere.example/'></form>",
        "<script type='application/ld+json'>{\"a\": }</script>",
        "<palabre-hit>",
    ]
    with browser() as chromium:
        with watched(chromium, policy=False) as seen:
            for html in harmful:
                assert look(seen, [html, "a"]), html
            assert any(fault.startswith("ran hit") for fault in look(seen, harmful[:1]))
            assert any(fault.startswith("asked for") for fault in look(seen, harmful[3:4]))
        with watched(chromium) as seen:
            for html in harmful[:3]:
                found = look(seen, [html])
                assert any(fault.startswith("against the policy") for fault in found), html
                assert not any(fault.startswith("ran") for fault in found), html
