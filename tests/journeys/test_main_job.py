"""The main job, from founding a community to the funder who sees what came of it, as people do it.

`docs/tour-main-job.md` tells the same walk in words; `STEPS` are its chapters.
"""

from __future__ import annotations

from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from palabre.chronicle import readers
from palabre.dialogues.tasks import note_states
from palabre.kit import clock
from palabre.kit.testing import look
from tests.journeys.reader import Reader, reader
from tests.journeys.site import Site

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not Path(look.CHROMIUM).exists(), reason="chromium is not installed here"),
]
HOST = "roofs.localhost"
EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.md"))
SALON = "/dialogues/what-would-it-take-to-mend-it-ourselves/"
CARRIED = "Eu segurei o balde doze anos. Quero segurar a escada."
FROM_ESI = "Give the people who sell under the roof the key to the tool store."
FROM_MALIK = "Chez nous, le comité a acheté une échelle avant d'acheter des tuiles."
FROM_FARID = "Une ville qui prête une échelle économise une étude."
HEARD = "People will mend what they are trusted with: a ladder and a key come before money."


class Walk:
    """The people of the walk, each with a browser of their own, and what they do in turn."""

    def __init__(self, site: Site, chromium: Browser, stack: ExitStack) -> None:
        self.site, self.stack = site, stack
        self.today = clock.today("UTC")
        self.dev = stack.enter_context(reader(chromium))
        self.amina = stack.enter_context(reader(chromium, width=360))
        self.ghada = stack.enter_context(reader(chromium))
        self.farid = stack.enter_context(reader(chromium, lang="fr"))
        # Esi's telephone is old: no script. Malik's is small.
        self.esi = stack.enter_context(reader(chromium, width=360, js=False))
        self.malik = stack.enter_context(reader(chromium, width=360, lang="fr"))

    def at(self, path: str) -> str:
        """An address of the community."""
        return self.site.url(HOST, path)

    def day(self, days: int) -> str:
        """A day, so many from today, as forms take it."""
        return (self.today + timedelta(days=days)).isoformat()

    def found_a_community(self) -> None:
        founded = self.site.palabre(
            *("found", "--funder", "Fonds Lindqvist", "--country", "SE", "--blueprint", "salon"),
            *("--host", HOST, "--name", "Roofs We Share", "--languages", "en,fr,pt", "--salons", "1"),
            *("--starts", self.day(-30), "--ends", self.day(300), "--manager", "dev@example.org"),
        )
        assert founded["community"] == HOST
        self.dev.open(founded["invited"][0]["address"])
        self.dev.sees("Roofs We Share", "Manager")
        self.dev.fill(name="Dev Anand")
        self.dev.press()

    def import_a_transcript(self) -> None:
        files = [str(path) for path in EXAMPLES]
        done = self.site.palabre("import", "transcript", *files, "--community", HOST, "--format", "hosted")
        assert [(f["language"], f["speakers"], f["turns"], f["added"]) for f in done["files"]] == [
            ("en", 5, 16, 16),
            ("fr", 5, 16, 16),
        ]
        self.dev.open(self.at("/dialogues/"))
        self.dev.follow("Who mends the roof of the market?")
        self.dev.sees("Under the holes", "It is not a dance for the flowers.", "Monday week. Put my name.")
        self.dev.follow("Qui répare le toit du marché ?")
        self.dev.sees("Pour les fleurs, ce n'est pas une danse.")

    def invite_those_who_work_here(self) -> None:
        for who, role, browser in (("amina", "correspondent", self.amina), ("ghada", "funder", self.ghada)):
            address = f"{who}@example.org"
            self.dev.open(self.at("/members/manage/invite/"))
            self.dev.page.locator("main [name=roles][value=member]").uncheck()
            self.dev.fill(email=address, name=who.capitalize(), roles=[role], language="en")
            self.dev.press()
            browser.open(self.site.link_to(address))
            browser.press()

    def open_a_salon_on_it(self) -> None:
        self.dev.open(self.at("/dialogues/new/"))
        self.dev.fill(
            format="salon",
            title="What would it take to mend it ourselves?",
            language="en",
            standfirst="Five people sat under a roof with forty-one holes. What would you add?",
            opens_on=self.day(0),
            closes_on=self.day(13),
            questions="What would you ask for first?\nWho has to agree?",
        )
        self.dev.page.locator("main [name=follows]").select_option(label="Who mends the roof of the market?")
        self.dev.press()
        self.dev.open(self.at(SALON))
        self.dev.sees("It takes up", "Who mends the roof of the market?", "What would you ask for first?")

    def invite_a_panelist_by_mail(self) -> None:
        self.dev.open(self.at(f"{SALON}host/seat/"))
        self.dev.fill(
            kind="panelist",
            name="Farid Haddad",
            email="farid@example.org",
            title="Engineer of old buildings",
            language="fr",
        )
        self.dev.page.locator("main [name=asked]").select_option(index=1)
        self.dev.press()
        link = self.site.link_to("farid@example.org", kind="panel_invitation")
        for _scanner in range(3):
            self.farid.open(link)
        self.farid.sees("What would you ask for first?")
        self.farid.fill(text=FROM_FARID)
        self.farid.press()
        # What he wrote is kept; then one button lets him in.
        self.farid.press()
        readers.pull()
        assert self.farid.path().startswith("/fr/seats/")
        self.dev.open(self.at(SALON))
        self.dev.sees("Farid Haddad · Panelist")

    def answer(self, who: Reader, text: str, number: int = 1) -> None:
        """Answer a question on its own page."""
        prefix = "/fr" if who in (self.farid, self.malik) else ""
        who.open(self.at(f"{prefix}{SALON}question/{number}/"))
        who.fill(text=text)
        who.press()

    def take_down_a_local_voice(self) -> None:
        self.amina.open(self.at(SALON))
        self.amina.follow("Take down somebody's words")
        self.amina.fill(
            said_by="Dona Celeste", text=CARRIED, language="pt", consent_language="pt", consent=True
        )
        self.amina.page.locator("main [name=question]").select_option(index=1)
        self.amina.press()
        self.amina.sees("Said by Dona Celeste, taken down by Amina", CARRIED)

    def answer_before_signing_in(self) -> None:
        self.answer(self.esi, FROM_ESI)
        self.esi.sees("who are you?", FROM_ESI)
        self.give_the_code(self.esi, "esi@example.org")
        self.esi.sees(FROM_ESI)
        self.join(self.esi, "Esi")
        self.esi.sees(FROM_ESI, "Esi", "Only you see this until a moderator has read it.")
        assert self.esi.path().startswith("/contributions/")

    def let_it_through(self) -> None:
        """Nothing could show that no machine had sent Esi's words, since her telephone runs no script."""
        self.malik.open(self.at(SALON))
        self.malik.misses(FROM_ESI)
        self.dev.open(self.at("/moderation/"))
        self.dev.sees(FROM_ESI, "sent before signing in, and nothing showed that no machine sent it")
        self.dev.go(self.dev.page.locator("main .todo a.do"))
        self.dev.page.get_by_label("Show it").check()
        self.dev.press()
        self.dev.sees("Nothing waits.")
        self.malik.open(self.at(SALON))
        self.malik.sees(FROM_ESI)

    def answer_in_another_language(self) -> None:
        self.malik.open(self.at("/fr/sign-in/"))
        self.give_the_code(self.malik, "malik@example.org")
        self.malik.open(self.at("/fr/join/"))
        self.join(self.malik, "Malik")
        self.answer(self.malik, FROM_MALIK)
        language = self.malik.page.locator("[lang=fr]", has_text=FROM_MALIK)
        assert language.count(), "what was written in French says that it is French"
        self.dev.open(self.at(SALON))
        self.dev.sees(FROM_FARID, CARRIED, FROM_ESI, FROM_MALIK)
        assert self.dev.page.get_by_text(FROM_ESI).count() == 1, "said once, not twice"

    def give_the_code(self, who: Reader, address: str) -> None:
        """Sign in with the code that comes by mail."""
        who.fill(email=address)
        who.press()
        who.fill(code=self.site.code_to(address))
        who.press()

    def join(self, who: Reader, name: str) -> None:
        """Become a member."""
        who.fill(name=name, accepts_rules=True)
        who.press()

    def see_the_clock_close_it(self) -> None:
        self.esi.open(self.at(SALON))
        self.esi.sees("Answer this question")
        self.stack.enter_context(clock.moved(timedelta(days=14, hours=1)))
        assert note_states() == 1
        readers.pull()
        self.esi.open(self.at(SALON))
        self.esi.sees("Closed; the hosts are writing down what they heard")
        self.esi.misses("Answer this question")

    def write_down_what_was_heard(self) -> None:
        self.dev.open(self.at(f"{SALON}host/heard/"))
        self.dev.fill(text=HEARD)
        for words in (CARRIED, FROM_ESI, FROM_MALIK):
            self.dev.page.locator("main label", has_text=words).click()
        self.dev.press()
        self.dev.press("Publish what was heard")
        assert self.dev.path().partition("?")[0] == f"{SALON}heard/"
        self.dev.sees(HEARD, "3 people stand behind this", "3 languages", "Dona Celeste", "Esi", "Malik")

    def record_what_came_of_it(self) -> None:
        self.dev.open(self.at(f"{SALON}host/outcome/"))
        self.dev.fill(
            recipient="The market's administration",
            language="en",
            sent_on=self.day(14),
            answer_due=self.day(40),
        )
        self.dev.press()
        self.esi.open(self.at("/outcomes/"))
        self.esi.sees("The market's administration")

    def see_it_as_the_funder(self) -> None:
        self.ghada.open(self.at("/funder/"))
        self.ghada.sees("Fonds Lindqvist", "What was heard, and what came of it")
        facts = self.ghada.page.locator("dl.facts")
        rows = dict(
            zip(
                facts.first.locator("dt").all_inner_texts(),
                facts.first.locator("dd").all_inner_texts(),
                strict=True,
            )
        )
        assert rows["What was heard, published"] == "1"
        assert rows["Sent to somebody who can act"] == "1"
        assert rows["Answer overdue"] == "0"
        self.ghada.sees("Answers: 4", "taken down by a correspondent: 1", "All languages heard: 3")


STEPS = (
    Walk.found_a_community,
    Walk.import_a_transcript,
    Walk.invite_those_who_work_here,
    Walk.open_a_salon_on_it,
    Walk.invite_a_panelist_by_mail,
    Walk.take_down_a_local_voice,
    Walk.answer_before_signing_in,
    Walk.let_it_through,
    Walk.answer_in_another_language,
    Walk.see_the_clock_close_it,
    Walk.write_down_what_was_heard,
    Walk.record_what_came_of_it,
    Walk.see_it_as_the_funder,
)


def test_the_main_job(site: Site, chromium: Browser) -> None:
    with ExitStack() as stack:
        walk = Walk(site, chromium, stack)
        for step in STEPS:
            step(walk)
