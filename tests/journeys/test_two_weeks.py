"""Two weeks of a salon in seven languages, from its founding to its archive, under a moved clock; and all its mail."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import pytest
from django.core import mail as django_mail
from django.core.mail import EmailMultiAlternatives
from playwright.sync_api import Browser

from palabre.kit.testing import look
from palabre.mail import kinds
from palabre.mail.models import Message
from tests.journeys.season import after, before, judged, later, weeks
from tests.journeys.season.people import EVERYBODY, LANGUAGES
from tests.journeys.season.postbag import templates
from tests.journeys.season.scanner import links
from tests.journeys.season.season import Season
from tests.journeys.site import Site

pytestmark = [
    pytest.mark.browser,
    pytest.mark.scale,
    pytest.mark.skipif(not Path(look.CHROMIUM).exists(), reason="chromium is not installed here"),
]
STEPS = (*before.STEPS, *weeks.STEPS, *judged.STEPS, *later.STEPS, *after.STEPS)
# Of a correspondent's work, and of one's own data: no salon sends them.
NOT_OF_A_SALON = {"assignment", "assignment_news", "export_ready"}
TO_EVERY_LANGUAGE = {
    "code",
    "decided",
    "answered",
    "dialogue_opens",
    "dialogue_last_day",
    "dialogue_archived",
}


def test_two_weeks_of_a_salon(site: Site, chromium: Browser) -> None:
    with ExitStack() as stack:
        season = Season(site, chromium, stack)
        for step in STEPS:
            step(season)
        mails = season.mails()
        every_kind_of_mail_was_sent(mails)
        each_is_in_its_readers_language(season, mails)
        each_left_once_in_two_parts(mails)
        assert {url for mail in mails for url in links(mail)} == season.scanner.seen


def every_kind_of_mail_was_sent(mails: list[Message]) -> None:
    """A kind of mail added to the house must be played here, or be said to be of no salon."""
    sent = {mail.kind for mail in mails}
    assert sent | NOT_OF_A_SALON == templates()
    assert sent & NOT_OF_A_SALON == set()
    assert all(kinds.kind_of(kind).title != kinds.kind_of("").title for kind in sent), "each can be named"
    spoken = {kind: {mail.language for mail in mails if mail.kind == kind} for kind in TO_EVERY_LANGUAGE}
    assert spoken == {kind: set(LANGUAGES) for kind in TO_EVERY_LANGUAGE}


def each_is_in_its_readers_language(season: Season, mails: list[Message]) -> None:
    """Every sentence of both parts is the catalogue's in that language, or somebody's words in theirs."""
    reads = {one.email: one.language for one in EVERYBODY}
    for mail in mails:
        assert mail.language == reads[mail.to], mail
        season.postbag.read(mail)


def each_left_once_in_two_parts(mails: list[Message]) -> None:
    """What the mail server was handed is each mail, once."""
    assert {mail.state for mail in mails} == {Message.State.SENT}
    matters = [(mail.kind, mail.to, mail.subject, mail.text) for mail in mails]
    assert len(matters) == len(set(matters))
    handed = list(django_mail.outbox)
    assert len(handed) == len(mails) == len({one.extra_headers["Message-ID"] for one in handed})
    for one in handed:
        assert isinstance(one, EmailMultiAlternatives)
        assert one.body.strip() and [part[1] for part in one.alternatives] == ["text/html"]
    by_subject = sorted((one.to[0], one.subject) for one in handed)
    assert by_subject == sorted((mail.to, mail.subject) for mail in mails)
