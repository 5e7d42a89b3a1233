"""The demo's outbox: in the demo alone, each community's own mail on its host, all of it on the bare one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from palabre.kit import clock, tenancy
from palabre.kit.testing.cast import Cast
from palabre.mail.models import Message

pytestmark = pytest.mark.django_db
NASTY = "<script>alert(1)</script>"


@pytest.fixture
def cast(settings: Any) -> Cast:
    settings.DEMO = True
    return Cast()


def mail(community: Any, subject: str, language: str = "en") -> Message:
    where = tenancy.community(community) if community else tenancy.everywhere(reason="test")
    with where:
        return Message.objects.create(
            community_id=community.pk if community else None,
            kind="answered",
            once=subject,
            to="esi@example.org",
            sender="x",
            language=language,
            subject=subject,
            text=f"Look: http://salon.localhost/ {NASTY}",
            html='<html lang="ar"><body style="color:red">A mail</body></html>',
            queued_at=clock.now(),
        )


def read(client: Client, path: str, host: str) -> Any:
    return client.get(path, headers={"host": host})


def test_it_does_not_exist_outside_the_demo(cast: Cast, client: Client, settings: Any) -> None:
    message = mail(cast.salon, "One")
    settings.DEMO = False
    for path in (
        "/demo/outbox",
        "/demo/outbox/",
        f"/demo/outbox/{message.pk}/",
        f"/demo/outbox/{message.pk}/html/",
    ):
        for host in ("salon.localhost", "localhost"):
            assert read(client, path, host).status_code == 404, (path, host)


def test_a_community_shows_its_own_mail_and_the_bare_host_all_the_newest_first(
    cast: Cast, client: Client
) -> None:
    mail(cast.salon, "From the salon")
    mail(cast.circle, "From the circle")
    mail(None, "From the network")
    salon = read(client, "/demo/outbox/", "salon.localhost").content.decode()
    assert "From the salon" in salon
    assert "From the circle" not in salon
    assert "From the network" not in salon
    bare = read(client, "/demo/outbox/", "localhost").content.decode()
    places = [bare.index(f"From the {name}") for name in ("network", "circle", "salon")]
    assert places == sorted(places)
    assert "circle.localhost" in bare


def test_one_mail_shows_its_text_and_frames_its_html(cast: Cast, client: Client) -> None:
    message = mail(cast.salon, "مرحبا", "ar")
    page = read(client, f"/demo/outbox/{message.pk}/", "salon.localhost")
    text = page.content.decode()
    assert '<h1 lang="ar" dir="rtl">مرحبا</h1>' in text
    assert NASTY not in text
    assert f'src="/demo/outbox/{message.pk}/html/"' in text
    assert "frame-src 'self'" in page.headers["Content-Security-Policy"]
    assert "allow-scripts" not in text


def test_the_html_runs_nothing_and_is_framed_by_this_host_alone(cast: Cast, client: Client) -> None:
    message = mail(cast.salon, "One")
    answer = read(client, f"/demo/outbox/{message.pk}/html/", "salon.localhost")
    policy = answer.headers["Content-Security-Policy"]
    assert answer.content.decode() == message.html
    assert policy.startswith("sandbox ")
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy
    assert "script" not in policy


def test_another_communitys_mail_is_not_there(cast: Cast, client: Client) -> None:
    message = mail(cast.circle, "One")
    for path in (
        f"/demo/outbox/{message.pk}/",
        f"/demo/outbox/{message.pk}/html/",
        "/demo/outbox/999999999999999999999/",
    ):
        assert read(client, path, "salon.localhost").status_code == 404
    assert read(client, f"/demo/outbox/{message.pk}/", "localhost").status_code == 200


def test_a_long_outbox_is_read_page_by_page_with_as_many_queries(
    cast: Cast, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    made = [mail(cast.salon, f"Mail {n:03}") for n in range(51)]
    with django_assert_max_num_queries(14):
        first = read(client, "/demo/outbox/", "salon.localhost").content.decode()
    assert "Mail 050" in first
    assert "Mail 000" not in first
    second = read(client, f"/demo/outbox/?before={made[1].pk}", "salon.localhost").content.decode()
    assert "Mail 000" in second
    assert "Mail 001" not in second
    for odd in ("x", "-1", "9" * 40, "१२"):
        assert read(client, f"/demo/outbox/?before={odd}", "salon.localhost").status_code == 200


def test_mails_stand_by_when_they_were_written_for_not_by_when_their_row_was_made(
    cast: Cast, client: Client
) -> None:
    made = []
    for days in (3, 1, 2):
        with clock.moved(timedelta(days=-days)):
            made.append(mail(cast.salon, f"{days} days ago"))
    page = read(client, "/demo/outbox/", "salon.localhost").content.decode()
    places = [page.index(f"{days} days ago") for days in (1, 2, 3)]
    assert places == sorted(places)
    older = read(client, f"/demo/outbox/?before={made[2].pk}", "salon.localhost").content.decode()
    assert "3 days ago" in older
    assert "2 days ago" not in older
    assert "1 days ago" not in older


def test_the_address_without_its_slash_leads_there(cast: Cast, client: Client) -> None:
    answer = read(client, "/fr/demo/outbox", "salon.localhost")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/fr/demo/outbox/")
