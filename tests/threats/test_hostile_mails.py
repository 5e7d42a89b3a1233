"""Mails of every kind with hostile words in them: their headers stay ours, their text is text, nothing of them runs."""

from __future__ import annotations

import email
import re
import shutil
from collections.abc import Iterator
from email.message import Message as Parsed
from email.policy import default
from typing import Any

import pytest

from palabre.kit import clock
from palabre.kit.testing.look import CHROMIUM, browser
from palabre.mail.delivery import _mail
from palabre.mail.models import Message
from palabre.mail.rendering import Rendered, render
from palabre.mail.senders import Sender
from tests.support.databases import PACKAGE
from tests.threats.hostile import ELEMENT, OF_OUR_OWN
from tests.threats.watching import watched

pytestmark = pytest.mark.threat

in_a_browser = pytest.mark.skipif(not shutil.which(CHROMIUM), reason=f"{CHROMIUM} is missing")
TEMPLATES = {
    path.name.removesuffix(".subject.txt"): path for path in PACKAGE.glob("*/templates/mail/*.subject.txt")
}
# What a mail's templates get from `render` itself.
OURS = frozenset(("sender", "home_url", "stop_url", "lang", "dir", "start", "end", "subject", "block"))
HEADERS = frozenset(
    (
        *("subject", "from", "to", "date", "message-id", "mime-version", "content-type", "content-language"),
        *("content-transfer-encoding", "auto-submitted", "list-unsubscribe", "list-unsubscribe-post"),
    )
)


# What a machine keeps, where a template makes a day or a number of it.
_NO_WORDS: dict[str, Any] = {"due_at": clock.now(), "fee": 120}


class Anything(str):
    """A string that means harm, whatever is asked of it: an attribute, an item of a list, whether it is there."""

    __slots__ = ()
    there = True

    @property
    def title(self) -> Any:  # type: ignore[override]
        """Not what `str` does with its capitals."""
        return self

    def __getattr__(self, name: str) -> Anything:
        if name.startswith("_"):
            raise AttributeError(name)
        return _NO_WORDS.get(name, self)

    def __bool__(self) -> bool:
        return self.there

    def __iter__(self) -> Iterator[Any]:
        return iter([self.there and str(self)])


class Missing(Anything):
    """The same, where a template asks whether it is there and takes the other way."""

    there = False
    __slots__ = ()


def context_of(kind: str, value: Anything) -> dict[str, Any]:
    """Every word that the templates of a kind might look up → the string."""
    folder = TEMPLATES[kind].parent
    sources = "".join(path.read_text("utf-8") for path in folder.glob(f"{kind}.*"))
    inside = " ".join(re.findall(r"{[{%](.*?)[%}]}", sources))
    numbers = dict.fromkeys(re.findall(r"\b([a-z_]+)\|digits", inside), 30)
    return dict.fromkeys(set(re.findall(r"[a-z_]+", inside)) - OURS, value) | numbers


def written(kind: str, text: str, value: type[Anything] = Anything) -> Rendered:
    sender = Sender(1, text, "salon.localhost", ("en", "ar"), "#0b5d5a", "#ffffff")
    return render(
        kind, sender=sender, language="en", context=context_of(kind, value(text)), stop_url="http://x/"
    )


def sent(mail: Rendered, sender: str) -> Parsed:
    """The mail as it goes out, read again as its receiver's program reads it."""
    name = Sender(1, sender, "salon.localhost", (), "#0b5d5a", "#ffffff").address
    row = Message(
        pk=1, to="somebody@example.org", sender=name, reply_to="", language="en", queued_at=clock.now()
    )
    row.subject, row.text, row.html = mail.subject, mail.text, mail.html
    return email.message_from_bytes(_mail(row).message().as_bytes(), policy=default)


def mails(step: int) -> Iterator[tuple[str, str, Rendered]]:
    """Kind, string, mail: each kind with every string, or (where `step` is more) with some of them."""
    for start, kind in enumerate(sorted(TEMPLATES)):
        for text in OF_OUR_OWN[start % step :: step]:
            for value in (Anything, Missing) if step == 1 else (Anything,):
                yield kind, text, written(kind, text, value)


every = pytest.mark.parametrize(
    "step", [pytest.param(25, id="sample"), pytest.param(1, id="all", marks=pytest.mark.scale)]
)


@every
def test_a_mails_headers_are_those_we_wrote(step: int) -> None:
    assert len(TEMPLATES) > 10
    for kind, text, mail in mails(step):
        assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]", mail.subject), kind
        read = sent(mail, text)
        assert {name.lower() for name in read} <= HEADERS, (kind, list(read))
        assert read["subject"].strip() == mail.subject, (kind, text)
        assert [address.addr_spec for address in read["to"].addresses] == ["somebody@example.org"]
        assert len(read["from"].addresses) == 1 and read["from"].addresses[0].domain == "localhost"


@in_a_browser
@pytest.mark.browser
@every
def test_nothing_of_a_mail_runs_or_is_asked_for(step: int) -> None:
    wrong, shown = {}, 0
    with browser() as chromium, watched(chromium) as seen:
        for kind, text, mail in mails(step):
            seen.served["http://mail.localhost/"] = (
                {"Content-Type": "text/html; charset=utf-8"},
                mail.html.encode(),
            )
            seen.open("http://mail.localhost/")
            if found := seen.faults():
                wrong[kind, text] = found
            shown += mail.html.count(f"&lt;{ELEMENT}")
    assert wrong == {}
    assert shown > 40
