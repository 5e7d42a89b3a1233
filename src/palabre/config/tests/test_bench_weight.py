"""Pages are weighed as they leave, kept as files, and visited as somebody far away does."""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from palabre.config.cli.bench import browsing, pages, servers
from palabre.config.cli.bench.copies import Copies
from palabre.config.cli.bench.load import WentWrong
from palabre.config.cli.program import main
from palabre.config.tests.answering import Answering, Told, answering
from palabre.config.tests.test_bench import measured

PAGE = (
    '<!doctype html><html lang="en"><title>x</title><link rel="stylesheet" href="/own.css"><h1>Water</h1>'
    '<article class="said"><p>The pump stands still.</p></article><img src="/façade.png" width="9" height="9">'
    '<a href="/en/next/?q=1#here">on</a> <a href="https://example.org/">out</a>'
)
HTML = {"Content-Type": "text/html; charset=utf-8"}
ANSWERS = {
    "/en/": Told(gzip.compress(PAGE.encode(), mtime=0), headers=HTML | {"Content-Encoding": "gzip"}),
    "/en/plain/": Told(PAGE.encode(), headers=HTML),
    "/own.css": Told(b"h1 { color: black }", headers={"Content-Type": "text/css"}),
    "/façade.png": Told(b"no picture", headers={"Content-Type": "image/png"}),
    "/feed.atom": Told(b"<feed/>", headers={"Content-Type": "application/atom+xml"}),
}
MISSING = Told(b"<h1>Not here</h1>", status=404, headers=HTML)
has_nginx = pytest.mark.skipif(servers.nginx() is None, reason="nginx is not installed")


@pytest.fixture
def site() -> Iterator[Answering]:
    """A page with a style and a picture of its own."""
    with answering(lambda path: ANSWERS.get(path, MISSING)) as there:
        yield there


def test_a_page_weighs_what_leaves_with_the_style_it_fetches(site: Answering) -> None:
    style, packed = len(ANSWERS["/own.css"].body), len(ANSWERS["/en/"].body)
    page = pages.weigh(site.port, "a.localhost", "/en/")
    assert page.size == packed + style
    assert page.links == ["/en/next/?q=1"], "elsewhere is none of our pages"
    assert pages.weigh(site.port, "a.localhost", "/en/plain/").size == len(PAGE.encode()) + style
    assert {headers["Accept-Encoding"] for headers in site.asked} == {"gzip"}


def test_what_is_no_page_or_not_the_wanted_one_weighs_nothing(site: Answering) -> None:
    assert pages.weigh(site.port, "a.localhost", "/feed.atom").size == 0
    assert pages.weigh(site.port, "a.localhost", "/nowhere/", 200).size == 0
    assert pages.weigh(site.port, "a.localhost", "/nowhere/", 404).size == len(MISSING.body)


@pytest.fixture
def reached(reachable: Path, site: Answering) -> Copies:
    """The page and all it needs, kept as files."""
    copies = Copies(reachable / "weight" / "copies")
    for path in ("/en/?q=1", "/own.css", "/fa%C3%A7ade.png"):
        copies.keep(f"http://a.localhost:{site.port}{path}")
    return copies


@has_nginx
def test_a_copy_is_served_as_the_page_left(reached: Copies, site: Answering, tmp_path: Path) -> None:
    asked = len(site.asked)
    assert reached.keep(f"http://a.localhost:{site.port}/own.css") == len(ANSWERS["/own.css"].body)
    assert len(site.asked) == asked, "it is fetched once"
    with reached.served(tmp_path / "log") as file:
        assert file is not None
        for path in ("/en/", "/own.css", "/façade.png"):
            status, headers, body = pages.fetched(file.port, "a.localhost", path)
            told = ANSWERS[path]
            assert (status, body) == (200, told.body)
            assert headers["content-type"] == told.headers["Content-Type"]
            assert headers.get("content-encoding") == told.headers.get("Content-Encoding")
        assert pages.fetched(file.port, "b.localhost", "/en/")[2] != ANSWERS["/en/"].body, "by its host"


