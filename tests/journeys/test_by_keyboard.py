"""The salon by keyboard alone, each stop seen; and the same acts where no script runs."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from palabre.communities.models import Community
from palabre.dialogues.actions.speaking import contribute
from palabre.kit import tenancy
from palabre.kit.testing import look
from palabre.kit.testing.cast import model
from palabre.moderation import actions as moderation
from palabre.moderation.subjects import subject_of
from tests.journeys.keys import Keys
from tests.journeys.site import serving
from tests.pages.walk import Place, one, somebody

pytestmark = [
    pytest.mark.browser,
    pytest.mark.scale,
    pytest.mark.skipif(not shutil.which(look.CHROMIUM), reason="chromium is not installed here"),
]


class Salon:
    """The demo's open conversation, and its people at their keyboards."""

    def __init__(self, chromium: Browser, port: int, *, js: bool) -> None:
        self.chromium, self.port, self.js = chromium, port, js
        self.community = Community.objects.get(blueprint="salon")
        self.dialogue = one("dialogues.Dialogue", self.community, noted_state="open")
        self.talk = f"/dialogues/{self.dialogue.slug}/"
        self.said = one(
            "dialogues.Contribution", self.community, dialogue=self.dialogue, answers=None, standing="public"
        )

    def url(self, path: str) -> str:
        return f"http://{self.community.host}:{self.port}/en{path}"

    @contextmanager
    def as_a(self, role: str) -> Iterator[Keys]:
        """Somebody with this role; at the end, all their stops could be seen."""
        place = Place(role, self.community.host, "/", somebody(self.community, role))
        held = place.browser(self.port).cookies.items()
        with look.visit(self.chromium, "about:blank", js=self.js) as seen:
            cookies = [{"name": name, "value": each.value, "url": self.url("/")} for name, each in held]
            seen.page.context.add_cookies(cookies)  # type: ignore[arg-type]
            keys = Keys(seen.page)
            yield keys
            assert keys.stops > 5
            assert keys.unseen == set()

    def report(self, many: int) -> None:
        """A member finds so many texts worth a moderator's look."""
        subject = subject_of("dialogues.contribution")
        assert subject is not None
        with tenancy.community(self.community):
            talk = model("dialogues.Contribution").objects.filter(dialogue=self.dialogue, standing="public")
            said = talk.exclude(author=None).exclude(author__roles__contains=["moderator"]).order_by("pk")
            members = model("communities.Membership").objects.filter(community=self.community)
            by = members.filter(roles=["manager"]).first()
            for each in said[:many]:
                flagged = {"subject": subject, "subject_id": each.pk, "reason": "advertises", "by": by}
                moderation.flag(community=self.community, language="en", **flagged)

    def reply(self) -> Any:
        """Somebody's reply to the first thing said."""
        with tenancy.community(self.community):
            members = model("communities.Membership").objects.filter(community=self.community)
            by = members.filter(roles=["manager"]).first()
            said = {"text": "Not so here.", "language": "en", "page_language": "en"}
            return contribute(dialogue=self.dialogue, answers=self.said, by=by, **said)

    def latest(self, label: str, **wanted: Any) -> Any:
        with tenancy.community(self.community):
            return model(label).objects.filter(community=self.community, **wanted).order_by("-pk").first()


@pytest.fixture(
    params=[
        pytest.param(True, id="with script"),
        pytest.param(False, id="without script", marks=pytest.mark.scale),
    ]
)
def salon(request: pytest.FixtureRequest, demo: str, settings: Any, chromium: Browser) -> Iterator[Salon]:
    with ExitStack() as stack:
        port = stack.enter_context(serving())
        settings.PUBLIC_PORT = str(port)
        yield Salon(chromium, port, js=request.param)


def test_a_member_reads_past_the_navigation_and_answers(salon: Salon) -> None:
    with salon.as_a("member") as member:
        member.open(salon.url(f"{salon.talk}question/1/"))
        member.tab()
        assert member.page.evaluate("document.activeElement.className") == "skip"
        member.page.keyboard.press("Enter")
        member.tab()
        assert member.page.evaluate("!!document.activeElement.closest('main')")
        member.write("text", "My neighbour counts the buckets.")
        member.press("Answer")
        said = salon.latest("dialogues.Contribution")
        assert said.text == "My neighbour counts the buckets."
        assert f"c{said.pk}" in member.stands_at()


def answer_and_quote(salon: Salon, member: Any, number: int) -> list[Any]:
    """Answer a text, then answer it with its own words before; both answers."""
    answers = []
    for quote in ("", "&quote=1"):
        member.open(salon.url(f"/contributions/{number}/"))
        member.follow(f'a[href$="?answers={number}{quote}"]')
        member.write("text", f"So it is here{quote}.")
        member.press("Answer")
        said = salon.latest("dialogues.Contribution")
        assert said.text.startswith(">") == bool(quote)
        assert f"c{said.pk}" in member.stands_at()
        answers.append(said)
    return answers


