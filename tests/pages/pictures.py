"""Pictures of every page of the walk, from a running demo: `bin/demo` in one terminal, and in another

    .venv/bin/python -m tests.pages.pictures --url http://localhost:8000 --to docs/pictures

Each page is taken in English at 360 and 1280 pixels, the main ones in Arabic, in Bengali and dark too; whoever sees a
page is one of the demo's people. Small WebP files, long pages cropped, and a page of links beside them. Signing in as
the manager sends one mail with a code, which is read in the demo's outbox; nothing else in the demo changes.
"""

from __future__ import annotations

import io
import re
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import Browser, Page, StorageState, sync_playwright

from palabre.kit.testing.look import CHROMIUM, FLAGS

TALLEST = {360: 1800, 1280: 1400}
"""Widths in CSS pixels, and how much of a page's height is kept at each."""
QUALITY = 36
DARK = 360
"""The width at which a page is taken dark."""
MANAGER, CORRESPONDENT = "dev@example.org", "amina@example.org"

Sign = dict[str, StorageState]


@dataclass(frozen=True)
class Shot:
    """One page: a name, whose host ("" the network's), a path, links to follow from there (a > b), as whom.

    `part` is a key of `/demo/`, or an e-mail address for somebody who is not offered there. A `main` page is taken in
    Arabic, in Bengali and dark too.
    """

    name: str
    community: str
    path: str
    follow: str = ""
    part: str = ""
    main: bool = False

    def at(self, url: str, tag: str) -> str:
        """Its address below the demo's own, in a language."""
        parts = urlsplit(url)
        host = f"{self.community}.{parts.netloc}" if self.community else parts.netloc
        return f"{parts.scheme}://{host}/{tag}{self.path}"


LINKS = "[...document.querySelectorAll('main a[href]')].map(a => [a.href, a.innerText.trim()])"
TALK = "/dialogues/two-hours/"
ANSWER = r"/contributions/\d+/$"
# A link of the outbox is known by its words: one who has not answered yet, one who has said yes.
OFFER, AGREED = (rf"A story for you\? shade-{city}$" for city in ("nairobi", "lagos"))
SHOTS = (
    Shot("network-home", "", "/", main=True),
    Shot("demo", "", "/demo/"),
    Shot("demo-story", "", "/demo/story/"),
    Shot("outbox", "", "/demo/outbox/"),
    Shot("mail", "", "/demo/outbox/", follow=OFFER, main=True),
    Shot("correspondent-reply", "", "/demo/outbox/", follow=f"{OFFER} > /reply/", main=True),
    Shot("correspondent-file-by-mail", "", "/demo/outbox/", follow=f"{AGREED} > /reply/ > /file/"),
    Shot("salon-home", "salon", "/", main=True),
    Shot("dialogues", "salon", "/dialogues/"),
    Shot("dialogue", "salon", TALK, main=True),
    Shot("question", "salon", f"{TALK}question/1/", main=True),
    Shot("answer", "salon", f"{TALK}question/1/", follow=ANSWER),
    Shot("answering", "salon", f"{TALK}question/3/", follow=r"/speak/"),
    Shot("archived-dialogue", "salon", "/dialogues/the-last-bus/"),
    Shot("what-was-heard", "salon", "/dialogues/the-last-bus/heard/", main=True),
    Shot("what-came-of-it", "salon", "/outcomes/"),
    Shot("about", "salon", "/about/"),
    Shot("sign-in", "salon", "/sign-in/"),
    Shot("search", "salon", "/search/?q=water"),
    Shot("missing", "salon", "/no-such-page/"),
    Shot("theme", "cities", "/themes/", follow=r"//[^/]+/\w+/c\d{6}/$", main=True),
    Shot("themes", "cities", "/themes/"),
    Shot("cities-home", "cities", "/"),
    Shot("story", "cities", "/cities/dhaka/", follow=r"/stories/[^/]+/$", main=True),
    Shot("cities", "cities", "/cities/"),
    Shot("city", "cities", "/cities/amman/", main=True),
    Shot("initiatives", "cities", "/initiatives/"),
    Shot("initiative", "cities", "/initiatives/stair-vines/"),
    Shot("circle-home", "circle", "/"),
    Shot("hosted-discussion", "circle", "/dialogues/", follow=r"what-did-you-stop/$"),
    Shot("member-answering", "salon", f"{TALK}question/3/", follow=r"/speak/", part="adama"),
    Shot("member-me", "salon", "/me/", part="adama"),
    Shot("moderation", "salon", "/moderation/", part="carla"),
    Shot("moderation-decide", "salon", "/moderation/", follow=r"/moderation/\d+/$", part="carla"),
    Shot("editor-desk", "cities", "/desk/", part="bruno"),
    Shot("editor-story", "cities", "/desk/", follow=r"/desk/stories/\d+/$", part="bruno"),
    Shot("editor-offer", "cities", "/assignments/new/", part="bruno"),
    Shot("coverage", "cities", "/coverage/", part="bruno"),
    Shot("correspondent-mine", "cities", "/assignments/mine/", part="nusrat", main=True),
    Shot("correspondent-file", "cities", "/assignments/mine/", follow=r"/file/$", part=CORRESPONDENT),
    Shot("correspondent-carry", "salon", f"{TALK}carry/", part=MANAGER),
    Shot("funder-view", "salon", "/funder/", part="ghada", main=True),
    Shot("host-desk", "salon", f"{TALK}host/", part=MANAGER),
    Shot("host-new-dialogue", "salon", "/dialogues/new/", part=MANAGER),
    Shot("host-finding", "salon", f"{TALK}host/heard/", part=MANAGER),
    Shot("manager-members", "salon", "/members/manage/", part=MANAGER),
)


