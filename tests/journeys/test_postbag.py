"""What reads the mail of the two weeks finds what is wrong with one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from palabre.mail.models import Message
from palabre.mail.rendering import render
from palabre.mail.senders import Sender
from tests.journeys.season.people import LANGUAGES
from tests.journeys.season.postbag import Postbag, templates

SENDER = Sender(1, "Taps We Share", "taps.localhost", LANGUAGES, "#0b5d5a", "#ffffff")
SENTENCE = "Come in, Fatima."


def newcomer(language: str) -> Message:
    context = {
        "community": SENDER,
        "lets_in": True,
        "sentence": SENTENCE,
        "sentence_language": "en",
        "address": SENDER.absolute("/join/", language),
    }
    made = render("newcomer", sender=SENDER, language=language, context=context)
    return Message(
        kind="newcomer",
        to="fatima@example.org",
        language=language,
        sender='"Taps We Share" <no-reply@localhost>',
        subject=made.subject,
        text=made.text,
        html=made.html,
    )


@pytest.fixture
def postbag() -> Postbag:
    made = Postbag(SENDER.name, SENDER.host)
    made.wrote(SENTENCE, "en")
    return made


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mail_in_its_readers_language_is_read_to_its_end(postbag: Postbag, language: str) -> None:
    postbag.read(newcomer(language))


def change(part: str, before: str, after: str) -> Callable[[Message], None]:
    def act(mail: Message) -> None:
        was = getattr(mail, part)
        assert before in was
        setattr(mail, part, was.replace(before, after))

    return act


@pytest.mark.parametrize(
    "spoil",
    [
        change("subject", "Vous", "You"),
        change("text", "Vous pouvez écrire", "You can write now"),
        change("text", "Une personne", "Somebody"),
        change("text", "http://taps.localhost/", "http://drops.localhost/"),
        change("text", SENTENCE, "Go away."),
        change("html", 'lang="fr"', 'lang="en"'),
        change("html", '<span lang="en"', '<span lang="fr"'),
        change("html", ">Taps We Share<", ">Drops We Share<"),
        change("sender", "Taps", "Drops"),
        lambda mail: setattr(mail, "language", "pt"),
    ],
)
def test_what_is_wrong_with_a_mail_is_found(postbag: Postbag, spoil: Callable[[Message], None]) -> None:
    mail = newcomer("fr")
    spoil(mail)
    with pytest.raises(AssertionError):
        postbag.read(mail)


def test_the_kinds_of_mail_are_known_by_their_templates() -> None:
    assert {"code", "invitation", "newcomer", "answered", "dialogue_opens"} <= templates()