@has_nginx
def test_what_nginx_refuses_is_not_compared_with(
    reached: Copies, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("palabre.config.cli.bench.copies._FILE", "location = {path} {{ return 403; }}")
    with (
        pytest.raises(WentWrong, match=r"does not answer a\.localhost/en/"),
        reached.served(tmp_path / "log"),
    ):
        pass


@pytest.mark.browser
def test_a_visit_says_what_was_asked_for_and_when_the_first_words_could_be_read(site: Answering) -> None:
    url = f"http://a.localhost:{site.port}/en/"
    with browsing.chromium() as browser:
        seen = browsing.visit(browser, url, "en")
        after = browsing.readable_after(browser, url, "en", browsing.CONTRIBUTION)
    here = f"http://a.localhost:{site.port}"
    assert seen.has_contribution
    assert sorted(seen.addresses) == [f"{here}/en/", f"{here}/fa%C3%A7ade.png", f"{here}/own.css"]
    assert seen.pictures == seen.above == [f"{here}/fa%C3%A7ade.png"]
    assert after > 2 * browsing.DELAY_MS, "the page, then its style, each after the line's delay"


@pytest.mark.long
@pytest.mark.browser
def test_words_that_never_come_are_not_measured(site: Answering, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browsing, "PATIENCE_MS", 3_000)
    with browsing.chromium() as browser, pytest.raises(WentWrong, match="nothing could be read"):
        browsing.readable_after(browser, f"http://a.localhost:{site.port}/en/", "en", "article.other")


@pytest.mark.browser
def test_a_browser_that_ends_is_said_in_a_sentence(site: Answering) -> None:
    def visit_after_the_end() -> None:
        with browsing.chromium() as browser:
            browser.close()
            browsing.visit(browser, f"http://a.localhost:{site.port}/en/", "en")

    with pytest.raises(WentWrong, match="chromium: "):
        visit_after_the_end()


def test_without_a_browser_it_is_said_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("palabre.kit.testing.look.CHROMIUM", "/nowhere/chromium")
    with (
        pytest.raises(browsing.Nobody, match="there is no chromium at /nowhere/chromium"),
        browsing.chromium(),
    ):
        pass
    monkeypatch.setitem(sys.modules, "playwright.sync_api", None)
    with (
        pytest.raises(browsing.Nobody, match=r"the package playwright\.sync_api is missing"),
        browsing.chromium(),
    ):
        pass


@pytest.mark.parametrize("told", [["--times", "0"], ["--languages", "xx"]])
def test_what_cannot_be_visited_is_refused_before_anything_is(told: list[str], tmp_path: Path) -> None:
    assert main(["bench", "weight", *told, "--data", str(tmp_path)]) == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.load
def test_every_type_of_page_has_its_weight_with_a_browser_and_without(reachable: Path) -> None:
    """The whole of the types without a browser, then one of them in two languages over the slow line."""
    alone = measured(reachable, "weight", "--languages", "en", PALABRE_CHROMIUM="/nowhere")
    assert "since there is no chromium at /nowhere: the columns of visits are left out" in alone.stderr
    weighed = json.loads(alone.stdout)["rows"]
    names = {row["name"] for row in weighed}
    assert len(names) == len(weighed) > 30
    assert names >= {
        "dialogues_page",
        "dialogues_speak",
        "portal_home_salon",
        "portal_home_network",
        "missing",
    }
    assert all(set(row) == {"name", "language", "bytes"} and row["bytes"] > 1_000 for row in weighed)
    visited = json.loads(
        measured(
            reachable, "weight", "--languages", "en", "bn", "--only", "dialogues_page", "--times", "1"
        ).stdout
    )["rows"]
    assert [(row["name"], row["language"]) for row in visited] == [
        ("dialogues_page", "en"),
        ("dialogues_page", "bn"),
    ]
    for row in visited:
        assert row["readable"] == "contribution" and row["readable_ms"] > browsing.DELAY_MS
        assert row["requests"] >= 1
        assert row["ratio_file"] is None or row["ratio_file"] > 0
    assert visited[0]["bytes"] == next(row["bytes"] for row in weighed if row["name"] == "dialogues_page")
    history = (reachable / "bench" / "history" / "weight.jsonl").read_text().splitlines()
    assert [len(json.loads(line)["rows"]) for line in history] == [len(weighed), 2]
