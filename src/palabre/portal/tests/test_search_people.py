"""People in the search: those who agreed, for members alone, and only for as long as they agree."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Callable
from typing import Any

import pytest

from palabre.chronicle import readers
from palabre.communities import actions
from palabre.communities.tests.hosts import CIRCLE, SALON, Browser
from palabre.config.cli.command import Console, Refusal
from palabre.config.cli.commands import reindex
from palabre.kit import clock, tenancy
from palabre.kit.testing.cast import Cast
from palabre.portal.models import SearchDocument

pytestmark = pytest.mark.django_db
SAID = {"organisation": "Coopérative des puits", "place": "Ouagadougou", "about": "Je répare les margelles."}


@pytest.fixture
def cast() -> Cast:
    made = Cast()
    agree(made, listed=True)
    return made


def agree(cast: Cast, *, listed: bool) -> None:
    with tenancy.community(cast.salon):
        esi = cast.membership("esi", cast.salon)
        esi.language = "fr"
        actions.save_profile(by=esi, wants_mail=False, listed=listed, person={}, name="Esi Mensah", **SAID)
    readers.pull()


def signed_in(name: str, host: str = SALON) -> Browser:
    browser = Browser()
    browser.sign_in(host, f"{name}@example.org")
    return browser


def finds(browser: Any, question: str, host: str = SALON, **narrowed: str) -> bool:
    answer = browser.at(host).get("/search/", {"q": question, **narrowed})
    assert answer.status_code == 200
    return "/members/" in answer.content.decode().partition("<ol")[2]


def kept(cast: Cast) -> int:
    with tenancy.community(cast.salon):
        return SearchDocument.objects.filter(kind="person").count()


@pytest.mark.long
@pytest.mark.parametrize("question", ["Mensah", "cooperative puits", "ouagadougou", "margelle"])
def test_a_member_finds_them_by_name_organisation_place_and_what_they_say(cast: Cast, question: str) -> None:
    farid = signed_in("farid")
    assert finds(farid, question)
    assert finds(farid, question, kind="person")
    assert not finds(farid, question, kind="story")


def test_nobody_else_finds_them_nor_hears_of_the_kind(cast: Cast) -> None:
    for stranger, host in ((Browser(), SALON), (signed_in("sam", CIRCLE), CIRCLE)):
        assert not finds(stranger, "Mensah", host)
        assert not finds(stranger, "Mensah", host, kind="person")
    assert 'value="person"' not in Browser().at(SALON).get("/search/").content.decode()
    assert 'value="person"' in signed_in("farid").at(SALON).get("/search/").content.decode()


def leave(cast: Cast) -> None:
    actions.leave(by=cast.membership("esi", cast.salon))


def block(cast: Cast) -> None:
    by = cast.membership("dev", cast.salon)
    actions.block(membership=cast.membership("esi", cast.salon), because="Enough.", language="en", by=by)


def withdraw(cast: Cast) -> None:
    esi = cast.membership("esi", cast.salon)
    actions.save_profile(by=esi, wants_mail=False, listed=False, person={})


def close_the_account(cast: Cast) -> None:
    type(cast.esi).objects.filter(pk=cast.esi.pk).update(is_active=False)


@pytest.mark.long
@pytest.mark.parametrize("go", [leave, block, withdraw])
def test_at_once_they_are_found_no_more_and_then_nothing_of_them_is_kept(
    cast: Cast, go: Callable[[Cast], None]
) -> None:
    farid = signed_in("farid")
    assert finds(farid, "Mensah")
    with tenancy.community(cast.salon):
        go(cast)
    assert kept(cast) == 1
    assert not finds(farid, "Mensah")
    readers.pull()
    assert kept(cast) == 0


def test_whose_account_is_closed_is_not_found(cast: Cast) -> None:
    farid = signed_in("farid")
    close_the_account(cast)
    assert not finds(farid, "Mensah")


def test_who_waits_to_be_let_in_finds_nobody(cast: Cast) -> None:
    farid = signed_in("farid")
    with tenancy.community(cast.salon):
        waits = cast.membership("farid", cast.salon)
        waits.waits_since = clock.now()
        waits.save()
    assert not finds(farid, "Mensah")


def test_reindexing_brings_back_what_was_lost_and_takes_away_what_no_room_has(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    with tenancy.community(cast.salon):
        document = SearchDocument.objects.get(kind="person")
        document.pk, document.kind = None, "no-such-kind"
        document.save()
        SearchDocument.objects.filter(kind="person").update(subject_id=987654321)
    farid = signed_in("farid")
    assert not finds(farid, "Mensah")
    console = Console(as_json=True)
    console.facts(reindex.run(Namespace(host=SALON), console).facts)
    told = capsys.readouterr()
    assert json.loads(told.out)["rows"][SALON] == 2
    assert "person 2 of 2" in told.err
    assert finds(farid, "Mensah")
    with tenancy.community(cast.salon):
        assert SearchDocument.objects.exclude(kind="person").count() == 0
        assert SearchDocument.objects.filter(subject_id=987654321).count() == 0


def test_reindexing_a_host_that_is_none_is_refused_with_a_sentence(cast: Cast) -> None:
    with pytest.raises(Refusal, match="no community on nowhere"):
        reindex.run(Namespace(host="nowhere.example"), Console(as_json=False))
