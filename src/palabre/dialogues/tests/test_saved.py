"""After sending, a page says that it is saved, where it then stands."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from palabre.communities import once
from palabre.dialogues import rules
from palabre.dialogues.models import Contribution, Dialogue
from palabre.dialogues.tests.conftest import HOST
from palabre.kit import tenancy
from palabre.kit.testing.cast import Cast

SAID = '<p class="note" role="status" tabindex="-1" autofocus>{}</p>'


def after(browser: Client, path: str, **fields: str) -> str:
    """The address a form leads to."""
    sent = browser.post(path, {"once": once.new_key(), **fields})
    assert sent.status_code == 302, sent.content.decode()[-3000:]
    return str(sent.headers["Location"]).partition("#")[0]


def shown(browser: Client, path: str) -> str:
    return str(browser.get(path, headers=HOST).content.decode())


@pytest.mark.long
def test_an_answer_is_said_to_be_saved_beside_it_and_to_its_writer_only(
    salon: Dialogue, as_: Any, client: Client
) -> None:
    esi, dev = as_("esi"), as_("dev")
    address = after(esi, f"/dialogues/{salon.slug}/speak/", text="We shared the key.", language="en")
    own = shown(esi, address)
    article = own[own.index('class="said') :]
    assert article.index(SAID.format("Your answer is saved.")) < article.index("We shared the key.")
    for other in (dev, client):
        assert "We shared the key." in shown(other, address)
        assert "is saved" not in shown(other, address)


def test_a_reply_s_sentence_stands_at_the_reply(salon: Dialogue, as_: Any, cast: Cast) -> None:
    with tenancy.community(cast.salon):
        first = Contribution.objects.get()
    farid = as_("farid")
    path = f"/dialogues/{salon.slug}/speak/"
    html = shown(farid, after(farid, path, text="Et ensuite ?", language="fr", answers=str(first.pk)))
    assert html.count("Your answer is saved.") == 1
    assert html.index("The pump, then the committee.") < html.index("Your answer is saved.")


def test_words_taken_down_and_a_gloss_are_said_to_be_saved(salon: Dialogue, as_: Any, cast: Cast) -> None:
    amina, dev = as_("amina"), as_("dev")
    fields = {"said_by": "Mama Ngozi", "text": "Ruwan ya kare.", "language": "en", "consent": "on"}
    address = after(amina, f"/dialogues/{salon.slug}/carry/", consent_language="en", **fields)
    assert SAID.format("Their words are saved.") in shown(amina, address)
    with tenancy.community(cast.salon):
        said = Contribution.objects.get(channel="carried")
    glossed = after(dev, f"/contributions/{said.pk}/gloss/", text="L'eau est finie.", language="fr")
    assert SAID.format("What you wrote in another language is saved.") in shown(dev, glossed)


@pytest.mark.long
def test_a_host_reads_on_the_desk_what_was_saved(salon: Dialogue, as_: Any, cast: Cast) -> None:
    dev, desk = as_("dev"), f"/dialogues/{salon.slug}/host"
    with tenancy.community(cast.salon):
        cited = Contribution.objects.get()
    asked = {"questions": "Who pays?", "language": "en", "opens_on": str(rules.today_of(salon))}
    assert SAID.format("The questions are saved.") in shown(dev, after(dev, f"{desk}/ask/", **asked))
    found = after(dev, f"{desk}/heard/", text="The committee broke.", cites=str(cited.pk))
    assert SAID.format("The finding is saved.") in shown(dev, found)
    sent = {"recipient": "The water office", "language": "en", "sent_on": str(salon.opens_on)}
    assert SAID.format("It is recorded where it was sent.") in shown(
        dev, after(dev, f"{desk}/outcome/", **sent)
    )
    assert 'role="status"' not in shown(dev, f"{desk}/?saved=finding")
