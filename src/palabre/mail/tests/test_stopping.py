"""The link that stops a kind of mail: GET shows, POST acts, and it is good on one host only."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from palabre.kit import tenancy
from palabre.kit.testing.cast import Cast
from palabre.mail import stopping
from palabre.mail.models import Suppression
from palabre.mail.senders import sender_of
from palabre.mail.stopping import Stop

pytestmark = pytest.mark.django_db
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def cast() -> Cast:
    return Cast()


def token_for(community: Any) -> str:
    stop = Stop(community.pk if community else None, 7, "answered", "esi@example.org")
    return stopping.token(stop, sender_of(community).host)


def stopped() -> list[tuple[int | None, str, str]]:
    with tenancy.everywhere(reason="test"):
        return list(Suppression.objects.values_list("community_id", "kind", "address"))


def test_a_scanner_that_follows_the_link_ten_times_changes_nothing(cast: Cast, client: Client) -> None:
    for _time in range(10):
        answer = client.get(f"/fr/mail/stop/{token_for(cast.salon)}/", headers={"host": "salon.localhost"})
        assert answer.status_code == 200
    assert 'method="post"' in answer.content.decode()
    assert "esi@example.org" in answer.content.decode()
    assert stopped() == []


def test_the_page_names_who_sends_as_its_reader_knows_them(cast: Cast, client: Client) -> None:
    cast.salon.names = {"fr": "Parole ouverte"}
    cast.salon.save()
    for prefix, name in (("fr", "Parole ouverte"), ("es", "Open Floor")):
        path = f"/{prefix}/mail/stop/{token_for(cast.salon)}/"
        shown = client.get(path, headers={"host": "salon.localhost"}).content.decode()
        assert f'<dd dir="auto">{name}</dd>' in shown


def test_the_button_and_the_mail_programs_one_click_stop_it_once(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    for sent in ({}, ONE_CLICK, ONE_CLICK):
        answer = client.post(
            f"/mail/stop/{token_for(cast.salon)}/", sent, headers={"host": "salon.localhost"}
        )
        assert answer.status_code == 200
    assert stopped() == [(cast.salon.pk, "answered", "esi@example.org")]


def test_a_link_made_on_one_host_does_not_exist_on_another(cast: Cast, client: Client) -> None:
    for host in ("circle.localhost", "cities.localhost", "localhost"):
        for send in (client.get, client.post):
            answer = send(f"/mail/stop/{token_for(cast.salon)}/", headers={"host": host})
            assert answer.status_code == 404, host
    assert stopped() == []


def test_a_link_that_was_changed_does_not_exist(cast: Cast, client: Client) -> None:
    for token in ("x", token_for(cast.salon)[:-1], token_for(cast.salon).swapcase()):
        answer = client.post(f"/mail/stop/{token}/", headers={"host": "salon.localhost"})
        assert answer.status_code == 404
    assert stopped() == []


def test_a_private_communitys_mail_is_stopped_without_signing_in(cast: Cast, client: Client) -> None:
    cast.circle.visibility = "private"
    cast.circle.save()
    answer = client.post(f"/mail/stop/{token_for(cast.circle)}/", headers={"host": "circle.localhost"})
    assert answer.status_code == 200
    assert stopped() == [(cast.circle.pk, "answered", "esi@example.org")]


def test_the_networks_own_mail_is_stopped_on_the_bare_host(cast: Cast, client: Client) -> None:
    answer = client.post(f"/mail/stop/{token_for(None)}/", headers={"host": "localhost"})
    assert answer.status_code == 200
    assert stopped() == [(None, "answered", "esi@example.org")]