def main() -> int:
    """Take them all; says which could not be taken, and then answers 1."""
    parser = ArgumentParser(
        prog="python -m tests.pages.pictures", description="Pictures of the demo's pages."
    )
    parser.add_argument("--url", default="http://localhost:8000", help="where the demo is (%(default)s)")
    parser.add_argument("--to", type=Path, default=Path("docs/pictures"), help="folder (%(default)s)")
    parser.add_argument("--only", default="", help="only pages whose name holds this")
    options = parser.parse_args()
    options.to.mkdir(parents=True, exist_ok=True)
    shots = [shot for shot in SHOTS if options.only in shot.name]
    failed: list[str] = []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        signed = {key: sign_in(chromium, options.url, host, key) for key, host in _who(shots)}
        for shot, width, tag, dark in _wanted(shots):
            file = options.to / _file(shot, width, tag, dark=dark)
            with_state = signed.get(shot.part)
            if not take(chromium, options.url, shot, file, (width, tag, dark), with_state):
                failed.append(file.name)
    (options.to / "README.md").write_text(index(), "utf-8")
    for name in failed:
        sys.stderr.write(f"{name} could not be taken\n")
    return 1 if failed else 0


def _who(shots: list[Shot]) -> set[tuple[str, str]]:
    return {(shot.part, shot.community) for shot in shots if shot.part}


def _wanted(shots: list[Shot]) -> Iterator[tuple[Shot, int, str, bool]]:
    for shot in shots:
        for width in TALLEST:
            yield shot, width, "en", False
            if shot.main:
                yield shot, width, "ar", False
                yield shot, width, "bn", False
        if shot.main:
            yield shot, DARK, "en", True


def _file(shot: Shot, width: int, tag: str, *, dark: bool) -> str:
    return f"{shot.name}.{width}{'' if tag == 'en' else '.' + tag}{'.dark' if dark else ''}.webp"


