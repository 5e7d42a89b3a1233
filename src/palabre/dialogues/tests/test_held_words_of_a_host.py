"""A host reads on their page what waits for a moderator, and no link there leads to nothing."""

from __future__ import annotations

import re
from typing import Any

import pytest

from palabre.dialogues.models import Contribution, Dialogue, Seat
from palabre.dialogues.subject import ContributionSubject
from palabre.kit import tenancy
from palabre.kit.testing.cast import Cast
from palabre.moderation.actions import flag, hold

WORDS = "One two three four five six seven eight nine ten eleven twelve thirteen, and where it stood."


@pytest.fixture
def said(salon: Dialogue, cast: Cast) -> Contribution:
    """Esi's words, in a dialogue that Farid hosts, a plain member."""
    with tenancy.community(cast.salon):
        farid = cast.membership("farid", cast.salon)
        assert farid.roles == ["member"]
        Seat.objects.filter(membership=farid).update(kind="host")
        Contribution.objects.filter(dialogue=salon).update(text=WORDS, html=f"<p>{WORDS}</p>")
        return Contribution.objects.get(dialogue=salon)


def row(browser: Any, salon: Dialogue) -> str:
    html = browser.get(f"/en/dialogues/{salon.slug}/host/").content.decode()
    found = re.search(r"(?s)<li>((?:(?!</li>).)*A moderator should look.*?)</li>", html)
    assert found is not None
    return found[1]


def test_held_words_stand_whole_on_the_host_s_page_with_no_link_to_nothing(
    said: Contribution, salon: Dialogue, cast: Cast, as_: Any
) -> None:
    with tenancy.community(cast.salon):
        hold(community=cast.salon, subject=ContributionSubject(), subject_id=said.pk, reason="first")
    farid = as_("farid")
    html = row(farid, salon)
    assert "See it" in html and WORDS in html and "What broke first?" in html and "href=" not in html
    assert farid.get(f"/en/contributions/{said.pk}/").status_code == 404
    decides = row(as_("dev"), salon)
    assert "Decide" in decides and "<details" not in decides


def test_reported_words_that_everybody_reads_are_seen_in_their_place(
    said: Contribution, salon: Dialogue, cast: Cast, as_: Any
) -> None:
    with tenancy.community(cast.salon):
        about: dict[str, Any] = {"community": cast.salon, "subject": ContributionSubject()}
        by = cast.membership("amina", cast.salon)
        flag(**about, subject_id=said.pk, reason="hurts", language="en", by=by)
    farid = as_("farid")
    link = re.search(r'href="([^"]+)"', row(farid, salon))
    assert link is not None and farid.get(link[1]).status_code == 200
    assert "<details" not in row(farid, salon)
