"""What can be done with a reply: reported, quoted, answered, linked to, said in another language."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from palabre.communities import once
from palabre.dialogues.actions import speaking
from palabre.dialogues.models import Contribution, Dialogue
from palabre.dialogues.queries import notices, reading
from palabre.dialogues.tests.conftest import HOST
from palabre.kit import tenancy
from palabre.kit.testing.cast import Cast
from palabre.moderation.models import Flag


def under(cast: Cast, salon: Dialogue, who: str, text: str) -> Contribution:
    """A reply to the first thing said."""
    with tenancy.community(cast.salon):
        root = salon.contributions.filter(answers=None).order_by("pk").first()
        by = cast.membership(who, cast.salon)
        return speaking.contribute(dialogue=salon, text=text, by=by, answers=root, page_language="en")


def article(html: str, pk: int) -> str:
    """The part of the page that is this text's alone."""
    return html.partition(f'id="c{pk}"')[2].partition("</article>")[0].partition("<article")[0]


@pytest.mark.long
@pytest.mark.parametrize("at", ["root", "reply"])
def test_a_reply_has_its_acts_at_its_root_s_address_and_at_its_own(
    cast: Cast, salon: Dialogue, as_: Any, at: str
) -> None:
    reply = under(cast, salon, "farid", "Not the committee, the rope.")
    page = f"/contributions/{reply.answers_id if at == 'root' else reply.pk}/"
    acts = article(as_("esi").get(page).content.decode(), reply.pk)
    speak = f"/dialogues/{salon.slug}/speak/?answers={reply.pk}"
    for place in (
        speak,
        f"{speak}&amp;quote=1",
        f"/contributions/{reply.pk}/#c{reply.pk}",
        f"/report/dialogues.contribution/{reply.pk}/",
    ):
        assert f'{place}"' in acts, place
    assert f"/contributions/{reply.pk}/gloss/" not in acts
    assert f"/contributions/{reply.pk}/gloss/" in article(as_("dev").get(page).content.decode(), reply.pk)
    assert "/report/" not in article(Client(headers=HOST).get(page).content.decode(), reply.pk)


def test_a_member_reports_a_reply_from_the_page_it_stands_on(cast: Cast, salon: Dialogue, as_: Any) -> None:
    reply = under(cast, salon, "farid", "You are a fool.")
    esi = as_("esi")
    acts = article(esi.get(f"/contributions/{reply.pk}/").content.decode(), reply.pk)
    report = next(part for part in acts.split('"') if "/report/" in part)
    esi.post(report, {"reason": "hurts", "once": once.new_key()})
    with tenancy.community(cast.salon):
        flag = Flag.objects.select_related("standing").get()
        assert (flag.reason, flag.standing.subject_id) == ("hurts", reply.pk)


def test_the_page_at_a_reply_s_address_is_of_that_reply(cast: Cast, salon: Dialogue, client: Client) -> None:
    reply = under(cast, salon, "farid", "The rope.")
    html = client.get(f"/contributions/{reply.pk}/", headers=HOST).content.decode()
    assert "<title>What Farid said" in html
    assert f'/contributions/{reply.pk}/share/"' in html
    assert f'id="c{reply.pk}" aria-current="true"' in html
    assert "aria-current" not in article(
        client.get(f"/contributions/{reply.answers_id}/", headers=HOST).content.decode(), reply.pk
    )


def test_in_a_list_a_reply_leads_to_its_own_address(cast: Cast, salon: Dialogue, as_: Any) -> None:
    reply = under(cast, salon, "farid", "The rope.")
    acts = article(as_("esi").get(f"/dialogues/{salon.slug}/").content.decode(), reply.pk)
    assert f'href="/contributions/{reply.pk}/#c{reply.pk}"' in acts
    assert "/report/" not in acts


def test_an_answer_to_a_reply_joins_its_thread_and_its_author_is_told(
    cast: Cast, salon: Dialogue, as_: Any
) -> None:
    reply = under(cast, salon, "farid", "The rope.")
    dev = as_("dev")
    place = f"/dialogues/{salon.slug}/speak/?answers={reply.pk}"
    assert ">\n@Farid </textarea>" in dev.get(place).content.decode()
    quoting = dev.get(f"{place}&quote=1").content.decode()
    assert "&gt; Farid:\n&gt;\n&gt; The rope.\n\n@Farid </textarea>" in quoting
    assert "@Farid" not in as_("farid").get(place).content.decode(), "nobody names themselves"
    dev.post(place, {"text": "@Farid which rope?", "answers": reply.pk, "once": once.new_key()})
    with tenancy.community(cast.salon):
        said = Contribution.objects.get(text__endswith="which rope?")
        assert said.answers_id == reply.answers_id
        assert [one.to.name for one in notices.mentioned(said.pk)] == ["Farid"]
        answered = notices.answered(said.pk)
        assert answered is not None and answered.to.name == "Esi"


@pytest.mark.long
def test_of_very_many_replies_each_has_its_place(
    cast: Cast, salon: Dialogue, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "REPLIES_AT_THEIR_ADDRESS", 2)
    said = [under(cast, salon, "farid", f"The {number}. rope.") for number in range(5)]
    page = f"/contributions/{said[0].answers_id}/"
    seen, turns = [], 0
    while page and turns < 5:
        html, turns = client.get(page, headers=HOST).content.decode(), turns + 1
        seen += [number for number in range(5) if f"The {number}. rope." in html]
        more = [part for part in html.split('"') if part.startswith(page.partition("?")[0] + "?after=")]
        page = more[0] if more else ""
    assert (seen, turns) == ([0, 1, 2, 3, 4], 3)
    own = client.get(f"/contributions/{said[3].pk}/", headers=HOST).content.decode()
    assert f'id="c{said[3].pk}" aria-current="true"' in own


@pytest.mark.long
@pytest.mark.parametrize(
    "odd",
    [
        *("x", "_", "2026-01-01_1", "2026-01-01T00:00:00+00:00_²", f"2026-01-01T00:00:00+00:00_{'9' * 5000}"),
        *("0001-01-01T00:00:00+14:00_1", "9999-12-31T23:59:59-12:00_1"),
    ],
)
def test_what_is_no_place_in_a_list_begins_at_the_beginning(
    cast: Cast, salon: Dialogue, client: Client, odd: str
) -> None:
    said = under(cast, salon, "farid", "The rope.")
    for page in (f"/contributions/{said.answers_id}/", f"/dialogues/{salon.slug}/"):
        shown = client.get(page, {"after": odd}, headers=HOST)
        assert shown.status_code == 200 and "The pump, then the committee." in shown.content.decode()
