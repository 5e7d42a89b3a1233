"""What stands around the talk is reported, taken down and put back like what is said in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from palabre.chronicle.models import Entry
from palabre.communities import once
from palabre.communities.models import Membership
from palabre.dialogues.actions import heard, hosting, shelving, speaking
from palabre.dialogues.furniture import FURNITURE, SUBJECTS
from palabre.dialogues.models import Contribution, Dialogue, Finding, Resource
from palabre.dialogues.tests.conftest import HOST
from palabre.kit import clock, tenancy
from palabre.kit.testing.cast import Cast
from palabre.letters.reading import read
from palabre.mail.models import Message
from palabre.moderation.models import Holds, Standing
from palabre.moderation.queries import log

DOWN = {"state": "hidden", "ground": "hurts", "reason": "It calls a neighbour names."}
SAID = {
    "dialogues.resource": "How wells are dug",
    "dialogues.wrap": "Yesterday we counted pumps.",
    "dialogues.gloss": "La pompe, puis le comité.",
    "dialogues.opening": "Bonjour.",
    "dialogues.finding": "Pumps break before committees do.",
}
SHOWN_AT = {"dialogues.wrap": "notes/", "dialogues.finding": "heard/"}


@pytest.fixture
def furnished(salon: Dialogue, cast: Cast) -> dict[str, int]:
    """The numbers of one thing of each kind."""
    with tenancy.community(cast.salon):
        dev, esi = cast.membership("dev", cast.salon), cast.membership("esi", cast.salon)
        Membership.objects.filter(person=cast.carla).update(roles=["moderator"])
        shelving.send_in(
            dialogue=salon,
            title=SAID["dialogues.resource"],
            address="https://example.org/w",
            language="en",
            by=esi,
        )
        sent = Resource.objects.get(dialogue=salon)
        shelving.accept(resource=sent, by=dev)
        note = hosting.wrap(dialogue=salon, text=SAID["dialogues.wrap"], language="en", by=dev)
        said = Contribution.objects.get(dialogue=salon)
        glossed = speaking.gloss(contribution=said, text=SAID["dialogues.gloss"], language="fr", by=dev)
        opening = salon.seats.get(kind="panelist")
        finding = found(salon, SAID["dialogues.finding"], by=dev)
    made = (sent, note, glossed, opening, finding)
    return {one.kind: row.pk for one, row in zip(FURNITURE, made, strict=True)}


def found(salon: Dialogue, text: str, by: Membership) -> Finding:
    """A finding that everybody reads."""
    begun = heard.begin_synthesis(dialogue=salon, language="en", by=by)
    said = list(Contribution.objects.filter(dialogue=salon))
    made = heard.add_finding(synthesis=begun, text=text, cites=said, by=by)
    begun.published_at = clock.now()
    begun.save(update_fields=["published_at"])
    return made


def send(who: Client, path: str, **fields: Any) -> Any:
    return who.post(path, {**fields, "once": once.new_key()})


@pytest.mark.long
@pytest.mark.parametrize("kind", list(SAID))
def test_it_is_reported_where_it_stands_and_a_decision_changes_the_page(
    furnished: dict[str, int], salon: Dialogue, cast: Cast, as_: Callable[[str], Client], kind: str
) -> None:
    page = f"/dialogues/{salon.slug}/{SHOWN_AT.get(kind, '')}"
    report = f"/report/{kind}/{furnished[kind]}/"
    amina, carla = as_("amina"), as_("carla")
    html = amina.get(page).content.decode()
    assert SAID[kind] in html and report in html
    assert report not in Client(headers=HOST).get(page).content.decode()
    assert send(amina, report, reason="hurts").status_code == 302
    with tenancy.community(cast.salon):
        standing = Standing.objects.get(kind=kind)
    assert SAID[kind] in carla.get("/moderation/").content.decode()
    assert send(carla, f"/moderation/{standing.pk}/", **DOWN).status_code == 302
    for browser in (amina, Client(headers=HOST)):
        assert SAID[kind] not in browser.get(page).content.decode()
    with tenancy.community(cast.salon):
        assert [str(line.kind) for line in log(cast.salon)[0]] == [str(_title(kind))]
        read(Entry.objects.get(verb="moderation.decided"))
        (mail,) = Message.objects.filter(kind="decided")
    assert "calls a neighbour names" in mail.text
    send(carla, f"/moderation/{standing.pk}/", state="public")
    assert SAID[kind] in amina.get(page).content.decode()


def test_a_file_that_was_taken_down_is_its_senders_and_the_keepers_alone(
    furnished: dict[str, int], salon: Dialogue, cast: Cast
) -> None:
    from palabre.dialogues.queries import shelf

    with tenancy.community(cast.salon):
        SUBJECTS[Resource].apply(furnished["dialogues.resource"], "hidden")
        sees = {
            name: shelf.reachable(furnished["dialogues.resource"], cast.membership(name, cast.salon))
            is not None
            for name in ("esi", "carla", "amina")
        }
        assert sees == {"esi": True, "carla": True, "amina": False}
        assert shelf.reachable(furnished["dialogues.resource"], None) is None


def test_what_a_new_member_sends_in_with_further_links_waits_for_a_moderator_and_then_for_a_host(
    salon: Dialogue, cast: Cast
) -> None:
    from palabre.dialogues.queries import shelf

    with tenancy.community(cast.salon):
        Holds.objects.create(community=cast.salon, links_of_new_members_days=3)
        esi = cast.membership("esi", cast.salon)
        for number, note in enumerate(("Read it.", "Cheap pumps at pumps-for-you.com")):
            where = f"https://example.org/{number}"
            shelving.send_in(dialogue=salon, title="Sent", address=where, note=note, language="en", by=esi)
        assert [one.note for one in shelf.for_hosts(salon)] == ["Read it."]
        held = Standing.objects.get(kind="dialogues.resource")
        assert (held.state, held.reason) == ("pending", "link")
        SUBJECTS[Resource].apply(held.subject_id, "public")
        assert len(shelf.for_hosts(salon)) == 2


def _title(kind: str) -> Any:
    return next(one.title for one in FURNITURE if one.kind == kind)
