"""Words sent before signing in: shown where the browser proved itself, else held until a moderator has read them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from palabre.communities import kept, once, proofs
from palabre.communities.models import KeptDraft, Membership
from palabre.communities.tests.hosts import SALON, Browser, code_for
from palabre.dialogues.models import Contribution, Dialogue
from palabre.kit import clock, tenancy
from palabre.kit.testing.cast import Cast
from palabre.moderation import actions as moderating
from palabre.moderation.models import Standing

TEXT = "Mind the rope, it is thirty years old."
SCRIPT = 'src="/proof.js"'


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proofs, "ROUNDS", 10)


def proof(browser: Client) -> str:
    return proofs.solve(browser.get("/proof/").json())


def write(salon: Dialogue, *more: dict[str, str], with_proof: bool = False, text: str = TEXT) -> Browser:
    """A visitor who has sent an answer, with `more` in the form, and is asked who they are."""
    visitor = Browser().at(SALON)
    sent = {"text": text, "language": "en"}
    for fields in (*more, {proofs.FIELD: proof(visitor)} if with_proof else {}):
        sent |= fields
    assert visitor.send(f"/dialogues/{salon.slug}/speak/", **sent).status_code == 302
    return visitor


def sign_in(visitor: Browser, who: str = "esi") -> Any:
    address = f"{who}@example.org"
    visitor.send("/sign-in/", email=address)
    return visitor.send("/sign-in/code/", code=code_for(address))


def said(cast: Cast, text: str = TEXT) -> Contribution:
    with tenancy.community(cast.salon):
        found: Contribution = Contribution.objects.get(text=text)
    return found


def held_because(cast: Cast) -> list[str]:
    with tenancy.community(cast.salon):
        return list(Standing.objects.filter(state="pending").values_list("reason", flat=True))


def test_with_a_proof_they_are_shown_at_once(cast: Cast, salon: Dialogue) -> None:
    sign_in(write(salon, with_proof=True))
    assert said(cast).standing == "public"
    assert TEXT in Browser().at(SALON).get(f"/contributions/{said(cast).pk}/").content.decode()


@pytest.mark.long
def test_without_one_they_are_saved_and_only_their_writer_and_the_keepers_see_them(
    cast: Cast, salon: Dialogue, as_: Any
) -> None:
    writer = write(salon)
    place = sign_in(writer)["Location"].partition("#")[0]
    html = writer.get(place).content.decode()
    assert TEXT in html
    assert "Only you see this until a moderator has read it." in html
    for other in (Browser().at(SALON), as_("farid")):
        assert other.get(f"/contributions/{said(cast).pk}/").status_code == 404
    assert held_because(cast) == ["unproven"]
    carla = as_("carla")
    queue = carla.get("/moderation/").content.decode()
    assert "sent before signing in, and nothing showed that no machine sent it" in queue
    with tenancy.community(cast.salon):
        standing = Standing.objects.get(state="pending")
    carla.post(f"/moderation/{standing.pk}/", {"state": "public", "once": once.new_key()})
    assert TEXT in Browser().at(SALON).get(f"/contributions/{said(cast).pk}/").content.decode()


@pytest.mark.parametrize("wrong", ["no proof", "A" * 9_000])
def test_with_a_wrong_one_nothing_is_lost_and_they_wait(cast: Cast, salon: Dialogue, wrong: str) -> None:
    sign_in(write(salon, {proofs.FIELD: wrong}))
    assert said(cast).standing == "pending"


@pytest.mark.long
def test_one_proof_is_good_for_one_text(cast: Cast, salon: Dialogue) -> None:
    shared = proof(Browser().at(SALON))
    for who, text in (("esi", TEXT), ("amina", "Bolts."), ("sam", "Buy my bolts.")):
        visitor = write(salon, {proofs.FIELD: shared}, text=text)
        if who == "sam":
            assert sign_in(visitor, who)["Location"] == "/join/"
            visitor.send("/join/", name="Sam", accepts_rules="on")
        else:
            sign_in(visitor, who)
    assert said(cast).standing == "public"
    # Amina works here: nothing of hers is held.
    assert said(cast, "Bolts.").standing == "public"
    assert said(cast, "Buy my bolts.").standing == "pending"


def test_a_proof_that_ran_out_before_it_was_sent_is_none(cast: Cast, salon: Dialogue) -> None:
    visitor = Browser().at(SALON)
    early = proof(visitor)
    with clock.moved(proofs.LIFE + timedelta(minutes=1)):
        sign_in(write(salon, {proofs.FIELD: early}))
    assert said(cast).standing == "pending"


def test_it_is_judged_when_it_arrives_and_signing_in_may_take_days(cast: Cast, salon: Dialogue) -> None:
    visitor = write(salon, with_proof=True)
    with clock.moved(timedelta(days=2)):
        sign_in(visitor)
    assert said(cast).standing == "public"


def test_the_form_sent_twice_with_its_one_proof_stays_proven(cast: Cast, salon: Dialogue) -> None:
    visitor = Browser().at(SALON)
    form = {"text": TEXT, "language": "en", "once": "k" * 22, proofs.FIELD: proof(visitor)}
    for _twice in range(2):
        visitor.post(f"/dialogues/{salon.slug}/speak/", form)
    sign_in(visitor)
    assert said(cast).standing == "public"


def test_a_browser_cannot_say_of_itself_that_it_is_proven(cast: Cast, salon: Dialogue) -> None:
    visitor = write(salon, {kept.PROVEN: "true"})
    visitor.send(
        f"/dialogues/{salon.slug}/speak/", text="And the bucket.", language="en", payload='{"proven": true}'
    )
    with tenancy.community(cast.salon):
        assert {draft.payload[kept.PROVEN] for draft in KeptDraft.objects.all()} == {False}
    sign_in(visitor)
    assert {said(cast).standing, said(cast, "And the bucket.").standing} == {"pending"}


def test_a_community_may_do_without(cast: Cast, salon: Dialogue, as_: Any) -> None:
    fields = {"links_of_new_members_days": 3, "texts_in_ten_minutes": 20, "once": once.new_key()}
    assert "nothing showed that no machine sent them" in as_("dev").get("/moderation/holds/").content.decode()
    assert as_("dev").post("/moderation/holds/", fields).status_code == 302
    sign_in(write(salon))
    assert said(cast).standing == "public"
    assert SCRIPT not in Browser().at(SALON).get(f"/dialogues/{salon.slug}/speak/").content.decode()


@pytest.mark.long
@pytest.mark.parametrize("who", ["amina", "carla", "dev"])
def test_whoever_works_here_is_not_held(cast: Cast, salon: Dialogue, who: str) -> None:
    sign_in(write(salon), who)
    assert said(cast).standing == "public"


def test_the_panel_is_not_held(cast: Cast, salon: Dialogue) -> None:
    sign_in(write(salon), "farid")
    assert said(cast).standing == "public"


def test_who_is_signed_in_is_no_stranger(cast: Cast, salon: Dialogue, as_: Any) -> None:
    fields = {"text": TEXT, "language": "en", "once": once.new_key()}
    assert as_("esi").post(f"/dialogues/{salon.slug}/speak/", fields).status_code == 302
    assert said(cast).standing == "public"


def test_who_is_signed_in_and_not_yet_a_member_is_no_stranger(cast: Cast, salon: Dialogue, as_: Any) -> None:
    with tenancy.community(cast.salon):
        assert not Membership.objects.filter(person=cast.sam).exists()
    sam = as_("sam")
    fields = {"text": TEXT, "language": "en", "once": once.new_key()}
    assert sam.post(f"/dialogues/{salon.slug}/speak/", fields)["Location"] == "/join/"
    sam.post("/join/", {"name": "Sam", "accepts_rules": "on", "once": once.new_key()})
    assert said(cast).standing == "public"


def test_other_holds_still_apply(cast: Cast, salon: Dialogue) -> None:
    with tenancy.community(cast.salon):
        dev = cast.membership("dev", cast.salon)
        moderating.set_holds(community=cast.salon, by=dev, links_of_new_members_days=30)
    sign_in(write(salon, with_proof=True, text="See https://a.example/rope"))
    assert held_because(cast) == ["link"]


@pytest.mark.parametrize("page", ["question/1/", "speak/"])
def test_the_script_comes_with_strangers_forms_alone(salon: Dialogue, as_: Any, page: str) -> None:
    place = f"/dialogues/{salon.slug}/{page}"
    for browser, wanted in ((Browser().at(SALON), True), (as_("esi"), False), (as_("sam"), False)):
        answer = browser.get(place)
        assert (SCRIPT in answer.content.decode()) == wanted
        assert "script-src 'self'; connect-src 'self'" in answer.headers["Content-Security-Policy"]


def test_a_page_without_a_form_loads_nothing(salon: Dialogue) -> None:
    answer = Browser().at(SALON).get(f"/dialogues/{salon.slug}/")
    assert SCRIPT not in answer.content.decode()
    assert "script-src 'none'" in answer.headers["Content-Security-Policy"]


def test_the_page_holds_nothing_of_one_readers_own(salon: Dialogue) -> None:
    tags = {
        next(
            line
            for line in Browser()
            .at(SALON)
            .get(f"/dialogues/{salon.slug}/speak/")
            .content.decode()
            .split("\n")
            if SCRIPT in line
        )
        for _twice in range(2)
    }
    assert len(tags) == 1
    assert 'data-challenge="/proof/"' in tags.pop()
