"""What the host's page offers follows the clock: nothing stands there that would be refused."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from palabre.communities import once
from palabre.dialogues.actions import caring, hosting, panel
from palabre.dialogues.models import Contribution, Dialogue, Pick, Round, Seat, Wrap
from palabre.dialogues.refusals import Refusal
from palabre.kit import clock, tenancy
from palabre.kit.testing.cast import Cast
from palabre.mail.models import Message

OPEN, IN_SYNTHESIS, ARCHIVED = (timedelta(days=days) for days in (0, 11, 40))


ACTS: dict[str, dict[str, Any]] = {
    "ask": {"questions": "Who paid?", "language": "en"},
    "wrap": {"text": "So far, so good.", "language": "en"},
    "seat": {"kind": "panelist", "name": "Noor", "email": "noor@example.org", "language": "en"},
}
OVER = "This conversation is archived. Nobody is invited to it any more"


def desk(browser: Any, salon: Dialogue) -> str:
    answer = browser.get(f"/en/dialogues/{salon.slug}/host/")
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.mark.long
@pytest.mark.parametrize(("later", "is_offered"), [(OPEN, True), (IN_SYNTHESIS, False), (ARCHIVED, False)])
def test_answering_is_offered_while_one_may_answer(
    salon: Dialogue, as_: Any, cast: Cast, later: timedelta, is_offered: bool
) -> None:
    with tenancy.community(cast.salon):
        said = Contribution.objects.get(dialogue=salon)
    dev, address = as_("dev"), f"/en/contributions/{said.pk}/welcome/"
    with clock.moved(later):
        html = desk(dev, salon)
        is_told = later != ARCHIVED  # in an archive nobody can see to it any more
        assert ("Esi has no answer yet" in html, "Nobody has answered question 2 yet" in html) == (
            is_told,
            is_told,
        )
        assert (address in html) == is_offered
        assert (f"/dialogues/{salon.slug}/speak/" in html) == is_offered
        form = dev.get(address).content.decode()
        assert ("<textarea" in form) == is_offered
        assert ("This conversation takes answers from" in form) != is_offered


def posted(browser: Any, address: str, **sent: Any) -> Any:
    return browser.post(address, sent | {"once": once.new_key()})


@pytest.fixture
def waiting(salon: Dialogue, cast: Cast) -> Round:
    """Questions that a host shows by hand."""
    with tenancy.community(cast.salon):
        by = cast.membership("dev", cast.salon)
        return hosting.ask(dialogue=salon, questions=[("Later?", "en")], opens_on=None, by=by)


def left(cast: Cast) -> tuple[int, ...]:
    """How many seats, rounds, notes, picks and mails there are, and how many rounds are shown."""
    with tenancy.community(cast.salon):
        shown = Round.objects.filter(opens_on__isnull=False).count()
        kinds: tuple[Any, ...] = (Seat, Round, Wrap, Pick, Message)
        return (*(kind.objects.count() for kind in kinds), shown)


@pytest.mark.long
def test_in_an_archive_its_hosts_ask_invite_note_and_pick_no_more(
    salon: Dialogue, waiting: Round, as_: Any, cast: Cast
) -> None:
    with tenancy.community(cast.salon):
        said = Contribution.objects.get(dialogue=salon)
    dev, before = as_("dev"), left(cast)
    acts = {f"/en/dialogues/{salon.slug}/host/{name}/": sent for name, sent in ACTS.items()}
    acts |= {
        f"/en/contributions/{said.pk}/pick/": {"pick": "pinned"},
        f"/en/rounds/{waiting.pk}/release/": {},
    }
    places = [f"/en/dialogues/{salon.slug}/host/", f"/en/contributions/{said.pk}/"]
    offered = "".join(dev.get(place).content.decode() for place in places)
    assert all(f'"{act}"' in offered for act in acts)
    with clock.moved(ARCHIVED):
        offered = "".join(dev.get(place).content.decode() for place in places)
        for act, sent in acts.items():
            assert f'"{act}"' not in offered
            answer = posted(dev, act, **sent)
            assert answer.status_code == 409 and OVER in answer.content.decode(), act
        assert f'"/en/dialogues/{salon.slug}/host/heard/"' in offered
    assert left(cast) == before


def test_the_actions_refuse_it_too_whichever_way_they_are_called(
    salon: Dialogue, waiting: Round, inside: Cast
) -> None:
    dev, said = inside.membership("dev", inside.salon), Contribution.objects.get(dialogue=salon)
    seat: dict[str, Any] = {"dialogue": salon, "kind": "panelist", "name": "Noor", "language": "en"}
    asked: dict[str, Any] = {"dialogue": salon, "questions": [("Who paid?", "en")], "opens_on": None}
    caring.pick(contribution=said, pinned=True, by=dev)
    Dialogue.objects.update(archived_at=clock.now())
    salon.refresh_from_db()
    said = Contribution.objects.get(dialogue=salon)
    for act in (
        lambda: panel.seat(by=dev, **seat),
        lambda: hosting.ask(by=dev, **asked),
        lambda: hosting.wrap(dialogue=salon, text="So far.", language="en", by=dev),
        lambda: caring.pick(contribution=said, pinned=False, by=dev),
        lambda: caring.unpick(contribution=said, by=dev),
        lambda: caring.release(round=waiting, by=dev),
    ):
        with pytest.raises(Refusal, match="is archived"):
            act()
    # One that is brought in as it was elsewhere has its seats and questions from nobody here.
    assert panel.seat(by=None, **seat).pk and hosting.ask(by=None, **asked).pk


def test_in_an_archive_words_are_still_said_in_another_language(
    salon: Dialogue, as_: Any, cast: Cast
) -> None:
    with tenancy.community(cast.salon):
        said = Contribution.objects.get(dialogue=salon)
    with clock.moved(ARCHIVED):
        sent = {"text": "La pompe, puis le comité.", "language": "fr"}
        assert posted(as_("dev"), f"/en/contributions/{said.pk}/gloss/", **sent).status_code == 302


def test_in_synthesis_nobody_is_asked_by_mail_for_words_and_a_host_may_still_come(
    salon: Dialogue, as_: Any, cast: Cast
) -> None:
    dev, address = as_("dev"), f"/en/dialogues/{salon.slug}/host/seat/"
    with clock.moved(IN_SYNTHESIS):
        refused = posted(dev, address, **ACTS["seat"])
        assert refused.status_code == 422 and "takes answers from" in refused.content.decode()
        with tenancy.community(cast.salon):
            assert not Message.objects.exists() and not Seat.objects.filter(name="Noor").exists()
        assert posted(dev, address, **ACTS["seat"] | {"kind": "host"}).status_code == 302
        assert posted(dev, f"/en/dialogues/{salon.slug}/host/wrap/", **ACTS["wrap"]).status_code == 302
