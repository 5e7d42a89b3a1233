"""A salon as its people live it: who has which browser, what they do, and what mail must come of it."""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack
from typing import Any

import httpx
from playwright.sync_api import Browser

from palabre.dialogues.models import Contribution, Question
from palabre.kit import moments, tenancy
from palabre.mail.models import Message
from palabre.moderation.models import Standing
from tests.journeys.reader import Reader, reader
from tests.journeys.season.clockwork import CLOSES, OPENS, Clockwork, work
from tests.journeys.season.people import EVERYBODY, HANA, LANGUAGES, Member, Someone
from tests.journeys.season.postbag import Postbag
from tests.journeys.season.scanner import Scanner
from tests.journeys.season.visitor import PATIENCE, Visitor
from tests.journeys.site import Site
from tests.support.databases import named

HOST = "taps.localhost"
COMMUNITY = "Taps We Share"
CAUSE = "Water that runs, and whoever keeps it running."
TITLE = "Who keeps the water running?"
SALON = "/dialogues/who-keeps-the-water-running/"
RULE = "Name the tap, never the neighbour."
QUESTIONS = (
    "Who mends it when it breaks?",
    "Who pays?",
    "What changed after the second repair?",
    "What now?",
)
KIND = "dialogues.contribution"


class Season:
    """The installation, its clock, the browsers, and the mail that is owed: `owed[kind, address]` is how many."""

    def __init__(self, site: Site, chromium: Browser, stack: ExitStack) -> None:
        self.site, self.chromium, self.stack = site, chromium, stack
        self.clock = Clockwork(stack)
        self.transport = stack.enter_context(httpx.HTTPTransport())
        self.host = f"{HOST}:{site.port}"
        self.postbag = Postbag(COMMUNITY, self.host)
        database = named(site.cluster.where.superuser_url, site.database)
        self.scanner = Scanner(database, self.host, self.transport)
        self.owed: Counter[tuple[str, str]] = Counter()
        self.told: set[int] = set()
        self.windows: dict[str, Reader] = {}
        self.visitors: dict[str, Visitor] = {}
        self.postbag.names |= {one.name for one in EVERYBODY}
        self.postbag.names |= {moments.day_range(OPENS, CLOSES, language) for language in LANGUAGES}
        for text in (CAUSE, TITLE, *QUESTIONS):
            self.postbag.wrote(text, "en")

    def at(self, path: str, language: str = "") -> str:
        """The address of a page, in a language."""
        return self.site.url(HOST, f"/{language}{path}" if language else path)

    def window(self, who: Someone, *, width: int = 1280, js: bool = True) -> Reader:
        """The real browser of somebody, opened when first asked for."""
        if who.email not in self.windows:
            made = reader(self.chromium, width=width, lang=who.language, js=js)
            self.windows[who.email] = self.stack.enter_context(made)
            self.windows[who.email].page.set_default_timeout(PATIENCE * 1000)
        return self.windows[who.email]

    def visitor(self, who: Someone) -> Visitor:
        """Somebody's browser without a window."""
        if who.email not in self.visitors:
            self.visitors[who.email] = Visitor(self.host, who.language, self.transport)
        return self.visitors[who.email]

    def owe(self, kind: str, *to: Someone) -> None:
        """One mail of a kind to each of these comes of what just happened."""
        self.owed.update((kind, one.email) for one in to)

    def work(self) -> None:
        """The worker's round; what it mails is scanned before anybody reads it, and is what is owed."""
        work()
        self.scan()

    def scan(self) -> None:
        """Open each link of each mail that was not looked at yet."""
        new = [mail for mail in self.mails() if mail.pk not in self.told]
        self.told |= {mail.pk for mail in new}
        self.scanner.scan(new)

    def mails(self) -> list[Message]:
        """All mail there is, in the order it was written."""
        with tenancy.everywhere(reason="the test reads everybody's mail"):
            return list(Message.objects.order_by("pk"))

    def check_owed(self) -> None:
        """Neither more nor fewer mails than what happened owes."""
        written = Counter((mail.kind, mail.to) for mail in self.mails())
        assert (written - self.owed, self.owed - written) == (Counter(), Counter())

    def said(self, text: str) -> Contribution:
        """What somebody said, by its words."""
        with tenancy.everywhere(reason="the test looks for what was said"):
            found: Contribution = Contribution.objects.get(text=text)
        return found

    def question(self, number: int) -> int:
        """The key of a question."""
        with tenancy.everywhere(reason="the test looks for a question"):
            return int(Question.objects.get(number=number).pk)

    def come_in(
        self, who: Someone, kind: str = "invitation", part: str = "invitation", **fields: Any
    ) -> None:
        """Somebody opens the link they were mailed and presses the button, without a window."""
        self.scan()
        visitor = self.visitor(who)
        visitor.open(self.site.link_to(who.email, kind))
        visitor.send(**fields)
        assert part not in visitor.path

    def write_first(self, member: Member, number: int = 1) -> None:
        """Write, then sign in by the code, then join: nothing of it is lost, and a moderator reads it first."""
        visitor = self.visitor(member)
        self.postbag.wrote(member.text, member.language)
        visitor.open(f"{SALON}speak/?question={self.question(number)}")
        visitor.send(text=member.text)
        self.give_the_code(member)
        assert member.text in visitor.page.text and RULE in visitor.page.text
        page = visitor.send(name=member.name, accepts_rules=True)
        assert member.text in page and visitor.path.startswith(f"/{member.language}/contributions/")
        self.owe("decided", member)

    def give_the_code(self, who: Someone) -> None:
        """Sign in by the code in the mail."""
        visitor = self.visitor(who)
        visitor.send(email=who.email)
        self.owe("code", who)
        # The code's page needs no key: a code is good once.
        visitor.send(code=self.site.code_to(who.email))

    def let_through(self, who: Someone, members: list[Member]) -> None:
        """A moderator lets several texts through at once."""
        visitor = self.visitor(who)
        page = visitor.open("/moderation/")
        assert all(member.text[:20] in page for member in members)
        waiting = [str(self._standing(member.text)) for member in members]
        visitor.send(cases=waiting, state=["public"], ground=[""])

    def _standing(self, text: str) -> int:
        said = self.said(text)
        with tenancy.everywhere(reason="the test looks for a standing"):
            return int(Standing.objects.get(kind=KIND, subject_id=said.pk).pk)

    def playbook(self) -> list[bool]:
        """Which steps of the playbook stand as done on the host's page, in the order of its days."""
        hana = self.window(HANA)
        hana.open(self.at(f"{SALON}host/", "fr"))
        steps = hana.page.locator("ol.todo > li")
        assert steps.count() == 10
        return ["✓" in text for text in steps.all_inner_texts()]
