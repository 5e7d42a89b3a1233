"""Nobody takes the name of those whom others rely on in a community; people who are called alike may be."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from palabre.communities import once
from palabre.communities.actions import invite, join, leave, save_profile
from palabre.communities.actions.invitations import accept
from palabre.communities.names import is_taken
from palabre.communities.refusals import Refusal
from palabre.dialogues.models import Dialogue
from palabre.kit import clock
from palabre.kit.testing.cast import Cast
from palabre.kit.text.names import folded

TAKEN = "Somebody who works in this community or speaks for it bears this name."


def called(cast: Cast, name: str, new: str) -> str:
    """What somebody is called after they wanted another name."""
    by = cast.membership(name, cast.salon)
    try:
        save_profile(by=by, wants_mail=False, listed=False, person={}, name=new)
    except Refusal:
        by.refresh_from_db()
    return str(by.name)


@pytest.mark.parametrize("name", ["Carla", "cärla ", "C A R L A", "C\u200barla", "Ｃarla", "Farid", "Bruno"])
def test_the_name_of_who_works_or_sits_there_is_not_taken_however_it_is_spelt(
    name: str, salon: Dialogue, inside: Cast
) -> None:
    assert called(inside, "esi", name) == "Esi"


def test_ordinary_members_may_be_called_alike_and_everybody_keeps_their_own(
    salon: Dialogue, inside: Cast
) -> None:
    assert called(inside, "amina", "Esi") == "Esi"
    assert called(inside, "carla", "Cárla") == "Cárla"
    assert called(inside, "farid", "FARID") == "FARID"
    assert called(inside, "esi", "Carla Nieto") == "Carla Nieto"
    assert not is_taken("👍", community=inside.salon, by=inside.esi)


def test_a_panelist_s_name_is_free_again_once_the_conversation_is_archived(
    salon: Dialogue, inside: Cast
) -> None:
    assert is_taken("Farid", community=inside.salon, by=inside.esi)
    with clock.moved(timedelta(days=90)):
        assert not is_taken("Farid", community=inside.salon, by=inside.esi)


def test_whoever_joins_is_told_so_and_comes_in_under_another_name(
    salon: Dialogue, cast: Cast, as_: Any
) -> None:
    cast.somebody("Zola")
    zola, sent = as_("zola"), {"accepts_rules": "on", "once": once.new_key()}
    refused = zola.post("/en/join/", sent | {"name": "Dev"})
    assert refused.status_code == 422 and TAKEN in refused.content.decode()
    assert zola.post("/en/join/", sent | {"name": "Dev Rao", "once": once.new_key()}).status_code == 302
    assert cast.membership("zola", cast.salon).name == "Dev Rao"


def test_the_profile_says_so(salon: Dialogue, cast: Cast, as_: Any) -> None:
    sent = {"name": "Dev", "language": "en", "reads": ["en"], "interface": "en", "once": once.new_key()}
    refused = as_("esi").post("/en/me/", sent)
    assert refused.status_code == 422 and TAKEN in refused.content.decode()
    assert cast.membership("esi", cast.salon).name == "Esi"


@pytest.mark.parametrize(("inviter", "name"), [("esi", "zola"), ("dev", "Carla")])
def test_only_a_manager_s_invitation_gives_such_a_name(
    inviter: str, name: str, salon: Dialogue, inside: Cast
) -> None:
    zola, by = inside.somebody("Zola"), inside.membership(inviter, inside.salon)
    zola.name = "Carla"
    zola.save()
    sent = invite(
        community=inside.salon, email=zola.email, roles=["member"], language="en", by=by, name="Carla"
    )
    assert accept(invitation=sent, by=zola, name="Carla").name == name


def test_who_comes_back_keeps_the_name_they_had(salon: Dialogue, inside: Cast) -> None:
    leave(by=inside.membership("farid", inside.salon))
    back = join(community=inside.salon, by=inside.farid, name="Farid", language="fr", accepts_rules=True)
    assert back.name == "Farid"


def test_a_name_is_folded_to_its_letters() -> None:
    assert folded("  Inès\u200b DELORME. ") == folded("ines delorme") == "inesdelorme"
    assert folded("أحمد") == folded("احمد") and folded("👍") == ""