def sign_in(chromium: Browser, url: str, community: str, part: str) -> StorageState:
    """Be somebody on a community's host: by the demo's button, else by the code in the demo's outbox."""
    context = chromium.new_context(locale="en")
    page = context.new_page()
    if "@" in part:
        page.goto(Shot("", community, "/sign-in/").at(url, "en"))
        page.locator("main [name=email]").fill(part)
        page.locator("main form button").first.click()
        page.locator("main [name=code]").fill(_code(page, url, part))
        page.locator("main form button").first.click()
        page.wait_for_load_state()
    else:
        page.goto(Shot("", community, "/demo/").at(url, "en"))
        page.locator(f'form[action$="/be/{part}/"] button').first.click()
    state = context.storage_state()
    context.close()
    assert any(cookie["name"] == "palabre_session" for cookie in state["cookies"]), f"{part} is not in"
    return state


def _code(page: Page, url: str, address: str) -> str:
    """The six digits in the latest mail to somebody, read in a page of its own."""
    outbox = page.context.new_page()
    outbox.goto(Shot("", "", "/demo/outbox/").at(url, "en"))
    outbox.locator("main li", has_text=address).first.get_by_role("link").first.click()
    outbox.wait_for_load_state()
    found = re.search(r"\b\d{3} ?\d{3}\b", outbox.locator("main").inner_text())
    outbox.close()
    assert found, f"no code for {address}"
    return found[0]


def take(
    chromium: Browser,
    url: str,
    shot: Shot,
    file: Path,
    seen: tuple[int, str, bool],
    state: StorageState | None,
) -> bool:
    """One picture; False where the page, or the link that leads to it, is not there."""
    width, tag, dark = seen
    context = chromium.new_context(
        viewport={"width": width, "height": 800},
        locale=tag,
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
        storage_state=state,
    )
    page = context.new_page()
    try:
        page.goto(shot.at(url, tag))
        if shot.follow:
            for step in shot.follow.split(" > "):
                links = page.evaluate(LINKS)
                link = next(
                    (href for href, text in links if re.search(step, href) or re.search(step, text)), None
                )
                if link is None:
                    return False
                # A mail's links are in its reader's language.
                page.goto(link.replace("/en/", f"/{tag}/", 1))
        _load_pictures(page)
        height = min(int(page.evaluate("document.documentElement.scrollHeight")), TALLEST[width])
        clip = {"x": 0, "y": 0, "width": width, "height": height}
        png = page.screenshot(full_page=True, clip=clip)  # type: ignore[arg-type]
        Image.open(io.BytesIO(png)).convert("RGB").save(file, "WEBP", quality=QUALITY, method=6)
    finally:
        context.close()
    return True


def _load_pictures(page: Page) -> None:
    """Have every picture there, also those a browser loads only when one comes near them; ten seconds at most."""
    page.evaluate(
        """async () => {
            for (const image of document.images) image.loading = "eager";
            const all = Promise.all([...document.images].map(image => image.decode().catch(() => null)));
            await Promise.race([all, new Promise(done => setTimeout(done, 10000))]);
        }"""
    )


def index() -> str:
    """A page of links to them all."""
    lines = [
        "# Pictures of the demo",
        "",
        "Every page of the walk at 360 and 1280 pixels. Everybody in them is invented. Made anew by",
        "`python -m tests.pages.pictures`, with `bin/demo` running: see the first lines of `tests/pages/pictures.py`.",
        "",
        "| page | English | Arabic | Bengali | dark |",
        "|---|---|---|---|---|",
    ]
    for shot in SHOTS:
        cells = [_cell(shot, "en", dark=False)]
        if shot.main:
            cells += [
                _cell(shot, "ar", dark=False),
                _cell(shot, "bn", dark=False),
                _cell(shot, "en", dark=True),
            ]
        cells += [""] * (4 - len(cells))
        lines.append(f"| {shot.name.replace('-', ' ')} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _cell(shot: Shot, tag: str, *, dark: bool) -> str:
    widths = (DARK,) if dark else tuple(TALLEST)
    return " ".join(f"[{width}]({_file(shot, width, tag, dark=dark)})" for width in widths)


if __name__ == "__main__":
    sys.exit(main())