def report(salon: Salon, member: Any, number: int, reason: str) -> None:
    """Ask a moderator to look at a text; the report is of that text."""
    member.open(salon.url(f"/contributions/{number}/"))
    member.follow(f'a[href*="/report/"][href*="/{number}/"]')
    member.pick("reason", reason)
    member.press()
    flag = salon.latest("moderation.Flag")
    with tenancy.community(salon.community):
        assert (flag.reason, flag.standing.subject_id) == (reason, number)


@pytest.mark.scale
def test_a_member_replies_quotes_and_reports(salon: Salon) -> None:
    with salon.as_a("member") as member:
        replies = answer_and_quote(salon, member, salon.said.pk)
        assert [one.answers_id for one in replies] == [salon.said.pk] * 2
        report(salon, member, salon.said.pk, "private")


def test_a_member_reports_a_reply_answers_and_quotes_it(salon: Salon) -> None:
    reply = salon.reply()
    with salon.as_a("member") as member:
        for said in answer_and_quote(salon, member, reply.pk):
            assert (said.answers_id, f"@{reply.author.name}" in said.text) == (reply.answers_id, True)
        report(salon, member, reply.pk, "hurts")


def walk_the_queue(page: Page) -> None:
    """From the first case to the second by the arrows; there the space bar ticks, and Enter opens."""
    boxes = page.locator("main [name=cases]")
    assert page.locator("#keys").is_visible()
    boxes.first.focus()
    for key, place in (("ArrowDown", 1), ("ArrowDown", 2), ("ArrowUp", 1)):
        page.keyboard.press(key)
        assert boxes.nth(place).evaluate("one => one === document.activeElement")
    page.keyboard.press("Space")
    assert boxes.nth(1).is_checked()
    page.keyboard.press("Enter")


@pytest.mark.scale
def test_a_moderator_decides_about_one_and_about_several(salon: Salon) -> None:
    salon.report(3)
    with salon.as_a("moderator") as moderator:
        moderator.open(salon.url("/moderation/"))
        boxes = moderator.page.locator("main [name=cases]")
        many = boxes.count()
        assert many >= 3
        second = boxes.nth(1).get_attribute("value")
        if salon.js:
            walk_the_queue(moderator.page)
            moderator.page.wait_for_url(f"**/moderation/{second}/")
        else:
            moderator.follow("a.do")
        moderator.pick("state", "public")
        moderator.press()
        moderator.open(salon.url("/moderation/"))
        assert boxes.count() == many - 1
        ticked = [boxes.nth(number).get_attribute("value") for number in range(2)]
        for number in ticked:
            moderator.tick(f'[name=cases][value="{number}"]')
        moderator.pick("state", "hidden")
        moderator.pick("ground", "advertises")
        moderator.write("reason", "It sells something.")
        moderator.press("Decide")
        for number in ticked:
            decided = salon.latest("moderation.Decision", standing=number)
            assert (decided.state, decided.ground) == ("hidden", "advertises")


@pytest.mark.scale
def test_a_host_welcomes_picks_pins_notes_and_releases(salon: Salon) -> None:
    with salon.as_a("manager") as host:
        host.open(salon.url(f"/contributions/{salon.said.pk}/welcome/"))
        host.write("text", " Tell us more.")
        host.press("Answer")
        assert salon.latest("dialogues.Contribution").answers_id == salon.said.pk
        for pick, pinned in (("picked", False), ("pinned", True)):
            host.open(salon.url(f"/contributions/{salon.said.pk}/pick/"))
            host.pick("pick", pick)
            host.press()
            assert salon.latest("dialogues.Pick", contribution=salon.said).pinned is pinned
        host.open(salon.url(f"{salon.talk}host/"))
        host.page.keyboard.press("Tab")
        host.open(salon.url(f"{salon.talk}host/wrap/"))
        host.write("text", "Two notebooks turned up today.")
        host.press()
        assert salon.latest("dialogues.Wrap").text == "Two notebooks turned up today."
        assert host.stands_at()
        host.open(salon.url(f"{salon.talk}host/ask/"))
        host.write("questions", "Who keeps the key at night?")
        host.clear("opens_on")
        host.press()
        waits = salon.latest("dialogues.Round")
        assert waits.opens_on is None
        host.press("Show them now")
        assert salon.latest("dialogues.Round").opens_on is not None
        assert host.stands_at()


@pytest.mark.scale
def test_a_correspondent_takes_down_somebodys_words(salon: Salon) -> None:
    with salon.as_a("correspondent") as writer:
        writer.open(salon.url(f"{salon.talk}carry/"))
        writer.write("said_by", "Mama Adjoa")
        writer.write("text", "I wake at two, and the tap is dry.")
        writer.pick("language", "en")
        writer.tick("[name=consent]")
        writer.pick("consent_language", "en")
        writer.press()
        carried = salon.latest("dialogues.Contribution")
        assert (carried.said_by, carried.channel, carried.language) == ("Mama Adjoa", "carried", "en")


def test_the_reading_for_rings_can_fail(chromium: Browser) -> None:
    with look.visit(chromium, "about:blank") as seen:
        seen.page.set_content("<style>:focus{outline:0}</style><main><a href='#x'>somewhere</a></main>")
        keys = Keys(seen.page)
        keys.reach(keys.main("a"))
        assert keys.unseen
